"""How a record becomes messages: pure functions from an answer or a refusal to parts; nothing is sent here.

    record | blocks: notice, what it says in short, positions side by side, quotations | pack | parts with buttons

Everything that comes from a report goes out as text with entities, so nothing written in it can become markup. With
the bot's name, every number of a citation is a link that opens it, so that forwarded text stays clickable.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Answer, Citation, Position, Quote, QuotedDate, Refusal, Statement
from bot.answering.layout import Section, arrange_answer
from bot.answering.leads import Lead, choose_lead, list_values
from bot.answering.wording import (
    NEAREST,
    REFUSED,
    STANDING,
    format_as_of,
    format_date,
    format_dropped,
    format_missing,
    format_noted,
    format_page,
    format_quoted_dates,
    format_spent,
    format_stance,
    format_understood,
    format_unheard,
    format_voice,
)
from bot.chat import texts
from bot.chat.answer_buttons import LABEL as LABEL
from bot.chat.answer_buttons import link_citations, make_record_rows, make_source_button
from bot.chat.citing import set_in_marks
from bot.chat.markup import Markup, bold, direct, isolate, italic, join, link, plain, quotation, shorten
from bot.chat.parts import Block, Part, pack

TITLE, NAME, NOTICE = 200, 200, 1000
DATES, NAMES = 5, 10
NOTHING: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class View:
    """How a record is shown: by number, the links that open its citations, and how those that changed stand today."""

    record_id: str
    links: Mapping[int, str]
    standings: Mapping[int, str]


def render_record(
    record: Answer | Refusal, heading: str = "", bot_name: str = "", standings: Mapping[int, str] = NOTHING
) -> list[Part]:
    """Give the messages that show an answer or a refusal, under a heading where one is given, with their buttons.

    How the question was understood stands above it, unless that is how it was asked. `standings` says of sources, by
    the number of the citation, what became of them since.
    """
    view = View(record.id, link_citations(record, bot_name), standings)
    blocks = render_refusal(record, view) if isinstance(record, Refusal) else render_answer(record, view)
    *before, last = pack([Block(italic(heading)), Block(italic(render_understood(record))), *blocks])
    return [*before, replace(last, rows=(*last.rows, *make_record_rows(record, bot_name)))]


def render_understood(record: Answer | Refusal) -> str:
    """Say how a question was understood that did not stand alone, apart from the direction of the line."""
    if not format_understood(record):
        return ""
    understood = shorten(isolate(record.receipt.understood_as), NOTICE)
    return format_understood(replace(record, receipt=replace(record.receipt, understood_as=understood)))


def render_answer(answer: Answer, view: View) -> Iterator[Block]:
    """Give its notice, what it says in short, then its sections, each over the quotations that it is first to cite."""
    sections = list(arrange_answer(answer))
    lead = choose_lead(answer, sections)
    yield Block(bold(shorten(answer.notice or "", NOTICE)))
    yield Block(render_lead(lead, view))
    for number, section in enumerate(sections):
        if answer.positions and number == len(answer.statements):
            yield from render_overview(answer, view)
        yield from render_section(section, lead, view)
    yield Block(plain(format_unheard(isolate_names(answer.unheard))))
    yield Block(italic(format_as_of(answer.as_of)))
    yield Block(italic(format_dropped(answer.receipt.dropped)))
    yield Block(italic(format_spent(answer.receipt.spent)))


def render_lead(lead: Lead, view: View) -> Markup:
    """Give the answer in one or two sentences: worded ones, or that of the first quotation which says it."""
    worded = join([render_statement(each, view) for each in lead.statements], " ")
    if not lead.citation:
        return worded
    voice = plain(f" — {render_voice(lead.citation.quote)} ")
    return worded + italic(set_in_marks(lead.key_text)) + voice + render_numbers([lead.citation.number], view)


def render_statement(statement: Statement, view: View) -> Markup:
    """Give a statement with the numbers of its citations."""
    return plain(f"{direct(statement.text)} ") + render_numbers(statement.citations, view)


def render_numbers(numbers: Iterable[int], view: View) -> Markup:
    """Give citation numbers as they stand in the text, “[1][3]”, each a link that opens its passage."""
    return sum((link(f"[{number}]", view.links.get(number)) for number in numbers), Markup())


def render_overview(answer: Answer, view: View) -> Iterator[Block]:
    """Put the positions side by side, a line each, with the figure or date that each gives where that is asked for."""
    yield Block(bold(texts.DISAGREE))
    values = list_values(answer) or ("",) * len(answer.positions)
    for position, value in zip(answer.positions, values, strict=True):
        given = plain(texts.BULLET) + join([bold(isolate_name(value)), render_party(position)], texts.GIVEN_BY)
        cited = (given, render_numbers(position.citations, view), plain(format_noted(position, answer.citations)))
        yield Block(join(cited, " "), glued=True)
    yield Block(plain(texts.IN_OWN_WORDS))


def render_party(position: Position) -> Markup:
    """Say what a party does: “The guild denies”."""
    return bold(isolate_name(position.party)) + plain(f" {format_stance(position)}")


def render_section(section: Section, lead: Lead, view: View) -> Iterator[Block]:
    """Give what leads the section, unless that was said already or is a quotation, and the quotations under it."""
    heading = Markup()
    if isinstance(section.lead, Position) and section.shown:
        heading = render_party(section.lead)
    elif isinstance(section.lead, Statement) and not section.is_quotation and section.lead not in lead.statements:
        heading = render_statement(section.lead, view)
    yield Block(heading)
    yield from render_citations(section.shown, view, glued=bool(heading.text))


def render_refusal(refusal: Refusal, view: View) -> Iterator[Block]:
    """Say that the reports do not answer and what they lack, show what came nearest, and say what can be done."""
    receipt = refusal.receipt
    yield Block(plain(REFUSED))
    yield Block(plain(format_missing(isolate_names(refusal.missing))), glued=True)
    yield Block(plain(texts.format_range(receipt.since, receipt.until)), glued=True)
    if refusal.nearest:
        yield Block(plain(NEAREST))
        yield from render_citations(refusal.nearest, view)
    yield Block(plain(texts.TRY_OTHERWISE))
    yield Block(plain(texts.GAP_FILED), glued=True)


def render_citations(citations: Sequence[Citation], view: View, *, glued: bool = False) -> Iterator[Block]:
    """Give each quotation, exactly, with its source line and button; a glued first one stands right under its lead."""
    for index, each in enumerate(citations):
        yield Block(quotation(each.quote.text), glued=glued and index == 0)
        line = render_source_line(each, view.standings.get(each.number), view.links.get(each.number))
        yield Block(line, glued=True, buttons=(make_source_button(each, view.record_id),))


def render_source_line(citation: Citation, standing: str | None = None, opened_by: str | None = None) -> Markup:
    """Say who, where and when: speaker, outlet, title, date, page, what relative dates mean, and how it stands.

    `standing` takes the place of how the report stands today, and `opened_by` is the link behind the number.
    """
    quote, source = citation.quote, citation.quote.source
    items = (
        plain(render_voice(quote)),
        render_title(source.title, source.url),
        plain(format_date(source.published)),
        plain(format_page(quote.page)),
        *(plain(date) for date in format_quoted_dates(isolate_dates(quote))[:DATES]),
        plain(STANDING[source.status] if standing is None else shorten(isolate(standing), NOTICE)),
    )
    return link(f"[{citation.number}]", opened_by) + plain(" ") + join(items, " · ")


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


def isolate_dates(quote: Quote) -> Quote:
    """Keep the words of its dates apart from the direction of the line, which also says what they mean."""
    return replace(quote, dates=tuple(QuotedDate(isolate_name(each.text), each.value) for each in quote.dates))


def isolate_name(name: str | None) -> str:
    """Keep a name apart from the direction of its line, and no longer than a name; nothing for none."""
    return shorten(isolate(name), NAME) if name else ""


def isolate_names(names: Sequence[str]) -> tuple[str, ...]:
    """Keep names apart from the direction of their line, in as many as a line takes."""
    return tuple(map(isolate_name, names[:NAMES]))


def render_title(title: str, url: str | None) -> Markup:
    """Give a report's title, as a link where the catalogue has one."""
    return link(shorten(isolate(title), TITLE), url)
