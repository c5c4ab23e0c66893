"""How a record becomes messages: pure functions from an answer or a refusal to parts; nothing is sent here.

    record | blocks: lead, quotation, source line | pack | parts

Everything that comes from a report goes out as text with entities, so nothing written in it can become markup.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.answering.answers import Answer, Citation, Position, Refusal, Source, Statement
from bot.answering.layout import Section, arrange_answer
from bot.answering.wording import (
    NEAREST,
    POSITIONS,
    REFUSED,
    STANCES,
    STANDING,
    format_date,
    format_dropped,
    format_numbers,
    format_page,
    format_quoted_date,
    format_voice,
)
from bot.chat.markup import Markup, bold, isolate, italic, join, link, plain, quotation, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.texts import GAP_FILED

TITLE, NAME, LABEL = 200, 200, 24
DATES = 5


def render_record(record: Answer | Refusal, heading: str = "") -> list[Part]:
    """Give the messages that show an answer or a refusal, under a heading where one is given."""
    blocks = render_refusal(record) if isinstance(record, Refusal) else render_answer(record)
    return pack([Block(italic(heading)), *blocks])


def render_answer(answer: Answer) -> Iterator[Block]:
    """Give its statements, then its positions, each over the quotations that it is the first to cite."""
    for number, section in enumerate(arrange_answer(answer)):
        if answer.positions and number == len(answer.statements):
            yield Block(bold(POSITIONS))
        yield from render_section(section, answer.id)
    if answer.receipt.dropped:
        yield Block(italic(format_dropped(answer.receipt.dropped)))


def render_section(section: Section, record_id: str) -> Iterator[Block]:
    """Give the lead, unless it is a quotation and would be said twice, and the quotations under it."""
    leads = section.lead is not None and not section.is_quotation
    if section.lead is not None and leads:
        yield Block(render_lead(section.lead))
    yield from render_citations(section.shown, record_id, glued=leads)


def render_lead(lead: Statement | Position) -> Markup:
    """Give a statement, or a party and what it does, with the numbers of the citations."""
    numbers = plain(f" {format_numbers(lead.citations)}")
    if isinstance(lead, Statement):
        return plain(lead.text) + numbers
    return bold(shorten(isolate(lead.party), NAME)) + plain(f" {STANCES[lead.stance]}") + numbers


def render_refusal(refusal: Refusal) -> Iterator[Block]:
    """Say that the reports do not answer, show what came nearest, and say that the question is kept."""
    yield Block(plain(REFUSED))
    if refusal.nearest:
        yield Block(plain(NEAREST))
        yield from render_citations(refusal.nearest, refusal.id)
    yield Block(plain(GAP_FILED))


def render_citations(citations: Sequence[Citation], record_id: str, *, glued: bool = False) -> Iterator[Block]:
    """Give each quotation, exactly, with its source line and button; a glued first one stands right under its lead."""
    for index, citation in enumerate(citations):
        yield Block(quotation(citation.quote.text), glued=glued and index == 0)
        yield Block(render_source_line(citation), glued=True, buttons=(make_source_button(citation, record_id),))


def render_source_line(citation: Citation, number: str = "[{}] ") -> Markup:
    """Say who, where and when: speaker, outlet, title, date, page, what relative dates mean, and how it stands."""
    quote, source = citation.quote, citation.quote.source
    items = (
        plain(render_voice(quote.speaker, source)),
        render_title(source.title, source.url),
        plain(format_date(source.published)),
        plain(format_page(quote.page)),
        *(plain(shorten(isolate(format_quoted_date(date)), NAME)) for date in quote.dates[:DATES]),
        plain(STANDING[source.status]),
    )
    return plain(number.format(citation.number)) + join(items, " · ")


def render_voice(speaker: str | None, source: Source) -> str:
    """Say whose words they are, with each name kept apart from the direction of the line."""
    outlet = replace(source, publisher=shorten(isolate(source.publisher), NAME) if source.publisher else None)
    return format_voice(shorten(isolate(speaker), NAME) if speaker else None, outlet)


def render_title(title: str, url: str | None) -> Markup:
    """Give a report's title, as a link where the catalogue has one."""
    return link(shorten(isolate(title), TITLE), url)


def make_source_button(citation: Citation, record_id: str) -> InlineKeyboardButton:
    """Give the button that opens the passage of this citation; it carries the record's id, so it outlives a restart."""
    source = citation.quote.source
    label = shorten(isolate(source.publisher or source.title), LABEL)
    return InlineKeyboardButton(f"{citation.number} · {label}", callback_data=f"s:{record_id}:{citation.number}")
