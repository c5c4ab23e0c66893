"""What readers say of answers is kept once for each person, counted, and listed without them."""

from datetime import timedelta

from bot.chat.feedback.listing import OpinionPage, render_opinions
from bot.keeping_wording import describe_feedback
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state.feedback import FeedbackFigures, Rating, RatingPage, Reason, Verdict
from corpus.database import make_now
from tests.bot.shown_parts import check_valid

ENGLISH = get_speech(Language.ENGLISH)
EARLIER = make_now() - timedelta(days=1)


def test_last_opinion_of_a_person_counts(state):
    state.feedback.rate("a", "telegram:5", Verdict.USEFUL)
    state.feedback.rate("a", "telegram:6", Verdict.USEFUL)
    state.feedback.rate("a", "telegram:5", Verdict.USELESS)
    assert state.feedback.count(EARLIER) == FeedbackFigures(1, 1, {})


def test_reason_stays_when_the_same_is_said_again_and_goes_with_the_other_verdict(state):
    state.feedback.explain("a", "telegram:5", Reason.OTHER, "It names nobody.")
    state.feedback.rate("a", "telegram:5", Verdict.USELESS)
    (kept,) = state.feedback.find_page(5, 0).ratings
    assert (kept.verdict, kept.reason, kept.words) == (Verdict.USELESS, Reason.OTHER, "It names nobody.")
    state.feedback.rate("a", "telegram:5", Verdict.USEFUL)
    (kept,) = state.feedback.find_page(5, 0).ratings
    assert (kept.verdict, kept.reason, kept.words) == (Verdict.USEFUL, None, None)


def test_opinions_are_counted_from_a_moment_on_by_reason(state):
    state.feedback.explain("a", "telegram:5", Reason.OUTDATED)
    state.feedback.explain("b", "telegram:5", Reason.OUTDATED)
    state.feedback.explain("b", "telegram:6", Reason.NOT_ASKED)
    figures = state.feedback.count(EARLIER)
    assert figures == FeedbackFigures(0, 3, {Reason.OUTDATED: 2, Reason.NOT_ASKED: 1})
    assert describe_feedback(figures, ENGLISH) == "0 of use, 3 not: out of date 2, not what was asked 1"
    assert state.feedback.count(make_now() + timedelta(days=1)) == FeedbackFigures(0, 0, {})


def test_pages_of_opinions_hold_each_once_the_newest_first(state):
    for number in range(7):
        state.feedback.rate(f"r{number}", "telegram:5", Verdict.USEFUL)
    first, rest = state.feedback.find_page(4, 0), state.feedback.find_page(4, 4)
    assert [each.record_id for each in first.ratings + rest.ratings] == [f"r{number}" for number in range(6, -1, -1)]
    assert first.total == 7


def test_page_of_the_longest_opinions_is_one_message():
    rating = Rating("gone", Verdict.USELESS, Reason.OTHER, "🛶שלום" * 200, make_now())
    page = OpinionPage(RatingPage((rating,) * 6, 40), 1, {}, FeedbackFigures(0, 40, {}))
    part = render_opinions(ENGLISH, page, "onrecord_bot")
    check_valid([part])
    assert "an answer that is no longer kept" in part.markup.text
