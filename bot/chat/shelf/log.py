"""/log: who did what and when, the newest first, for admins.

person, report, action | query | a page of the audit log, up to the event that was newest at first | list
"""

from telegram import Update

from bot.chat.markup import Markup, bold, isolate, italic, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.shelf import texts
from bot.chat.shelf.paging import count_pages, make_pager
from bot.chat.shelf.reports import read_argument
from bot.keeping_wording import format_event, format_moment
from bot.log_queries import parse_event_query
from bot.state.people import Role
from corpus.audit import EventPage
from corpus.catalogue import Event
from corpus.errors import InvalidQueryError

LOG_BUTTON = r"lg:([0-9a-f]{16}):([0-9]{1,15}):([0-9]{1,6})\Z"
PAGE = 10
DEED = 150
"""So short that a page is one message, whatever characters it is made of."""


class Log:
    """Shows the log to admins; buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show_log(self, update: Update, _context: Context) -> None:
        """Show the newest events."""
        if not self._room.rights.allows(update, Role.ADMIN):
            await self._room.reply_to(update).send(Part(plain(texts.ADMINS_ONLY)))
            return
        part = await self._room.workers.record(self._find_page, read_argument(update), None, 0)
        await self._room.reply_to(update).send(part)

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        if not self._room.rights.allows(update, Role.ADMIN):
            await stop_turning(update, texts.ADMINS_ONLY)
            return
        words = await self._room.workers.record(self._room.state.searches.find, find_match(context))
        await stop_turning(update, "" if words is not None else texts.LIST_GONE)
        message = find_message(update)
        if message and words is not None:
            top, number = int(find_match(context, 2)), int(find_match(context, 3))
            part = await self._room.workers.record(self._find_page, words, top, number)
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    def _find_page(self, words: str, top: int | None, number: int) -> Part:
        log = self._room.house.keeping.log
        try:
            query = parse_event_query(words, log.list_actions())
        except InvalidQueryError as error:
            return Part(plain(str(error)))
        page = log.find_page(query, PAGE, number * PAGE, top)
        return render_log(page, words, number, self._room.state.searches.keep(words))


def render_log(page: EventPage, words: str, number: int, token: str) -> Part:
    """Give one page of events and the buttons that turn the pages."""
    if not page.events:
        return Part(plain(texts.LOG_EMPTY))
    pages = count_pages(page.total, PAGE)
    heading = filter(
        None, (f"{page.total:,} in the log", shorten(isolate(words), DEED), texts.format_page(number, pages))
    )
    blocks = [bold(" · ".join(heading)), *map(render_event, page.events), italic(texts.LOG_HINT)]
    pager = make_pager(f"lg:{token}:{page.top}:{{}}", number, pages)
    return Part(join(blocks, "\n\n"), (pager,) if pager else ())


def render_event(event: Event) -> Markup:
    """Give when it was, and who did what."""
    return plain(f"{format_moment(event.at)}\n{shorten(isolate(format_event(event)), DEED)}")
