"""How a preview is put into words, in a chat and on a terminal alike."""

from collections.abc import Iterator, Sequence

from bot.languages.speech import Speech
from bot.offering.detail_wording import LABELS, format_found, format_value, name_detail
from bot.offering.details import FIELDS, Given, details_of, list_changed
from bot.offering.proposals import Preview, Proposal, Twin
from corpus.differences import describe_difference
from corpus.likeness import Kind
from corpus.readers.doubts import NO_DATE
from corpus.reports import Document, Report
from corpus.worded import Counted, Worded

NEW = "No report on the shelf is like it."
EXACT = "The same text stands there as {report}."
EXACT_OTHERWISE = "The same text stands there as {report}, with another {names}; it can take that one’s place."
NEAR_COPY = "A near copy of {report}, {share}% alike; probably syndicated, and this one was published first."
NEAR_COPY_OF_FIRST = "A near copy of {report}, {share}% alike; probably syndicated, and first published by {outlet}."
NEW_VERSION = "Probably a new version of {report}, {share}% alike."
CALLS_ITSELF = "It calls itself “{report_id}”, which is on the shelf: {report}."
KEPT = "If it replaces that one, these stay as they are there: {names}."
ID_TAKEN = "It calls itself “{report_id}”, and a report stands under that id; replace that one, or leave it."
CALLED_OTHERWISE = "The document calls itself “{named}”; it will stand as “{report_id}”."
STAYS_WITHDRAWN = "“{report_id}” is withdrawn and stays so; {command} lets it stand again."
REPORT = "“{title}” ({about})"
OUTLET_OF = "“{title}”"
NO_OUTLET = Worded("No outlet was found, so its quotations cannot say who published them.")
JOINED = "Put together from {messages}; look at {places}."
MESSAGES = ("{count} message", "{count} messages")
_GAPS = (NO_DATE, NO_OUTLET)
_LINES = 5


def describe_details(proposal: Proposal, speech: Speech) -> Iterator[tuple[str, str, str]]:
    """Give each detail but the title: its label, its value, and where it was found (nothing where that is unknown)."""
    for name in FIELDS[1:]:
        value = getattr(proposal.report, name)
        found = format_found(proposal.found_in.get(name), speech) if value is not None else ""
        if name == "published" or value is not None or name in ("publisher", "author"):
            yield speech.say(LABELS[name]), format_value(name, value, speech), found


def describe_verdict(preview: Preview, speech: Speech) -> Iterator[str]:
    """Say whether the shelf has it already, each report that it is like, and what it has otherwise than the likest."""
    if preview.obstacle or preview.twin is None:
        yield speech.say(preview.obstacle or NEW)
    for twin in preview.twins:
        yield describe_twin(twin, preview, speech)
    if preview.twin and preview.twin.difference:
        yield from map(speech.say, describe_difference(preview.twin.difference, _LINES))
    if (kept := preview.list_kept()) and preview.can_replace:
        yield speech.say(KEPT, names=tuple(map(name_detail, kept)))


def describe_twin(twin: Twin, preview: Preview, speech: Speech) -> str:
    """Say in one sentence how a document is like a report on the shelf."""
    report, other = preview.proposal.report, describe_report(twin.report, speech)
    if twin.kind is Kind.EXACT:
        names = tuple(map(name_detail, list_changed(details_of(twin.report), preview.proposal.details)))
        return speech.say(EXACT_OTHERWISE, report=other, names=names) if names else speech.say(EXACT, report=other)
    if report.id == twin.report.id:
        return speech.say(CALLS_ITSELF, report_id=report.id, report=other)
    share = round(100 * twin.resemblance)
    if twin.kind is Kind.NEW_VERSION:
        return speech.say(NEW_VERSION, report=other, share=share)
    if twin.first:
        return speech.say(NEAR_COPY_OF_FIRST, report=other, share=share, outlet=name_outlet(twin.first, speech))
    return speech.say(NEAR_COPY, report=other, share=share)


def describe_report(report: Report, speech: Speech) -> str:
    """Name a report: “Ferry adrift” (ferry, The Courier, 11 March 2026)."""
    about = speech.join(filter(None, (report.id, report.publisher, speech.format_day(report.published))))
    return speech.say(REPORT, title=report.title, about=about)


def name_outlet(report: Report, speech: Speech) -> str:
    """Give a report's outlet, or its title where it has none."""
    return report.publisher or speech.say(OUTLET_OF, title=report.title)


def list_warnings(given: Given, document: Document, report: Report) -> tuple[str, ...]:
    """Say what is doubtful about a document, and which details a reader of its quotations will miss."""
    found = [warning for warning in (*given.warnings, *document.warnings) if warning != NO_DATE]
    missing = [(report.published, NO_DATE), (report.publisher, NO_OUTLET)]
    return (*found, *(sentence for value, sentence in missing if value is None))


def list_doubts(warnings: Sequence[str]) -> list[str]:
    """Give the warnings that are about more than a detail that is not known."""
    return [warning for warning in warnings if warning not in _GAPS]


def warn_of_joins(count: int, joins: Sequence[str]) -> Worded:
    """Say that a text came in pieces, and how it reads where they meet."""
    places = tuple(f"“{join}”" for join in joins[:_LINES])
    return Worded(JOINED, messages=Counted(*MESSAGES, count), places=places)
