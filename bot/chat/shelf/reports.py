"""/reports: the shelf in pages, searched, and a card for each report.

    words | query | a page from the catalogue | list with a button for each report | card

Buttons carry the token of the search and the number of a page, so they outlive a restart.
"""

from telegram import Update

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.shelf import texts
from bot.chat.shelf.listing import PAGE, render_card, render_page
from bot.languages.speech import Speech
from bot.state.people import Role
from corpus.errors import InvalidQueryError, UnknownReportError
from corpus.shelf_queries import parse_shelf_query

PAGE_BUTTON = r"rp:([0-9a-f]{16}):([0-9]{1,6})\Z"
CARD_BUTTON = r"rc:([a-z0-9._~-]{1,50})\Z"


class Reports:
    """Shows the shelf to editors and admins; handlers are registered for them only, and buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def list_reports(self, update: Update, context: Context) -> None:
        """Show the first page of what is looked for."""
        part = await self._room.workers.record(self._find_page, read_argument(update), 0, context.speech)
        await self._room.reply_to(update).send(part)

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        if not self._room.rights.allows(update, Role.EDITOR):
            await stop_turning(update, context.speech.say(texts.NOT_ALLOWED))
            return
        words = await self._room.workers.record(self._room.state.searches.find, find_match(context))
        await stop_turning(update, "" if words is not None else context.speech.say(texts.LIST_GONE))
        message = find_message(update)
        if message and words is not None:
            number = int(find_match(context, 2))
            part = await self._room.workers.record(self._find_page, words, number, context.speech)
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def open_card(self, update: Update, context: Context) -> None:
        """Show everything about a report but its text."""
        if not self._room.rights.allows(update, Role.EDITOR):
            await stop_turning(update, context.speech.say(texts.NOT_ALLOWED))
            return
        rules = self._room.rights.allows(update, Role.ADMIN)
        part = await self._room.workers.record(self._find_card, find_match(context), rules, context.speech)
        await stop_turning(update, "" if part else context.speech.say(texts.REPORT_GONE))
        if part:
            await self._room.reply_to(update).send(part)

    def _find_page(self, words: str, number: int, speech: Speech) -> Part:
        try:
            query = parse_shelf_query(words)
        except InvalidQueryError as error:
            return Part(plain(speech.say(str(error))))
        listings = self._room.house.keeping.listings
        page = listings.find_page(query, PAGE, number * PAGE)
        if page.total and not page.entries:  # reports were searched away since the button was made
            number = (page.total - 1) // PAGE
            page = listings.find_page(query, PAGE, number * PAGE)
        return render_page(page, query, number, self._room.state.searches.keep(words), speech)

    def _find_card(self, mark: str, rules: bool, speech: Speech) -> Part | None:
        report_id = self._room.house.keeping.listings.find_id(mark)
        if report_id is None:
            return None
        try:
            entry = self._room.house.keeping.listings.get_entry(report_id)
            return render_card(entry, self._room.house.shelf.history(report_id), speech, rules=rules)
        except UnknownReportError:
            return None


def read_argument(update: Update) -> str:
    """Give what stands behind a command, on one line."""
    text = (update.message.text if update.message else None) or ""
    return " ".join(text.split()[1:])
