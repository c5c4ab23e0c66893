"""The real bot over the sample reports, people who talk to it, and what they see, taken down.

Buttons are named by the beginning of their data, and an answer is known by the bot having nothing left to do, so that
a changed wording changes a picture and breaks nothing.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from corpus.database import Database
from tests.bot_process import ROOT, BotProcess
from tests.pictures.recording import TEN_O_CLOCK, Item, Recording, find_shift, strip_content
from tests.telegram_server import Group, Message, Person, TelegramServer
from tests.telegram_server.chat import Chat, private_card

SAMPLES = ROOT / "corpus" / "samples"
DETAILS: dict[str, tuple[str, ...]] = {
    "anselma-bulletin.pdf": ("--publisher", "Waterways Safety Board", "--published", "2026-06-05"),
    "comet-interview.docx": ("--publisher", "Weir & Wharf", "--published", "2026-01-24"),
}
EDITOR = 7
BOT_NAME = "onrecord_bot"
PATIENCE_S, CALM_S, LOOK_S = 180.0, 1.2, 0.1
_LONGEST_STAGE = 80


@dataclass
class Stage:
    """The server, the bot, and the numbers of the people to come."""

    server: TelegramServer
    bot: BotProcess
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def meet(self, name: str, group: Group | None = None, **more: Any) -> "Take":
        """Begin a conversation of somebody new, alone with the bot or in a group."""
        return Take(self, self.server.person(next(self.numbers), name, **more), group)

    def meet_editor(self) -> "Take":
        """Begin a conversation of the admin."""
        return Take(self, self.server.person(EDITOR, "Edith"))

    def settle(self) -> None:
        """Wait until the bot has dealt with all that it was sent, and says nothing more for a while."""
        deadline, calm_since, calls = time.monotonic() + PATIENCE_S, time.monotonic(), -1
        while time.monotonic() < deadline:
            time.sleep(LOOK_S)
            if self.is_busy() or len(self.server.calls) != calls:
                calls, calm_since = len(self.server.calls), time.monotonic()
            elif time.monotonic() - calm_since > CALM_S:
                return
        raise AssertionError(f"the bot is still busy after {PATIENCE_S:g} s\n{self.bot.tail()}")

    def type_inline(self, words: str, name: str, caption: str) -> Recording:
        """Let somebody type words behind the bot's name to a friend and send the first result; what they see."""
        writer, friend = self.server.person(next(self.numbers), "Ann"), self.server.person(32, "Cleo", last_name="Ames")
        asked = writer.asks_inline(words, chat_type="private")
        self.server.wait_for(lambda: asked.answer, PATIENCE_S, "the inline results")
        typed = Item("inline", {"query": f"@{self.server.world.bot['username']} {words}", "results": asked.results[:4]})
        said = asked.results[0]["input_message_content"]
        sent = {"message_id": 1, "from": writer.user, "via_bot": self.server.world.bot, "date": TEN_O_CLOCK}
        message = Item("message", sent | {"text": said["message_text"], "entities": said.get("entities", [])})
        card = private_card(friend.user)
        return Recording(name, caption, writer.id, self.server.world.bot["first_name"], card, (typed, message))

    def wait_for_more(self, take: "Take") -> Message:
        """Wait until the bot says by itself what begins a take, and give it."""
        is_new = lambda message: message.from_bot and message.id >= take.start  # noqa: E731
        self.server.wait_for(lambda: any(map(is_new, take.messages)), PATIENCE_S, "what the bot says by itself")
        self.settle()
        return take.last_reply

    def is_busy(self) -> bool:
        """Whether something waits for the bot, or a message of it says that it is still at work."""
        unfinished = any(map(is_unfinished, self.list_messages()))
        return unfinished or bool(self.server.unacknowledged) or count_waiting(self.bot) > 0

    def list_messages(self) -> list[Message]:
        """Give what stands in all chats."""
        with self.server.world.changed:
            chats = list(self.server.world.chats.values())
            return [each for chat in chats for each in chat.messages.values() if not each.deleted]


