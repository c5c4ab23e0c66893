"""/follow and /unfollow.

    words, or the answer replied to | hold | answered by quotations alone, kept and followed | shown with a button
    press | their own? | ended, once | in a list, what is left of it

What changes an answer, and telling of it, is not done here (`bot.following`): the notice comes through the outbox.
"""

from telegram import Message, Update

from bot.answering.answers import Answer, Refusal
from bot.answering.understanding import STANDING_ALONE, Conversation
from bot.chat.asking.messages import find_argument, find_record_id, is_reply_to_bot
from bot.chat.fairness.admitting import admit
from bot.chat.following import texts
from bot.chat.following.rendering import render_followed, render_follows
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.questions import LONGEST_QUESTION
from bot.chat.rights import find_asker
from bot.chat.room import Context, Room, find_message, name_conversation, name_person, name_request
from bot.chat.sending import edit
from bot.chat.texts import READING
from bot.following.beginning import Asker, Begun
from bot.languages.speech import Speech
from bot.state.follows import Outcome
from bot.telling import find_place

END_BUTTON = r"f([el]):([1-9][0-9]{0,17})\Z"
IN_LIST = "l"
ANSWER_BUTTON = r"fa:([A-Za-z0-9_-]{1,50}):([1-9][0-9]{0,17})\Z"
HEADINGS = {Outcome.BEGUN: texts.BEGUN, Outcome.KNOWN: texts.KNOWN}


class Follower:
    """Lets people follow questions, shows what they follow, and ends it."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_follow(self, update: Update, context: Context) -> None:
        """Follow what stands behind the command, or the question of the answer replied to; without either, list."""
        if update.message is None:
            return
        speech, question = context.speech, await self._find_question(update.message)
        if find_asker(update) is None:
            await self._say(update, speech.say(texts.AS_YOURSELF))
        elif not self._room.house.following.most:
            await self._say(update, speech.say(texts.OFF))
        elif not question:
            await self._room.reply_to(update).send(await self._render_list(update, speech))
        elif len(question) > LONGEST_QUESTION:
            await self._say(update, speech.say(texts.LONGEST, limit=LONGEST_QUESTION))
        else:
            await self._follow(update, speech, question)

    async def list_follows(self, update: Update, context: Context) -> None:
        """Show what somebody follows, with a button to end each."""
        if find_asker(update) is None:
            await self._say(update, context.speech.say(texts.AS_YOURSELF))
        else:
            await self._room.reply_to(update).send(await self._render_list(update, context.speech))

    async def press_end(self, update: Update, context: Context) -> None:
        """End a follow of the one who presses; in a list, show what is left of it."""
        follows, number = self._room.state.follows, int(find_match(context, 2))
        ended = await self._room.workers.record(follows.end, number, name_person(update))
        speech = context.speech
        await stop_turning(update, speech.say(texts.ENDED if ended else texts.NOT_ENDED))
        message = find_message(update)
        if ended and message is not None and find_match(context) == IN_LIST:
            part = await self._render_list(update, speech)
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def press_answer(self, update: Update, context: Context) -> None:
        """Show the answer that a notice told of."""
        record = await self._room.workers.record(self._room.state.answers.get, find_match(context))
        speech = context.speech
        await stop_turning(update, "" if record else speech.say(texts.GONE))
        if record:
            reply = self._room.reply_to(update)
            await reply.hold(speech.say(READING))
            bot_name = update.get_bot().username
            await reply.show(render_followed(speech, record, "", int(find_match(context, 2)), bot_name))

    async def _follow(self, update: Update, speech: Speech, question: str) -> None:
        reply, begun = self._room.reply_to(update), None
        async with admit(self._room, update, speech) as admitted:
            if admitted:
                await reply.hold(speech.say(READING))
                said = await self._read_conversation(update)
                begin = self._room.house.following.begin
                begun = await self._room.workers.answer(begin, question, said, make_asker(update))
        if begun is not None:
            await reply.show(self._render_begun(speech, begun, update.get_bot().username))

    def _render_begun(self, speech: Speech, begun: Begun, bot_name: str) -> list[Part]:
        if begun.record is None or begun.follow is None:
            count = speech.count(*texts.QUESTIONS, self._room.house.following.most)
            return [Part(plain(speech.say(texts.FULL, count=count)))]
        heading = speech.say(HEADINGS[begun.outcome])
        return render_followed(speech, begun.record, heading, begun.follow.id, bot_name)

    async def _find_question(self, message: Message) -> str:
        """Give what is to be followed: the words behind the command, else the question or message replied to."""
        words = "".join((message.text or "").split(maxsplit=1)[1:]).strip()
        if words or not is_reply_to_bot(message):
            return words or find_argument(message)
        replied_to = find_record_id(message.reply_to_message)
        record = await self._room.workers.record(self._room.state.answers.get, replied_to) if replied_to else None
        return name_question(record) if record else ""

    async def _read_conversation(self, update: Update) -> Conversation:
        """Give what was said before, which the question may lean on."""
        name = name_conversation(update)
        if name is None:
            return STANDING_ALONE
        return await self._room.workers.record(self._room.state.conversations.read, name)

    async def _render_list(self, update: Update, speech: Speech) -> Part:
        """Give what somebody follows: all of it in their private chat, in a group what is told there."""
        asker, message = make_asker(update), find_message(update)
        here = None if message is not None and message.chat.id == find_asker(update) else asker.place
        follows = await self._room.workers.record(self._room.state.follows.list_of, asker.person, here)
        return render_follows(speech, follows, asker.place)

    async def _say(self, update: Update, text: str) -> None:
        await self._room.reply_to(update).send(Part(plain(text)))


def make_asker(update: Update) -> Asker:
    """Give who follows, and where they are told: in this chat and topic."""
    person, conversation = name_person(update), name_conversation(update)
    return Asker(person, find_place(conversation or person), conversation, name_request(update))


def name_question(record: Answer | Refusal) -> str:
    """Give the question of a record as it was understood, so that it stands alone."""
    return record.receipt.understood_as or record.question.text
