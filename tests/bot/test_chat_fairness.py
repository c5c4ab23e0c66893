"""Fair use as people see it: limits with their end, one question at a time, and tokens that are used up.

One bot process against the server for tests, its answers scripted.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.state.people import Role
from tests.bot.houses import edith, meet
from tests.bot.little_house import holding_answers, let_pass, list_refusals, list_said, serve_little, settle
from tests.bot.test_chat_talk import ask, press, wait_for_reply

GROUPS = count(-100_500, -1)
TOLD_UNTIL = re.compile(r"the next is free at (\d+ \w+ \d{4}, \d\d:\d\d) UTC, in (59|60) minutes\.")
ONE_AT_A_TIME = "One at a time, please"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    yield from serve_little(tmp_path_factory.mktemp("fair"))


@pytest.fixture(autouse=True)
def nothing_is_refused(house):
    before = len(house.server.refusals)
    yield
    assert list_refusals(house, before) == []


def test_limit_of_a_person_is_told_with_its_end_and_holds_over_a_restart(house):
    server, ann, bo = house.server, meet(house), meet(house, "Bo")
    for _ in range(3):
        assert ask(server, ann, "ferry?").quotations
    refused = ask(server, ann, "guild?")
    assert refused.text.startswith("You have asked 3 questions within an hour, as many as one person may; ")
    told = datetime.strptime(TOLD_UNTIL.search(refused.text)[1], "%d %B %Y, %H:%M").replace(tzinfo=UTC)
    assert timedelta(minutes=59) < told - datetime.now(UTC) <= timedelta(minutes=61)
    assert refused.labels == []
    house.bot.restart()
    group = server.group(next(GROUPS))
    refused = wait_for_reply(server, group, ann.says("/ask guild?", group=group))
    assert TOLD_UNTIL.search(refused.text)
    assert ask(server, bo, "guild?").quotations
    assert "exactly" in ask(server, bo, "/find The ferry broke loose.").text
    let_pass(house, 1)
    assert ask(server, ann, "guild?").quotations


def test_following_and_answering_again_pass_the_same_gate(house):
    server, ann, bo = house.server, meet(house), meet(house, "Bo")
    question = ann.says("ferry?")
    first = wait_for_reply(server, ann, question)
    ann.edits(question, "guild?")
    offer = wait_for_reply(server, ann, first, "You changed")
    for person, times in ((ann, 2), (bo, 3)):
        for _ in range(times):
            assert ask(server, person, "ferry?").quotations
    ann.presses(offer, "Answer again")
    told = server.wait_for(lambda: "as many as" in (now := server.message(ann.id, offer.id)).text and now, 10, "no")
    assert told.text.startswith("You have asked 3 questions within an hour, ")
    assert ask(server, bo, "/follow guild?").text.startswith("You have asked 3 questions within an hour, ")
    assert ask(server, bo, "/follow").text.startswith("You follow no question.")


@pytest.mark.slow
def test_question_that_is_dealt_with_again_after_a_crash_counts_once(house):
    server, ann = house.server, meet(house)
    with holding_answers(house) as wait_until_held:
        sent = ann.says("late ferry?")
        wait_until_held()
        house.bot.kill()
    house.bot.start()
    assert wait_for_reply(server, ann, sent).quotations
    for _ in range(2):
        assert ask(server, ann, "ferry?").quotations
    assert "as many as one person may" in ask(server, ann, "ferry?").text


def test_editors_and_admins_are_bound_by_no_limit(house):
    server, eve = house.server, meet(house, "Eve", Role.EDITOR)
    for person in (eve, edith(house)):
        for _ in range(4):
            assert ask(server, person, "ferry?").quotations


@pytest.mark.slow
def test_limit_of_a_group_is_told_there_and_binds_nobody_elsewhere(house):
    server, group = house.server, house.server.group(next(GROUPS))
    for _ in range(5):
        assert wait_for_reply(server, group, meet(house).says("/ask ferry?", group=group)).quotations
    ann = meet(house)
    refused = wait_for_reply(server, group, ann.says("/ask ferry?", group=group))
    assert refused.text.startswith("5 questions within an hour were asked in this group, as many as one group may; ")
    assert TOLD_UNTIL.search(refused.text)
    assert refused.reply_to is not None
    assert ask(server, ann, "ferry?").quotations


def test_question_too_many_is_told_at_once_and_the_others_are_answered_in_order(house):
    server, ann, bo = house.server, meet(house), meet(house, "Bo")
    with holding_answers(house) as wait_until_held:
        sent = [ann.says("late ferry?")]
        wait_until_held()
        sent += [ann.says(text) for text in ("guild?", "filler-1?", "filler-2?")]
        declined = server.wait_for(lambda: list_said(ann, ONE_AT_A_TIME), 5, "being declined")
        assert not [message for message in ann.messages if message.quotations]
    assert "send it again when they are answered" in declined[0]
    server.wait_for(lambda: len([each for each in ann.messages if each.quotations]) == 2, 10, "both answers")
    settle(house, ann)
    assert [each.quotations[0] for each in ann.messages if each.quotations] == [
        "The ferry broke loose.",
        "“We did not cut it.",
    ]
    assert len(list_said(ann, ONE_AT_A_TIME)) == 1
    assert ask(server, ann, "filler-2?").quotations, "what was left out counts for nothing"
    assert ask(server, bo, "ferry?").quotations


def test_one_at_a_time_holds_in_all_chats_together_and_for_buttons(house):
    server, ann, group = house.server, meet(house), house.server.group(next(GROUPS))
    start = ask(server, ann, "/start")
    with holding_answers(house) as wait_until_held:
        ann.says("late ferry?")
        wait_until_held()
        ann.says("/ask guild?", group=group)
        press(server, ann, start, "Ask 1")
        assert server.wait_for(lambda: list_said(ann, ONE_AT_A_TIME), 5, "the press being declined")
        assert not list_said(group, ONE_AT_A_TIME)
    server.wait_for(lambda: [each for each in group.messages if each.quotations], 10, "the answer in the group")


@pytest.mark.slow
def test_editor_may_send_as_much_at_once_as_they_like(house):
    server, eve = house.server, meet(house, "Eve", Role.EDITOR)
    ask(server, eve, "/help")
    with holding_answers(house) as wait_until_held:
        eve.says("late ferry?")
        wait_until_held()
        for _ in range(4):
            eve.says("guild?")
    server.wait_for(lambda: len([each for each in eve.messages if each.quotations]) == 5, 10, "five answers")
    assert not list_said(eve, ONE_AT_A_TIME)


def test_tokens_that_are_used_up_are_told_with_the_answer_until_when(house):
    server, ann, admin = house.server, meet(house), edith(house)
    mine = ask(server, ann, "spent ferry?")
    assert (
        mine.text.count("your share of the language model for today is used up, until 28 November 2026, 00:00 UTC.")
        == 1
    )
    assert not list_said(admin, "The tokens of all people together")
    for _ in range(2):
        assert (
            "everybody’s share of the language model for today is used up" in ask(server, ann, "spent all ferry?").text
        )
    server.wait_for(lambda: list_said(admin, "The tokens of all people together"), 10, "the notice")
    settle(house, admin)
    assert len(list_said(admin, "until 28 November 2026, 00:00 UTC. OPENAI_TOKENS_A_DAY sets how many")) == 1
