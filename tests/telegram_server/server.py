"""The server as tests hold it: an address for the bot, and everything people and tests can do."""

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any, Self, TypeVar

from tornado.httpserver import HTTPServer

from tests.telegram_server.chat import Chat
from tests.telegram_server.failures import Failure, FailureScript
from tests.telegram_server.groups import Group
from tests.telegram_server.message import Message
from tests.telegram_server.office import Gate, Office
from tests.telegram_server.people import Person, make_user
from tests.telegram_server.polling import Poller
from tests.telegram_server.web import make_application
from tests.telegram_server.webhook import Courier
from tests.telegram_server.world import Call, World

TOKEN = "7000000001:AAE-strictly-for-tests_0123456789abc"
BOT_NAME = "onrecord_test_bot"
_MAX_BODY = 64 * 2**20
_START_TIMEOUT = 10.0
_LOOK_AGAIN = 0.05
Found = TypeVar("Found")


class TelegramServer:
    """A strict Bot API server on loopback; use it as a context manager.

    `doors` maps the public address of a webhook to where the bot listens: {"https://host": "http://127.0.0.1:8080"}.
    """

    def __init__(self, *, token: str = TOKEN, port: int = 0, doors: Mapping[str, str] | None = None) -> None:
        self.token = token
        bot = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "On Record", "username": BOT_NAME}
        self.world = World(bot)
        self._port = port
        self._doors = doors or {}
        self._script = FailureScript()
        self._gates: dict[str, Gate] = {}
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="telegram-server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(_START_TIMEOUT), "the Telegram server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        for gate in self._gates.values():
            gate.open()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_START_TIMEOUT)
        assert not self._office.faults, f"the Telegram server itself failed: {self._office.faults!r}"

    def _serve(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._office = Office(self.world, self._script, self._gates, Poller(self.world))
        http = HTTPServer(
            make_application(self._office, self.token), max_buffer_size=_MAX_BODY, max_body_size=_MAX_BODY
        )
        http.listen(self._port, "127.0.0.1")
        self._port = next(iter(http._sockets.values())).getsockname()[1]
        courier = asyncio.create_task(Courier(self.world, self._doors).run())
        self._started.set()
        await self._stop.wait()
        courier.cancel()
        http.stop()
        await http.close_all_connections()
        await asyncio.gather(courier, return_exceptions=True)

    @property
    def url(self) -> str:
        """What TELEGRAM_API_URL should be."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What `ApplicationBuilder.base_url` should be."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What `ApplicationBuilder.base_file_url` should be."""
        return f"{self.url}/file/bot"

    def person(self, user_id: int, first_name: str = "Reader", **more: Any) -> Person:
        """Someone with this number; `language_code`, `username` and `last_name` may be given the first time."""
        with self.world.changed:
            user = self.world.people.setdefault(user_id, make_user(user_id, first_name, **more))
            return Person(self.world, user)

    def group(self, chat_id: int, title: str = "A group", *, forum: bool = False, **more: Any) -> Group:
        """A supergroup with the bot in it; its number is negative."""
        assert chat_id < 0, "the number of a group is negative"
        card = {"id": chat_id, "type": "supergroup", "title": title, **more} | ({"is_forum": True} if forum else {})
        with self.world.changed:
            return Group(self.world, self.world.chats.setdefault(chat_id, Chat(card)))

    def messages(self, chat_id: int, *, deleted: bool = False) -> list[Message]:
        """What stands in a chat now, oldest first; with what was deleted if asked for."""
        with self.world.changed:
            chat = self.world.chats.get(chat_id)
            return [message for message in chat.messages.values() if deleted or not message.deleted] if chat else []

    def message(self, chat_id: int, message_id: int) -> Message:
        """One message as it stands now."""
        with self.world.changed:
            return self.world.chats[chat_id].messages[message_id]

    def replies(self, chat_id: int) -> list[Message]:
        """What the bot said in a chat, as it stands now."""
        return [message for message in self.messages(chat_id) if message.from_bot]

    def drafts(self, chat_id: int) -> list[list[dict[str, Any]]]:
        """The drafts shown since the bot's last message, each with all its stages."""
        with self.world.changed:
            return [list(stages) for stages in self.world.chats[chat_id].drafts.values()]

    def wait_for(self, find: Callable[[], Found], timeout: float = 10.0, what: str = "") -> Found:
        """Wait until this finds something true, and give it."""
        deadline = time.monotonic() + timeout
        with self.world.changed:
            while not (found := find()) and time.monotonic() < deadline:
                self.world.changed.wait(_LOOK_AGAIN)
        assert found, f"not within {timeout:g} s: {what or 'what was waited for'}\n{self._tell_calls()}"
        return found

    def _tell_calls(self) -> str:
        return "\n".join(f"  {call.code} {call.method} {call.description}" for call in self.calls[-15:])

    @property
    def calls(self) -> list[Call]:
        """Every call so far, but for getUpdates that went well."""
        with self.world.changed:
            return list(self.world.calls)

    def calls_of(self, *methods: str) -> list[Call]:
        """The calls of some methods."""
        return [call for call in self.calls if call.method in methods]

    @property
    def refusals(self) -> list[Call]:
        """The calls that were refused because they were wrong, not because a test wanted it."""
        return [call for call in self.calls if call.code >= 400 and not call.scripted]

    @property
    def polls(self) -> int:
        """How many getUpdates came in."""
        with self.world.changed:
            return self.world.polls

    @property
    def unacknowledged(self) -> list[dict[str, Any]]:
        """The updates that the bot has not confirmed."""
        with self.world.changed:
            return list(self.world.updates.pending)

    def inject(self, **content: Any) -> int:
        """Queue any update, even one that no library can read; its number."""
        with self.world.changed:
            return self.world.updates.inject(content)

    def fail_next(self, method: str, failure: Failure, times: int = 1) -> None:
        """Let the next calls of a method fail; "download" is the method of file addresses."""
        self._script.add(method, failure, times)

    def fail_randomly(
        self, failure: Failure, probability: float, *, seed: int = 0, methods: Collection[str] | None = None
    ) -> None:
        """Let calls of these methods (or of all) fail by chance."""
        self._script.add_chance(failure, probability, seed, methods)

    def stop_failing(self) -> None:
        """Nothing fails any more."""
        self._script.clear()

    def hold(self, method: str, *, carried_out: bool = False) -> Gate:
        """Hold back every call of a method until the gate given is opened; or carry it out and hold back the answer.

        A call whose caller goes away while it waits to be carried out is never carried out.
        """
        self._gates[method] = Gate(self._loop, carried_out=carried_out)
        return self._gates[method]

    def pass_time(self, seconds: float) -> None:
        """Let the server's clock go on: callback queries expire."""
        with self.world.changed:
            self.world.skipped += seconds
