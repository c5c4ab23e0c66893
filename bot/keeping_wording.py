"""How the keepers' pages are put into words, in the chat and in the terminal alike."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.answering.wording import NO_OUTLET, format_count, format_date
from bot.keeping import Figures
from bot.state.answers import AnswerFigures
from bot.state.feedback import FeedbackFigures
from corpus.catalogue import Event
from corpus.listings import ShelfFigures
from corpus.reports import Status

TELEGRAM = "telegram:"
SHOWN = 8
"""How many outlets and languages are named."""

DEEDS = {
    "add": "added",
    "replace": "replaced",
    "correct": "corrected",
    "withdraw": "withdrew",
    "restore": "restored",
    "grant": "granted",
    "revoke": "revoked",
    "invite": "invited",
    "ban": "banned",
    "unban": "lifted a ban",
    "uninvite": "took back an invitation",
    "fill gap": "filled a gap with",
    "dismiss gap": "dismissed",
    "reopen gap": "reopened",
}
"""What somebody did, before the report that they did it to; what is not here is told as it stands in the log."""


def format_actor(actor: str) -> str:
    """Name who did something: “person 7” for somebody in Telegram, whose number is the only sure name."""
    return f"person {actor.removeprefix(TELEGRAM)}" if actor.startswith(TELEGRAM) else actor


def format_moment(moment: datetime) -> str:
    """Give “11 March 2026, 14:05 UTC”."""
    return f"{format_date(moment.date())}, {moment:%H:%M} UTC"


def format_event(event: Event) -> str:
    """Say who did what: “person 7 withdrew ferry, version 2: It was made up.”."""
    version = f", version {event.version}" if event.version else ""
    report = f" {event.report_id}{version}" if event.report_id else ""
    detail = f": {' '.join(event.detail.split())}" if event.detail else ""
    return f"{format_actor(event.actor)} {DEEDS.get(event.action, event.action)}{report}{detail}"


def describe_figures(figures: Figures, show: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """Give a name and a sentence for each line of the counts; `show` makes an outlet's name fit to be shown."""
    yield from describe_shelf(figures.shelf, show)
    yield "Last 7 days", describe_answers(figures.week)
    yield "Last 30 days", describe_answers(figures.month)
    yield "Feedback, 30 days", describe_feedback(figures.feedback)
    yield "Gaps", f"{format_count(figures.gaps, 'question')} without a report"
    yield "Jobs", f"{figures.jobs:,} waiting"


def describe_shelf(shelf: ShelfFigures, show: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Give the lines about the reports; all but the first are about those that may be quoted."""
    statuses = ", ".join(f"{shelf.by_status.get(status, 0):,} {status}" for status in Status)
    yield "Reports", f"{sum(shelf.by_status.values()):,}: {statuses}"
    outlets = {show(name): count for name, count in shelf.by_outlet.items() if name}
    yield "Outlets", f"{len(outlets):,}{list_most(outlets)}"
    if None in shelf.by_outlet:
        yield NO_OUTLET.capitalize(), format_count(shelf.by_outlet[None], "report")
    yield "Languages", f"{len(shelf.by_language):,}{list_most(shelf.by_language)}"
    if shelf.oldest:
        yield "Published", f"{format_date(shelf.oldest)} to {format_date(shelf.newest)}"
    yield "Words", f"{shelf.words:,}"


def describe_answers(answers: AnswerFigures) -> str:
    """Say how many questions were asked by how many people, and what came of them."""
    asked = f"{format_count(answers.asked, 'question')} by {format_count(answers.people, 'person', 'people')}"
    return f"{asked}: {answers.answered:,} answered, {answers.disputed:,} disputed, {answers.refused:,} refused"


def describe_feedback(feedback: FeedbackFigures) -> str:
    """Say how many opinions are good and bad, and for which reasons: “9 of use, 2 not: out of date 2”."""
    reasons = sorted(feedback.reasons.items(), key=lambda each: (-each[1], each[0]))
    why = ", ".join(f"{reason} {count:,}" for reason, count in reasons)
    counts = f"{feedback.useful:,} of use, {feedback.useless:,} not"
    return f"{counts}: {why}" if why else counts


def list_most(counts: Mapping[str, int]) -> str:
    """Give the first names with their counts: “: The Courier 4, Press Agency 2 and 3 more”."""
    if not counts:
        return ""
    named = ", ".join(f"{name} {count:,}" for name, count in list(counts.items())[:SHOWN])
    more = f" and {len(counts) - SHOWN:,} more" if len(counts) > SHOWN else ""
    return f": {named}{more}"
