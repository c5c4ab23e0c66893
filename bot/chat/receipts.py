"""What the button under an answer shows: how the answer came about, from the record that was kept of it."""

from collections.abc import Iterable, Iterator

from telegram import Message, Update

from bot.answering.receipt_wording import Paragraph, describe_explanation
from bot.answering.receipts import explain_record
from bot.chat import texts
from bot.chat.markup import bold, code, isolate, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room
from bot.languages.hearing import hear_speech
from bot.languages.speech import Speech

WHY_BUTTON = r"w:([A-Za-z0-9_-]{1,50})\Z"
NAME = 300


class Receipts:
    """Shows receipts."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def press_why(self, update: Update, context: Context) -> None:
        """Show the receipt of the answer under which the button stands."""
        parts = None
        if is_under_its_message(update):
            parts = await self._room.workers.record(self._render_receipt, find_match(context), context.speech)
        await stop_turning(update, "" if parts else context.speech.say(texts.RECEIPT_GONE))
        if parts:
            await self._room.reply_to(update).send(*parts)

    def _render_receipt(self, record_id: str, speech: Speech) -> list[Part] | None:
        record = self._room.state.answers.get(record_id)
        if record is None:
            return None
        speech = hear_speech(record.question.text, speech)
        explanation = explain_record(record, self._room.house.shelf)
        return pack(list(render_receipt(describe_explanation(explanation, show_name, speech))))


def is_under_its_message(update: Update) -> bool:
    """Whether the pressed button stands under the message it names, so that nobody opens an answer of another chat.

    Telegram passes on whatever data a program sends as a press. A message too old to be looked at is believed: the
    ids of answers cannot be guessed.
    """
    query = update.callback_query
    message = query.message if query else None
    if query is None or not isinstance(message, Message):
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == query.data for row in rows for button in row)


def render_receipt(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """Give each paragraph as its heading with its lines right under it.

    What was left out is set as code, in which Telegram makes no links, mentions or commands of what it finds.
    """
    for paragraph in paragraphs:
        yield Block(bold(paragraph.heading))
        render = plain if paragraph.vouched else code
        yield from (Block(render(line), glued=True) for line in paragraph.lines)


def show_name(name: str) -> str:
    """Keep a name or quotation apart from the direction of its line, and within a line or two."""
    return shorten(isolate(name), NAME)
