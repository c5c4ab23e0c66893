"""/log: who did what and when, the newest first, for admins.

person, report, action | query | a page of the audit log, up to the event that was newest at first | list
"""

from telegram import Update

from bot.chat.markup import Markup, bold, isolate, isolate_line, italic, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.shelf import texts
from bot.chat.shelf.paging import count_pages, format_page, make_pager
from bot.chat.shelf.reports import read_argument
from bot.keeping_wording import format_event, format_moment
from bot.languages.speech import Speech
from bot.log_queries import parse_event_query
from bot.state.people import Role
from corpus.audit import EventPage
from corpus.catalogue import Event
from corpus.errors import InvalidQueryError

LOG_BUTTON = r"lg:([0-9a-f]{16}):([0-9]{1,15}):([0-9]{1,6})\Z"
PAGE = 10
EXAMPLE = "/log person:7 report:ferry action:withdraw"
DEED = 150
"""So short that a page is one message, whatever characters it is made of."""


class Log:
    """Shows the log to admins; buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show_log(self, update: Update, context: Context) -> None:
        """Show the newest events."""
        if not self._room.rights.allows(update, Role.ADMIN):
            await self._room.reply_to(update).send(Part(plain(context.speech.say(texts.ADMINS_ONLY))))
            return
        part = await self._room.workers.record(self._find_page, read_argument(update), (None, 0), context.speech)
        await self._room.reply_to(update).send(part)

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        if not self._room.rights.allows(update, Role.ADMIN):
            await stop_turning(update, context.speech.say(texts.ADMINS_ONLY))
            return
        words = await self._room.workers.record(self._room.state.searches.find, find_match(context))
        await stop_turning(update, "" if words is not None else context.speech.say(texts.LIST_GONE))
        message = find_message(update)
        if message and words is not None:
            place = int(find_match(context, 2)), int(find_match(context, 3))
            part = await self._room.workers.record(self._find_page, words, place, context.speech)
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    def _find_page(self, words: str, place: tuple[int | None, int], speech: Speech) -> Part:
        """Give a page of what is looked for, by its number and the event that was newest when the list was made."""
        log, (top, number) = self._room.house.keeping.log, place
        try:
            query = parse_event_query(words, log.list_actions())
        except InvalidQueryError as error:
            return Part(plain(speech.say(str(error))))
        page = log.find_page(query, PAGE, number * PAGE, top)
        return render_log(page, words, (number, self._room.state.searches.keep(words)), speech)


def render_log(page: EventPage, words: str, place: tuple[int, str], speech: Speech) -> Part:
    """Give one page of events and the buttons that turn the pages; `place` has its number and the search's token."""
    if not page.events:
        return Part(plain(speech.say(texts.LOG_EMPTY)))
    (number, token), pages = place, count_pages(page.total, PAGE)
    counted, looked_for = speech.say(texts.IN_THE_LOG, count=page.total), shorten(isolate(words), DEED)
    heading = filter(None, (counted, speech.isolate(looked_for), format_page(number, pages, speech)))
    events = [render_event(event, speech) for event in page.events]
    blocks = [bold(" · ".join(heading)), *events, italic(speech.say(texts.LOG_HINT, example=EXAMPLE))]
    pager = make_pager(f"lg:{token}:{page.top}:{{}}", number, pages, speech)
    return Part(join(blocks, "\n\n"), (pager,) if pager else ())


def render_event(event: Event, speech: Speech) -> Markup:
    """Give when it was, and who did what."""
    deed = shorten(isolate_line(format_event(event, speech), speech), DEED)
    return plain(f"{format_moment(event.at, speech)}\n{deed}")