@dataclass
class Take:
    """One conversation: what a person does in a chat, and what is seen there."""

    stage: Stage
    person: Person
    group: Group | None = None
    start: int = 0
    pressed: set[tuple[int, str]] = field(default_factory=set)
    notices: list[tuple[int, str]] = field(default_factory=list)
    extra: list[Item] = field(default_factory=list)

    @property
    def chat(self) -> Chat:
        """The chat that is seen."""
        return self.group.chat if self.group else self.person.chat

    @property
    def messages(self) -> list[Message]:
        """What stands in it."""
        return self.stage.server.messages(self.chat.id)

    @property
    def last_reply(self) -> Message:
        """What the bot said last."""
        return [message for message in self.messages if message.from_bot][-1]

    def says(self, text: str, **where: Any) -> Message:
        """Let the person write, and give what the bot said last once it is done."""
        self.person.says(text, group=self.group, **where)
        self.stage.settle()
        return self.last_reply

    def sends_file(self, name: str, data: bytes, **where: Any) -> Message:
        """Let the person send a file, and give what the bot said last once it is done."""
        self.person.sends_file(name, data, **where)
        self.stage.settle()
        return self.last_reply

    def edits(self, message: Message, text: str) -> Message:
        """Let the person change a message, and give what the bot said last once it is done."""
        self.person.edits(message, text)
        self.stage.settle()
        return self.last_reply

    def follows(self, link: str) -> Message:
        """Let the person tap a link to the bot, and give what the bot said last once it is done."""
        self.person.follows(link)
        self.stage.settle()
        return self.last_reply

    def presses(self, message: Message, beginning: str, number: int = 0) -> Message:
        """Let the person press the first button (or that number) with such data; gives what the bot said last."""
        found = find_buttons(self.stage.server.message(message.chat_id, message.id), beginning)
        assert len(found) > number, f"no button with “{beginning}” among {message.buttons}"
        pressed = self.person.presses(message, found[number]["callback_data"])
        self.stage.settle()
        self.pressed.add((message.id, found[number]["text"]))
        if pressed.notice:
            self.notices.append((self.messages[-1].id, pressed.notice))
        return self.last_reply

    def shows_draft(self) -> None:
        """Wait for the draft of an answer, and show what it says now below the messages."""
        server = self.stage.server
        drafts = server.wait_for(lambda: server.drafts(self.chat.id), PATIENCE_S, "a draft")
        self.extra = [Item("draft", drafts[0][-1])]

    def passes_on(self) -> None:
        """Let what was said so far stay out of the pictures that follow."""
        self.start = max((message.id for message in self.messages), default=0) + 1

    def record(self, name: str, caption: str) -> Recording:
        """Take down what is seen now, since the beginning or since the last `passes_on`."""
        shown = [message for message in self.messages if message.id >= self.start]
        shift = find_shift(shown[0].payload["date"]) if shown else 0
        items = [item for message in shown for item in self._list_items(message)]
        kept = tuple(Item(each.kind, strip_content(each.content, shift)) for each in [*items, *self.extra])
        bot, card = self.stage.server.world.bot["first_name"], dict(self.chat.card)
        return Recording(name, caption, self.person.id, bot, card, kept, frozenset(self.pressed))

    def _list_items(self, message: Message) -> Iterator[Item]:
        yield Item("message", dict(message.payload))
        yield from (Item("notice", {"text": text}) for after, text in self.notices if after == message.id)


def find_buttons(message: Message, beginning: str) -> list[dict[str, Any]]:
    """Give the buttons of a message whose data begins so."""
    every = [button for row in message.buttons for button in row]
    return [button for button in every if button.get("callback_data", "").startswith(beginning)]


def is_unfinished(message: Message) -> bool:
    """Whether a message of the bot is one that says what it is doing, and will be changed."""
    is_short = len(message.text) < _LONGEST_STAGE and not message.entities
    return message.from_bot and is_short and message.text.endswith("…")


def count_waiting(bot: BotProcess) -> int:
    """Give how many updates the bot has stored and not dealt with to the end."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        statement = "SELECT count(*) FROM inbox WHERE state = 'waiting'"
        return int(connection.exec_driver_sql(statement).scalar_one())


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Start the bot with all samples on its shelf, in a folder of its own; it ends with the block."""
    home = folder / "home"
    add_samples(home)
    with TelegramServer() as server:
        server.world.bot["username"] = BOT_NAME
        with BotProcess(server, home, admin_ids=[EDITOR]) as bot:
            yield Stage(server, bot)


def add_samples(home: Path) -> None:
    """Put every sample on the shelf, as `make demo` does."""
    plain = [path for path in sorted(SAMPLES.iterdir()) if path.name not in DETAILS]
    run_command(home, *map(str, plain))
    for name, details in DETAILS.items():
        run_command(home, str(SAMPLES / name), "--id", Path(name).stem, *details)


def run_command(home: Path, *arguments: str) -> None:
    """Add reports."""
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", *arguments]
    environment = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, cwd=home.parent, check=True, capture_output=True)
