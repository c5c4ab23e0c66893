"""How a passage looks in its context: the paragraphs around a quotation, which is in bold, and how a reader reads on.

Only what is shown at once is cut here; where it begins and ends in the report goes along, for the buttons.
"""

from dataclasses import dataclass

from telegram import MessageEntity

from bot.answering.answers import Citation, Translation
from bot.answering.wording import format_page
from bot.chat.markup import (
    Markup,
    bold,
    count_units,
    find_cuts,
    isolate,
    italic,
    join,
    link,
    mark,
    plain,
    shorten,
    skip_space,
)
from bot.chat.parts import UNITS, Block, Part, pack
from bot.chat.rendering import NAME, render_title, render_translation
from bot.languages.speech import Speech
from corpus.reports import Report
from corpus.sentences import Span, split_paragraphs

OPENING, CLOSING = "… ", " …"
PAGE = 1800
"""How many units of a report are shown at once to whoever reads on."""


@dataclass(frozen=True, slots=True)
class Page:
    """Messages with a stretch of a report, and where it lies in the report's body."""

    parts: list[Part]
    shown: Span


def render_passage(
    citation: Citation,
    report: Report,
    speech: Speech,
    standing: str = "",
    opened_by: str | None = None,
    translation: Translation | None = None,
) -> Page:
    """Give the messages that show where a quotation stands in its report, and what became of the report since.

    `opened_by` is the link behind the number; a translation of the quotation stands under the passage.
    """
    number = link(f"[{citation.number}]", opened_by) + plain(" ")
    header = number + render_header(report, citation.quote.page, speech, standing)
    quote = Span(citation.quote.start, citation.quote.end)
    below = render_translation(translation, speech)
    shown = find_window(report.body, quote, UNITS - header.units - below.units - 2)
    passage = Block(render_window(report.body, shown, quote), glued=True)
    return Page(pack([Block(header), passage, Block(below, glued=True)]), shown)


def render_page(report: Report, shown: Span, speech: Speech, note: str = "") -> Page:
    """Give the message that shows a stretch of a report to whoever reads on."""
    header = render_header(report, report.find_page(shown.start), speech, note)
    return Page(pack([Block(header), Block(render_window(report.body, shown), glued=True)]), shown)


def render_header(report: Report, page: int | None, speech: Speech, note: str) -> Markup:
    """Name the report: its title, who published and wrote it, when, on which page, and what is to be known of it."""
    names = [speech.isolate(shorten(isolate(name), NAME)) for name in (report.publisher, report.author) if name]
    details = (*names, speech.format_day(report.published), format_page(page, speech))
    title = mark(render_title(report.title, report.url, speech), MessageEntity.BOLD)
    line = plain(speech.line_start) + join(map(plain, details), " · ")
    return join((title, line, italic(note)), "\n")


def render_window(body: str, shown: Span, quote: Span | None = None) -> Markup:
    """Give a stretch of a body as one block, the quotation in it in bold, with ellipses where the body goes on."""
    opening = OPENING if body[: shown.start].strip() else ""
    closing = CLOSING if body[shown.end :].strip() else ""
    if quote is None:
        text = plain(opening + shown.text_of(body) + closing)
    else:
        before, after = body[shown.start : quote.start], body[quote.end : shown.end]
        text = plain(opening + before) + bold(quote.text_of(body)) + plain(after + closing)
    return mark(text, MessageEntity.BLOCKQUOTE)


def find_window(body: str, quote: Span, room: int) -> Span:
    """Give the paragraph that holds the quotation with its neighbours, in at most `room` units.

    A side that is too long is cut between words; the quotation alone may take more than `room`.
    """
    around = find_neighbours(body, quote)
    left = max(0, room - count_units(quote.text_of(body)) - len(OPENING + CLOSING))
    after = cut_end(body[quote.end : around.end], max(left // 2, left - count_units(body[around.start : quote.start])))
    before = cut_start(body[around.start : quote.start], left - count_units(after))
    return Span(quote.start - len(before), quote.end + len(after))


def find_neighbours(body: str, quote: Span) -> Span:
    """Give the stretch from one paragraph before the quotation to one after it."""
    paragraphs = split_paragraphs(body)
    held = [index for index, paragraph in enumerate(paragraphs) if paragraph.overlaps(quote)] or [0]
    first, last = paragraphs[max(held[0] - 1, 0)], paragraphs[min(held[-1] + 1, len(paragraphs) - 1)]
    return Span(min(first.start, quote.start), max(last.end, quote.end))


def find_page_after(body: str, start: int) -> Span | None:
    """Give what comes next from an offset, up to the end of a paragraph where one is near; None at the body's end."""
    first = skip_space(body, start)
    text = cut_end(body[first : first + PAGE + 1], PAGE) if first < len(body) else ""
    if not text:
        return None
    if first + len(text) < len(body):
        ends = [each.end for each in split_paragraphs(text)[:-1] if each.end > len(text) // 2]
        text = text[: max(ends, default=len(text))]
    return Span(first, first + len(text.rstrip()))


def find_page_before(body: str, end: int) -> Span | None:
    """Give what comes before an offset, from the start of a paragraph where one is near; None at the body's start."""
    last = len(body[:end].rstrip())
    text = cut_start(body[max(0, last - PAGE - 1) : last], PAGE) if last else ""
    if not text:
        return None
    if len(text) < last:
        starts = [each.start for each in split_paragraphs(text)[1:] if each.start < len(text) // 2]
        text = text[min(starts, default=0) :]
    return Span(last - len(text.lstrip()), last)


def cut_end(text: str, limit: int) -> str:
    """Give as much of the beginning as `limit` units hold, up to the end of a word."""
    if count_units(text) <= limit:
        return text
    spaces = len(text) - len(text.lstrip())
    return text[: next(find_cuts(text, limit - spaces), (0, 0))[1]] if limit > spaces else ""


def cut_start(text: str, limit: int) -> str:
    """Give as much of the end as `limit` units hold, from the beginning of a word."""
    return cut_end(text[::-1], limit)[::-1]
