"""The chat's own handlers in this process, with updates as Telegram could send them; only the network is replaced.

The database, the rights, the guard and the library's choice of a handler are real. What the house would do for the
chat must not be asked for: the tests are about people.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import count
from typing import Any

from sqlalchemy import select
from telegram import Update
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import BaseRequest

from bot.chat.asking.underway import Underway
from bot.chat.fairness.arriving import is_question
from bot.chat.fairness.fair_use import FairUse
from bot.chat.fairness.queues import Queues
from bot.chat.handlers import make_handlers
from bot.chat.limiting import Limiter
from bot.chat.pacing import Limits
from bot.chat.rights import Rights
from bot.chat.room import House, Room
from bot.chat.workers import Workers
from bot.fair_use import QuestionLimits
from bot.state import State
from corpus.database import Database, metadata

BOT = {"id": 99, "is_bot": True, "first_name": "On Record", "username": "onrecord_test_bot"}
NO_LIMITS = QuestionLimits()
NOT_STATE = {"deliveries", "inbox"}


class RecordingRequest(BaseRequest):
    """Answers every call of the bot with success, and keeps what was asked."""

    def __init__(self, names):
        self.calls = []
        self._names = names
        self._numbers = count(1000)

    @property
    def read_timeout(self):
        return None

    async def initialize(self):
        pass

    async def shutdown(self):
        pass

    async def do_request(self, url, method, request_data=None, *_args, **_kwargs):
        name = url.rpartition("/")[2]
        given = dict(request_data.parameters) if request_data else {}
        if name != "getMe":
            self.calls.append((name, given))
        return self._answer(name, given)

    def _answer(self, name, given):
        if name == "getChat" and given["chat_id"] not in self._names:
            return 400, b'{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}'
        result: Any = True
        if name == "getMe":
            result = BOT
        elif name == "getChat":
            gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
            result = {"id": given["chat_id"], "type": "private", "first_name": self._names[given["chat_id"]],
                      "accent_color_id": 0, "max_reaction_count": 1,
                      "accepted_gift_types": dict.fromkeys(gifts, False)}  # fmt: skip
        elif name in ("sendMessage", "editMessageText"):
            chat = {"id": given["chat_id"], "type": "private"}
            result = {"message_id": next(self._numbers), "date": 1, "chat": chat, "from": BOT, "text": "x"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Untouched:
    """Stands for a part of the house that nobody may use here."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        raise AssertionError(f"{self._name}.{name} was asked for")

    def __call__(self, *_args, **_kwargs):
        raise AssertionError(f"{self._name} was called")


class ChatInHand:
    """The handlers over a database, and everything that they called on Telegram."""

    def __init__(self, database, admin_ids, *, invited_only=False, limits=NO_LIMITS, **house):
        self.database, self.state, self.names = database, State.of(database), {}
        self.workers = Workers()
        self.rights = Rights(self.state.people, admin_ids, self.workers, invited_only=invited_only)
        self.request = RecordingRequest(self.names)
        self.bot = ExtBot(
            "99:token",
            request=self.request,
            get_updates_request=self.request,
            rate_limiter=Limiter(Limits(10**6, 10**6, 10**6)),
        )
        self.application = ApplicationBuilder().bot(self.bot).updater(None).job_queue(None).build()
        self.application.add_error_handler(self._note)
        given = {"state": self.state, "workers": self.workers, "rights": self.rights, "underway": Underway()}
        given["house"] = House(**{field.name: house.get(field.name, Untouched(field.name)) for field in fields(House)})
        queues = Queues(limits.waiting, self.rights.spares, is_question)
        given["fair_use"] = FairUse(limits, queues, "99:token")
        self.room = Room(**{field.name: given.get(field.name, Untouched(field.name)) for field in fields(Room)})
        self.handlers = make_handlers(self.room)
        self.application.add_handlers(self.handlers)
        self.errors = []
        self._updates = count(1)

    async def _note(self, _update, context):
        self.errors.append(context.error)

    async def open(self):
        await self.application.initialize()

    async def close(self):
        await self.application.shutdown()
        self.workers.close()

    def take_number(self):
        """Give the number of a new update."""
        return next(self._updates)

    async def deal_with(self, update_id=None, **content):
        """Deal with an update as the bot does, with a number of before again; gives what it called on Telegram."""
        number = update_id or self.take_number()
        update = Update.de_json({"update_id": number, **content}, self.bot)
        before = len(self.request.calls)
        await self.rights.learn(update)
        await self.application.process_update(update)
        errors, self.errors = self.errors, []
        assert errors == [], errors
        return self.request.calls[before:]

    def read_tables(self):
        """Everything that is kept, but for what was sent for which update."""
        with self.database.reading() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table)).all()))
                for table in metadata.sorted_tables
                if table.name not in NOT_STATE
            }


@contextmanager
def open_database(folder) -> Iterator[Database]:
    database = Database(f"sqlite:///{folder / 'catalogue.db'}")
    database.migrate()
    yield database
    database.close()


def make_person(number, name="Ann", *, is_bot=False):
    return {"id": number, "is_bot": is_bot, "first_name": name}


def make_chat(number, kind="private"):
    return {"id": number, "type": kind} | ({} if kind == "private" else {"title": "Readers"})


def write(person, text, *, chat=None, **more):
    """A message of this person in their private chat, or in another chat."""
    message = {"message_id": 1, "date": 1, "from": make_person(person), "chat": chat or make_chat(person), "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return message | more


def press(person, data, *, chat=None, under=BOT, **more):
    """A press of a button under a message of the bot, which Telegram may no longer have."""
    message = {"message_id": 2, "date": 1, "from": under, "chat": chat or make_chat(person), "text": "x"} | more
    return {"id": "1", "from": make_person(person), "chat_instance": "1", "message": message, "data": data}
