"""Which messages of a group Telegram shows a bot."""

from tests.telegram_server.chat import Chat
from tests.telegram_server.message import Message
from tests.telegram_server.world import World


def reaches_bot(world: World, chat: Chat, message: Message) -> bool:
    """All of a private chat; of a group only what is meant for the bot, unless it may read everything."""
    if chat.bot_status in {"left", "kicked"}:
        return False
    if chat.is_private or world.reads_all_in_groups or chat.bot_status == "administrator":
        return True
    replied = message.payload.get("reply_to_message", {}).get("from", {}).get("id")
    return replied == world.bot["id"] or _addresses_bot(world, message)


def _addresses_bot(world: World, message: Message) -> bool:
    name = f"@{world.bot['username']}".lower()
    for entity in message.entities:
        part = message.part(entity).lower()
        if entity["type"] == "mention" and part == name:
            return True
        if entity["type"] == "bot_command" and ("@" not in part or part.endswith(name)):
            return True
    return False
