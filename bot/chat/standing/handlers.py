"""Which handler of this area takes which update; all of them are for editors in a private chat of their own."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.rights import Allowed
from bot.chat.room import Context, Room
from bot.chat.standing import replacing, telling
from bot.chat.standing.awaiting import REASON, WORDING, Awaited
from bot.chat.standing.choosing import PICK_BUTTON
from bot.chat.standing.replacing import REPLACE_BUTTON, Replacements
from bot.chat.standing.ruling import NO_BUTTON, WORDING_BUTTON, YES_BUTTON, Rulings
from bot.chat.standing.telling import Histories
from bot.state.people import Role

Handler = BaseHandler[Any, Context, Any]

PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
TEXT = filters.TEXT & ~filters.COMMAND
CAPTIONED = filters.CaptionRegex(r"\A/(?:replace|correct)(?:@\w+)?(?:\s|\Z)")


def make_standing_handlers(room: Room) -> list[Handler]:
    """Give the handlers in order; they come before those that take documents and texts as something else."""
    replacements = Replacements(room)
    rulings, histories = Rulings(room, replacements), Histories(room)
    editor = PRIVATE & Allowed(room.rights, Role.EDITOR)
    awaited = editor & Awaited(room.awaiting, WORDING)
    return [
        CommandHandler("replace", replacements.take_command, editor),
        CommandHandler("correct", rulings.take_correct, editor),
        CommandHandler("withdraw", rulings.take_withdraw, editor),
        CommandHandler("restore", rulings.take_restore, editor),
        CommandHandler("history", histories.take_command, editor),
        CallbackQueryHandler(replacements.press_pick, replacing.PICK_BUTTON),
        CallbackQueryHandler(histories.press_pick, telling.PICK_BUTTON),
        CallbackQueryHandler(rulings.press_pick, PICK_BUTTON),
        CallbackQueryHandler(rulings.press_yes, YES_BUTTON),
        CallbackQueryHandler(rulings.press_no, NO_BUTTON),
        CallbackQueryHandler(rulings.press_wording, WORDING_BUTTON),
        CallbackQueryHandler(replacements.press_replace, REPLACE_BUTTON),
        MessageHandler(editor & filters.Document.ALL & CAPTIONED, replacements.take_captioned),
        MessageHandler(editor & TEXT & Awaited(room.awaiting, REASON), rulings.take_reason),
        MessageHandler(awaited & (filters.Document.ALL | TEXT), replacements.take_wording),
    ]
