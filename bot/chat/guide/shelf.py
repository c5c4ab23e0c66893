"""What readers see of the shelf: /sources by outlet and by date, in pages, and searched.

The buttons carry all that a page is made from: they work after a restart, and nothing is kept of what was looked for.
"""

from telegram import Update

from bot.chat.guide import texts
from bot.chat.guide.shelf_pages import (
    BY_DATE,
    NAME,
    PAGE,
    View,
    make_data,
    make_mark,
    name_outlet,
    render_outlets,
    render_reports,
    set_name,
)
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.shelf.paging import count_pages
from bot.languages.speech import Speech
from corpus.errors import InvalidQueryError
from corpus.listings import StandingPage
from corpus.shelf_queries import ShelfQuery, parse_shelf_query

OUTLETS_BUTTON = r"p:([0-9]{1,6})\Z"
DATES_BUTTON = r"pd:([0-9]{1,6})\Z"
OUTLET_BUTTON = r"po:([0-9a-f]{16}):([0-9]{1,6})\Z"
FOUND_BUTTON = r"pq:(.{1,54}):([0-9]{1,6})\Z"
MOST_BYTES = 54
"""As many as a button can carry of what was looked for."""

EVERYTHING = ShelfQuery()


class ShelfPages:
    """Shows the shelf."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def list_sources(self, update: Update, context: Context) -> None:
        """Show the outlets, or the reports that the words behind the command find."""
        speech, words = context.speech, " ".join(context.args or [])
        reply = self._room.reply_to(update)
        if len(words.encode()) > MOST_BYTES:
            await reply.send(Part(plain(speech.say(texts.TOO_MANY_WORDS))))
        elif words:
            await reply.send(await self._find(update, speech, words, 0))
        else:
            await reply.send(await self._render_outlets(speech, 0))

    async def turn_outlets(self, update: Update, context: Context) -> None:
        """Show a page of the outlets."""
        speech = context.speech
        await self._show(update, await self._render_outlets(speech, int(find_match(context))))

    async def turn_dates(self, update: Update, context: Context) -> None:
        """Show a page of all reports, the newest first."""
        speech = context.speech
        view = View(speech.say(texts.BY_DATE), BY_DATE)
        await self._show(update, await self._render(update, speech, view, EVERYTHING, int(find_match(context))))

    async def turn_outlet(self, update: Update, context: Context) -> None:
        """Show a page of an outlet's reports, the newest first."""
        speech, mark = context.speech, find_match(context)
        outlets = await self._room.workers.record(self._room.house.keeping.listings.list_outlets)
        outlet = next((each for each in outlets if make_mark(each) == mark), None)
        if outlet is None:
            await stop_turning(update, speech.say(texts.LIST_CHANGED))
            return
        view = View(name_outlet(speech, outlet.name, NAME), make_data(outlet, "{}"), outlet)
        await self._show(update, await self._render(update, speech, view, EVERYTHING, int(find_match(context, 2))))

    async def turn_found(self, update: Update, context: Context) -> None:
        """Show a page of what some words find."""
        speech = context.speech
        await self._show(update, await self._find(update, speech, find_match(context), int(find_match(context, 2))))

    async def _find(self, update: Update, speech: Speech, words: str, number: int) -> Part:
        try:
            query = parse_shelf_query(words)
        except InvalidQueryError as error:
            return Part(plain(speech.say(str(error))))
        # What people typed is no form into which something is put, so braces in it stay as they are.
        data = f"pq:{words.replace('{', '{{').replace('}', '}}')}:{{}}"
        view = View(speech.say(texts.LOOKED_FOR, words=set_name(speech, words, NAME)), data)
        return await self._render(update, speech, view, query, number)

    async def _render_outlets(self, speech: Speech, number: int) -> Part:
        listings = self._room.house.keeping.listings
        return render_outlets(speech, await self._room.workers.record(listings.list_outlets), number)

    async def _render(self, update: Update, speech: Speech, view: View, query: ShelfQuery, number: int) -> Part:
        page, number = await self._room.workers.record(self._read_page, view, query, number)
        return render_reports(speech, view, page, number, update.get_bot().username)

    def _read_page(self, view: View, query: ShelfQuery, number: int) -> tuple[StandingPage, int]:
        """Give a page and its number, which is the last one's where the list has become shorter; it blocks."""
        find = self._room.house.keeping.listings.find_standing
        page = find(query, PAGE, number * PAGE, view.outlet)
        last = count_pages(page.total, PAGE) - 1
        return (page, number) if number <= last else (find(query, PAGE, last * PAGE, view.outlet), last)

    async def _show(self, update: Update, part: Part) -> None:
        """Put a page in the place of the one whose button was pressed."""
        await stop_turning(update)
        message = find_message(update)
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, part)
