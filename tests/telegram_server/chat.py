"""One chat as the server keeps it: who is in it, its messages, topics, drafts and actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.message import Message
from tests.telegram_server.refusals import Refusal, bad_request, forbidden

User = dict[str, Any]
_CARD_OF_USER = ("id", "first_name", "last_name", "username")


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A private chat or a group; `card` is Telegram's JSON of it."""

    card: dict[str, Any]
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    topics: dict[int, Topic] = field(default_factory=dict)
    drafts: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    members: dict[int, User] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    bot_status: str = "member"
    unreachable: Refusal | None = None

    @property
    def id(self) -> int:
        return int(self.card["id"])

    @property
    def is_private(self) -> bool:
        return bool(self.card["type"] == "private")

    @property
    def is_forum(self) -> bool:
        return bool(self.card.get("is_forum"))

    def next_id(self) -> int:
        """The number of the next message here."""
        self.last_id += 1
        return self.last_id

    def find(self, message_id: int) -> Message | None:
        """The message with this number, unless it was deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def check_writable(self) -> None:
        """Refuse when the bot may not write here.

        Raises: Refusal.
        """
        if self.unreachable:
            raise self.unreachable
        if self.bot_status in {"left", "kicked"}:
            what = "was kicked from" if self.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {what} the {self.card['type']} chat")

    def thread_fields(self, thread_id: int | None) -> dict[str, Any]:
        """The fields that place a new message in a topic; a group without topics ignores the number.

        Raises: Refusal when there is no such topic, or it is closed.
        """
        if thread_id is None:
            return {}
        if self.is_forum:
            topic = self.topics.get(thread_id)
            if topic is None:
                raise bad_request("message thread not found")
            if topic.closed and self.bot_status != "administrator":
                raise bad_request("TOPIC_CLOSED")
            return {"message_thread_id": thread_id, "is_topic_message": True}
        if self.is_private:
            raise bad_request("message thread not found")
        return {}

    def reply_thread_fields(self, answered: Mapping[str, Any]) -> dict[str, Any]:
        """The thread a reply stands in: the topic of what it answers, or the thread that it opens in a supergroup."""
        if "message_thread_id" in answered:
            return {name: answered[name] for name in ("message_thread_id", "is_topic_message") if name in answered}
        if self.card["type"] == "supergroup" and not self.is_forum:
            return {"message_thread_id": answered["message_id"]}
        return {}


def private_card(user: User) -> dict[str, Any]:
    """The card of the private chat with a person."""
    return {name: user[name] for name in _CARD_OF_USER if name in user} | {"type": "private"}
