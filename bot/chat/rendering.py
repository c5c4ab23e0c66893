"""How a record becomes messages: pure functions from an answer or a refusal to parts; nothing is sent here.

    record | blocks: notice, what it says in short, positions side by side, quotations | pack | parts with buttons

Everything that comes from a report goes out as text with entities, so nothing written in it can become markup. With
the bot's name, every number of a citation is a link that opens it, so that forwarded text stays clickable.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Answer, Citation, Position, Quote, QuotedDate, Refusal, Statement, Translation
from bot.answering.layout import Section, arrange_answer
from bot.answering.leads import Lead, choose_lead, list_values
from bot.answering.translations.wording import format_translation
from bot.answering.wording import (
    NEAREST,
    NO_OUTLET,
    REFUSED,
    choose_stance,
    format_as_of,
    format_dropped,
    format_missing,
    format_noted,
    format_page,
    format_quoted_dates,
    format_spent,
    format_standing,
    format_understood,
    format_unheard,
    format_voice,
)
from bot.chat import texts
from bot.chat.answer_buttons import LABEL as LABEL
from bot.chat.answer_buttons import link_citations, make_record_rows, make_source_button
from bot.chat.citing import set_in_marks
from bot.chat.markup import (
    Markup,
    begin_line,
    bold,
    direct,
    fill,
    isolate,
    italic,
    join,
    link,
    plain,
    quotation,
    shorten,
)
from bot.chat.parts import Block, Part, pack
from bot.languages.hearing import hear_speech
from bot.languages.speech import ENGLISH, Speech

TITLE, NAME, NOTICE = 200, 200, 1000
DATES, NAMES = 5, 10
NOTHING: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class View:
    """How a record is shown: in which speech, and by number its citations' links, standings today and translations."""

    speech: Speech
    record_id: str
    links: Mapping[int, str]
    standings: Mapping[int, str]
    translations: Mapping[int, Translation]


def render_record(
    record: Answer | Refusal,
    speech: Speech,
    heading: str = "",
    bot_name: str = "",
    standings: Mapping[int, str] = NOTHING,
) -> list[Part]:
    """Give the messages that show an answer or a refusal, under a heading where one is given, with their buttons.

    It is said in the language of the question, where that is one of ours, else in `speech`. How the question was
    understood stands above it, unless that is how it was asked. `standings` says of sources, by the number of the
    citation, what became of them since.
    """
    speech = hear_speech(record.question.text, speech)
    translations = {each.number: each for each in record.translations}
    view = View(speech, record.id, link_citations(record, bot_name), standings, translations)
    blocks = render_refusal(record, view) if isinstance(record, Refusal) else render_answer(record, view)
    *before, last = pack([Block(italic(heading)), Block(italic(render_understood(record, speech))), *blocks])
    return [*before, replace(last, rows=(*last.rows, *make_record_rows(record, speech, bot_name)))]


def render_understood(record: Answer | Refusal, speech: Speech) -> str:
    """Say how a question was understood that did not stand alone, apart from the direction of the line."""
    if not format_understood(record, speech):
        return ""
    understood = shorten(isolate(record.receipt.understood_as), NOTICE)
    return format_understood(replace(record, receipt=replace(record.receipt, understood_as=understood)), speech)


def render_answer(answer: Answer, view: View) -> Iterator[Block]:
    """Give its notice, what it says in short, then its sections, each over the quotations that it is first to cite."""
    sections = list(arrange_answer(answer))
    lead = choose_lead(answer, sections)
    speech, receipt = view.speech, answer.receipt
    yield Block(bold(shorten(speech.say(answer.notice) if answer.notice else "", NOTICE)))
    yield Block(render_lead(lead, view))
    for number, section in enumerate(sections):
        if answer.positions and number == len(answer.statements):
            yield from render_overview(answer, view)
        yield from render_section(section, lead, view)
    yield Block(plain(format_unheard(isolate_names(answer.unheard), speech)))
    yield Block(italic(format_as_of(answer.as_of, speech)))
    yield Block(italic(format_dropped(receipt.dropped, speech)))
    yield Block(italic(format_spent(receipt.spent, speech)))


def render_lead(lead: Lead, view: View) -> Markup:
    """Give the answer in one or two sentences: worded ones, or that of the first quotation which says it."""
    worded = join([render_statement(each, view) for each in lead.statements], " ")
    if not lead.citation:
        return worded
    voice = plain(f" — {render_voice(lead.citation.quote, view.speech)} ")
    return worded + italic(set_in_marks(lead.key_text)) + voice + render_numbers([lead.citation.number], view)


def render_statement(statement: Statement, view: View) -> Markup:
    """Give a statement with the numbers of its citations."""
    return plain(f"{direct(statement.text)} ") + render_numbers(statement.citations, view)


def render_numbers(numbers: Iterable[int], view: View) -> Markup:
    """Give citation numbers as they stand in the text, “[1][3]”, each a link that opens its passage."""
    return sum((link(f"[{number}]", view.links.get(number)) for number in numbers), Markup())


