"""Which handler takes what the keepers of the shelf send; who is none of them is passed on as if it were not there."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.chat.rights import Allowed
from bot.chat.room import Context, Room
from bot.chat.shelf import gaps, log, reports
from bot.chat.shelf.figures import Counts
from bot.state.people import Role

Handler = BaseHandler[Any, Context, Any]


def make_shelf_handlers(room: Room) -> list[Handler]:
    """Give the commands, for editors and admins, and the buttons, which check who presses."""
    keeper = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & Allowed(room.rights, Role.EDITOR)
    listed, logged, asked = reports.Reports(room), log.Log(room), gaps.GapDesk(room)
    return [
        CommandHandler("reports", listed.list_reports, keeper),
        CommandHandler("stats", Counts(room).show_figures, keeper),
        CommandHandler("log", logged.show_log, keeper),
        CommandHandler("gaps", asked.take_command, keeper),
        CallbackQueryHandler(listed.turn_page, reports.PAGE_BUTTON),
        CallbackQueryHandler(listed.open_card, reports.CARD_BUTTON),
        CallbackQueryHandler(logged.turn_page, log.LOG_BUTTON),
        CallbackQueryHandler(asked.turn_page, gaps.PAGE_BUTTON),
        CallbackQueryHandler(asked.open_gap, gaps.GAP_BUTTON),
        CallbackQueryHandler(asked.press_decision, gaps.DECISION_BUTTON),
        CallbackQueryHandler(asked.press_drop, gaps.DROP_BUTTON),
    ]
