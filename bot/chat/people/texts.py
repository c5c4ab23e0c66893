"""Every sentence about people: their roles, their number, and how they are let in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.chat.markup import Markup, code, plain
from bot.languages.speech import Speech
from bot.state.invites import Outcome
from bot.state.people import Role, Verdict

_SETTING: Final = "ADMIN_IDS"
_PLACE: Final = "\ue000"
"""Stands in a sentence for what is shown as code, until the sentence is said."""

HELP_ADMINS = """For admins, by people's numbers, which /whoami tells them:
/grant NUMBER {reader}, {editor} or {admin} — give somebody a role; as a reply to a forwarded message or contact of \
theirs, without the number
/revoke NUMBER — take it away
/people — who has which role
/ban NUMBER REASON — serve a person or a chat no longer; /unban NUMBER — serve them again; /bans — whom I do not serve
/invite {reader} or {editor}, and the days — a link that lets one person in, once
/invites — the links that still count"""

A_ROLE: Mapping[Role | None, str] = {
    None: "nobody with a role",
    Role.READER: "a reader",
    Role.EDITOR: "an editor",
    Role.ADMIN: "an admin",
}
ROLE: Mapping[Role, str] = {Role.READER: "reader", Role.EDITOR: "editor", Role.ADMIN: "admin"}
MAY: Mapping[Role | None, str] = {
    None: "who may ask like everybody else",
    Role.READER: "who may ask",
    Role.EDITOR: "who may add, replace and correct reports",
    Role.ADMIN: "who may also withdraw and restore reports, give and take roles, and read the log",
}
MAY_NOT_ASK = "who can ask nothing here"

INLINE_UNINVITED = "For invited people only: what to do"
NOBODY_UNINVITED = "This shelf is for invited people, and a chat or a bot cannot be one; write as yourself."
UNINVITED = "This shelf is for invited people. Give its admins your number, {number}, and they can let you in."
FORWARDED_COMMAND = "A forwarded command is not carried out; write it yourself."
PRIVATE_ONLY: Mapping[Role, str] = {
    Role.READER: "I do this only in a private chat with me.",
    Role.EDITOR: "I do this only for the editors of this shelf, in a private chat with me.",
    Role.ADMIN: "I do this only for the admins of this shelf, in a private chat with me.",
}
LACKING: Mapping[Role, str] = {
    Role.READER: "Only invited people can do this. An admin can let you in by your number, {number}.",
    Role.EDITOR: "Only the editors of this shelf can do this. An admin can make you one by your number, {number}.",
    Role.ADMIN: "Only the admins of this shelf can do this. One of them can make you one by your number, {number}.",
}
NOT_AS_YOURSELF = "I cannot tell that this is from you; write it yourself, in a private chat with me."
FILE_DECLINED = (
    "Thank you, but only the editors of this shelf add documents. Its admins can make you one by your number, "
    "{number}. Ask me about the reports on it instead."
)

YOUR_NUMBER = "Your number is {number}."
NO_ROLE_NEEDED = "You have no role here, and need none to ask; an admin can give you one by that number."
FOR_GOOD = "You are an admin, for good."
SINCE = "You are {role}, since {day}."

GRANT_USAGE = (
    "Write the number and the role after the command, for example: {example}; or reply with {reply} to a message or "
    "contact of that person that you forwarded to me."
)
REVOKE_USAGE = (
    "Write the number after the command, for example: {example}; or reply with {reply} to a message or contact of that "
    "person that you forwarded to me."
)
HIDDEN = (
    "Telegram does not say who wrote this, because that account is hidden in forwards; ask them to send me /whoami, "
    "and use the number that they get."
)
CONTACT_UNKNOWN = (
    "Telegram does not say whose contact this is: it belongs to no account, or the account is hidden; ask them to send "
    "me /whoami, and use the number that they get."
)
FROM_CHAT = "This was written in the name of a chat, and roles are for people; forward a message that the person wrote."
FROM_BOT = "A bot wrote this, and roles are for people."

CALLED = "called on Telegram, where anybody can take any name: {name}"
NAME_UNKNOWN = "Telegram does not tell me what they are called, so check the number"
PREVIEW = "Now: {before}. From your press on: {after}, {may}."
PREVIEW_DEAD = "What waits for a press of theirs is dead at once, and so are links they made to invite others."
PREVIEW_END = "Nothing changes before you press the button, within ten minutes."
CONFIRM_GRANT, CONFIRM_REVOKE, LEAVE = (
    "Make {number} {role}",
    "Take the role of {number} away",
    "Leave the role as it is",
)
GRANTED, REVOKED = "{number} is {role} now.", "{number} has no role now."
LEFT = "Left as it was."
DECISION_OVER = (
    "Only the admin who asked for this decides about it, once, within ten minutes and as an admin; please ask again."
)

VERDICTS: Mapping[Verdict, str] = {
    Verdict.NOT_ADMIN: "You are no admin of this shelf now, so nothing was changed.",
    Verdict.PERMANENT: (
        "{number} is an admin by {setting}, and so for good; only whoever runs the bot changes that, in the settings."
    ),
    Verdict.OWN: "{number} is you, and nobody changes their own role; another admin can.",
    Verdict.UNCHANGED: "{number} is {role} already.",
    Verdict.STALE: "{number} got another role in the meantime, so nothing was changed; look at /people and ask again.",
}
NO_ROLE = "{number} has no role, so there is nothing to take away."

PEOPLE = "People with a role on this shelf: {count}"
NOBODY = "Nobody has a role on this shelf yet; /grant gives one."
PERMANENT_LINE = "admin for good, by {setting}"
ROLE_LINE = "{role} since {day}, by {by}"
THE_TERMINAL = "the terminal"
MOMENT = "{day}, {time} UTC"

INVITE_USAGE = (
    "Write the role and the days after the command, for example: {example}; a link counts for at most {most} days."
)
INVITED = (
    "This link makes one person {role}, once, until {until}. Whoever opens it first is let in, so send it to that "
    "person alone; /invites takes it back."
)
INVITES = "Links that still let somebody in: {count}"
NO_INVITES = "No link lets anybody in; /invite makes one."
INVITE_LINE = "{position}. {role}, until {until}, made by {by}"
TAKE_BACK = "Take back {position}"
TAKEN_BACK = "Taken back; the link lets nobody in."
INVITE_GONE = "That link was used or taken back before."
MAKING_LINK = "Making a link…"

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.WELCOME: "Welcome, you are in: {role}, {may}. /start shows what the shelf holds, /help how to ask.",
    Outcome.IN_ALREADY: "You are in already: {role}, {may}.",
    Outcome.USED: "This link has let somebody in already, and works once; ask whoever sent it for another.",
    Outcome.EXPIRED: "This link counts no longer; ask whoever sent it for another.",
    Outcome.UNKNOWN: "This link does not count: it was taken back, or is not whole; ask whoever sent it for another.",
}


def say_help(speech: Speech) -> str:
    """Say what admins can do, by which words in every language."""
    return speech.say(HELP_ADMINS, **{str(role): str(role) for role in Role})


def say_role(speech: Speech, role: Role | None) -> str:
    """Give “an editor”, as somebody is called who has this role, or none."""
    return speech.say(A_ROLE[role])


def say_may(speech: Speech, role: Role | None) -> str:
    """Give what somebody with this role, or none, may do: “who may ask”."""
    return speech.say(MAY[role])


def say_with_number(speech: Speech, sentence: str, number: int, **values: object) -> Markup:
    """Give a sentence with somebody's {number} in it, which a tap copies."""
    return say_with_code(speech, sentence, "number", str(number), setting=_SETTING, **values)


