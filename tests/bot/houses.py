"""A bot for conversations about roles, its answers scripted, and what those conversations have in common."""

from itertools import count
from types import SimpleNamespace

from sqlalchemy import select

from bot.state import State
from corpus.database import Database
from corpus.tables import audit
from tests.bot.test_chat_talk import COMMAND, press
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

ADMIN = 7
NUMBERS = count(1000)


def serve(folder, access, **more):
    with TelegramServer() as server:
        home = folder / "home"
        environment = {"ACCESS": access}
        with BotProcess(server, home, admin_ids=[ADMIN], command=COMMAND, environment=environment, **more) as bot:
            database = Database(f"sqlite:///{home / 'catalogue.db'}")
            yield SimpleNamespace(server=server, bot=bot, state=State.of(database))
            database.close()


def meet(house, name="Ann", role=None):
    number = next(NUMBERS)
    if role:
        house.state.people.grant(number, role, "terminal")
    return house.server.person(number, name, username=None)


def edith(house):
    return house.server.person(ADMIN, "Edith")


def confirm(house, admin, preview, label):
    """Press a button of a preview; gives what stands in its place."""
    press(house.server, admin, preview, label)
    changed = house.server.wait_for(
        lambda: (now := house.server.message(admin.id, preview.id)).text != preview.text and now, 10, "the outcome"
    )
    assert changed.labels == []
    return changed.text


def alert(house, person, message, data):
    """Send the data of a button; gives the notice that is shown for it."""
    pressed = person.sends_callback(message, data)
    house.server.wait_for(lambda: pressed.answered, 10, "the notice")
    return pressed.notice


def read_log(state):
    """What the audit log says that was done, the oldest first: by whom, what, and in which words."""
    chosen = select(audit.c.actor, audit.c.action, audit.c.detail).order_by(audit.c.id)
    with state.people._database.reading() as connection:
        return [tuple(row) for row in connection.execute(chosen)]
