"""How an admin gives somebody a role or takes it away, by number.

    command | whom and what | judged | preview with a button | pressed | judged again, changed and logged at once

The button carries the nonce of a decision that is bound to the admin, the person, the role, and the role that the
person had when it was shown.
"""

from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardButton, Message, Update

from bot.chat.asking.messages import is_topic_start
from bot.chat.markup import Markup, code, join, plain
from bot.chat.parts import Part
from bot.chat.people import texts
from bot.chat.people.naming import fetch_name, find_person_meant
from bot.chat.people.texts import say_may, say_role, say_with_code, say_with_number
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, find_message, name_request
from bot.chat.sending import edit
from bot.errors import PeopleError
from bot.languages.speech import Speech
from bot.state.people import Change, Role, Standing, Verdict, judge_change
from bot.state.roles import parse_number, parse_role
from corpus.worded import Worded

CONFIRM_BUTTON = r"pr:([A-Za-z0-9_-]{10,40})\Z"
LEAVE_BUTTON = r"px:([A-Za-z0-9_-]{10,40})\Z"
ACTION = "role"


class Granting:
    """Gives and takes roles; handlers are behind the guard, and every change is judged again when it is made."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_grant(self, update: Update, context: Context) -> None:
        """Show what giving somebody a role would change."""
        await self._propose(update, context, takes_role=True)

    async def take_revoke(self, update: Update, context: Context) -> None:
        """Show what taking somebody's role away would change."""
        await self._propose(update, context, takes_role=False)

    async def press_confirm(self, update: Update, context: Context) -> None:
        """Make the change that was shown, once."""
        admin, room, nonce, speech = find_person(update), self._room, find_match(context), context.speech
        payload = None
        if admin is not None and room.rights.allows(update, Role.ADMIN):
            press = name_request(update)
            payload = await room.workers.record(room.state.decisions.take, nonce, admin, ACTION, press)
        await stop_turning(update, "" if payload else speech.say(texts.DECISION_OVER))
        if payload and admin is not None:
            change = read_change(payload)
            permanent, settle = room.rights.admin_ids, room.state.people.settle
            verdict = await room.workers.record(settle, change, admin, permanent, nonce)
            await self._tell(update, Part(render_verdict(speech, change, verdict, made=True)))

    async def press_leave(self, update: Update, context: Context) -> None:
        """Let go of the change that was shown."""
        admin, room = find_person(update), self._room
        done = admin is not None and room.rights.allows(update, Role.ADMIN)
        done = done and await room.workers.record(room.state.decisions.drop, find_match(context), admin or 0)
        await stop_turning(update, "" if done else context.speech.say(texts.DECISION_OVER))
        if done:
            await self._tell(update, Part(plain(context.speech.say(texts.LEFT))))

    async def _propose(self, update: Update, context: Context, *, takes_role: bool) -> None:
        room, admin, speech = self._room, find_person(update), context.speech
        if update.message is None or admin is None:
            return
        try:
            number, role = read_wish(context.args or [], find_replied(update.message), takes_role=takes_role)
        except PeopleError as error:
            await room.reply_to(update).send(Part(plain(speech.say(str(error)))))
            return
        before = await room.workers.record(room.state.people.find_role, number)
        change = Change(number, role, before)
        verdict = judge_change(change, Standing(admin, Role.ADMIN, before), room.rights.admin_ids)
        if verdict is not Verdict.ALLOWED:
            await room.reply_to(update).send(Part(render_verdict(speech, change, verdict)))
            return
        name = await fetch_name(update.get_bot(), number)
        nonce = await room.workers.record(room.state.decisions.ask, admin, ACTION, make_payload(change))
        part = render_preview(speech, change, name, nonce, invited_only=room.rights.invited_only)
        await room.reply_to(update).send(part)

    async def _tell(self, update: Update, part: Part) -> None:
        """Put a part in the place of the message whose button was pressed, or send it when that is gone."""
        message = find_message(update)
        if message and not await edit(update.get_bot(), message.chat.id, message.message_id, part):
            await self._room.reply_to(update).send(part)


