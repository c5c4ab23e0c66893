"""How the keepers' pages are put into words, in the chat and in the terminal alike."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.keeping import Figures
from bot.languages.speech import Speech
from bot.log_details import read_detail
from bot.state.answers import AnswerFigures
from bot.state.feedback import FeedbackFigures, Reason
from corpus.catalogue import Event
from corpus.listings import ShelfFigures
from corpus.reports import Status
from index.vector_models import ModelStanding

_TELEGRAM = "telegram:"
_SHOWN = 8
"""How many outlets and languages are named."""

STATUSES = {Status.CURRENT: "current", Status.CORRECTED: "corrected", Status.WITHDRAWN: "withdrawn"}
DEEDS = {
    "add": "{who} added {what}",
    "replace": "{who} replaced {what}",
    "correct": "{who} corrected {what}",
    "withdraw": "{who} withdrew {what}",
    "restore": "{who} restored {what}",
    "fill gap": "{who} filled a gap with {what}",
    "dismiss gap": "{who} dismissed",
    "reopen gap": "{who} reopened",
    "grant": "{who} granted",
    "revoke": "{who} revoked",
    "invite": "{who} invited",
    "uninvite": "{who} took back an invitation",
    "redeem": "{who} used an invitation",
    "ban": "{who} banned",
    "unban": "{who} lifted a ban",
}
"""What somebody did, and the report that they did it to; what is not here is told as it stands in the log."""

OTHER_DEED, OTHER_DEED_TO = "{who} {deed}", "{who} {deed} {what}"
VERSIONED = "{report}, version {version}"
DETAILED = "{deed}: {detail}"
PERSON, TERMINAL = "person {number}", "terminal"
MOMENT = "{day}, {time} UTC"

LAST_WEEK, LAST_MONTH, FEEDBACK, GAPS, JOBS = "Last 7 days", "Last 30 days", "Feedback, 30 days", "Gaps", "Jobs"
REPORTS, OUTLETS, WITHOUT_OUTLET = "Reports", "Outlets", "Outlet not named"
LANGUAGES, PUBLISHED, WORDS = "Languages", "Published", "Words"
BY_STATUS = "{count}: {current} current, {corrected} corrected, {withdrawn} withdrawn"
REPORTS_COUNTED = ("{count} report", "{count} reports")
QUESTIONS, PEOPLE = ("{count} question", "{count} questions"), ("{count} person", "{count} people")
OPEN_GAPS = ("{count} question without a report", "{count} questions without a report")
WAITING = "{count} waiting"
EMBEDDING_MODEL, NO_MODEL_YET = "Embedding model", "none yet, since no report was embedded"
PASSAGES = ("{count} passage", "{count} passages")
MODEL_ANSWERS = "{model}, {passages} embedded"
MODEL_LOST = (
    "{model}, {passages} embedded, cannot be loaded here any more; keywords alone answer until {command} embeds the "
    "reports anew"
)
MODEL_COMING = "{model}, {passages} embedded; {coming} has {count} of {total} and answers then"
ANSWERS = "{questions} by {people}: {answered} answered, {disputed} disputed, {refused} refused"
OPINIONS, OPINIONS_BECAUSE = "{useful} of use, {useless} not", "{useful} of use, {useless} not: {reasons}"
REASONS = {
    Reason.NOT_ASKED: "not what was asked",
    Reason.MISLEADING: "wrong or misleading",
    Reason.INCOMPLETE: "something is missing",
    Reason.OUTDATED: "out of date",
    Reason.UNCLEAR: "hard to understand",
    Reason.OTHER: "in their own words",
}
COUNTED, COUNTED_NAMES = "{name} {count}", "{total}: {names}"
AND_MORE = "{names} and {count} more"


def format_actor(actor: str, speech: Speech) -> str:
    """Name who did something: “person 7” for somebody in Telegram, whose number is the only sure name."""
    if actor.startswith(_TELEGRAM):
        return speech.say(PERSON, number=actor.removeprefix(_TELEGRAM))
    return speech.say(TERMINAL) if actor == TERMINAL else speech.isolate(actor)


def format_moment(moment: datetime, speech: Speech) -> str:
    """Give “11 March 2026, 14:05 UTC”."""
    return speech.say(MOMENT, day=moment.date(), time=speech.format_digits(f"{moment:%H:%M}"))


def format_event(event: Event, speech: Speech) -> str:
    """Say who did what: “person 7 withdrew ferry, version 2: It was made up.”."""
    deed = format_deed(event, speech)
    if not event.detail:
        return deed
    return speech.say(DETAILED, deed=deed, detail=read_detail(event.action, event.detail))


def format_deed(event: Event, speech: Speech) -> str:
    """Say who did what, without what the log adds to it."""
    who, what = format_actor(event.actor, speech), event.report_id or ""
    if event.report_id and event.version:
        what = speech.say(VERSIONED, report=event.report_id, version=event.version)
    if event.action in DEEDS:
        return speech.say(DEEDS[event.action], who=who, what=what)
    return speech.say(OTHER_DEED_TO if what else OTHER_DEED, who=who, deed=event.action, what=what)


def describe_figures(figures: Figures, speech: Speech, show: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """Give a name and a sentence for each line of the counts; `show` makes an outlet's name fit to be shown."""
    say = speech.say
    yield from describe_shelf(figures.shelf, speech, show)
    yield say(LAST_WEEK), describe_answers(figures.week, speech)
    yield say(LAST_MONTH), describe_answers(figures.month, speech)
    yield say(FEEDBACK), describe_feedback(figures.feedback, speech)
    yield say(GAPS), speech.count(*OPEN_GAPS, figures.gaps)
    yield say(JOBS), say(WAITING, count=figures.jobs)
    yield say(EMBEDDING_MODEL), describe_models(figures.models, speech)


