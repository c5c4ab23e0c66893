"""Who follows what: once in each place, so many at most, ended by whoever follows alone."""

from bot.state.follows import Follow, Outcome, Wish, group_alike

ASKED = "Who cut the ferry's cables?"


def wish(question=ASKED, *, person="telegram:5", place=None, record="r1", checked=3):
    return Wish(person, place or person, question, record, checked)


def test_question_is_followed_once_in_each_place_whatever_its_spelling(state):
    outcome, first = state.follows.begin(wish(), 5)
    assert outcome is Outcome.BEGUN
    for spelling in (ASKED, "  who cut  the FERRY'S cables ", ASKED + "?!"):
        assert state.follows.begin(wish(spelling, record="r2"), 5) == (Outcome.KNOWN, first)
    assert state.follows.begin(wish(place="telegram:-7:12"), 5)[0] is Outcome.BEGUN
    assert state.follows.begin(wish(person="telegram:6"), 5)[0] is Outcome.BEGUN
    assert state.follows.count("telegram:5") == 2


def test_same_message_dealt_with_again_changes_nothing(state):
    begun = state.follows.begin(wish(), 1)
    assert state.follows.begin(wish(), 1) == begun
    assert state.follows.count("telegram:5") == 1


def test_nobody_follows_more_than_the_limit_in_all_places_together(state):
    assert state.follows.begin(wish("One?"), 2)[0] is Outcome.BEGUN
    assert state.follows.begin(wish("Two?", place="telegram:-7"), 2)[0] is Outcome.BEGUN
    assert state.follows.begin(wish("Three?"), 2) == (Outcome.FULL, None)
    assert state.follows.begin(wish("Three?", person="telegram:6"), 2)[0] is Outcome.BEGUN
    assert state.follows.begin(wish("Three?"), 0) == (Outcome.FULL, None)


def test_only_whoever_follows_ends_it_and_its_number_is_never_used_again(state):
    _, follow = state.follows.begin(wish(), 5)
    assert not state.follows.end(follow.id, "telegram:6")
    assert state.follows.end(follow.id, "telegram:5")
    assert not state.follows.end(follow.id, "telegram:5")
    _, again = state.follows.begin(wish(), 5)
    assert again.id > follow.id


def test_list_is_that_of_one_place_or_of_all(state):
    for number, place in enumerate(("telegram:5", "telegram:-7", "telegram:5")):
        state.follows.begin(wish(f"Number {number}?", place=place), 5)
    assert [each.question for each in state.follows.list_of("telegram:5")] == ["Number 0?", "Number 1?", "Number 2?"]
    assert [each.question for each in state.follows.list_of("telegram:5", "telegram:-7")] == ["Number 1?"]
    assert state.follows.list_of("telegram:6") == []


def test_due_is_what_was_not_checked_up_to_an_event(state):
    _, old = state.follows.begin(wish("Old?", checked=3), 5)
    state.follows.begin(wish("New?", checked=7), 5)
    assert state.follows.list_due(3) == []
    assert [each.question for each in state.follows.list_due(7)] == ["Old?"]
    with state.follows._database.writing() as connection:
        assert state.follows.note_check(old, 9, "r9", connection)
        assert not state.follows.note_check(old, 9, "r9", connection)  # somebody else did it meanwhile
    assert [each.question for each in state.follows.list_due(9)] == ["New?"]
    assert [each.record_id for each in state.follows.list_of("telegram:5")] == ["r9", "r1"]


def test_alike_questions_are_asked_once_together():
    follows = [Follow(number, "p", "p", text, "r", 0) for number, text in enumerate(("A?", "B?", "a", "b ?"))]
    assert [[each.id for each in group] for group in group_alike(follows)] == [[0, 2], [1, 3]]
