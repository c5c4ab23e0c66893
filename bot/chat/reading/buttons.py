"""The buttons with which a reader reads on; they name a version and a place, and are looked up before they do anything.

qp  a passage: token, version, start, end     qb  the page before or after an offset: token, version, offset, b or f
qo  the original: token                       qm  what else was read: record, how many were shown
"""

from collections.abc import Iterator

from telegram import InlineKeyboardButton

from bot.answering.answers import Citation, Quote
from bot.chat.answer_buttons import LABEL, make_copy_button
from bot.chat.deep_links import make_token
from bot.chat.markup import is_web_address, isolate, shorten
from bot.chat.parts import Rows
from bot.chat.reading import texts
from bot.languages.speech import Speech
from corpus.reports import Report
from corpus.sentences import Span

PASSAGE_BUTTON = r"qp:([0-9a-f]{16}):([0-9]{1,6}):([0-9]{1,10}):([0-9]{1,10})\Z"
PAGE_BUTTON = r"qb:([0-9a-f]{16}):([0-9]{1,6}):([0-9]{1,10}):([bf])\Z"
ORIGINAL_BUTTON = r"qo:([0-9a-f]{16})\Z"
MORE_BUTTON = r"qm:([A-Za-z0-9_-]{1,50}):([0-9]{1,3})\Z"


def make_reading_rows(
    report: Report, shown: Span, speech: Speech, quote: Quote | None = None, fallback: str = ""
) -> Rows:
    """Give the rows under a stretch of a report that stands: reading on, the original, and copying a citation."""
    copy = (make_copy_button(quote, speech, fallback),) if quote else ()
    rows = (tuple(make_page_buttons(report, shown, speech)), (*make_original_buttons(report, speech), *copy))
    return tuple(row for row in rows if row)


def make_page_buttons(report: Report, shown: Span, speech: Speech) -> Iterator[InlineKeyboardButton]:
    """Give the buttons to what stands before and after, where something does."""
    place = f"qb:{make_token(report.id)}:{report.version}"
    if report.body[: shown.start].strip():
        yield InlineKeyboardButton(speech.say(texts.BEFORE), callback_data=f"{place}:{shown.start}:b")
    if report.body[shown.end :].strip():
        yield InlineKeyboardButton(speech.say(texts.AFTER), callback_data=f"{place}:{shown.end}:f")


def make_original_buttons(report: Report, speech: Speech) -> Iterator[InlineKeyboardButton]:
    """Give the button to the page that a report came from, or else to its original file."""
    if report.url and is_web_address(report.url):
        yield InlineKeyboardButton(speech.say(texts.OPEN_ORIGINAL), url=report.url)
    elif report.digest:
        yield InlineKeyboardButton(speech.say(texts.SEND_ORIGINAL), callback_data=f"qo:{make_token(report.id)}")


def make_start_row(report: Report, speech: Speech) -> Rows:
    """Give the row with the button that opens a report at its beginning."""
    data = f"qb:{make_token(report.id)}:{report.version}:0:f"
    return ((InlineKeyboardButton(speech.say(texts.READ_REPORT), callback_data=data),),)


def make_passage_button(citation: Citation) -> InlineKeyboardButton:
    """Give the button that opens a passage which no record of an answer holds."""
    quote, source = citation.quote, citation.quote.source
    label = shorten(isolate(source.publisher or source.title), LABEL)
    place = f"{make_token(source.report_id)}:{source.version}:{quote.start}:{quote.end}"
    return InlineKeyboardButton(f"{citation.number} · {label}", callback_data=f"qp:{place}")
