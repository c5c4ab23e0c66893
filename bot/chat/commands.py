"""The short replies: /start, /help, /find, and what is said to everything that the bot cannot use."""

from collections.abc import Sequence
from datetime import date

from telegram import Update

from bot.chat import texts
from bot.chat.markup import code, join, plain
from bot.chat.parts import Part, make_rows
from bot.chat.people.texts import FILE_DECLINED, HELP_ADMINS, NOT_AS_YOURSELF, say_with_number
from bot.chat.questions import make_example, make_example_button
from bot.chat.rights import find_asker
from bot.chat.room import Context, Room, name_conversation
from bot.state.people import Role
from corpus.catalogue import Listing

EXAMPLES = 3


class Commands:
    """Answers commands that ask nothing of the reports themselves."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def start(self, update: Update, _context: Context) -> None:
        """Say what the shelf holds, and offer questions that its newest reports answer."""
        listings = await self._room.workers.record(self._room.house.shelf.list_reports)
        await self._room.reply_to(update).send(render_start([each for each in listings if each.status.quotable]))

    async def help(self, update: Update, _context: Context) -> None:
        """Say how to ask; to an editor also how to add, to an admin how to let others in."""
        more = texts.HELP_EDITORS if self._room.rights.allows(update, Role.EDITOR) else ""
        more += HELP_ADMINS if self._room.rights.allows(update, Role.ADMIN) else ""
        await self._say(update, texts.HELP + more)

    async def begin_anew(self, update: Update, _context: Context) -> None:
        """Let what this person asked so far count no longer."""
        name = name_conversation(update)
        if name:
            await self._room.workers.record(self._room.state.conversations.begin_anew, name)
        await self._say(update, texts.BEGUN)

    async def decline_command(self, update: Update, _context: Context) -> None:
        """Point from a command that is none to the ones that are."""
        await self._say(update, texts.UNKNOWN_COMMAND)

    async def decline_file(self, update: Update, _context: Context) -> None:
        """Say that only editors add documents, and by which number an admin can make one of the sender."""
        number = find_asker(update)
        declined = plain(NOT_AS_YOURSELF) if number is None else say_with_number(FILE_DECLINED, number)
        await self._room.reply_to(update).send(Part(declined))

    async def decline_unusable(self, update: Update, _context: Context) -> None:
        """Say that only text can be read."""
        await self._say(update, texts.UNUSABLE)

    async def _say(self, update: Update, text: str) -> None:
        await self._room.reply_to(update).send(Part(plain(text)))


def render_start(listings: Sequence[Listing]) -> Part:
    """Give the welcome: the size of the shelf, its newest date, and examples from the newest reports."""
    if not listings:
        return Part(plain(f"{texts.WELCOME}\n\n{texts.EMPTY_SHELF}"))
    outlets = {each.publisher for each in listings if each.publisher}
    days = [each.published for each in listings if each.published]
    shelf = texts.format_shelf(len(listings), len(outlets), max(days, default=None))
    examples = choose_examples(listings)
    questions = [plain(f"{number}. ") + code(make_example(each)) for number, each in enumerate(examples, 1)]
    markup = join([plain(texts.WELCOME), plain(shelf), join([plain(texts.EXAMPLES), *questions], "\n")], "\n\n")
    buttons = [make_example_button(each, texts.ASK_NUMBER.format(number)) for number, each in enumerate(examples, 1)]
    return Part(markup, make_rows(buttons, EXAMPLES))


def choose_examples(listings: Sequence[Listing]) -> list[Listing]:
    """Choose the newest reports, each of another outlet as far as there are enough outlets."""
    newest = sorted(listings, key=lambda each: (each.published or date.min, each.id), reverse=True)
    by_outlet: dict[str | None, Listing] = {}
    for listing in newest:
        by_outlet.setdefault(listing.publisher, listing)
    first = list(by_outlet.values())
    return [*first, *(listing for listing in newest if listing not in first)][:EXAMPLES]
