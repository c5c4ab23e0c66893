"""How a question becomes an answer in a chat.

text | does it ask? | admitted? | under way, shown stage by stage | conversation so far
     | answer, once for each message | keep the record | file the gap | render | put in its place
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from telegram import Chat, InlineKeyboardButton, Message, Update

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.stages import OnStage
from bot.answering.understanding import STANDING_ALONE, Conversation
from bot.chat import texts
from bot.chat.asking.messages import (
    AskedWords,
    find_passage,
    find_record_id,
    is_reply_to_bot,
    read_argument,
    read_asked,
)
from bot.chat.asking.questioning import holds_words
from bot.chat.asking.showing import Showing
from bot.chat.asking.texts import NO_WORDS, STOPPED
from bot.chat.asking.underway import Going, Whose
from bot.chat.deep_links import make_token
from bot.chat.fairness.admitting import admit
from bot.chat.fairness.spending import tell_spent
from bot.chat.markup import plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rendering import render_record
from bot.chat.room import Context, Room, find_message, name_conversation, name_person, name_request
from bot.chat.sending import Place, Reply
from bot.languages.hearing import hear_speech
from bot.languages.speech import ENGLISH, Speech
from corpus.catalogue import Listing
from corpus.reports import Report

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.chat.pacing import Priority

LONGEST_QUESTION = 1000
EXAMPLE_BUTTON = r"e:([0-9a-f]{16})"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the message that asks it, without which it stands alone, and what stands over its answer."""

    text: str
    message: Message | None = None
    heading: str = ""


