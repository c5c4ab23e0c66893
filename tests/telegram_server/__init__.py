"""A strict Bot API server over real HTTP, for tests of the bot.

It answers as Telegram answers, but forgives less: unknown methods, unknown or missing parameters, wrong types,
entities outside the text and everything over a limit are refused with Telegram's error shape. `api.json` holds the
method, parameter and field names of Bot API 10.0 with their types. Methods that it knows but cannot carry out get
a 501, so that no test passes by accident.
"""

from tests.telegram_server.failures import Failure, broken, dropped, flooded, late, refused
from tests.telegram_server.groups import Group
from tests.telegram_server.message import Message
from tests.telegram_server.people import Person
from tests.telegram_server.pressing import Inline, Press
from tests.telegram_server.server import BOT_NAME, TOKEN, TelegramServer
from tests.telegram_server.world import Call

__all__ = [
    "BOT_NAME", "TOKEN", "Call", "Failure", "Group", "Inline", "Message", "Person", "Press", "TelegramServer",
    "broken", "dropped", "flooded", "late", "refused",
]  # fmt: skip
