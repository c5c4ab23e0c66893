"""How Telegram is told the menus and descriptions: what changed, one call after another, until it takes them.

    what is to be shown | what was told before | a call for each difference | kept as told

The bot works without any of it, so nothing here ends anything: a flood limit is waited for, a fault of the network is
tried again, and what Telegram refuses is left for some minutes. A role that was given or taken, in a chat or on a
terminal, changes the person's menu within seconds, or as soon as they write: Telegram takes no menu for a chat that it
does not know.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from telegram import Bot, Chat, Update
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.chat.guide.menus import (
    Description,
    Menu,
    find_place,
    make_chat_menus,
    make_descriptions,
    make_general_menus,
)
from bot.chat.rights import Rights
from bot.chat.room import Context
from bot.chat.sending import get_seconds
from bot.chat.workers import Workers
from bot.languages.language import Language
from bot.state import State
from bot.state.announced import Announced
from bot.state.people import Role
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
LEFT_ALONE_SECONDS = 600.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
MOST_MET = 100_000

Standing = tuple[Role | None, Language | None]
NOTHING: Standing = (None, None)
UNKNOWN = None
"""For a menu that was told by an earlier run of the bot."""


class Announcer:
    """Tells Telegram."""

    def __init__(self, state: State, workers: Workers, rights: Rights) -> None:
        self._state = state
        self._workers = workers
        self._rights = rights
        self._shown: dict[int, Standing | None] = {}
        self._met: set[int] = set()
        self._is_general_told = False
        self._left_alone: dict[str, float] = {}
        self._pause = FIRST_PAUSE

    async def run(self, bot: Bot) -> None:
        """Tell what is to be told, and what changes, until cancelled."""
        while True:
            try:
                await self._tell_all(bot)
            except RetryAfter as error:
                log.info("Telegram takes no menus for %g s", get_seconds(error))
                await asyncio.sleep(get_seconds(error))
            except (TelegramError, DatabaseError) as error:
                log.warning("The menus of commands could not be set (%s); trying again in %g s", error, self._pause)
                await asyncio.sleep(self._pause)
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
            else:
                await asyncio.sleep(LOOK_SECONDS)

    async def meet(self, update: Update, _context: Context) -> None:
        """Note that somebody has a private chat with the bot."""
        if update.effective_chat and update.effective_chat.type == Chat.PRIVATE:
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met.add(update.effective_chat.id)

    async def show_chat(self, bot: Bot, person_id: int) -> None:
        """Show somebody the menu that is theirs now, with one try at it; `run` tries what does not succeed again."""
        try:
            await self._tell_chat(bot, person_id, await self._workers.record(self._read_standing, person_id))
        except TelegramError as error:
            log.info("The menu of a chat could not be set yet: %s", error)

    async def take_back(self, bot: Bot, person_id: int) -> None:
        """Take somebody's own menu out of their chat, with one try at it; what is not theirs alone is shown again."""
        told = await self._workers.record(self._state.announcements.read, person_id)
        try:
            for name in told:
                await take_menu_back(bot, name, person_id)
        except TelegramError as error:
            log.info("The menu of a chat could not be taken back: %s", error)
        self._shown.pop(person_id, None)

    async def _tell_all(self, bot: Bot) -> None:
        if not self._is_general_told:
            self._is_general_told = await self._tell_general(bot)
        standings = await self._workers.record(self._read_standings)
        mine = {each for each, (_, language) in standings.items() if language or each in self._met}
        for person_id in self._shown.keys() | mine:
            standing = standings.get(person_id, NOTHING)
            if self._shown.get(person_id, UNKNOWN) != standing:
                await self._tell_chat(bot, person_id, standing)

    async def _tell_general(self, bot: Bot) -> bool:
        """Tell what everybody is shown, and learn whose chats have a menu of their own; whether all of it is taken."""
        told = await self._workers.record(self._state.announcements.read)
        for person_id in {each.person_id for each in told.values() if each.person_id}:
            self._shown.setdefault(person_id, UNKNOWN)
        items: list[Menu | Description] = [*make_general_menus(), *make_descriptions()]
        return all([await self._tell(bot, each) for each in items if is_new(bot, each, told)])

    async def _tell_chat(self, bot: Bot, person_id: int, standing: Standing) -> None:
        menus = make_chat_menus(person_id, *standing)
        told = await self._workers.record(self._state.announcements.read, person_id)
        taken = [await self._tell(bot, each) for each in menus if is_new(bot, each, told)]
        for name in told.keys() - {each.name for each in menus}:
            await take_menu_back(bot, name, person_id)
            await self._workers.record(self._state.announcements.drop, [name])
        if all(taken):
            self._shown[person_id] = standing

    async def _tell(self, bot: Bot, item: Menu | Description) -> bool:
        """Tell one thing and keep that it was told; False where Telegram refuses it, as for a chat it does not know."""
        owner = item.person_id if isinstance(item, Menu) else None
        if self._left_alone.get(key := f"{owner or item.name}", 0.0) > time.monotonic():
            return False
        try:
            for call in list_calls(bot, item):
                await call()
        except (BadRequest, Forbidden) as error:
            level, what = (logging.INFO, "the menu of a chat") if owner else (logging.WARNING, item.name)
            log.log(level, "Telegram refuses %s: %s", what, error)
            self._left_alone[key] = time.monotonic() + LEFT_ALONE_SECONDS
            return False
        self._pause = FIRST_PAUSE
        await self._workers.record(self._state.announcements.note, item.name, Announced(mark(bot, item), owner))
        return True

    def _read_standings(self) -> dict[int, Standing]:
        """Give the role and the language of everybody who has a menu of their own; it blocks."""
        roles: dict[int, Role] = {grant.person_id: grant.role for grant in self._state.people.list_grants()}
        roles |= dict.fromkeys(self._rights.admin_ids, Role.ADMIN)
        languages = self._state.preferences.list_languages()
        return {person_id: (roles.get(person_id), languages.get(person_id)) for person_id in {**roles, **languages}}

    def _read_standing(self, person_id: int) -> Standing:
        return self._rights.find_role(person_id), self._state.preferences.find_language(person_id)


def is_new(bot: Bot, item: Menu | Description, told: Mapping[str, Announced]) -> bool:
    """Whether something was not told yet as it is now, or was told of another bot."""
    return item.name not in told or told[item.name].digest != mark(bot, item)


def mark(bot: Bot, item: Menu | Description) -> str:
    """Give what is kept of something that was told."""
    return f"{bot.id}:{item.digest}"


async def take_menu_back(bot: Bot, name: str, person_id: int) -> None:
    """Take a menu out of somebody's chat, unless there is no such chat any more."""
    with suppress(BadRequest, Forbidden):
        await bot.delete_my_commands(*find_place(name, person_id))


def list_calls(bot: Bot, item: Menu | Description) -> list[Callable[[], Awaitable[bool]]]:
    """Give the calls that tell one thing."""
    code = item.language_code or None
    if isinstance(item, Menu):
        return [lambda: bot.set_my_commands(item.commands, item.scope, code)]
    return [
        lambda: bot.set_my_description(item.long, code),
        lambda: bot.set_my_short_description(item.short, code),
    ]
