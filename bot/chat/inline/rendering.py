"""How quotations become inline results: pure functions, and nothing is sent here.

quotation | a line to choose by | the message: quotation, source line, link into its report | result
"""

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.answering.answers import Quote
from bot.answering.wording import NO_OUTLET, format_page, format_quoted_dates, format_standing
from bot.chat.deep_links import make_link, passage_payload
from bot.chat.inline import texts
from bot.chat.markup import Markup, find_cuts, isolate, join, link, plain, quotation, shorten
from bot.chat.rendering import DATES, isolate_dates, render_title, render_voice
from bot.languages.speech import Speech

QUOTED = 2500
"""UTF-16 units of a quotation that a message holds beside its source; only an endless sentence has more."""

LINE, WORDS = 120, 240
"""Characters of the two lines to choose by; Telegram shows about so much of them."""


def render_result(quote: Quote, speech: Speech, bot_name: str) -> InlineQueryResultArticle:
    """Give the result that sends a quotation; its id is the same wherever the same words are found."""
    payload = passage_payload(quote.source.report_id, quote.source.version, quote.start, quote.end)
    message = render_message(quote, speech, make_link(bot_name, payload))
    return InlineQueryResultArticle(
        id=payload,
        title=format_line(quote, speech),
        description=shorten(" ".join(quote.text.split()), WORDS),
        input_message_content=InputTextMessageContent(message.text, entities=message.entities),
    )


def format_line(quote: Quote, speech: Speech) -> str:
    """Give the line over the words to choose by: who published them, when, and how the report stands."""
    source = quote.source
    details = (
        speech.isolate(isolate(source.publisher)) if source.publisher else speech.say(NO_OUTLET),
        speech.format_day(source.published),
        format_standing(source.status, speech),
        speech.isolate(isolate(source.title)),
    )
    return shorten(speech.line_start + " · ".join(filter(None, details)), LINE)


def render_message(quote: Quote, speech: Speech, passage_link: str) -> Markup:
    """Give the message: the words as a block, and under it who, where and when, with a link to the words' place."""
    return join((quotation(cut_words(quote.text)), render_source(quote, speech, passage_link)), "\n")


def render_source(quote: Quote, speech: Speech, passage_link: str) -> Markup:
    """Give the source line: voice, title, date, page, what relative dates mean, how it stands, and the link."""
    source = quote.source
    items = (
        plain(render_voice(quote, speech, opens=True)),
        render_title(source.title, source.url, speech),
        plain(speech.format_day(source.published)),
        plain(format_page(quote.page, speech)),
        *(plain(date) for date in format_quoted_dates(isolate_dates(quote), speech)[:DATES]),
        plain(format_standing(source.status, speech)),
        link(speech.say(texts.IN_ITS_REPORT), passage_link),
    )
    return plain(speech.line_start) + join(items, " · ")


def cut_words(text: str) -> str:
    """Give the words of a quotation, those of an endless sentence up to the end of a word."""
    (start, end), *more = find_cuts(text, QUOTED)
    return text[start:end] + (texts.CUT if more else "")
