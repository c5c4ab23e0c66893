"""What counts as a change of an answer, decided by pure code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import Answer, Citation, Position, Question, Quote, Receipt, Refusal, Stance, Statement
from bot.following.changes import Change, Known, Turn, find_change
from corpus.reports import Report, Status

RECEIPT = Receipt("", (), (), (), (), "model", 1.0)
ASKED = Question("What became of the ferry?")
ADRIFT = "The ferry broke loose at Anselma on Tuesday night."
HURT = "Twelve people were hurt, the harbour office said."
MORE_HURT = "Fourteen people were hurt, the harbour office said."
HURT_EDITED = "Twelve people were hurt, the harbour office says."
CUT = "The cables had been cut with an angle grinder."


def quote(report_id, text, *, version=1, status=Status.CURRENT, note=None):
    return Quote.cut(Report(report_id, version, report_id.title(), text, status=status, note=note), 0, len(text))


def answer(*quotes, disputed=False):
    citations = tuple(Citation(number, each) for number, each in enumerate(quotes, 1))
    statements = tuple(Statement(each.quote.text, (each.number,)) for each in citations)
    positions = (Position("The guild", Stance.DENIES, (1,)),) if disputed else ()
    return Answer("a", ASKED, statements, citations, RECEIPT, positions)


def refuse(*nearest):
    return Refusal("r", ASKED, tuple(Citation(number, each) for number, each in enumerate(nearest, 1)), RECEIPT)


def stands(each, *, status=Status.CURRENT, note=None, has_words=True):
    return Known(each, status, note, has_words)


FERRY, TOLL, GRINDER = quote("ferry", ADRIFT), quote("toll", HURT), quote("grinder", CUT)
BOTH = answer(FERRY, TOLL)

NOTHING = {
    "the same answer": (BOTH, [stands(FERRY), stands(TOLL)], BOTH, {"ferry"}),
    "another order": (BOTH, [stands(FERRY), stands(TOLL)], answer(TOLL, FERRY), {"mill"}),
    "a quotation gave way and still stands": (BOTH, [stands(FERRY), stands(TOLL)], answer(FERRY), {"mill"}),
    "a quotation of a report that did not change": (answer(FERRY), [stands(FERRY)], answer(FERRY, GRINDER), {"mill"}),
    "a copy that says the same": (BOTH, [stands(FERRY), stands(TOLL)], answer(FERRY, quote("copy", HURT)), {"copy"}),
    "a light edit in new wording": (
        BOTH, [stands(FERRY), stands(TOLL, has_words=False)], answer(FERRY, quote("toll", HURT_EDITED, version=2)),
        {"toll"},
    ),
    "a longer piece around the same words": (
        answer(TOLL), [stands(TOLL)], answer(quote("toll", f"{HURT} None of them badly.", version=2)), {"toll"},
    ),
    "a dispute that is passed over": (
        answer(FERRY, TOLL, disputed=True), [stands(FERRY), stands(TOLL)], BOTH, {"mill"},
    ),
    "an answer no longer found for no report's doing": (BOTH, [stands(FERRY), stands(TOLL)], refuse(), {"mill"}),
    "another nearest passage of a refusal": (refuse(FERRY), [], refuse(GRINDER), {"grinder"}),
    "a correction that was quoted as one": (
        answer(quote("ferry", ADRIFT, status=Status.CORRECTED, note="It was Tuesday.")),
        [stands(quote("ferry", ADRIFT, status=Status.CORRECTED, note="It was Tuesday."), status=Status.CORRECTED,
                note="It was Tuesday.")],
        answer(FERRY), {"ferry"},
    ),
}  # fmt: skip

SOMETHING = {
    "a new report": (
        answer(FERRY), [stands(FERRY)], answer(FERRY, GRINDER), {"grinder"},
        (Turn.OTHER, [GRINDER], [], []),
    ),
    "a withdrawn report": (
        BOTH, [stands(FERRY), stands(TOLL, status=Status.WITHDRAWN, note="Invented.")], answer(FERRY), {"toll"},
        (Turn.OTHER, [], [TOLL], []),
    ),
    "a withdrawn report of which a copy stands": (
        BOTH, [stands(FERRY), stands(TOLL, status=Status.WITHDRAWN)], answer(FERRY, quote("copy", HURT)), {"toll"},
        (Turn.OTHER, [], [TOLL], []),
    ),
    "another figure in new wording": (
        BOTH, [stands(FERRY), stands(TOLL, has_words=False)], answer(FERRY, quote("toll", MORE_HURT, version=2)),
        {"toll"}, (Turn.OTHER, [quote("toll", MORE_HURT, version=2)], [TOLL], []),
    ),
    "words that are gone and nothing in their place": (
        BOTH, [stands(FERRY), stands(TOLL, has_words=False)], answer(FERRY), {"toll"}, (Turn.OTHER, [], [TOLL], []),
    ),
    "a correction that keeps the words": (
        answer(FERRY), [stands(FERRY, status=Status.CORRECTED, note="It was Monday.")], answer(FERRY), {"ferry"},
        (Turn.OTHER, [], [], [FERRY]),
    ),
    "a second correction": (
        answer(quote("ferry", ADRIFT, status=Status.CORRECTED, note="One.")),
        [stands(quote("ferry", ADRIFT, status=Status.CORRECTED, note="One."), status=Status.CORRECTED, note="Two.")],
        answer(FERRY), {"ferry"},
        (Turn.OTHER, [], [], [quote("ferry", ADRIFT, status=Status.CORRECTED, note="One.")]),
    ),
    "a first answer": (refuse(TOLL), [], answer(FERRY), set(), (Turn.BEGUN, [FERRY], [], [])),
    "no answer any more": (
        answer(TOLL), [stands(TOLL, status=Status.WITHDRAWN)], refuse(FERRY), {"toll"}, (Turn.ENDED, [], [TOLL], []),
    ),
    "a denial": (
        answer(FERRY), [stands(FERRY)], answer(FERRY, GRINDER, disputed=True), {"grinder"},
        (Turn.DISPUTED, [GRINDER], [], []),
    ),
    "a denial that is withdrawn": (
        answer(FERRY, GRINDER, disputed=True), [stands(FERRY), stands(GRINDER, status=Status.WITHDRAWN)],
        answer(FERRY), {"grinder"}, (Turn.SETTLED, [], [GRINDER], []),
    ),
    "a report that is restored": (
        answer(FERRY), [stands(FERRY)], answer(FERRY, TOLL), {"toll"}, (Turn.OTHER, [TOLL], [], []),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTHING.values(), ids=NOTHING.keys())
def test_what_does_not_change_an_answer_is_not_told(case):
    assert find_change(*case) is None


@pytest.mark.parametrize("case", SOMETHING.values(), ids=SOMETHING.keys())
def test_what_changes_an_answer_is_told_with_the_difference(case):
    *given_, (turn, new, gone, corrected) = case
    change = find_change(*given_)
    assert isinstance(change, Change)
    assert (change.turn, list(change.new)) == (turn, new)
    assert [each.quote for each in change.gone] == gone
    assert [each.quote for each in change.corrected] == corrected


POOL = [quote(f"report-{number}", f"{word} was seen at weir {number}.") for number, word in
        enumerate(("An otter", "A barge", "The keeper", "A lantern", "Nobody", "The guild"))]  # fmt: skip
QUOTES = st.lists(st.sampled_from(POOL), unique=True, min_size=1)


@given(before=QUOTES, after=QUOTES, changed=st.sets(st.sampled_from([each.source.report_id for each in POOL])))
def test_nothing_is_told_without_a_report_that_did_it(before, after, changed):
    change = find_change(answer(*before), [stands(each) for each in before], answer(*after), changed)
    news = [each for each in after if each not in before]
    assert (change is not None) == any(each.source.report_id in changed for each in news)
    if change:
        assert list(change.new) == news


@given(before=QUOTES)
def test_being_told_once_there_is_nothing_left_to_tell(before):
    told = answer(*before)
    assert (
        find_change(told, [stands(each) for each in before], told, {each.source.report_id for each in before}) is None
    )
