"""How a record becomes messages: pure functions from an answer or a refusal to parts; nothing is sent here.

    record | blocks: lead, quotation, source line | pack | parts

Everything that comes from a report goes out as text with entities, so nothing written in it can become markup.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.answering.answers import Answer, Citation, Position, Quote, Refusal, Statement
from bot.answering.layout import Section, arrange_answer
from bot.answering.wording import (
    NEAREST,
    POSITIONS,
    REFUSED,
    STANDING,
    format_as_of,
    format_date,
    format_dropped,
    format_missing,
    format_numbers,
    format_page,
    format_position,
    format_quoted_dates,
    format_understood,
    format_unheard,
    format_voice,
)
from bot.chat.markup import Markup, bold, isolate, italic, join, link, plain, quotation, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.texts import GAP_FILED, WHY

TITLE, NAME, LABEL, NOTICE = 200, 200, 24, 1000
DATES, NAMES = 5, 10


def render_record(record: Answer | Refusal, heading: str = "") -> list[Part]:
    """Give the messages that show an answer or a refusal, under a heading where one is given; the last can say why.

    How the question was understood stands above it, unless that is how it was asked.
    """
    blocks = render_refusal(record) if isinstance(record, Refusal) else render_answer(record)
    understood = italic(shorten(format_understood(record), NOTICE))
    *before, last = pack([Block(italic(heading)), Block(understood), *blocks])
    return [*before, replace(last, rows=(*last.rows, (make_why_button(record.id),)))]


def render_answer(answer: Answer) -> Iterator[Block]:
    """Give its notice, its statements, then its positions, each over the quotations that it is the first to cite."""
    yield Block(bold(shorten(answer.notice or "", NOTICE)))
    for number, section in enumerate(arrange_answer(answer)):
        if answer.positions and number == len(answer.statements):
            yield Block(bold(POSITIONS))
        yield from render_section(section, answer)
    yield Block(plain(format_unheard(isolate_names(answer.unheard))))
    yield Block(italic(format_as_of(answer.as_of)))
    yield Block(italic(format_dropped(answer.receipt.dropped)))


def render_section(section: Section, answer: Answer) -> Iterator[Block]:
    """Give the lead, unless it is a quotation and would be said twice, and the quotations under it."""
    leads = section.lead is not None and not section.is_quotation
    if section.lead is not None and leads:
        yield Block(render_lead(section.lead, answer.citations))
    yield from render_citations(section.shown, answer.id, glued=leads)


def render_lead(lead: Statement | Position, citations: Sequence[Citation]) -> Markup:
    """Give a statement, or a party and what it does, with the numbers of the citations."""
    if isinstance(lead, Statement):
        return plain(f"{lead.text} {format_numbers(lead.citations)}")
    return bold(isolate_name(lead.party)) + plain(f" {format_position(lead, citations)}")


def render_refusal(refusal: Refusal) -> Iterator[Block]:
    """Say that the reports do not answer and what they lack, show what came nearest, and that the question is kept."""
    yield Block(plain(REFUSED))
    yield Block(plain(format_missing(isolate_names(refusal.missing))), glued=True)
    if refusal.nearest:
        yield Block(plain(NEAREST))
        yield from render_citations(refusal.nearest, refusal.id)
    yield Block(plain(GAP_FILED))


def render_citations(citations: Sequence[Citation], record_id: str, *, glued: bool = False) -> Iterator[Block]:
    """Give each quotation, exactly, with its source line and button; a glued first one stands right under its lead."""
    for index, citation in enumerate(citations):
        yield Block(quotation(citation.quote.text), glued=glued and index == 0)
        yield Block(render_source_line(citation), glued=True, buttons=(make_source_button(citation, record_id),))


def render_source_line(citation: Citation, standing: str | None = None) -> Markup:
    """Say who, where and when: speaker, outlet, title, date, page, what relative dates mean, and how it stands.

    `standing` takes the place of how the report stands today.
    """
    quote, source = citation.quote, citation.quote.source
    items = (
        plain(render_voice(quote)),
        render_title(source.title, source.url),
        plain(format_date(source.published)),
        plain(format_page(quote.page)),
        *(plain(isolate_name(date)) for date in format_quoted_dates(quote)[:DATES]),
        plain(STANDING[source.status] if standing is None else shorten(isolate(standing), NOTICE)),
    )
    return plain(f"[{citation.number}] ") + join(items, " · ")


def render_voice(quote: Quote) -> str:
    """Say whose words they are, with each name kept apart from the direction of the line."""
    return format_voice(
        replace(
            quote,
            source=replace(quote.source, publisher=isolate_name(quote.source.publisher)),
            speaker=isolate_name(quote.speaker),
            role=isolate_name(quote.role),
            relay=isolate_names(quote.relay),
        )
    )


def isolate_name(name: str | None) -> str:
    """Keep a name apart from the direction of its line, and no longer than a name; nothing for none."""
    return shorten(isolate(name), NAME) if name else ""


def isolate_names(names: Sequence[str]) -> tuple[str, ...]:
    """Keep names apart from the direction of their line, in as many as a line takes."""
    return tuple(map(isolate_name, names[:NAMES]))


def render_title(title: str, url: str | None) -> Markup:
    """Give a report's title, as a link where the catalogue has one."""
    return link(shorten(isolate(title), TITLE), url)


def make_source_button(citation: Citation, record_id: str) -> InlineKeyboardButton:
    """Give the button that opens the passage of this citation; it carries the record's id, so it outlives a restart."""
    source = citation.quote.source
    label = shorten(isolate(source.publisher or source.title), LABEL)
    return InlineKeyboardButton(f"{citation.number} · {label}", callback_data=f"s:{record_id}:{citation.number}")


def make_why_button(record_id: str) -> InlineKeyboardButton:
    """Give the button that shows the receipt of a record; it carries the record's id, so it outlives a restart."""
    return InlineKeyboardButton(WHY, callback_data=f"w:{record_id}")
