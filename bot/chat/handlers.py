"""Which handler takes which update: what is meant for the bot, and what only an editor may do, is decided here."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.asking.handlers import make_asking_handlers
from bot.chat.asking.messages import ByName, OfPerson, ToBot
from bot.chat.asking.unusable import Unusable
from bot.chat.commands import Commands
from bot.chat.curating.handlers import make_curating_handlers
from bot.chat.fairness.handlers import make_chat_handlers, make_fairness_handlers
from bot.chat.feedback.handlers import make_feedback_handlers
from bot.chat.finding import Finder
from bot.chat.following.handlers import make_following_handlers
from bot.chat.guide.handlers import make_guide_handlers
from bot.chat.inline.handlers import make_inline_handlers
from bot.chat.people.guard import guard_handlers
from bot.chat.people.handlers import make_people_handlers
from bot.chat.pressing import press_old
from bot.chat.questions import EXAMPLE_BUTTON, Questions
from bot.chat.reading.handlers import make_reading_handlers
from bot.chat.receipts import WHY_BUTTON, Receipts
from bot.chat.room import Context, Room
from bot.chat.shelf.handlers import make_shelf_handlers
from bot.chat.standing.handlers import make_standing_handlers

Handler = BaseHandler[Any, Context, Any]

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUP = NEW & filters.ChatType.GROUPS
TEXT = filters.TEXT & ~filters.COMMAND


def make_handlers(room: Room) -> list[Handler]:
    """Give the handlers in order; of those that fit an update, only the first is called.

    All stand behind the guard but those of what nobody asks for.
    """
    handlers = [
        *make_people_handlers(room),
        *make_fairness_handlers(room),
        *make_shelf_handlers(room),
        *make_standing_handlers(room),
        *make_curating_handlers(room),
        *make_reading_handlers(room),
        *make_feedback_handlers(room),
        *make_guide_handlers(room),
        *make_asking_handlers(room),
        *make_following_handlers(room),
        *make_inline_handlers(room),
        *make_commands(room),
        *make_buttons(room),
        *make_messages(room),
    ]
    return [*make_chat_handlers(room), *guard_handlers(handlers, room)]


def make_commands(room: Room) -> list[Handler]:
    """Give the commands; in a group, those other than /ask must name the bot."""
    commands, meant = Commands(room), PRIVATE | (GROUP & ByName())
    return [
        CommandHandler("ask", Questions(room).take_command, NEW & OfPerson()),
        CommandHandler("find", Finder(room).take_command, meant),
        CommandHandler("start", commands.start, meant),
        CommandHandler("help", commands.help, meant),
        CommandHandler("new", commands.begin_anew, meant),
        MessageHandler(PRIVATE & filters.COMMAND, commands.decline_command),
    ]


def make_buttons(room: Room) -> list[Handler]:
    """Give what the buttons do."""
    return [
        CallbackQueryHandler(Receipts(room).press_why, WHY_BUTTON),
        CallbackQueryHandler(Questions(room).press_example, EXAMPLE_BUTTON),
        CallbackQueryHandler(press_old),
    ]


def make_messages(room: Room) -> list[Handler]:
    """Give what other messages do: questions, and what cannot be used."""
    commands, questions = Commands(room), Questions(room)
    return [
        MessageHandler(PRIVATE & filters.Document.ALL, commands.decline_file),
        MessageHandler(PRIVATE & TEXT & OfPerson(), questions.take_text),
        MessageHandler(GROUP & TEXT & ToBot(), questions.take_text),
        MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL & ~TEXT, Unusable(room).decline),
    ]
