"""How a passage looks in its context: the paragraphs around a quotation, with the quotation itself in bold."""

from telegram import MessageEntity

from bot.answering.answers import Citation
from bot.answering.wording import format_date, format_page
from bot.chat.markup import Markup, bold, count_units, find_cuts, isolate, italic, join, mark, plain, shorten
from bot.chat.parts import UNITS, Block, Part, pack
from bot.chat.rendering import NAME, render_title
from corpus.reports import Report
from corpus.sentences import Span, split_paragraphs

OPENING, CLOSING = "… ", " …"


def render_passage(citation: Citation, report: Report, standing: str = "") -> list[Part]:
    """Give the messages that show where a quotation stands in its report, and what became of the report since."""
    header = render_header(citation, report, standing)
    room = UNITS - header.units - 1
    context = render_context(report.body, Span(citation.quote.start, citation.quote.end), room)
    return pack([Block(header), Block(context, glued=True)])


def render_header(citation: Citation, report: Report, standing: str) -> Markup:
    """Name the report: its title, who published and wrote it, when, on which page, and how it stands."""
    names = [shorten(isolate(name), NAME) for name in (report.publisher, report.author) if name]
    details = (*names, format_date(report.published), format_page(citation.quote.page))
    title = plain(f"[{citation.number}] ") + mark(render_title(report.title, report.url), MessageEntity.BOLD)
    return join((title, join(map(plain, details), " · "), italic(standing)), "\n")


def render_context(body: str, quote: Span, room: int) -> Markup:
    """Give the paragraph that holds the quotation and its neighbours as one block, in at most `room` units.

    A side that is too long is cut between words, and says so; the quotation alone may take more than `room`.
    """
    around = find_neighbours(body, quote)
    left = max(0, room - count_units(quote.text_of(body)) - len(OPENING + CLOSING))
    after = cut_end(body[quote.end : around.end], max(left // 2, left - count_units(body[around.start : quote.start])))
    before = cut_start(body[around.start : quote.start], left - count_units(after))
    opening = "" if around.start == 0 and len(before) == quote.start else OPENING
    closing = "" if quote.end + len(after) == len(body.rstrip()) else CLOSING
    text = plain(opening + before) + bold(quote.text_of(body)) + plain(after + closing)
    return mark(text, MessageEntity.BLOCKQUOTE)


def find_neighbours(body: str, quote: Span) -> Span:
    """Give the stretch from one paragraph before the quotation to one after it."""
    paragraphs = split_paragraphs(body)
    held = [index for index, paragraph in enumerate(paragraphs) if paragraph.overlaps(quote)] or [0]
    first, last = paragraphs[max(held[0] - 1, 0)], paragraphs[min(held[-1] + 1, len(paragraphs) - 1)]
    return Span(min(first.start, quote.start), max(last.end, quote.end))


def cut_end(text: str, limit: int) -> str:
    """Give as much of the beginning as `limit` units hold, up to the end of a word."""
    if count_units(text) <= limit:
        return text
    spaces = len(text) - len(text.lstrip())
    return text[: next(find_cuts(text, limit - spaces), (0, 0))[1]] if limit > spaces else ""


def cut_start(text: str, limit: int) -> str:
    """Give as much of the end as `limit` units hold, from the beginning of a word."""
    return cut_end(text[::-1], limit)[::-1]
