"""Groups and their topics."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.chat import Chat, Topic
from tests.telegram_server.message import Message
from tests.telegram_server.methods.rooms import member_json
from tests.telegram_server.people import Person
from tests.telegram_server.refusals import forbidden, upgraded
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

    def migrates(self, new_id: int, *, told: bool = True) -> "Group":
        """Become a supergroup, which is another chat: nothing can be sent to this one any more.

        Where the bot is not `told`, it finds out by writing here.
        """
        assert self.chat.card["type"] == "group", "only a basic group becomes a supergroup"
        with self.world.changed:
            card = {**self.chat.card, "id": new_id, "type": "supergroup"}
            moved = self.world.chats[new_id] = Chat(card, members=self.chat.members, bot_status=self.chat.bot_status)
            owner = next(iter(self.chat.members.values()))
            notes = [
                self.world.post(self.chat, owner, {"migrate_to_chat_id": new_id}),
                self.world.post(moved, owner, {"migrate_from_chat_id": self.id}),
            ]
            self.chat.unreachable = upgraded(new_id)
            for message in notes if told else ():
                self.world.updates.add("message", dict(message.payload))
            return Group(self.world, moved)

    def is_deleted(self) -> None:
        """Be gone: Telegram says so only to who writes there."""
        with self.world.changed:
            self.chat.unreachable = forbidden("the group chat was deleted")

    @property
    def messages(self) -> list[Message]:
        """What stands in the group."""
        with self.world.changed:
            return [message for message in self.chat.messages.values() if not message.deleted]
