"""/cancel: ending the work on a question before its answer is there.

The question is dealt with from then on: it is not answered after a restart either.
"""

from collections.abc import Sequence

from telegram import Update
from telegram.ext.filters import UpdateFilter

from bot.chat.asking import texts
from bot.chat.asking.underway import Going, Underway
from bot.chat.markup import isolate, plain, shorten
from bot.chat.parts import Part
from bot.chat.questions import find_whose
from bot.chat.room import Context, Room
from bot.languages.speech import Speech

PATIENCE_S = 5.0
QUESTION = 100


class Asking(UpdateFilter):
    """Lets through what somebody sends whose question is being answered in the same place."""

    def __init__(self, underway: Underway) -> None:
        super().__init__()
        self._underway = underway

    def filter(self, update: Update) -> bool:
        """Whether it is."""
        return bool(self._underway.find(find_whose(update)))


class Stopping:
    """Stops answers."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Stop what the sender asked here; one line says so, in the place of the answer where there is one."""
        whose, underway = find_whose(update), self._room.underway
        going = underway.find(whose)
        stopped = underway.stop(whose, update.update_id)
        told = [await each.wait_closed(PATIENCE_S) for each in stopped]
        if not any(told):
            text = describe_stop(context.speech, stopped, going, others=underway.count() > len(going))
            await self._room.reply_to(update).send(Part(plain(text)))


def describe_stop(speech: Speech, stopped: Sequence[Going], going: Sequence[Going], *, others: bool) -> str:
    """Say what was stopped, or why nothing was; `others` says whether other questions are under way."""
    if len(stopped) > 1:
        return speech.count(*texts.STOPPED_MANY, len(stopped))
    if stopped:
        question = shorten(isolate(stopped[0].question), QUESTION)
        return speech.say(texts.STOPPED_QUESTION, question=question)
    if going:
        return speech.say(texts.TOO_LATE)
    return speech.say(texts.NOTHING_BUT_WAITING if others else texts.NOTHING_TO_STOP)
