"""What happens when a handler fails: it is logged in full under a short id, and the person is told only the id.

The library catches every exception of a handler and hands it here; this is the last catcher of the chat.
"""

import logging
import secrets
from dataclasses import dataclass, field

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.room import Context
from bot.chat.sending import Place, Reply
from bot.chat.texts import APOLOGY
from bot.chat.workers import Workers
from bot.state.deliveries import Deliveries
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an update could not be dealt with, and the id under which the log tells more."""

    reason: str
    id: str = field(default_factory=lambda: secrets.token_hex(3))


class Failures:
    """The failures of updates that are being dealt with."""

    def __init__(self, deliveries: Deliveries, workers: Workers) -> None:
        self._deliveries = deliveries
        self._workers = workers
        self._found: dict[int, Failure] = {}

    async def note(self, update: object, context: Context) -> None:
        """Log an exception and keep it for whoever deals with the update; being blocked by a person is no failure."""
        number = update.update_id if isinstance(update, Update) else None
        if isinstance(context.error, Forbidden):
            log.info("Update %s: the reply was not wanted (%s)", number, context.error)
            return
        failure = make_failure(number, context.error)
        if number is not None:
            self._found[number] = failure

    def take(self, update: Update) -> Failure | None:
        """Give the failure of an update that was just handled, or None."""
        return self._found.pop(update.update_id, None)

    async def apologise(self, update: Update, failure: Failure) -> None:
        """Tell the person that it did not work and under which id it is logged."""
        message = update.effective_message
        if message is None:
            return
        part = Part(plain(APOLOGY.format(error_id=failure.id)))
        place = Place.beside(message)
        bot = update.get_bot()
        try:
            await Reply(bot, update.update_id, place, self._deliveries, self._workers).append(part)
        except DatabaseError:
            await bot.send_message(place.chat_id, part.markup.text, message_thread_id=place.topic_id)
        except TelegramError as error:
            log.warning("The apology for failure %s could not be sent: %s", failure.id, error)


def make_failure(number: int | None, error: Exception | None) -> Failure:
    """Log an exception in full and give the failure with the id under which it is logged."""
    failure = Failure(repr(error))
    log.error("Failure %s in update %s", failure.id, number, exc_info=error)
    return failure
