"""How answers and reports look in a terminal: the quotation as a block, then who, where and when, and its number."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.answers import Answer, Citation, Position, Refusal, Statement, Translation
from bot.answering.layout import Section, arrange_answer, number_quotes
from bot.answering.lookups.alterations import Difference
from bot.answering.lookups.finding import Finding
from bot.answering.lookups.finding_wording import NEAREST_NOW, format_heading, format_past
from bot.answering.receipt_wording import Paragraph
from bot.answering.translations.wording import format_translation
from bot.answering.wording import (
    NEAREST,
    POSITIONS,
    REFUSED,
    format_as_of,
    format_count,
    format_date,
    format_dropped,
    format_missing,
    format_numbers,
    format_position,
    format_source,
    format_spent,
    format_understood,
    format_unheard,
)
from bot.languages.hearing import hear_speech
from bot.languages.speech import ENGLISH, Speech
from bot.terminal.console import isolate, make_printable, write_lines
from corpus.reports import Report

if TYPE_CHECKING:
    from bot.intake import Proposal
    from corpus.catalogue import Listing

BAR = "  │ "
PREVIEW = 400
WHY = "onrecord why {}"


def write_answer(console: Console, record: Answer | Refusal) -> None:
    """Show an answer or a refusal in the language of its question; a terminal is told how to ask why."""
    speech = hear_speech(record.question.text, ENGLISH)
    understood = format_understood(record, speech)
    if understood:
        write_lines(console, Text(make_printable(understood), style="dim"))
        console.print()
    asides = [WHY.format(record.id)] if console.is_terminal else []
    if isinstance(record, Refusal):
        _write_refusal(console, record, speech)
    else:
        _write_answer(console, record, speech)
        dropped, spent = record.receipt.dropped, record.receipt.spent
        told = (format_as_of(record.as_of, speech), format_dropped(dropped, speech), format_spent(spent, speech))
        asides = [*told, *asides]
    if any(asides):
        console.print()
    for line in filter(None, asides):
        write_lines(console, Text(make_printable(line), style="dim"))


def write_explanation(console: Console, paragraphs: Iterable[Paragraph]) -> None:
    """Show a receipt: each paragraph's heading over its lines."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            console.print()
        write_lines(console, Text(paragraph.heading, style="bold"))
        for line in paragraph.lines:
            write_lines(console, Text(make_printable(line)), "    ", "  ")


def write_finding(console: Console, finding: Finding) -> None:
    """Show where a sentence stands or stood, and the nearest wording with the words in which it differs."""
    write_lines(console, Text(format_heading(finding), style="bold"))
    past = number_quotes(each.quote for each in finding.past)
    write_citations(console, past, [format_past(each) for each in finding.past])
    if past and finding.quotes:
        console.print()
        write_lines(console, Text(NEAREST_NOW, style="bold"))
    write_citations(console, number_quotes(finding.quotes, len(past) + 1))
    for each in finding.differences:
        write_lines(console, Text(make_printable(_format_difference(each))), "      ", "  ≠ ")


def write_citations(
    console: Console,
    citations: Iterable[Citation],
    standings: Sequence[str] = (),
    speech: Speech = ENGLISH,
    translations: Iterable[Translation] = (),
) -> None:
    """Show each quotation as a block, its translation if it has one, and its source line.

    `standings` replace how the reports stand.
    """
    made = {each.number: each for each in translations}
    for number, citation in enumerate(citations):
        if number:
            console.print()
        write_lines(console, Text(make_printable(citation.quote.text)), indent=BAR)
        if citation.number in made:
            told = format_translation(made[citation.number], speech)
            write_lines(console, Text(make_printable(told), style="italic"), "    ", "    ")
        mark = f"  [{citation.number}] "
        source = format_source(isolate_names(citation), standings[number] if standings else None, speech)
        write_lines(console, Text(make_printable(source), style="dim"), " " * len(mark), mark)


def isolate_names(citation: Citation) -> Citation:
    """Keep names that are written from the right from turning the line of their source."""
    quote, source = citation.quote, citation.quote.source
    speaker, role, outlet = (isolate(each) if each else None for each in (quote.speaker, quote.role, source.publisher))
    own = replace(source, title=isolate(source.title), publisher=outlet)
    dates = tuple(replace(each, text=isolate(each.text)) for each in quote.dates)
    relay = tuple(map(isolate, quote.relay))
    return replace(citation, quote=replace(quote, source=own, speaker=speaker, role=role, relay=relay, dates=dates))


