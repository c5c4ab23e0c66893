"""A bot whose answers are scripted and which lets little through, and what conversations about that have in common.

3 questions an hour for a person, 5 for a group, and one that may wait.
"""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select, update

from bot.state import State
from bot.state.asked import asked
from bot.state.notices import notices
from corpus.database import Database
from tests.bot.houses import ADMIN
from tests.bot.test_chat_talk import COMMAND, ask
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

LIMITS = {"QUESTIONS_AN_HOUR_EACH": "3", "QUESTIONS_AN_HOUR_IN_GROUP": "5", "QUESTIONS_WAITING_EACH": "1"}
EXPECTED = ("terminated by other getUpdates", "query is too old")


def serve_little(folder):
    with TelegramServer() as server:
        home = folder / "home"
        with BotProcess(server, home, admin_ids=[ADMIN], command=COMMAND, environment=LIMITS) as bot:
            database = Database(f"sqlite:///{home / 'catalogue.db'}")
            yield SimpleNamespace(server=server, bot=bot, state=State.of(database), database=database)
            database.close()


def list_refusals(house, before):
    """The calls since then that the server had to refuse, but for what happens in any conversation."""
    calls = house.server.refusals[before:]
    return [call for call in calls if not any(words in call.description for words in EXPECTED)]


@contextmanager
def holding_answers(house):
    """Let a question with “late” in it be answered when the block ends, and not before."""
    file = house.bot.home / "late"
    file.with_suffix(".over").unlink(missing_ok=True)
    try:
        yield lambda: house.server.wait_for(file.exists, 10, "the answer under way")
    finally:
        file.unlink(missing_ok=True)


def let_pass(house, hours):
    """Put what was asked so long into the past."""
    with house.database.writing() as connection:
        for row in connection.execute(select(asked.c.request, asked.c.asked_at)).all():
            moved = update(asked).where(asked.c.request == row.request)
            connection.execute(moved.values(asked_at=row.asked_at - timedelta(hours=hours)))


def settle(house, person):
    """Wait until all that somebody sent before was dealt with: a command of theirs gets its reply."""
    return ask(house.server, person, "/whoami", "Your number")


def wait_until_idle(house):
    """Wait until everything that came in is dealt with."""
    house.server.wait_for(lambda: not house.state.inbox.list_waiting(), 10, "everything being dealt with")


def list_said(chat, words):
    return [message.text for message in chat.messages if message.from_bot and words in message.text]


def list_column(house, column):
    with house.database.reading() as connection:
        return set(connection.execute(select(column)).scalars())


def put_notice(house, place, words):
    house.state.notices.put(place, f"test:{words}:{place}", words)


def find_state(house, words):
    with house.database.reading() as connection:
        return connection.execute(select(notices.c.state).where(notices.c.text == words)).scalar()
