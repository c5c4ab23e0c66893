"""Who has which role: /people for admins, /whoami for everybody about themselves."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, Update

from bot.chat.markup import Markup, code, join, plain
from bot.chat.parts import Part
from bot.chat.people import texts
from bot.chat.people.naming import fetch_names
from bot.chat.people.texts import format_actor, say_permanent, say_role, say_with_number
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_asker
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.languages.speech import Speech
from bot.state.people import Grant, Role

PAGE_BUTTON = r"pe:([0-9]{1,6})\Z"
PAGE = 15


class Listing:
    """Shows roles."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def list_people(self, update: Update, context: Context) -> None:
        """Show the first page of those who have a role."""
        if self._room.rights.allows(update, Role.ADMIN):
            await self._room.reply_to(update).send(await self._render(update, context.speech, 0))

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page of them in the same message."""
        allowed, message = self._room.rights.allows(update, Role.ADMIN), find_message(update)
        await stop_turning(update)
        if allowed and message:
            part = await self._render(update, context.speech, int(find_match(context)))
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def say_who(self, update: Update, context: Context) -> None:
        """Tell somebody their number and their role."""
        number, speech = find_asker(update), context.speech
        if number is None:
            await self._room.reply_to(update).send(Part(plain(speech.say(texts.NOT_AS_YOURSELF))))
            return
        grant = await self._room.workers.record(self._room.state.people.find_grant, number)
        standing = describe_standing(speech, grant, is_permanent=number in self._room.rights.admin_ids)
        said = join([say_with_number(speech, texts.YOUR_NUMBER, number), plain(standing)], " ")
        await self._room.reply_to(update).send(Part(said))

    async def _render(self, update: Update, speech: Speech, page: int) -> Part:
        permanent = self._room.rights.admin_ids
        grants = await self._room.workers.record(self._room.state.people.list_grants)
        rows: list[int | Grant] = [*sorted(permanent), *(grant for grant in grants if grant.person_id not in permanent)]
        pages = max(1, -(-len(rows) // PAGE))
        shown = rows[min(page, pages - 1) * PAGE :][:PAGE]
        names = await fetch_names(update.get_bot(), map(get_number, shown))
        return render_people(speech, len(rows), shown, names, make_page_buttons(speech, min(page, pages - 1), pages))


def describe_standing(speech: Speech, grant: Grant | None, *, is_permanent: bool) -> str:
    """Say which role somebody has, and since when."""
    if is_permanent:
        return speech.say(texts.FOR_GOOD)
    if grant is None:
        return speech.say(texts.NO_ROLE_NEEDED)
    return speech.say(texts.SINCE, role=say_role(speech, grant.role), day=grant.granted_at.date())


def get_number(row: int | Grant) -> int:
    """Give the number of an admin for good, which is all that is known of one, or of who was given a role."""
    return row if isinstance(row, int) else row.person_id


def render_people(
    speech: Speech,
    count: int,
    shown: Sequence[int | Grant],
    names: Mapping[int, str],
    buttons: Sequence[InlineKeyboardButton],
) -> Part:
    """Show some of those who have a role; an admin for good is a bare number."""
    if not count:
        return Part(plain(speech.say(texts.NOBODY)))
    lines = [render_row(speech, row, names.get(get_number(row))) for row in shown]
    heading = plain(speech.say(texts.PEOPLE, count=count))
    return Part(join([heading, join(lines, "\n")], "\n\n"), (tuple(buttons),) if buttons else ())


def render_row(speech: Speech, row: int | Grant, name: str | None) -> Markup:
    """Show a number, its role, since when and by whom, and the name as code, in which Telegram finds no links."""
    if isinstance(row, int):
        details = say_permanent(speech)
    else:
        role, by = speech.say(texts.ROLE[row.role]), format_actor(speech, row.granted_by)
        details = speech.say(texts.ROLE_LINE, role=role, day=row.granted_at.date(), by=by)
    return join([code(str(get_number(row))), plain(details), code(name) if name else Markup()], " · ")


def make_page_buttons(speech: Speech, page: int, pages: int) -> list[InlineKeyboardButton]:
    """Give the buttons to the pages before and after."""
    before = [InlineKeyboardButton(f"‹ {speech.format_number(page)}", callback_data=f"pe:{page - 1}")] if page else []
    after = (
        [InlineKeyboardButton(f"{speech.format_number(page + 2)} ›", callback_data=f"pe:{page + 1}")]
        if page + 1 < pages
        else []
    )
    return before + after
