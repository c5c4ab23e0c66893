"""A question that its asker changed: offered to be answered again, by a button, once for each message.

edited message | was it asked, in other words? | a reply with the button | pressed by the asker | answered in its place
"""

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from bot.chat.asking import texts
from bot.chat.asking.messages import asks_bot, is_of_person, read_question
from bot.chat.asking.questioning import holds_words
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import stop_turning
from bot.chat.questions import LONGEST_QUESTION, Asked, Questions, is_private
from bot.chat.room import Context, Room, name_conversation

AGAIN_BUTTON = r"ea:([0-9]{1,19})\Z"


class Edits:
    """Offers to answer changed questions, and answers them."""

    def __init__(self, room: Room, questions: Questions) -> None:
        self._room = room
        self._questions = questions

    async def take_edit(self, update: Update, context: Context) -> None:
        """Offer to answer a question again that now reads differently."""
        message = update.edited_message
        text = find_changed(message, private=is_private(update)) if message else ""
        if message is None or not text or not await self._was_asked(update, message, text):
            return
        if not self._room.underway.note_offered(message.chat.id, message.message_id, update.update_id):
            return
        speech = context.speech
        button = InlineKeyboardButton(speech.say(texts.ANSWER_AGAIN), callback_data=f"ea:{message.message_id}")
        await self._room.reply_to(update, visibly=True).send(Part(plain(speech.say(texts.EDITED)), ((button,),)))

    async def press_again(self, update: Update, context: Context) -> None:
        """Answer the question as it reads now, in the place of the offer."""
        query = update.callback_query
        offer = query.message if query else None
        question = offer.reply_to_message if isinstance(offer, Message) else None
        objection = self._find_objection(query, question)
        text = read_question(question).question if question and not objection else ""
        if question and text:
            # Both before anything is waited for: the change that led to the press may still be on its way to here.
            self._room.underway.note_asked(question.chat.id, question.message_id, text)
            self._room.underway.forget_offered(question.chat.id, question.message_id)
        await stop_turning(update, context.speech.say(objection))
        if question and text and isinstance(offer, Message):
            await self._questions.answer_again(update, context.speech, offer, Asked(text, question))

    def _find_objection(self, query: CallbackQuery | None, question: Message | None) -> str:
        """Say why a press answers nothing; empty where it does."""
        if query is None or question is None or question.from_user is None:
            return texts.AGAIN_GONE
        if query.from_user.id != question.from_user.id:
            return texts.AGAIN_NOT_YOURS
        if not is_askable(read_question(question).question):
            return texts.AGAIN_NOTHING
        return texts.AGAIN_GOING if self._room.underway.is_going(question.chat.id, question.message_id) else ""

    async def _was_asked(self, update: Update, message: Message, text: str) -> bool:
        """Whether this message was taken for a question before, and for another than this.

        After a restart the records tell: what was asked in the conversation since the message was sent.
        """
        same = self._room.underway.was_asked(message.chat.id, message.message_id, text)
        if same is not None:
            return not same
        name, state = name_conversation(update), self._room.state
        asked = await self._room.workers.record(state.answers.list_questions, name, message.date) if name else []
        return bool(asked) and text not in asked


def find_changed(message: Message, *, private: bool) -> str:
    """Give what a changed message asks the bot, or nothing where it asks it nothing."""
    if not is_of_person(message):
        return ""
    text = read_question(message).question
    is_command = (message.text or "").startswith("/")
    return text if is_askable(text) and (private or is_command or asks_bot(message)) else ""


def is_askable(text: str) -> bool:
    """Whether a text can be answered as it is."""
    return bool(text) and len(text) <= LONGEST_QUESTION and holds_words(text)
