"""Which handler takes what concerns fair use."""

from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.chat.fairness.banning import Banning
from bot.chat.fairness.chats import ChatChanges
from bot.chat.people.handlers import MEANT
from bot.chat.people.matrix import Handler
from bot.chat.room import Room


def make_fairness_handlers(room: Room) -> list[Handler]:
    """Give the handlers of what admins ask for."""
    banning = Banning(room)
    return [
        CommandHandler("ban", banning.take_ban, MEANT),
        CommandHandler("unban", banning.take_unban, MEANT),
        CommandHandler("bans", banning.list_bans, MEANT),
    ]


def make_chat_handlers(room: Room) -> list[Handler]:
    """Give the handlers of what Telegram tells about chats; nobody asks for it, so they need no guard."""
    changes = ChatChanges(room)
    return [
        ChatMemberHandler(changes.learn_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, changes.learn_move),
    ]
