"""Which handler takes what readers open; /start with a link must be asked before any other /start."""

from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.people.matrix import Handler
from bot.chat.reading.buttons import MORE_BUTTON, ORIGINAL_BUTTON, PAGE_BUTTON, PASSAGE_BUTTON
from bot.chat.reading.opening import Linked, Opening
from bot.chat.reading.pressing import SOURCE_BUTTON, Reading
from bot.chat.room import Room

OWN = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def make_reading_handlers(room: Room) -> list[Handler]:
    """Give the handlers in order."""
    reading = Reading(room)
    return [
        CommandHandler("start", Opening(room).open_link, OWN & Linked()),
        CallbackQueryHandler(reading.press_source, SOURCE_BUTTON),
        CallbackQueryHandler(reading.press_passage, PASSAGE_BUTTON),
        CallbackQueryHandler(reading.press_page, PAGE_BUTTON),
        CallbackQueryHandler(reading.press_original, ORIGINAL_BUTTON),
        CallbackQueryHandler(reading.press_more, MORE_BUTTON),
    ]
