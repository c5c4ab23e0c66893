"""What Telegram tells about the chats themselves: the bot is blocked or put out, let in again, or a group moves.

These updates are nobody's wish, so they pass no guard and get no reply.
"""

from datetime import datetime

from telegram import ChatMember, ChatMemberUpdated, Update

from bot.chat.room import Context, Room

OUTSIDE = {
    ChatMember.BANNED: "the bot was blocked or put out",
    ChatMember.LEFT: "the bot left or the group was deleted",
}


class ChatChanges:
    """Keeps what becomes of chats."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def learn_membership(self, update: Update, _context: Context) -> None:
        """Keep that the bot may write in a chat no longer, or again."""
        change = update.my_chat_member
        if change is None:
            return
        reason, chats = find_reason(change), self._room.state.chats
        if reason is None:
            await self._room.workers.record(chats.find_again, change.chat.id, change.date)
        else:
            await self._room.workers.record(chats.lose, change.chat.id, reason, change.date)

    async def learn_move(self, update: Update, _context: Context) -> None:
        """Let what belongs to a group belong to its new number; both chats tell it, and either may come first."""
        message = update.message
        if message is None:
            return
        old = message.chat.id if message.migrate_to_chat_id else message.migrate_from_chat_id
        new = message.migrate_to_chat_id or message.chat.id
        if old:
            await self._move(old, new, message.date)

    async def _move(self, old: int, new: int, moment: datetime) -> None:
        await self._room.workers.record(self._room.state.chats.move, old, new, moment)


def find_reason(change: ChatMemberUpdated) -> str | None:
    """Say why nothing can be sent to a chat after this change; None when it can."""
    member = change.new_chat_member
    return OUTSIDE.get(member.status)
