"""Which commands stand in which menu: for private chats, groups and the chats of editors and admins, by language.

Only commands for which it is settled who may use them (`bot.chat.people.matrix`) stand in a menu. Nothing is told to
Telegram here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)

from bot.chat.guide import texts
from bot.chat.people.matrix import COMMANDS
from bot.languages.language import Language
from bot.languages.speech import Speech, get_speech
from bot.state.people import Role

IN_GROUPS = ("ask", "find", "sources", "new", "follow", "unfollow", "cancel", "status", "privacy", "help")


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: where it is shown, to whom by the language of their Telegram (empty: to all others), and what it holds.

    `name` tells it from others, and `person_id` is that of the person in whose chat it is shown.
    """

    name: str
    scope: BotCommandScope
    language_code: str
    commands: tuple[BotCommand, ...]
    person_id: int | None = None

    @property
    def digest(self) -> str:
        """What changes when it holds something else."""
        return make_digest(f"{each.command} {each.description}" for each in self.commands)


@dataclass(frozen=True, slots=True)
class Description:
    """What an empty chat with the bot shows, and what stands beside its name, in a language."""

    language_code: str
    long: str
    short: str

    @property
    def name(self) -> str:
        """What tells it from others."""
        return f"description:{self.language_code}"

    @property
    def digest(self) -> str:
        """What changes when it says something else."""
        return make_digest((self.long, self.short))


def make_general_menus() -> list[Menu]:
    """Give the menus of private chats, of groups, and for whatever else there is, in every language."""
    scopes: dict[str, tuple[BotCommandScope, Iterable[str]]] = {
        "private": (BotCommandScopeAllPrivateChats(), list_commands(None)),
        "groups": (BotCommandScopeAllGroupChats(), IN_GROUPS),
        "default": (BotCommandScopeDefault(), list_commands(None)),
    }
    return [
        Menu(f"menu:{place}:{code}", scope, code, make_commands(names, get_speech(language)))
        for place, (scope, names) in scopes.items()
        for code, language in list_codes()
    ]


def make_chat_menus(person_id: int, role: Role | None, language: Language | None) -> list[Menu]:
    """Give the menus of somebody's private chat: none for a reader who chose no language, as those are the general.

    Telegram shows a chat's own menu in the language of the person's Telegram; whoever chose one is shown that one.
    """
    codes = list_codes() if language is None else [("", language)]
    keeps = role is not None and role.includes(Role.EDITOR)
    return [
        Menu(
            f"menu:{person_id}:{code}",
            BotCommandScopeChat(person_id),
            code,
            make_commands(list_commands(role), get_speech(spoken)),
            person_id,
        )
        for code, spoken in (codes if keeps or language else ())
    ]


def find_place(name: str, person_id: int) -> tuple[BotCommandScope, str | None]:
    """Give where the menu of somebody's chat with this name is shown: its scope and the code of its language."""
    return BotCommandScopeChat(person_id), name.rpartition(":")[2] or None


def make_descriptions() -> list[Description]:
    """Give the descriptions in every language."""
    return [
        Description(
            code, get_speech(language).say(texts.DESCRIPTION), get_speech(language).say(texts.SHORT_DESCRIPTION)
        )
        for code, language in list_codes()
    ]


def list_codes() -> list[tuple[str, Language]]:
    """Give each language with the code that Telegram knows it by; English is for everybody else, by no code."""
    return [("" if each is Language.ENGLISH else str(each), each) for each in Language]


def list_commands(role: Role | None) -> list[str]:
    """Give the names of the commands of somebody with this role."""
    for_editors = texts.EDITOR_COMMANDS if role is not None and role.includes(Role.EDITOR) else ()
    for_admins = texts.ADMIN_COMMANDS if role is Role.ADMIN else ()
    return [*texts.COMMANDS, *for_editors, *for_admins]


def make_commands(names: Iterable[str], speech: Speech) -> tuple[BotCommand, ...]:
    """Give these commands with what they do, in a language."""
    described = {**texts.COMMANDS, **texts.EDITOR_COMMANDS, **texts.ADMIN_COMMANDS}
    return tuple(BotCommand(name, speech.say(described[name])) for name in names if name in COMMANDS)


def make_digest(lines: Iterable[str]) -> str:
    """Give a digest of some lines (64 characters of 0 to 9 and a to f)."""
    return sha256("\n".join(lines).encode()).hexdigest()
