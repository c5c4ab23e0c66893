"""Which handler takes what is typed inline; who is not let in is told so by the guard."""

from typing import Any

from telegram.ext import BaseHandler, InlineQueryHandler

from bot.chat.inline.inquiries import Inquiries
from bot.chat.room import Context, Room

Handler = BaseHandler[Any, Context, Any]


def make_inline_handlers(room: Room) -> list[Handler]:
    """Give the one handler of inline mode."""
    return [InlineQueryHandler(Inquiries(room).take_query)]
