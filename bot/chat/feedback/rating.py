"""How an answer is rated.

    👍 | kept | thanks
    👎 | kept | asked why | a reason pressed, or a reply in words | kept | thanks

Every step can be done again: an opinion is one row, and the last thing said counts.
"""

from functools import cache

from telegram import Chat, InlineKeyboardButton, Message, Update
from telegram.ext.filters import MessageFilter

from bot.chat.asking.messages import is_reply_to_bot
from bot.chat.feedback import texts
from bot.chat.markup import plain
from bot.chat.parts import Part, Rows, make_rows
from bot.chat.pressing import find_match, stop_turning
from bot.chat.receipts import is_under_its_message
from bot.chat.rights import find_asker
from bot.chat.room import Context, Room, find_message, name_person, name_request
from bot.chat.sending import edit
from bot.languages.language import Language
from bot.languages.speech import Speech, get_speech
from bot.state.feedback import Reason, Verdict

ID = r"([A-Za-z0-9_-]{1,50})"
RATING_BUTTON = rf"f([ud]):{ID}\Z"
REASON_BUTTON = rf"fr:{ID}:([a-z])\Z"
WORDS_BUTTON = rf"fw:{ID}\Z"
VERDICTS = {"u": Verdict.USEFUL, "d": Verdict.USELESS}
LETTERS = dict(zip("abcde", texts.LABELS, strict=True))
EXPLAINING = "explain-rating"
LONGEST = 1000


def ask_words(speech: Speech) -> str:
    """Give the sentence that asks for a reply which says what was wrong."""
    return speech.say(texts.ASK_WORDS, limit=LONGEST)


@cache
def list_asked() -> frozenset[str]:
    """Give that sentence in every language: a reply may come after its sender chose another one."""
    return frozenset(ask_words(get_speech(language)) for language in Language)


class Explained(MessageFilter):
    """Lets through a reply to the message that asks what was wrong."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        replied = message.reply_to_message
        return is_reply_to_bot(message) and replied is not None and replied.text in list_asked()


class Ratings:
    """Takes what readers say of answers."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def press_rating(self, update: Update, context: Context) -> None:
        """Keep whether an answer was of use, and ask why where it was not."""
        verdict, record_id = VERDICTS[find_match(context)], find_match(context, 2)
        kept = is_under_its_message(update) and await self._room.workers.record(self._rate, update, record_id, verdict)
        speech = context.speech
        await stop_turning(update, speech.say(texts.THANKS if kept else texts.ANSWER_GONE), is_alert=not kept)
        if kept and verdict is Verdict.USELESS:
            rows = make_reason_rows(speech, record_id, in_words=is_private(update))
            await self._room.reply_to(update).send(Part(plain(speech.say(texts.WHAT_WAS_WRONG)), rows))

    async def press_reason(self, update: Update, context: Context) -> None:
        """Keep why an answer was of no use."""
        record_id, reason = find_match(context), LETTERS.get(find_match(context, 2))
        kept = reason is not None and is_under_its_message(update)
        if reason and kept:
            kept = await self._room.workers.record(self._explain, update, record_id, reason)
        speech, message = context.speech, find_message(update)
        await stop_turning(update, "" if kept else speech.say(texts.ANSWER_GONE))
        if kept and reason and message and is_private(update):
            thanks = speech.say(texts.THANKS_FOR_REASON, reason=speech.say(texts.LABELS[reason]))
            await edit(update.get_bot(), message.chat.id, message.message_id, Part(plain(thanks)))

    async def press_words(self, update: Update, context: Context) -> None:
        """Ask for a reply that says what was wrong."""
        person, speech = find_asker(update), context.speech
        if person is None or not is_under_its_message(update):
            await stop_turning(update, speech.say(texts.ANSWER_GONE))
            return
        await stop_turning(update)
        payload = {"record": find_match(context)}
        await self._room.workers.record(self._room.state.decisions.ask, person, EXPLAINING, payload)
        await self._room.reply_to(update).send(Part(plain(ask_words(speech)), asks=True))

    async def take_words(self, update: Update, context: Context) -> None:
        """Keep what a reply says was wrong."""
        message, person = update.message, find_asker(update)
        if message is None or person is None:
            return
        said = await self._room.workers.record(self._keep_words, update, person, message.text or "")
        await self._room.reply_to(update).send(Part(plain(context.speech.say(said, limit=LONGEST))))

    def _rate(self, update: Update, record_id: str, verdict: Verdict) -> bool:
        if self._room.state.answers.get(record_id) is None:
            return False
        self._room.state.feedback.rate(record_id, name_person(update), verdict)
        return True

    def _explain(self, update: Update, record_id: str, reason: Reason, words: str | None = None) -> bool:
        if self._room.state.answers.get(record_id) is None:
            return False
        self._room.state.feedback.explain(record_id, name_person(update), reason, words)
        return True

    def _keep_words(self, update: Update, person: int, words: str) -> str:
        """Keep the words, and give what is said about that, in English and without its values."""
        if not words.strip():
            return texts.NO_WORDS
        if len(words) > LONGEST:
            return texts.TOO_LONG
        decision = self._room.state.decisions.answer(person, EXPLAINING, name_request(update))
        if decision is None:
            return texts.TOO_LATE
        kept = self._explain(update, str(decision.payload["record"]), Reason.OTHER, words.strip())
        return texts.THANKS if kept else texts.ANSWER_GONE


def make_reason_rows(speech: Speech, record_id: str, *, in_words: bool) -> Rows:
    """Give a button for each reason, and one to say it in words where that stays between two."""
    buttons = [
        InlineKeyboardButton(speech.say(texts.LABELS[reason]), callback_data=f"fr:{record_id}:{letter}")
        for letter, reason in LETTERS.items()
    ]
    if in_words:
        buttons.append(InlineKeyboardButton(speech.say(texts.IN_WORDS), callback_data=f"fw:{record_id}"))
    return make_rows(buttons, 2)


def is_private(update: Update) -> bool:
    """Whether it happens in a private chat."""
    return update.effective_chat is not None and update.effective_chat.type == Chat.PRIVATE
