"""How answers and reports look in a terminal: the quotation as a block, then who, where and when, and its number."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.answers import Answer, Citation, Position, Refusal, Statement
from bot.answering.layout import Section, arrange_answer, number_quotes
from bot.answering.lookups.alterations import Difference
from bot.answering.lookups.finding import Finding
from bot.answering.lookups.finding_wording import NEAREST_NOW, format_heading, format_past
from bot.answering.receipt_wording import Paragraph
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
from bot.terminal.console import make_printable, write_lines
from corpus.reports import Report

if TYPE_CHECKING:
    from bot.intake import Proposal
    from corpus.catalogue import Listing

BAR = "  │ "
PREVIEW = 400
WHY = "onrecord why {}"


def write_answer(console: Console, record: Answer | Refusal) -> None:
    """Show an answer or a refusal, with how its question was understood; a terminal is told how to ask why."""
    understood = format_understood(record)
    if understood:
        write_lines(console, Text(make_printable(understood), style="dim"))
        console.print()
    asides = [WHY.format(record.id)] if console.is_terminal else []
    if isinstance(record, Refusal):
        _write_refusal(console, record)
    else:
        _write_answer(console, record)
        receipt = record.receipt
        asides = [format_as_of(record.as_of), format_dropped(receipt.dropped), format_spent(receipt.spent), *asides]
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


def write_citations(console: Console, citations: Iterable[Citation], standings: Sequence[str] = ()) -> None:
    """Show each quotation as a block with its source line under it; `standings` replace how the reports stand."""
    for number, citation in enumerate(citations):
        if number:
            console.print()
        write_lines(console, Text(make_printable(citation.quote.text)), indent=BAR)
        mark = f"  [{citation.number}] "
        source = format_source(citation, standings[number] if standings else None)
        write_lines(console, Text(make_printable(source), style="dim"), " " * len(mark), mark)


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


def _write_answer(console: Console, answer: Answer) -> None:
    if answer.notice:
        write_lines(console, Text(make_printable(answer.notice), style="bold"))
        console.print()
    for number, section in enumerate(arrange_answer(answer)):
        if number:
            console.print()
        if answer.positions and number == len(answer.statements):
            write_lines(console, Text(POSITIONS, style="bold"))
            console.print()
        _write_section(console, section, answer)
    if answer.unheard:
        console.print()
        write_lines(console, Text(make_printable(format_unheard(answer.unheard))))


def _write_refusal(console: Console, refusal: Refusal) -> None:
    write_lines(console, Text(REFUSED, style="bold"))
    if refusal.missing:
        write_lines(console, Text(make_printable(format_missing(refusal.missing))))
    if refusal.nearest:
        write_lines(console, Text(NEAREST))
        console.print()
        write_citations(console, refusal.nearest)


def _write_section(console: Console, section: Section, answer: Answer) -> None:
    if section.lead is not None and not section.is_quotation:
        write_lines(console, Text(make_printable(_format_lead(section.lead, answer)), style="bold"))
    write_citations(console, section.shown)


def _format_lead(lead: Statement | Position, answer: Answer) -> str:
    if isinstance(lead, Statement):
        return f"{lead.text} {format_numbers(lead.citations)}"
    return f"{lead.party} {format_position(lead, answer.citations)}"


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
