"""A Telegram that takes every call and says nothing back: for handlers that are called by the thousand.

It stands behind the library's own seam for requests, so the calls are made as they always are.
"""

import json
from datetime import UTC, datetime
from itertools import count

from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.chat.limiting import Limiter
from bot.chat.pacing import Limits

NOW = datetime(2026, 3, 11, tzinfo=UTC)
BOT_USER = {"id": 99, "is_bot": True, "first_name": "On Record", "username": "onrecord_bot"}


class SilentRequest(BaseRequest):
    """Answers each call at once, and keeps what was sent or edited, newest last."""

    def __init__(self) -> None:
        self.numbers = count(1000)
        self.sent: list[dict] = []
        self.notices: list[str] = []

    read_timeout = None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, url, method, request_data=None, *_timeouts, **_more):
        name, given = url.rsplit("/", 1)[1], request_data.parameters if request_data else {}
        return 200, json.dumps({"ok": True, "result": self.answer(name, given)}).encode()

    def answer(self, name, given):
        if name == "getMe":
            return BOT_USER
        if name == "answerCallbackQuery":
            self.notices.append(given.get("text", ""))
            return True
        self.sent.append(given)
        number = given.get("message_id") or next(self.numbers)
        chat = {"id": given["chat_id"], "type": "private"}
        return {"message_id": number, "date": 1, "chat": chat, "from": BOT_USER, "text": given.get("text", "")}

    @property
    def buttons(self) -> list[str]:
        """What the buttons of the newest message that has any carry."""
        for given in reversed(self.sent):
            keyboard = given.get("reply_markup")
            if keyboard:
                rows = keyboard["inline_keyboard"] if isinstance(keyboard, dict) else keyboard.inline_keyboard
                return [
                    button["callback_data"] if isinstance(button, dict) else button.callback_data
                    for row in rows
                    for button in row
                ]
        return []


def make_bot() -> ExtBot:
    """The library's bot before a silent Telegram."""
    return ExtBot(
        "99:silent",
        request=SilentRequest(),
        get_updates_request=SilentRequest(),
        rate_limiter=Limiter(Limits(10**6, 10**6, 10**6)),
    )


def make_press(bot, number, person, data, *, chat=None, kind=Chat.PRIVATE, **message):
    """A press of a button by a person, under a message of the bot in their own chat or another."""
    shown = Message(5, NOW, Chat(chat or person, kind), from_user=User(99, "On Record", True), text="x", **message)
    query = CallbackQuery(str(number), User(person, "X", False), "i", message=shown, data=data)
    update = Update(number, callback_query=query)
    for part in (shown, query, update):
        part.set_bot(bot)
    return update