def find_replied(message: Message) -> Message | None:
    """Give the message to which a command replies, or None."""
    replied = message.reply_to_message
    return None if replied is None or is_topic_start(replied) else replied


def read_wish(words: Sequence[str], replied: Message | None, *, takes_role: bool) -> tuple[int, Role | None]:
    """Give whom a command means and which role they are to have, None for none.

    A number in the command wins over the message that it replies to.

    Raises:
        PeopleError: when the command does not say so.
    """
    usage = Worded(texts.REVOKE_USAGE, example="/revoke 123456789", reply="/revoke")
    if takes_role:
        usage = Worded(texts.GRANT_USAGE, example="/grant 123456789 editor", reply="/grant editor")
    roles = list(words[-1:] if takes_role else ())
    numbers = list(words[: len(words) - len(roles)])
    if len(numbers) > 1 or (takes_role and not roles):
        raise PeopleError(usage)
    number = parse_number(numbers[0]) if numbers else find_person_meant(replied)
    if number is None:
        raise PeopleError(usage)
    return number, parse_role(roles[0]) if takes_role else None


def make_payload(change: Change) -> dict[str, Any]:
    """Give a change as a decision keeps it."""
    return {"person": change.person_id, "role": change.role, "before": change.before}


def read_change(payload: dict[str, Any]) -> Change:
    """Give the change that a decision keeps."""
    role, before = payload["role"], payload["before"]
    return Change(int(payload["person"]), Role(role) if role else None, Role(before) if before else None)


def render_preview(speech: Speech, change: Change, name: str | None, nonce: str, *, invited_only: bool) -> Part:
    """Show whom a change concerns and what it does, with the buttons that decide."""
    number = str(change.person_id)
    after = say_role(speech, change.role)
    lines = [
        join([code(number), render_name(speech, name)], " · "),
        plain(describe_effect(speech, change, invited_only=invited_only)),
    ]
    label = texts.CONFIRM_GRANT if change.role else texts.CONFIRM_REVOKE
    buttons = (
        InlineKeyboardButton(speech.say(label, number=number, role=after), callback_data=f"pr:{nonce}"),
        InlineKeyboardButton(speech.say(texts.LEAVE), callback_data=f"px:{nonce}"),
    )
    return Part(join([*lines, plain(speech.say(texts.PREVIEW_END))], "\n"), (buttons[:1], buttons[1:]))


def render_name(speech: Speech, name: str | None) -> Markup:
    """Show what somebody is called on Telegram, where it says so."""
    return say_with_code(speech, texts.CALLED, "name", name) if name else plain(speech.say(texts.NAME_UNKNOWN))


def describe_effect(speech: Speech, change: Change, *, invited_only: bool) -> str:
    """Say what somebody is and may do now, and from the change on."""
    barred = invited_only and change.role is None
    may = speech.say(texts.MAY_NOT_ASK) if barred else say_may(speech, change.role)
    before, after = say_role(speech, change.before), say_role(speech, change.role)
    effect = speech.say(texts.PREVIEW, before=before, after=after, may=may)
    loses = change.lessens and change.before is not Role.READER
    return f"{effect} {speech.say(texts.PREVIEW_DEAD)}" if loses else effect


def render_verdict(speech: Speech, change: Change, verdict: Verdict, *, made: bool = False) -> Markup:
    """Say what came of a change, or what stands against it; one that was `made` before is told as made."""
    if verdict is Verdict.ALLOWED or (made and verdict is Verdict.UNCHANGED):
        sentence = texts.GRANTED if change.role else texts.REVOKED
    elif verdict is Verdict.UNCHANGED and change.role is None:
        sentence = texts.NO_ROLE
    else:
        sentence = texts.VERDICTS[verdict]
    return say_with_number(speech, sentence, change.person_id, role=say_role(speech, change.role))