def say_with_code(speech: Speech, sentence: str, field: str, text: str, **values: object) -> Markup:
    """Give a sentence with one of its values as code, in which Telegram finds no links and which a tap copies."""
    before, mark, after = speech.say(sentence, **{field: _PLACE}, **values).partition(_PLACE)
    return plain(before) + code(text) + plain(after) if mark else plain(before)


def say_uninvited(speech: Speech, number: int | None) -> Markup:
    """Say that the shelf is for invited people, and how to become one."""
    if number is None:
        return plain(speech.say(NOBODY_UNINVITED))
    return say_with_number(speech, UNINVITED, number)


def say_lacking(speech: Speech, needed: Role, number: int | None) -> Markup:
    """Say who can do what was asked for, to somebody who cannot."""
    if number is None:
        return plain(speech.say(NOT_AS_YOURSELF))
    return say_with_number(speech, LACKING[needed], number)


def say_permanent(speech: Speech) -> str:
    """Say of an admin that they are one for good, and by what."""
    return speech.say(PERMANENT_LINE, setting=_SETTING)


def format_moment(speech: Speech, at: datetime) -> str:
    """Give “4 December 2026, 14:20 UTC”."""
    return speech.say(MOMENT, day=at.date(), time=speech.format_digits(f"{at:%H:%M}"))


def format_actor(speech: Speech, actor: str) -> str:
    """Give the number of “telegram:7”, or the words for the terminal."""
    kind, _, number = actor.partition(":")
    return number if kind == "telegram" else speech.say(THE_TERMINAL)
