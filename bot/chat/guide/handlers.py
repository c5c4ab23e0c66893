"""Which handler takes what people send to find their way; in a group, a command must name the bot."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.chat.guide import shelf
from bot.chat.guide.forgetting import NO_BUTTON, YES_BUTTON, Forgetting
from bot.chat.guide.shelf import ShelfPages
from bot.chat.guide.speaking import LANGUAGE_BUTTON, Languages
from bot.chat.room import Context, Room

Handler = BaseHandler[Any, Context, Any]

MEANT = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & filters.Regex(r"\A/\w+@")))


def make_guide_handlers(room: Room) -> list[Handler]:
    """Give the commands and the buttons."""
    pages, languages, forgetting = ShelfPages(room), Languages(room), Forgetting(room)
    return [
        CommandHandler("sources", pages.list_sources, MEANT),
        CommandHandler("language", languages.take_command, MEANT),
        CommandHandler("privacy", forgetting.show_privacy, MEANT),
        CommandHandler("forget", forgetting.take_command, MEANT),
        CallbackQueryHandler(pages.turn_outlets, shelf.OUTLETS_BUTTON),
        CallbackQueryHandler(pages.turn_dates, shelf.DATES_BUTTON),
        CallbackQueryHandler(pages.turn_outlet, shelf.OUTLET_BUTTON),
        CallbackQueryHandler(pages.turn_found, shelf.FOUND_BUTTON),
        CallbackQueryHandler(languages.press, LANGUAGE_BUTTON),
        CallbackQueryHandler(forgetting.press_yes, YES_BUTTON),
        CallbackQueryHandler(forgetting.press_no, NO_BUTTON),
    ]
