"""How people are let in by a link: /invite makes one, whoever opens it first is in, /invites takes it back.

/invite | a token of which only the digest is kept | link | opened | judged, let in and logged at once
"""

import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, Message, Update
from telegram.ext.filters import UpdateFilter

from bot.chat.markup import Markup, join, plain
from bot.chat.parts import Part, make_rows
from bot.chat.people import texts
from bot.chat.people.texts import format_actor, format_moment, say_may, say_role, say_with_number
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, find_message, name_person, name_request
from bot.chat.sending import edit
from bot.errors import PeopleError
from bot.languages.speech import Speech
from bot.state.invites import DAYS, MOST_DAYS, Invite, Outcome, Redemption, make_link, parse_days, parse_invited_role
from bot.state.people import Role
from corpus.worded import Worded

TAKE_BACK_BUTTON = r"pi:([0-9a-f]{16})\Z"
OPENED = re.compile(r"/start(?:@\w+)?\s+(i_[A-Za-z0-9_-]{1,62})\s*")
SHOWN = 20


class Opened(UpdateFilter):
    """Lets through what a link to be let in sends when somebody opens it."""

    def filter(self, update: Update) -> bool:
        """Whether it does."""
        return find_token(update) is not None


class Inviting:
    """Makes links, lets people in, and takes links back."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_invite(self, update: Update, context: Context) -> None:
        """Make a link that lets one person in."""
        room, reply, speech = self._room, self._room.reply_to(update), context.speech
        if not room.rights.allows(update, Role.ADMIN) or await self._is_shown(update):
            return
        try:
            role, days = read_invite(context.args or [])
        except PeopleError as error:
            await reply.send(Part(plain(speech.say(str(error)))))
            return
        await reply.hold(speech.say(texts.MAKING_LINK))
        actor, request = name_person(update), name_request(update)
        invitation = await room.workers.record(room.state.invites.make, role, days, actor, request)
        link = make_link(update.get_bot().username, invitation.token)
        until = format_moment(speech, invitation.expires_at)
        said = speech.say(texts.INVITED, role=say_role(speech, role), until=until)
        await reply.show([Part(plain(f"{said}\n{link}"))])

    async def redeem(self, update: Update, context: Context) -> None:
        """Let in whoever opened a link, or say what stands against it."""
        token, person, room = find_token(update), find_person(update), self._room
        if token is None or person is None:
            return
        redemption = await room.workers.record(room.state.invites.redeem, token, person, room.rights.admin_ids)
        await room.reply_to(update).send(Part(render_redemption(context.speech, redemption, person)))

    async def list_invites(self, update: Update, context: Context) -> None:
        """Show the links that still let somebody in, with buttons that take them back."""
        if self._room.rights.allows(update, Role.ADMIN):
            await self._room.reply_to(update).send(await self._render(context.speech))

    async def press_take_back(self, update: Update, context: Context) -> None:
        """Let a link count no more."""
        room, message = self._room, find_message(update)
        if not room.rights.allows(update, Role.ADMIN):
            return
        done = await room.workers.record(room.state.invites.take_back, find_match(context), name_person(update))
        await stop_turning(update, context.speech.say(texts.TAKEN_BACK if done else texts.INVITE_GONE))
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, await self._render(context.speech))

    async def _is_shown(self, update: Update) -> bool:
        """Whether the link that this message asked for is in the chat, so that no other may take its place."""
        delivery = await self._room.workers.record(self._room.state.deliveries.find, update.update_id, 0)
        return delivery is not None and delivery.shown

    async def _render(self, speech: Speech) -> Part:
        room = self._room
        return render_invites(speech, await room.workers.record(room.state.invites.list_open, room.rights.admin_ids))


def find_token(update: Update) -> str | None:
    """Give the token of a link that somebody opened themselves, in their private chat; else None."""
    message: Message | None = update.message
    if message is None or find_person(update) is None:
        return None
    opened = OPENED.fullmatch(message.text or "")
    return opened[1] if opened else None


def read_invite(words: Sequence[str]) -> tuple[Role, int]:
    """Give the role and the number of days that a command names, in either order; a reader and 7 where it does not.

    Raises:
        PeopleError: when it names something else.
    """
    roles = [word for word in words if not word[:1].isdecimal()]
    days = [word for word in words if word[:1].isdecimal()]
    if len(roles) > 1 or len(days) > 1:
        raise PeopleError(Worded(texts.INVITE_USAGE, example="/invite reader 7", most=MOST_DAYS))
    role = parse_invited_role(roles[0]) if roles else Role.READER
    return role, parse_days(days[0]) if days else DAYS


def render_redemption(speech: Speech, redemption: Redemption, number: int) -> Markup:
    """Say what came of opening a link; to whoever is not in, with their number, so that an admin can let them in."""
    sentence, role = texts.OUTCOMES[redemption.outcome], redemption.role
    if redemption.outcome in (Outcome.WELCOME, Outcome.IN_ALREADY):
        return plain(speech.say(sentence, role=say_role(speech, role), may=say_may(speech, role)))
    return join([plain(speech.say(sentence)), say_with_number(speech, texts.YOUR_NUMBER, number)], " ")


def render_invites(speech: Speech, invites: Sequence[Invite]) -> Part:
    """Show links by role, end and maker, the ones that end first, each with a button; never the links themselves."""
    if not invites:
        return Part(plain(speech.say(texts.NO_INVITES)))
    shown = list(enumerate(invites[:SHOWN], 1))
    heading = speech.say(texts.INVITES, count=len(invites))
    lines = [plain(heading), *(plain(describe_invite(speech, position, each)) for position, each in shown)]
    buttons = [
        InlineKeyboardButton(speech.say(texts.TAKE_BACK, position=position), callback_data=f"pi:{each.id}")
        for position, each in shown
    ]
    return Part(join(lines, "\n"), make_rows(buttons, 2))


def describe_invite(speech: Speech, position: int, invite: Invite) -> str:
    """Say whom a link lets in, until when, and who made it."""
    role, until = speech.say(texts.ROLE[invite.role]), format_moment(speech, invite.expires_at)
    by = format_actor(speech, invite.made_by)
    return speech.say(texts.INVITE_LINE, position=position, role=role, until=until, by=by)
