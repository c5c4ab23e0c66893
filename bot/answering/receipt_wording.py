"""The receipt of an answer in plain words: what the terminal and Telegram show when someone asks why.

It is paragraphs of lines without any form; names from reports pass through `show`, which a room with a use for it
takes to keep them apart from the line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.answering.answers import Answer, Question, Receipt, Refusal
from bot.answering.receipts import Explanation, PassageRead, ReportRead
from bot.answering.wording import NO_OUTLET, format_count, format_date, format_missing, format_page
from corpus.reports import Status

Show = Callable[[str], str]

DIGEST = 12
"""How many characters of a digest are shown; enough to tell two originals apart."""

QUESTION, OUTCOME, QUOTED = "The question", "What came of it", "Reports quoted"
READ, DROPPED, MADE, TOOK = "Passages read", "Left out", "Made by", "Time"
AS_ASKED = "Understood as it was asked."
UNDERSTOOD = "Understood as: {}"
NOTHING_READ = "None: nothing on the shelf comes near the question."
NO_LANGUAGE_MODEL = "Language model: none."
DRAFT_NOT_USED = "What the language model wrote was not used: {}."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and the lines under it, at least one.

    `vouched` is false for lines with words that nothing holds up, which must not become links or commands.
    """

    heading: str
    lines: tuple[str, ...]
    vouched: bool = True


def describe_explanation(explanation: Explanation, show: Show = str) -> Iterator[Paragraph]:
    """Give the paragraphs of a receipt in order; those with nothing to say are left out."""
    record, receipt = explanation.record, explanation.record.receipt
    quoted = [each for each in explanation.reports if each.quoted]
    paragraphs = (
        (QUESTION, describe_question(record.question, receipt.understood_as, show)),
        (OUTCOME, describe_outcome(record, len(quoted), show)),
        (QUOTED, (describe_report(each, show) for each in quoted)),
        (READ, describe_passages(explanation.reports, show)),
        (DROPPED, (f"“{show(each.text)}”: {show(each.reason)}" for each in receipt.dropped)),
        (MADE, describe_models(receipt)),
        (TOOK, describe_timings(receipt)),
    )
    for heading, lines in paragraphs:
        given = tuple(lines)
        if given:
            yield Paragraph(heading, given, vouched=heading != DROPPED)


def describe_question(question: Question, understood: str, show: Show) -> Iterator[str]:
    """Say what was asked, how it was understood, and within which bounds."""
    yield show(question.text)
    changed = understood and understood != question.text
    yield UNDERSTOOD.format(show(understood)) if changed else AS_ASKED
    bounds = (
        f"from {format_date(question.since)}" if question.since else "",
        f"up to {format_date(question.until)}" if question.until else "",
    )
    if any(bounds):
        yield f"Only reports published {' '.join(filter(None, bounds))}."
    if question.publisher:
        yield f"Only reports of {show(question.publisher)}."


def describe_outcome(record: Answer | Refusal, reports: int, show: Show) -> Iterator[str]:
    """Say whether it was answered, out of how much, and how the support compares with what an answer needs."""
    if isinstance(record, Refusal):
        nearest = f"; {format_count(len(record.nearest), 'quotation')} came nearest" if record.nearest else ""
        yield f"Refused{nearest}."
        if record.missing:
            yield format_missing([show(each) for each in record.missing])
    else:
        quotations = f"{format_count(len(record.citations), 'quotation')} from {format_count(reports, 'report')}"
        positions = format_count(len(record.positions), "position")
        yield f"The reports disagree: {positions}, {quotations}." if record.positions else f"Answered: {quotations}."
    yield describe_support(record.receipt)


def describe_support(receipt: Receipt) -> str:
    """Say how much support the reports lend, and how much an answer needs."""
    needed = "" if receipt.threshold is None else f"; an answer needs at least {receipt.threshold:.2f}"
    return f"Support {receipt.support:.2f}{needed}."


def describe_report(report: ReportRead, show: Show) -> str:
    """Name a report version, the first characters of its digest, and what became of it since."""
    items = (
        show(report.title),
        show(report.publisher) if report.publisher else NO_OUTLET,
        format_date(report.published),
        f"{report.id}, version {report.version}",
        f"digest {report.digest[:DIGEST]}" if report.digest else "",
        describe_standing(report),
    )
    return " · ".join(filter(None, items))


def describe_standing(report: ReportRead) -> str:
    """Say how a report stands today, if not as it was read."""
    if report.live_version is None:
        return "no longer on the shelf"
    newer = f"version {report.live_version} has replaced it since" if report.live_version != report.version else ""
    note = f": {report.note}" if report.note else ""
    status = "" if report.status is Status.CURRENT else f"{report.status.value}{note}"
    return ", ".join(filter(None, (newer, status)))


def describe_passages(reports: Iterable[ReportRead], show: Show) -> list[str]:
    """Say, report by report, which passages were read and which of them the answer uses."""
    lines = [
        f"{show(each.title)} ({each.id}, version {each.version}): characters {describe_places(each.passages)}"
        for each in reports
        if each.passages
    ]
    return lines or [NOTHING_READ]


def describe_places(passages: Iterable[PassageRead]) -> str:
    """Give the places of passages in the order of their report, on which pages, and which of them were used."""
    places = (
        (f"{each.start:,}–{each.end:,}", f"on {format_page(each.page)}" if each.page else "", "(used)" * each.used)
        for each in sorted(passages, key=lambda each: each.start)
    )
    return ", ".join(" ".join(filter(None, place)) for place in places)


def describe_models(receipt: Receipt) -> Iterator[str]:
    """Name the models, how much the language model read and wrote, and why its draft was not used."""
    yield f"Embedding model: {receipt.model}."
    tokens = f", {format_count(receipt.tokens, 'token')}" if receipt.tokens else ""
    yield f"Language model: {receipt.language_model}{tokens}." if receipt.language_model else NO_LANGUAGE_MODEL
    if receipt.fallback:
        yield DRAFT_NOT_USED.format(receipt.fallback.rstrip("."))


def describe_timings(receipt: Receipt) -> Iterator[str]:
    """Say how long each step took, and all of them together."""
    if receipt.timings:
        steps = ", ".join(f"{each.step} {each.ms:,.0f} ms" for each in receipt.timings)
        yield f"{steps}; {sum(each.ms for each in receipt.timings):,.0f} ms in all."
