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
from bot.languages.speech import Speech
from bot.state.bans import Ban, BanVerdict, Order, parse_banned
from bot.state.people import Role
from corpus.worded import Worded

SHOWN = 20
LISTING = "`onrecord bans`"
REASON, REASON_SHOWN = 200, 60


class Banning:
    """Bans, and lifts bans; handlers are behind the guard, and every change is judged again when it is made."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_ban(self, update: Update, context: Context) -> None:
        """Serve somebody no longer."""
        speech, order = context.speech, await self._read(update, context, texts.BAN_USAGE)
        if order is not None:
            bans, permanent = self._room.state.bans, self._room.rights.admin_ids
            verdict = await self._room.workers.record(bans.ban, order, permanent)
            sentence = texts.IS_BANNED if verdict is BanVerdict.DONE else texts.VERDICTS[verdict]
            await self._say(update, say_with_number(speech, sentence, order.number))

    async def take_unban(self, update: Update, context: Context) -> None:
        """Serve somebody again."""
        speech, order = context.speech, await self._read(update, context, texts.UNBAN_USAGE)
        if order is not None:
            bans, permanent = self._room.state.bans, self._room.rights.admin_ids
            verdict = await self._room.workers.record(bans.unban, order, permanent)
            sentences = {**texts.VERDICTS, BanVerdict.DONE: texts.IS_UNBANNED, BanVerdict.UNCHANGED: texts.NOT_BANNED}
            await self._say(update, say_with_number(speech, sentences[verdict], order.number))

    async def list_bans(self, update: Update, context: Context) -> None:
        """Show whom the bot serves no longer."""
        if self._room.rights.allows(update, Role.ADMIN):
            bans = await self._room.workers.record(self._room.state.bans.list_all)
            await self._say(update, render_bans(context.speech, bans))

    async def _read(self, update: Update, context: Context, usage: str) -> Order | None:
        """Give what the command wants; None when it says nothing that makes sense, which its sender is told."""
        admin = find_person(update)
        if update.message is None or admin is None:
            return None
        try:
            number, reason = read_wish(context.args or [], find_replied(update.message), Worded(usage))
        except PeopleError as error:
            await self._say(update, plain(context.speech.say(str(error))))
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


def render_bans(speech: Speech, bans: Sequence[Ban]) -> Markup:
    """Show bans by number, the newest first, with since when, by whom and why."""
    if not bans:
        return plain(speech.say(texts.NOBODY_BANNED))
    lines = [plain(speech.say(texts.BANS, count=len(bans))), *(render_ban(speech, ban) for ban in bans[:SHOWN])]
    if len(bans) > SHOWN:
        lines.append(plain(speech.say(texts.MORE_BANS, count=len(bans) - SHOWN, command=LISTING)))
    return join(lines, "\n")


def render_ban(speech: Speech, ban: Ban) -> Markup:
    """Show one of them."""
    since, by = texts.format_moment(speech, ban.banned_at), format_actor(speech, ban.banned_by)
    reason = f" · {shorten(isolate(ban.reason), REASON_SHOWN)}" if ban.reason else ""
    return code(str(ban.number)) + plain(f" · {speech.say(texts.BAN_LINE, since=since, by=by)}{reason}")
