"""/stats: how the shelf stands and what was asked of it."""

from telegram import Update

from bot.chat.markup import bold, isolate, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.room import Context, Room
from bot.chat.shelf.listing import SHORT_NAME
from bot.chat.shelf.texts import LABELLED
from bot.keeping import Figures
from bot.keeping_wording import describe_figures, format_moment
from bot.languages.speech import Speech


class Counts:
    """Shows the counts to editors and admins; handlers are registered for them only."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show_figures(self, update: Update, context: Context) -> None:
        """Count everything and show it."""
        figures = await self._room.workers.record(self._room.house.keeping.measure)
        await self._room.reply_to(update).send(render_figures(figures, context.speech))


def shorten_name(name: str) -> str:
    """Give an outlet's name as a line takes it."""
    return shorten(isolate(name), SHORT_NAME)


def render_figures(figures: Figures, speech: Speech) -> Part:
    """Give the counts, a line each."""
    lines = [
        bold(f"{speech.say(LABELLED, label=name)} ") + plain(said)
        for name, said in describe_figures(figures, speech, shorten_name)
    ]
    return Part(join([*lines, plain(format_moment(figures.measured_at, speech))], "\n"))
