"""Groups and their topics."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.chat import Chat, Topic
from tests.telegram_server.message import Message
from tests.telegram_server.methods.rooms import member_json
from tests.telegram_server.people import Person
from tests.telegram_server.world import World


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the bot in it."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        return self.chat.id

    def topic(self, name: str) -> int:
        """Open a topic; its number."""
        assert self.chat.is_forum, f"{self.chat.card['title']} has no topics"
        with self.world.changed:
            thread_id = self.chat.next_id()
            self.chat.topics[thread_id] = Topic(name)
            return thread_id

    def closes(self, topic: int) -> None:
        """Close a topic: only administrators may write there."""
        with self.world.changed:
            self.chat.topics[topic].closed = True

    def turns_bot(self, status: str, by: Person) -> None:
        """Make the bot a member, administrator, or put it out (left, kicked)."""
        with self.world.changed:
            before, self.chat.bot_status = self.chat.bot_status, status
            bot, now = self.world.bot, int(self.world.now())
            change: dict[str, Any] = {"chat": self.chat.card, "from": by.user, "date": now}
            change |= {"old_chat_member": member_json(bot, before), "new_chat_member": member_json(bot, status)}
            self.world.updates.add("my_chat_member", change)

    @property
    def messages(self) -> list[Message]:
        """What stands in the group."""
        with self.world.changed:
            return [message for message in self.chat.messages.values() if not message.deleted]
