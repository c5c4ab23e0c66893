"""How an admin bans a person or a chat, by number, and lifts a ban.

command | whom, and why | judged, changed and logged at once | one sentence
"""

from collections.abc import Sequence

from telegram import Message, MessageOriginChannel, MessageOriginChat, Update

from bot.chat.fairness import texts
from bot.chat.markup import Markup, code, isolate, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.people.granting import find_replied
from bot.chat.people.naming import find_person_meant
from bot.chat.people.texts import format_actor, say_with_number
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, name_person, name_request
from bot.errors import PeopleError
from bot.keeping_wording import format_moment
from bot.state.bans import Ban, BanVerdict, Order, parse_banned
from bot.state.people import Role

SHOWN = 20
REASON, REASON_SHOWN = 200, 60


class Banning:
    """Bans, and lifts bans; handlers are behind the guard, and every change is judged again when it is made."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_ban(self, update: Update, context: Context) -> None:
        """Serve somebody no longer."""
        order = await self._read(update, context.args or [], texts.BAN_USAGE)
        if order is not None:
            bans, permanent = self._room.state.bans, self._room.rights.admin_ids
            verdict = await self._room.workers.record(bans.ban, order, permanent)
            sentence = texts.IS_BANNED if verdict is BanVerdict.DONE else texts.VERDICTS[verdict]
            await self._say(update, say_with_number(sentence, order.number))

    async def take_unban(self, update: Update, context: Context) -> None:
        """Serve somebody again."""
        order = await self._read(update, context.args or [], texts.UNBAN_USAGE)
        if order is not None:
            bans, permanent = self._room.state.bans, self._room.rights.admin_ids
            verdict = await self._room.workers.record(bans.unban, order, permanent)
            sentences = {**texts.VERDICTS, BanVerdict.DONE: texts.IS_UNBANNED, BanVerdict.UNCHANGED: texts.NOT_BANNED}
            await self._say(update, say_with_number(sentences[verdict], order.number))

    async def list_bans(self, update: Update, _context: Context) -> None:
        """Show whom the bot serves no longer."""
        if self._room.rights.allows(update, Role.ADMIN):
            bans = await self._room.workers.record(self._room.state.bans.list_all)
            await self._say(update, render_bans(bans))

    async def _read(self, update: Update, words: Sequence[str], usage: str) -> Order | None:
        """Give what the command wants; None when it says nothing that makes sense, which its sender is told."""
        admin = find_person(update)
        if update.message is None or admin is None:
            return None
        try:
            number, reason = read_wish(words, find_replied(update.message), usage)
        except PeopleError as error:
            await self._say(update, plain(str(error)))
            return None
        return Order(number, name_person(update), reason, name_request(update), admin)

    async def _say(self, update: Update, markup: Markup) -> None:
        await self._room.reply_to(update).send(Part(markup))


def read_wish(words: Sequence[str], replied: Message | None, usage: str) -> tuple[int, str | None]:
    """Give whom a command means, and the words that say why; a number in it wins over the message replied to.

    Raises:
        PeopleError: when the command does not say so.
    """
    is_number = bool(words) and words[0].lstrip("-").isdecimal()
    reason = " ".join(words[1:] if is_number else words)[:REASON] or None
    if is_number:
        return parse_banned(words[0]), reason
    if replied is None or (words and words[0].startswith("@")):
        raise PeopleError(usage)
    number = find_meant(replied)
    if number is None:
        raise PeopleError(usage)
    return number, reason


def find_meant(replied: Message) -> int | None:
    """Give the number of who, or which chat, wrote a forwarded message, or whose contact it is; None when of none.

    Raises:
        PeopleError: when Telegram does not say whose it is, or it is a bot's.
    """
    origin = replied.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return origin.chat.id
    return origin.sender_chat.id if isinstance(origin, MessageOriginChat) else find_person_meant(replied)


def render_bans(bans: Sequence[Ban]) -> Markup:
    """Show bans by number, the newest first, with since when, by whom and why."""
    if not bans:
        return plain(texts.NOBODY_BANNED)
    lines = [plain(texts.BANS.format(count=len(bans))), *map(render_ban, bans[:SHOWN])]
    if len(bans) > SHOWN:
        lines.append(plain(texts.MORE_BANS.format(count=len(bans) - SHOWN)))
    return join(lines, "\n")


def render_ban(ban: Ban) -> Markup:
    """Show one of them."""
    line = texts.BAN_LINE.format(since=format_moment(ban.banned_at), by=format_actor(ban.banned_by))
    reason = f" · {shorten(isolate(ban.reason), REASON_SHOWN)}" if ban.reason else ""
    return code(str(ban.number)) + plain(line + reason)