def render_overview(answer: Answer, view: View) -> Iterator[Block]:
    """Put the positions side by side, a line each, with the figure or date that each gives where that is asked for."""
    speech = view.speech
    yield Block(bold(speech.say(texts.DISAGREE)))
    values = list_values(answer) or ("",) * len(answer.positions)
    for position, value in zip(answer.positions, values, strict=True):
        said = [bold(speech.isolate(isolate_name(value))), render_party(position, speech)]
        given = begin_line(plain(texts.BULLET) + join(said, texts.GIVEN_BY), speech)
        cited = (
            given,
            render_numbers(position.citations, view),
            plain(format_noted(position, answer.citations, speech)),
        )
        yield Block(join(cited, " "), glued=True)
    yield Block(plain(speech.say(texts.IN_OWN_WORDS)))


def render_party(position: Position, speech: Speech) -> Markup:
    """Say what a party does: “The guild denies”."""
    party = speech.say(NO_OUTLET) if position.party == NO_OUTLET else speech.isolate(isolate_name(position.party))
    return fill(speech.say(choose_stance(position)), party=bold(party))


def render_section(section: Section, lead: Lead, view: View) -> Iterator[Block]:
    """Give what leads the section, unless that was said already or is a quotation, and the quotations under it."""
    heading = Markup()
    if isinstance(section.lead, Position) and section.shown:
        heading = begin_line(render_party(section.lead, view.speech), view.speech)
    elif isinstance(section.lead, Statement) and not section.is_quotation and section.lead not in lead.statements:
        heading = render_statement(section.lead, view)
    yield Block(heading)
    yield from render_citations(section.shown, view, glued=bool(heading.text))


def render_refusal(refusal: Refusal, view: View) -> Iterator[Block]:
    """Say that the reports do not answer and what they lack, show what came nearest, and say what can be done."""
    receipt, speech = refusal.receipt, view.speech
    yield Block(plain(speech.say(REFUSED)))
    yield Block(plain(format_missing(isolate_names(refusal.missing), speech)), glued=True)
    yield Block(plain(texts.format_range(speech, receipt.since, receipt.until)), glued=True)
    if refusal.nearest:
        yield Block(plain(speech.say(NEAREST)))
        yield from render_citations(refusal.nearest, view)
    yield Block(plain(speech.say(texts.TRY_OTHERWISE)))
    yield Block(plain(speech.say(texts.GAP_FILED)), glued=True)


def render_citations(citations: Sequence[Citation], view: View, *, glued: bool = False) -> Iterator[Block]:
    """Give each quotation, exactly, with its source line and button; a glued first one stands right under its lead."""
    for index, each in enumerate(citations):
        yield Block(quotation(each.quote.text), glued=glued and index == 0)
        yield Block(render_translation(view.translations.get(each.number), view.speech), glued=True)
        line = render_source_line(each, view.speech, view.standings.get(each.number), view.links.get(each.number))
        yield Block(line, glued=True, buttons=(make_source_button(each, view.record_id),))


def render_translation(translation: Translation | None, speech: Speech) -> Markup:
    """Give a translation as it stands under its quotation: in italics, marked as ours, and never as a quotation."""
    return italic(speech.line_start + format_translation(translation, speech)) if translation else Markup()


def render_source_line(
    citation: Citation, speech: Speech, standing: str | None = None, opened_by: str | None = None
) -> Markup:
    """Say who, where and when: speaker, outlet, title, date, page, what relative dates mean, and how it stands.

    `standing` takes the place of how the report stands today, and `opened_by` is the link behind the number.
    """
    quote, source = citation.quote, citation.quote.source
    stands = format_standing(source.status, speech) if standing is None else settle(standing, speech)
    items = (
        plain(render_voice(quote, speech, opens=True)),
        render_title(source.title, source.url, speech),
        plain(speech.format_day(source.published)),
        plain(format_page(quote.page, speech)),
        *(plain(date) for date in format_quoted_dates(isolate_dates(quote), speech)[:DATES]),
        plain(shorten(stands, NOTICE)),
    )
    number = link(f"[{citation.number}]", opened_by) + plain(" ")
    return plain(speech.line_start) + number + join(items, " · ")


def settle(sentence: str, speech: Speech) -> str:
    """Keep a sentence with names in it from turning its line, where the line does not run from the right anyway."""
    return sentence if speech.language.is_right_to_left else isolate(sentence)


def render_voice(quote: Quote, speech: Speech, *, opens: bool = False) -> str:
    """Say whose words they are, with each name kept apart from the direction of the line, which may begin with it."""
    return format_voice(
        replace(
            quote,
            source=replace(quote.source, publisher=isolate_name(quote.source.publisher)),
            speaker=isolate_name(quote.speaker),
            role=isolate_name(quote.role),
            relay=isolate_names(quote.relay),
        ),
        speech,
        opens=opens,
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


def render_title(title: str, url: str | None, speech: Speech = ENGLISH) -> Markup:
    """Give a report's title, as a link where the catalogue has one."""
    return link(speech.isolate(shorten(isolate(title), TITLE)), url)
