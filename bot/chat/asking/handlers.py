"""Which handler of this area takes which update: stopping, the status, changed questions, and what is no text."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.asking.edits import AGAIN_BUTTON, Edits
from bot.chat.asking.messages import ByName, ReplyToBot, ToBot
from bot.chat.asking.status import Status
from bot.chat.asking.stopping import Asking, Stopping
from bot.chat.asking.unusable import SAID, Unusable
from bot.chat.questions import Questions
from bot.chat.room import Context, Room

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUP = NEW & filters.ChatType.GROUPS
EDITED = filters.UpdateType.EDITED_MESSAGE & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)


def make_asking_handlers(room: Room) -> list[BaseHandler[Any, Context, Any]]:
    """Give the handlers in order; a bare /cancel in a group is heard only from whom it concerns."""
    questions, unusable = Questions(room), Unusable(room)
    edits = Edits(room, questions)
    return [
        CommandHandler(
            "cancel",
            Stopping(room).take_command,
            PRIVATE | (GROUP & (ByName() | ReplyToBot() | Asking(room.underway))),
        ),
        CommandHandler("status", Status(room).take_command, PRIVATE | (GROUP & ByName())),
        CallbackQueryHandler(edits.press_again, AGAIN_BUTTON),
        MessageHandler(EDITED & (filters.TEXT | filters.CAPTION), edits.take_edit),
        MessageHandler(PRIVATE & filters.ANIMATION, unusable.decline),
        MessageHandler(GROUP & filters.CAPTION & ToBot(), questions.take_text),
        MessageHandler(GROUP & SAID & ReplyToBot(), unusable.decline),
    ]