def write_report(console: Console, report: Report) -> None:
    """Show one version of a report: its details, its standing and its whole body."""
    write_lines(console, Text(make_printable(report.title), style="bold"))
    _write_details(console, report)
    console.print()
    write_lines(console, Text(make_printable(report.body)))


def write_proposal(console: Console, proposal: "Proposal") -> None:
    """Show how a document would stand on the shelf: its details, its first words, and what is doubtful about it."""
    write_lines(console, Text(make_printable(proposal.report.title), style="bold"))
    _write_details(console, proposal.report)
    write_lines(console, Text(make_printable(_shorten(proposal.report.body))), BAR)
    for warning in proposal.warnings:
        write_lines(console, Text(make_printable(warning), style="yellow"), "  ! ")


def write_reports(console: Console, reports: Sequence["Listing"]) -> None:
    """Show the reports on the shelf: a table on a terminal, else a line each with tabs between."""
    if not console.is_terminal:
        for report in reports:
            write_lines(console, Text("\t".join(_list_cells(report))))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Id", "Published", "Publisher", "Title", "Words", "Standing"):
        table.add_column(heading, justify="right" if heading == "Words" else "left", overflow="fold")
    for report in reports:
        table.add_row(*map(Text, _list_cells(report)))
    console.print(table)
    console.print(Text(format_count(len(reports), "report"), style="dim"))


def _write_answer(console: Console, answer: Answer, speech: Speech) -> None:
    if answer.notice:
        write_lines(console, Text(make_printable(speech.say(answer.notice)), style="bold"))
        console.print()
    for number, section in enumerate(arrange_answer(answer)):
        if number:
            console.print()
        if answer.positions and number == len(answer.statements):
            write_lines(console, Text(speech.say(POSITIONS), style="bold"))
            console.print()
        _write_section(console, section, answer, speech)
    if answer.unheard:
        console.print()
        write_lines(console, Text(make_printable(format_unheard(answer.unheard, speech))))


def _write_refusal(console: Console, refusal: Refusal, speech: Speech) -> None:
    write_lines(console, Text(speech.say(REFUSED), style="bold"))
    if refusal.missing:
        write_lines(console, Text(make_printable(format_missing(refusal.missing, speech))))
    if refusal.nearest:
        write_lines(console, Text(speech.say(NEAREST)))
        console.print()
        write_citations(console, refusal.nearest, speech=speech, translations=refusal.translations)


def _write_section(console: Console, section: Section, answer: Answer, speech: Speech) -> None:
    if section.lead is not None and not section.is_quotation:
        write_lines(console, Text(make_printable(_format_lead(section.lead, answer, speech)), style="bold"))
    write_citations(console, section.shown, speech=speech, translations=answer.translations)


def _format_lead(lead: Statement | Position, answer: Answer, speech: Speech) -> str:
    if isinstance(lead, Statement):
        return f"{lead.text} {format_numbers(lead.citations)}"
    return format_position(lead, answer.citations, speech)


def _format_difference(difference: Difference) -> str:
    if not difference.quoted:
        return f"“{difference.original}” was left out"
    if not difference.original:
        return f"“{difference.quoted}” was put in"
    return f"“{difference.original}” became “{difference.quoted}”"


def _list_cells(report: "Listing") -> list[str]:
    cells = (
        report.id,
        report.published.isoformat() if report.published else "",
        report.publisher or "",
        report.title,
        str(report.words),
        report.status.value,
    )
    return [make_printable(" ".join(cell.split())) for cell in cells]


def _write_details(console: Console, report: Report) -> None:
    for name, value in _list_details(report):
        write_lines(console, Text(make_printable(value)), " " * 11, f"{name:<10} ")


def _shorten(body: str) -> str:
    words = " ".join(body.split())
    return words if len(words) <= PREVIEW else words[: words.rfind(" ", 0, PREVIEW) + 1] + "…"


def _list_details(report: Report) -> list[tuple[str, str]]:
    details = (
        ("Id", f"{report.id}, version {report.version}"),
        ("Publisher", report.publisher),
        ("Author", report.author),
        ("Published", format_date(report.published)),
        ("Link", report.url),
        ("Language", report.language),
        ("Standing", ", ".join(filter(None, (report.status.value, report.note)))),
        ("Words", f"{report.words:,}"),
        ("Digest", report.digest),
    )
    return [(name, value) for name, value in details if value]
