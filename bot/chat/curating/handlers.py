"""Which updates are about documents: files, posts, links and long texts of editors, and their buttons."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.curating.adding import Adding
from bot.chat.curating.buttons import OFFER_BUTTON
from bot.chat.curating.deciding import Deciding
from bot.chat.curating.editing import Editing
from bot.chat.curating.gathering import Gathering
from bot.chat.curating.posts import Forwarded
from bot.chat.curating.preparing import Preparing
from bot.chat.curating.previewing import Previewing
from bot.chat.rights import Allowed
from bot.chat.room import Context, Room
from bot.state.people import Role

PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def make_curating_handlers(room: Room) -> list[BaseHandler[Any, Context, Any]]:
    """Give the handlers in order; of those that fit an update, only the first is called."""
    previewing = Previewing(room)
    editing = Editing(room, previewing)
    gathering = Gathering(room, Preparing(room, previewing), editing)
    deciding = Deciding(room, previewing, editing, Adding(room, previewing))
    editor = PRIVATE & Allowed(room.rights, Role.EDITOR)
    return [
        CallbackQueryHandler(deciding.press, OFFER_BUTTON),
        MessageHandler(editor & Forwarded() & ~filters.StatusUpdate.ALL, gathering.take_document),
        CommandHandler("add", gathering.take_command, PRIVATE),
        MessageHandler(editor & filters.Document.ALL, gathering.take_document),
        MessageHandler(editor & filters.TEXT & ~filters.COMMAND, gathering.take_text),
    ]
