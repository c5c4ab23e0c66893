"""How a question becomes an answer in a chat.

text | placeholder | conversation so far | answer, once for each message | keep the record | file the gap
     | render | put in its place
"""

import re
from hashlib import sha256

from telegram import InlineKeyboardButton, Message, MessageEntity, Update
from telegram.ext.filters import MessageFilter

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.understanding import STANDING_ALONE, Conversation
from bot.chat import texts
from bot.chat.markup import plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rendering import render_record
from bot.chat.room import Context, Room, name_conversation, name_person, name_request
from corpus.catalogue import Listing
from corpus.reports import Report

LONGEST_QUESTION = 1000
RECORD_BUTTON = re.compile(r"[sw]:([A-Za-z0-9_-]{1,50})(?::|\Z)")
EXAMPLE_BUTTON = r"e:([0-9a-f]{16})"


class ToBot(MessageFilter):
    """Lets through what a group says to the bot: a mention of its name, or a reply to one of its messages."""

    def filter(self, message: Message) -> bool:
        """Whether the message is for the bot."""
        return bool(find_mentions(message)) or is_reply_to_bot(message)


class Questions:
    """Answers what people ask: in plain words, with /ask, or by pressing an example."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_text(self, update: Update, _context: Context) -> None:
        """Answer a message; in a group, what it says beside the bot's name."""
        if update.message:
            await self._answer(update, cut_mentions(update.message))

    async def take_command(self, update: Update, _context: Context) -> None:
        """Answer what stands after /ask, or in the message that a bare /ask replies to."""
        if update.message:
            await self._answer(update, find_argument(update.message))

    async def press_example(self, update: Update, context: Context) -> None:
        """Ask the question that an example stands for."""
        token = find_match(context)
        listings = await self._room.workers.record(self._room.house.shelf.list_reports)
        found = [listing for listing in listings if listing.status.quotable and make_token(listing.id) == token]
        await stop_turning(update, "" if found else texts.EXAMPLE_GONE)
        if found:
            question = make_example(found[0])
            await self._answer(update, question, texts.ASKED.format(question=question))

    async def _answer(self, update: Update, text: str, heading: str = "") -> None:
        reply = self._room.reply_to(update)
        if not text:
            await reply.send(Part(plain(texts.ASK_USAGE)))
        elif len(text) > LONGEST_QUESTION:
            await reply.send(Part(plain(texts.QUESTION_TOO_LONG.format(limit=LONGEST_QUESTION))))
        else:
            await reply.hold(texts.READING)
            record = await self._find_answer(Question(text), update)
            await reply.show(render_record(record, heading))

    async def _find_answer(self, question: Question, update: Update) -> Answer | Refusal:
        """Give the record that the message got already, or a new one, kept before anything of it is shown."""
        state, workers = self._room.state, self._room.workers
        asked_by, request = name_person(update), name_request(update)
        record = await workers.record(state.answers.find, request)
        while record is None:
            said = await self._read_conversation(update)
            made = await self._room.house.answer(question, said, asked_by, workers.answer)
            # What was withdrawn or replaced while the answer was on its way must not be shown: it is made anew.
            if await workers.record(state.answers.save_standing, made, asked_by, request, name_conversation(update)):
                record = made
        if isinstance(record, Refusal):
            await workers.record(state.gaps.file, record, asked_by)
        return record

    async def _read_conversation(self, update: Update) -> Conversation:
        """Give what was said before; the question of a pressed example leans on nothing."""
        name = name_conversation(update)
        if name is None or update.message is None:
            return STANDING_ALONE
        replied_to = find_record_id(update.message.reply_to_message) if is_reply_to_bot(update.message) else None
        return await self._room.workers.record(self._room.state.conversations.read, name, replied_to)


def make_example(report: Listing | Report) -> str:
    """Give a question that a report answers, made from its title; in another language, the title itself."""
    title = shorten(" ".join(report.title.split()), LONGEST_QUESTION // 2)
    return texts.EXAMPLE.format(title=title) if report.language.startswith("en") else title


def make_example_button(report: Listing | Report, label: str) -> InlineKeyboardButton:
    """Give the button that asks about a report; it works as long as the report stands."""
    return InlineKeyboardButton(label, callback_data=f"e:{make_token(report.id)}")


def make_token(report_id: str) -> str:
    """Give a short form of a report's id, since an id may be longer than a button can carry."""
    return sha256(report_id.encode()).hexdigest()[:16]


def find_argument(message: Message) -> str:
    """Give the text after a command, or that of the message to which a bare command replies."""
    words = "".join((message.text or "").split(maxsplit=1)[1:]).strip()
    replied = message.reply_to_message
    return words or ((replied.text or "").strip() if replied and not is_topic_start(replied) else "")


def find_mentions(message: Message) -> list[MessageEntity]:
    """Give the places at which a message names the bot."""
    bot = message.get_bot()
    named = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        entity
        for entity, name in named.items()
        if (entity.user.id == bot.id if entity.user else name.lower() == bot.name.lower())
    ]


def cut_mentions(message: Message) -> str:
    """Give the text without the bot's own name."""
    data = (message.text or "").encode("utf-16-le")
    for entity in sorted(find_mentions(message), key=lambda found: found.offset, reverse=True):
        data = data[: 2 * entity.offset] + data[2 * (entity.offset + entity.length) :]
    return " ".join(data.decode("utf-16-le").split(" ")).strip(" ,:\n\t")


def is_reply_to_bot(message: Message) -> bool:
    """Whether a message replies to the bot; in a topic, every message formally replies to the topic's beginning."""
    replied = message.reply_to_message
    author = replied.from_user if replied and not is_topic_start(replied) else None
    return author is not None and author.id == message.get_bot().id


def find_record_id(message: Message | None) -> str | None:
    """Give the id of the record that one of the bot's messages shows, which its buttons carry, or None."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (RECORD_BUTTON.match(str(button.callback_data)) for row in rows for button in row)
    return next((match[1] for match in found if match), None)


def is_topic_start(message: Message) -> bool:
    """Whether a message is the notice with which a topic begins."""
    return message.forum_topic_created is not None
