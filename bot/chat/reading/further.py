"""What else was read for a question: the passages that an answer does not quote, some at a time, from its record."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.answering.answers import Answer, Quote, Refusal
from bot.answering.layout import number_quotes
from bot.answering.receipts import list_citations
from bot.chat.answer_buttons import link_passage
from bot.chat.markup import plain, quotation
from bot.chat.parts import Block, Part, pack
from bot.chat.reading import texts
from bot.chat.reading.buttons import make_passage_button
from bot.chat.rendering import render_source_line
from bot.languages.hearing import hear_speech
from bot.languages.speech import Speech

AT_ONCE = 3


def render_further(
    record: Answer | Refusal, quotes: Sequence[Quote], shown: int, speech: Speech, bot_name: str
) -> list[Part]:
    """Show the next passages after those that were shown, numbered on from the quotations of the answer."""
    speech = hear_speech(record.question.text, speech)
    chosen = number_quotes(quotes[shown : shown + AT_ONCE], len(list_citations(record)) + shown + 1)
    if not chosen:
        return [Part(plain(speech.say(texts.NO_MORE)))]
    blocks = [Block(plain(speech.say(texts.FURTHER)))]
    for each in chosen:
        blocks.append(Block(quotation(each.quote.text)))
        line = render_source_line(each, speech, opened_by=link_passage(each, bot_name))
        blocks.append(Block(line, glued=True, buttons=(make_passage_button(each),)))
    left = len(quotes) - shown - len(chosen)
    *before, last = pack(blocks)
    return [*before, Part(last.markup, (*last.rows, *make_more_row(record.id, shown + len(chosen), left, speech)))]


def make_more_row(
    record_id: str, shown: int, left: int, speech: Speech
) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    """Give the row with the button that shows more, where there is more."""
    button = InlineKeyboardButton(speech.say(texts.MORE, count=left), callback_data=f"qm:{record_id}:{shown}")
    return ((button,),) if left > 0 else ()
