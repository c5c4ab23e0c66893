"""The buttons under an answer. Each carries the id of its record, so that it outlives a restart.

A source each · why · more on this · copy the first citation · was this of use
"""

from telegram import CopyTextButton, InlineKeyboardButton

from bot.answering.answers import Answer, Citation, Quote, Refusal
from bot.answering.further import list_further
from bot.answering.receipts import list_citations
from bot.chat import texts
from bot.chat.citing import format_citation
from bot.chat.deep_links import citation_payload, make_link, passage_payload
from bot.chat.markup import isolate, shorten
from bot.chat.parts import Rows
from bot.languages.speech import Speech

LABEL = 24
COPIED = 256


def make_source_button(citation: Citation, record_id: str) -> InlineKeyboardButton:
    """Give the button that opens the passage of this citation."""
    source = citation.quote.source
    label = shorten(isolate(source.publisher or source.title), LABEL)
    return InlineKeyboardButton(f"{citation.number} · {label}", callback_data=f"s:{record_id}:{citation.number}")


def make_record_rows(record: Answer | Refusal, speech: Speech, bot_name: str) -> Rows:
    """Give the buttons for all of an answer or a refusal, which hang under its last message."""
    why = InlineKeyboardButton(speech.say(texts.WHY), callback_data=f"w:{record.id}")
    more = InlineKeyboardButton(speech.say(texts.MORE), callback_data=f"qm:{record.id}:0")
    rows = [(why, more) if list_further(record) else (why,)]
    if isinstance(record, Answer):
        rows.append((make_first_copy_button(record, speech, bot_name),))
    return (*rows, make_rating_buttons(record.id))


def make_first_copy_button(answer: Answer, speech: Speech, bot_name: str) -> InlineKeyboardButton:
    """Give the button that copies the first citation; that of any other stands under its opened passage."""
    label = texts.COPY if len(answer.citations) == 1 else texts.COPY_FIRST
    return make_copy_button(answer.citations[0].quote, speech, link_citation(answer.id, 1, bot_name) or "", label)


def make_copy_button(quote: Quote, speech: Speech, fallback: str, label: str = texts.COPY) -> InlineKeyboardButton:
    """Give the button that copies a citation, with the report's link or the one given in its place."""
    copied = format_citation(quote, speech, fallback, COPIED)
    return InlineKeyboardButton(speech.say(label), copy_text=CopyTextButton(copied))


def make_rating_buttons(record_id: str) -> tuple[InlineKeyboardButton, ...]:
    """Give the two buttons that say whether an answer was of use."""
    return (
        InlineKeyboardButton(texts.USEFUL, callback_data=f"fu:{record_id}"),
        InlineKeyboardButton(texts.USELESS, callback_data=f"fd:{record_id}"),
    )


def link_citation(record_id: str, number: int, bot_name: str) -> str | None:
    """Give the link that opens a citation from anywhere, or None without the bot's name."""
    return make_link(bot_name, citation_payload(record_id, number)) if bot_name else None


def link_passage(citation: Citation, bot_name: str) -> str | None:
    """Give the link that opens a place which no record of an answer holds, or None without the bot's name."""
    quote, source = citation.quote, citation.quote.source
    payload = passage_payload(source.report_id, source.version, quote.start, quote.end)
    return make_link(bot_name, payload) if bot_name else None


def link_citations(record: Answer | Refusal, bot_name: str) -> dict[int, str]:
    """Give the links of all citations by their numbers; nothing without the bot's name."""
    return {
        each.number: link
        for each in list_citations(record)
        if (link := link_citation(record.id, each.number, bot_name))
    }