def describe_shelf(shelf: ShelfFigures, speech: Speech, show: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Give the lines about the reports; all but the first are about those that may be quoted."""
    say = speech.say
    statuses = {status.value: shelf.by_status.get(status, 0) for status in Status}
    yield say(REPORTS), say(BY_STATUS, count=sum(shelf.by_status.values()), **statuses)
    outlets = {show(name): count for name, count in shelf.by_outlet.items() if name}
    yield say(OUTLETS), list_most(outlets, speech)
    if None in shelf.by_outlet:
        yield say(WITHOUT_OUTLET), speech.count(*REPORTS_COUNTED, shelf.by_outlet[None])
    yield say(LANGUAGES), list_most(shelf.by_language, speech)
    if shelf.oldest and shelf.newest:
        yield say(PUBLISHED), speech.format_span(shelf.oldest, shelf.newest)
    yield say(WORDS), speech.format_number(shelf.words)


def describe_models(models: ModelStanding, speech: Speech) -> str:
    """Say which embedding model answers, and how far the one is that is to: “a with 3 vectors; b has 1 of 3”."""
    if models.serving is None:
        return speech.say(NO_MODEL_YET)
    passages = speech.count(*PASSAGES, models.count(models.serving))
    if models.coming is None and models.lost:
        return speech.say(MODEL_LOST, model=models.serving, passages=passages, command="`onrecord reindex`")
    if models.coming is None:
        return speech.say(MODEL_ANSWERS, model=models.serving, passages=passages)
    done = models.count(models.coming)
    return speech.say(
        MODEL_COMING,
        model=models.serving,
        passages=passages,
        coming=models.coming,
        count=done,
        total=models.wanted,
    )


def describe_answers(answers: AnswerFigures, speech: Speech) -> str:
    """Say how many questions were asked by how many people, and what came of them."""
    return speech.say(
        ANSWERS,
        questions=speech.count(*QUESTIONS, answers.asked),
        people=speech.count(*PEOPLE, answers.people),
        answered=answers.answered,
        disputed=answers.disputed,
        refused=answers.refused,
    )


def describe_feedback(feedback: FeedbackFigures, speech: Speech) -> str:
    """Say how many opinions are good and bad, and for which reasons: “9 of use, 2 not: out of date 2”."""
    reasons = sorted(feedback.reasons.items(), key=lambda each: (-each[1], each[0]))
    named = [speech.say(COUNTED, name=speech.say(REASONS[reason]), count=count) for reason, count in reasons]
    form = OPINIONS_BECAUSE if named else OPINIONS
    return speech.say(form, useful=feedback.useful, useless=feedback.useless, reasons=speech.join(named))


def list_most(counts: Mapping[str, int], speech: Speech) -> str:
    """Give how many names there are, and the first with their counts: “2: The Courier 4, Press Agency 2”."""
    if not counts:
        return speech.format_number(0)
    first = list(counts.items())[:_SHOWN]
    names = speech.join(speech.say(COUNTED, name=name, count=count) for name, count in first)
    if len(counts) > _SHOWN:
        names = speech.say(AND_MORE, names=names, count=len(counts) - _SHOWN)
    return speech.say(COUNTED_NAMES, total=len(counts), names=names)
