"""Which handler takes what is said of answers; a reply with the reason must be asked before questions."""

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.feedback.listing import PAGE_BUTTON, Opinions
from bot.chat.feedback.rating import RATING_BUTTON, REASON_BUTTON, WORDS_BUTTON, Explained, Ratings
from bot.chat.people.matrix import Handler
from bot.chat.rights import Allowed
from bot.chat.room import Room
from bot.state.people import Role

OWN = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def make_feedback_handlers(room: Room) -> list[Handler]:
    """Give the handlers in order."""
    ratings, opinions = Ratings(room), Opinions(room)
    return [
        CommandHandler("feedback", opinions.list_opinions, OWN & Allowed(room.rights, Role.EDITOR)),
        MessageHandler(OWN & ~filters.COMMAND & Explained(), ratings.take_words),
        CallbackQueryHandler(ratings.press_rating, RATING_BUTTON),
        CallbackQueryHandler(ratings.press_reason, REASON_BUTTON),
        CallbackQueryHandler(ratings.press_words, WORDS_BUTTON),
        CallbackQueryHandler(opinions.turn_page, PAGE_BUTTON),
    ]