class Questions:
    """Answers what people ask: in plain words, with /ask, or by pressing an example."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_text(self, update: Update, context: Context) -> None:
        """Answer a message; in a group, what it says beside the bot's name."""
        if update.message:
            await self._take(update, context.speech, update.message, read_asked(update.message))

    async def take_command(self, update: Update, context: Context) -> None:
        """Answer what stands after /ask, or in the message that a bare /ask replies to."""
        if update.message:
            await self._take(update, context.speech, update.message, read_argument(update.message))

    async def press_example(self, update: Update, context: Context) -> None:
        """Ask the question that an example stands for."""
        token = find_match(context)
        listings = await self._room.workers.record(self._room.house.shelf.list_reports)
        found = [listing for listing in listings if listing.status.quotable and make_token(listing.id) == token]
        speech = context.speech
        await stop_turning(update, "" if found else speech.say(texts.EXAMPLE_GONE))
        if found:
            question = make_example(found[0], speech)
            asked = Asked(question, heading=speech.say(texts.ASKED, question=question))
            await self._answer(update, speech, self._room.reply_to(update), asked)

    async def answer_again(self, update: Update, speech: Speech, offer: Message, asked: Asked) -> None:
        """Answer a question that was changed, in the place of the message that offered to."""
        reply = self._room.reply_to(update)
        await reply.adopt(offer.message_id)
        await self._answer(update, speech, reply, asked)

    async def _take(self, update: Update, speech: Speech, message: Message, asked: AskedWords) -> None:
        """Answer what a message asks, or say in a sentence why that is no question."""
        reply = self._room.reply_to(update, asked.quote)
        self._room.underway.note_asked(message.chat.id, message.message_id, asked.question)
        objection = find_objection(asked.question)
        if objection:
            await reply.send(Part(plain(speech.say(objection, limit=LONGEST_QUESTION))))
        else:
            await self._answer(update, speech, reply, Asked(asked.question, message))

    async def _answer(self, update: Update, speech: Speech, reply: Reply, asked: Asked) -> None:
        """Answer a question; until the answer is there, what stands in its place is in the language of the answer."""
        bot, message = cast("ExtBot[Priority]", update.get_bot()), asked.message
        heard = hear_speech(asked.text, speech)
        record, message_id = None, message.message_id if message else None
        with self._room.underway.begin(update.update_id, find_whose(update), asked.text, message_id) as going:
            async with admit(self._room, update, speech) as admitted:
                if admitted:
                    question = Question(asked.text, likely=speech.language)
                    async with Showing(bot, reply, going, heard, drafts=is_private(update)):
                        record = await going.run(self._find_answer(question, update, message, going.note_stage))
            if record is not None:
                await reply.show(render_record(record, speech, asked.heading, bot.username), heard.say(texts.FOLLOWS))
            elif admitted:
                await self._close(update, speech, reply, going)

    async def _close(self, update: Update, speech: Speech, reply: Reply, going: Going) -> None:
        """Let a line stand where the answer would have come, or under a question that was not even begun."""
        stopped = speech.say(STOPPED)
        told = await reply.close(stopped)
        if not told and going.was_waiting:
            await self._room.reply_to(update, visibly=True).send(Part(plain(stopped)))
        going.close(told=told)

    async def _find_answer(
        self, question: Question, update: Update, message: Message | None, on_stage: OnStage
    ) -> Answer | Refusal:
        """Give the record that the message got already, or a new one, kept before anything of it is shown."""
        state, workers = self._room.state, self._room.workers
        asked_by, request = name_person(update), name_request(update)
        record = await workers.record(state.answers.find, request)
        while record is None:
            said = await self._read_conversation(update, message)
            made = await self._room.house.answer(question, said, asked_by, workers.answer, on_stage)
            # What was withdrawn or replaced while the answer was on its way must not be shown: it is made anew.
            if await workers.record(state.answers.save_standing, made, asked_by, request, name_conversation(update)):
                record = made
        await tell_spent(self._room, record)
        if isinstance(record, Refusal):
            await workers.record(state.gaps.file, record, asked_by)
        return record

    async def _read_conversation(self, update: Update, message: Message | None) -> Conversation:
        """Give what was said before, and what of an answer the message marks; a pressed example leans on nothing.

        What is answered again leans on what was said before it was asked, and not on its own first answer.
        """
        name = name_conversation(update)
        if name is None or message is None:
            return STANDING_ALONE
        until = message.date if update.callback_query else None
        return await self._room.workers.record(self._read_said, name, message, until)

    def _read_said(self, name: str, message: Message, until: datetime | None) -> Conversation:
        state = self._room.state
        replied_to = find_record_id(message.reply_to_message) if is_reply_to_bot(message) else None
        said = state.conversations.read(name, replied_to, until=until)
        record = state.answers.get(replied_to) if replied_to else None
        return Conversation(said.turns, said.replied_to, find_passage(message, record))


def find_objection(text: str) -> str | None:
    """Say why some words cannot be answered, in English and without its values, or give None where they can."""
    if not text:
        return texts.ASK_USAGE
    if len(text) > LONGEST_QUESTION:
        return texts.QUESTION_TOO_LONG
    return None if holds_words(text) else NO_WORDS


def find_whose(update: Update) -> Whose:
    """Give who asks, or wants to stop what they asked, and where: their own number, the chat and its topic."""
    message, person = find_message(update), update.effective_user
    place = Place.beside(message) if message else Place(person.id if person else 0)
    return Whose(person.id if person else place.chat_id, place.chat_id, place.topic_id)


def is_private(update: Update) -> bool:
    """Whether it takes place in a private chat."""
    return update.effective_chat is not None and update.effective_chat.type == Chat.PRIVATE


def make_example(report: Listing | Report, speech: Speech = ENGLISH) -> str:
    """Give a question that a report answers, made from its title; where that is in another language, the title itself.

    A title between words of another language is found less surely than alone.
    """
    title = shorten(" ".join(report.title.split()), LONGEST_QUESTION // 2)
    return speech.say(texts.EXAMPLE, title=title) if report.language.startswith(speech.language) else title


def make_example_button(report: Listing | Report, label: str) -> InlineKeyboardButton:
    """Give the button that asks about a report; it works as long as the report stands."""
    return InlineKeyboardButton(label, callback_data=f"e:{make_token(report.id)}")
