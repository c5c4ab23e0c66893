"""How quotations become inline results: pure functions, and nothing is sent here.

quotation | a line to choose by | the message: quotation, source line, link into its report | result
"""

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.answering.answers import Quote
from bot.answering.wording import NO_OUTLET, STANDING, format_date, format_page, format_quoted_dates
from bot.chat.deep_links import make_link, passage_payload
from bot.chat.inline import texts
from bot.chat.markup import Markup, find_cuts, isolate, join, link, plain, quotation, shorten
from bot.chat.rendering import DATES, isolate_name, render_title, render_voice

QUOTED = 2500
"""UTF-16 units of a quotation that a message holds beside its source; only an endless sentence has more."""

LINE, WORDS = 120, 240
"""Characters of the two lines to choose by; Telegram shows about so much of them."""


def render_result(quote: Quote, bot_name: str) -> InlineQueryResultArticle:
    """Give the result that sends a quotation; its id is the same wherever the same words are found."""
    payload = passage_payload(quote.source.report_id, quote.source.version, quote.start, quote.end)
    message = render_message(quote, make_link(bot_name, payload))
    return InlineQueryResultArticle(
        id=payload,
        title=format_line(quote),
        description=shorten(" ".join(quote.text.split()), WORDS),
        input_message_content=InputTextMessageContent(message.text, entities=message.entities),
    )


def format_line(quote: Quote) -> str:
    """Give the line over the words to choose by: who published them, when, and how the report stands."""
    source = quote.source
    details = (
        isolate(source.publisher or NO_OUTLET),
        format_date(source.published),
        STANDING[source.status],
        isolate(source.title),
    )
    return shorten(" · ".join(filter(None, details)), LINE)


def render_message(quote: Quote, passage_link: str) -> Markup:
    """Give the message: the words as a block, and under it who, where and when, with a link to the words' place."""
    return join((quotation(cut_words(quote.text)), render_source(quote, passage_link)), "\n")


def render_source(quote: Quote, passage_link: str) -> Markup:
    """Give the source line: voice, title, date, page, what relative dates mean, how it stands, and the link."""
    source = quote.source
    items = (
        plain(render_voice(quote)),
        render_title(source.title, source.url),
        plain(format_date(source.published)),
        plain(format_page(quote.page)),
        *(plain(isolate_name(date)) for date in format_quoted_dates(quote)[:DATES]),
        plain(STANDING[source.status]),
        link(texts.IN_ITS_REPORT, passage_link),
    )
    return join(items, " · ")


def cut_words(text: str) -> str:
    """Give the words of a quotation, those of an endless sentence up to the end of a word."""
    (start, end), *more = find_cuts(text, QUOTED)
    return text[start:end] + (texts.CUT if more else "")
