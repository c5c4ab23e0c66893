"""What happens when a handler fails: it is logged in full under a short id, and the person is told only the id.

    error | logged, counted, admins told of a new kind | three tries | apology with the id | admins told, given up

The library catches every exception of a handler and hands it here; this is the last catcher of the chat.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.rights import find_asker
from bot.chat.room import Context
from bot.chat.sending import Place, Reply
from bot.chat.speaking import choose_speech
from bot.chat.texts import APOLOGY, FOLLOWS
from bot.chat.workers import Workers
from bot.languages.speech import Speech
from bot.state.deliveries import Deliveries
from bot.state.preferences import Preferences, Spoken
from bot.watch.kinds import find_kind
from bot.watch.watch import Watch
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

CRASHED = "the process ended in the middle of it too often"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an update could not be dealt with, of which kind that is, and the id under which the log tells more."""

    reason: str
    id: str
    kind: str = ""


class Failures:
    """The failures of updates that are being dealt with."""

    def __init__(self, deliveries: Deliveries, preferences: Preferences, workers: Workers, watch: Watch) -> None:
        self._deliveries = deliveries
        self._preferences = preferences
        self._workers = workers
        self._watch = watch
        self._found: dict[int, Failure] = {}

    async def note(self, update: object, context: Context) -> None:
        """Log an exception and keep it for whoever deals with the update; being blocked by a person is no failure."""
        number = update.update_id if isinstance(update, Update) else None
        if isinstance(context.error, Forbidden):
            log.info("The reply was not wanted", extra={"update": number, "error": context.error})
            return
        error = context.error or RuntimeError("no error was given")
        failure = self.write_down(number, error)
        if number is not None:
            # Kept before anything else is done: without it, the update would count as dealt with.
            self._found[number] = failure
        await self._workers.record(self._watch.alarms.tell_error, error, failure.id)

    def write_down(self, number: int | None, error: Exception) -> Failure:
        """Log and count an exception, and give its failure; nobody is told."""
        error_id = name_failure(number) if number is not None else None
        found = self._watch.log_error("Failure in an update", error, error_id, update=number)
        return Failure(repr(error), found, find_kind(error))

    def take(self, update: Update) -> Failure | None:
        """Give the failure of an update that was just handled, or None."""
        return self._found.pop(update.update_id, None)

    async def give_up(self, update: Update, failure: Failure) -> None:
        """Tell the person and the admins that an update is given up, before it is.

        Raises:
            DatabaseError: when that cannot be written down.
        """
        number = update.update_id
        extra = {"update": number, "error_id": failure.id, "kind": failure.kind or CRASHED}
        log.error("Failure for good: an update is given up", extra=extra)
        await self.apologise(update, failure)
        await self._workers.record(self._watch.alarms.tell_dead, number, failure.kind, failure.id)

    async def apologise(self, update: Update, failure: Failure) -> None:
        """Tell the person that it did not work and under which id it is logged."""
        message = update.effective_message
        if message is None:
            return
        speech = await self._find_speech(update)
        part = Part(plain(speech.say(APOLOGY, error_id=failure.id)))
        place = Place.beside(message)
        bot = update.get_bot()
        try:
            reply = Reply(bot, update.update_id, place, self._deliveries, self._workers)
            await reply.append(part, speech.say(FOLLOWS))
        except DatabaseError:
            await bot.send_message(place.chat_id, part.markup.text, message_thread_id=place.topic_id)
        except TelegramError as error:
            log.warning("An apology could not be sent", extra={"error_id": failure.id, "error": error})

    async def _find_speech(self, update: Update) -> Speech:
        """Give how the person is spoken to; where that cannot be read, as Telegram says now."""
        number = find_asker(update)
        if number is None:
            return choose_speech(Spoken(), update)
        try:
            spoken = await self._workers.record(self._preferences.find_spoken, number)
        except DatabaseError:
            spoken = Spoken()
        return choose_speech(spoken, update)


def make_crash(number: int) -> Failure:
    """Give the failure of an update in the middle of which the process ended too often."""
    return Failure(CRASHED, name_failure(number))


def name_failure(number: int) -> str:
    """Give the id of the failures of an update: the same for each try at it, so that the log shows them together."""
    return sha256(f"update {number}".encode()).hexdigest()[:6]
