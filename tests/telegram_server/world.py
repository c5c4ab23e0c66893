"""Everything the server knows: the bot, people, chats, files, queries, and the clock. Touched only under its lock."""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from tests.telegram_server.chat import Chat, User
from tests.telegram_server.message import Message
from tests.telegram_server.refusals import Refusal, bad_request
from tests.telegram_server.updates import UpdateQueue

MAX_DOWNLOAD = 20_971_520


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server."""

    file_id: str
    name: str
    mime_type: str
    data: bytes

    @property
    def path(self) -> str:
        """Where it can be downloaded, after the token."""
        return f"documents/{hashlib.sha256(self.file_id.encode()).hexdigest()[:12]}{PurePath(self.name).suffix}"

    def to_json(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}

    @property
    def unique_id(self) -> str:
        return f"AgAD{hashlib.sha256(self.data).hexdigest()[:12]}"


@dataclass(slots=True)
class Query:
    """A callback query or an inline query, and how the bot answered it."""

    id: str
    asked_at: float
    answer: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot: what it asked, and the code it got (200, a refusal's, or 0 for a dropped connection)."""

    method: str
    arguments: dict[str, Any]
    at: float
    code: int
    description: str = ""
    result: Any = None
    scripted: bool = False


@dataclass(slots=True)
class World:
    """The state behind the server; `changed` is notified whenever something in it changes."""

    bot: User
    changed: threading.Condition = field(default_factory=lambda: threading.Condition(threading.RLock()))
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callback_queries: dict[str, Query] = field(default_factory=dict)
    inline_queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    settings: dict[tuple[str, ...], Any] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    reads_all_in_groups: bool = False
    callback_lifetime: float = 15.0
    inline_lifetime: float = 15.0
    skipped: float = 0.0
    polls: int = 0
    wakers: list[Callable[[], None]] = field(default_factory=list)
    updates: UpdateQueue = field(init=False)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self._wake)

    def _wake(self) -> None:
        for waker in self.wakers:
            waker()
        self.changed.notify_all()

    def now(self) -> float:
        """Seconds since 1970, with the time that a test let pass."""
        return time.time() + self.skipped

    def find_chat(self, chat_id: int | str) -> Chat:
        """The chat with this number or @name.

        Raises: Refusal when the bot has never met it.
        """
        if isinstance(chat_id, int):
            found = self.chats.get(chat_id)
        else:
            named = (chat for chat in self.chats.values() if not chat.is_private)
            found = next((chat for chat in named if f"@{chat.card.get('username')}" == chat_id), None)
        if found is None:
            raise bad_request("chat not found")
        return found

    def post(self, chat: Chat, sender: User, content: dict[str, Any]) -> Message:
        """Put a new message into a chat."""
        payload = {
            "message_id": chat.next_id(),
            "from": sender,
            "chat": chat.card,
            "date": int(self.now()),
            **content,
        }
        message = chat.messages[payload["message_id"]] = Message(payload)
        self.changed.notify_all()
        return message

    def put(self, chat: Chat, message: Message) -> Message:
        """Let a message stand as it is now."""
        chat.messages[message.id] = message
        self.changed.notify_all()
        return message

    def keep_file(self, name: str, mime_type: str, data: bytes) -> StoredFile:
        """Store a file."""
        file = StoredFile(f"BQACAgIAAxk{secrets.token_urlsafe(36)}", name, mime_type, data)
        self.files[file.file_id] = file
        return file

    def log(self, call: Call) -> None:
        """Remember a call."""
        self.calls.append(call)
        self.changed.notify_all()

    def open_query(self, queries: dict[str, Query], query_id: str, lifetime: float, too_old: Refusal) -> Query:
        """A query that may still be answered.

        Raises: Refusal when it is unknown, expired or answered already.
        """
        query = queries.get(query_id)
        if query is None or query.answer is not None or self.now() - query.asked_at > lifetime:
            raise too_old
        return query

    def new_query(self, queries: dict[str, Query]) -> Query:
        """A query that starts now."""
        query = Query(str(secrets.randbelow(10**18) + 10**17), self.now())
        queries[query.id] = query
        return query
