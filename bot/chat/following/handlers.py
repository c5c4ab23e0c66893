"""Which handler takes what concerns following; in a group, a command must name the bot."""

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.chat.following.follower import ANSWER_BUTTON, END_BUTTON, Follower
from bot.chat.room import Context, Room

Handler = BaseHandler[Any, Context, Any]

NAMED = filters.ChatType.GROUPS & filters.Regex(r"\A/\w+@")
MEANT = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | NAMED)


def make_following_handlers(room: Room) -> list[Handler]:
    """Give the two commands and the two buttons."""
    follower = Follower(room)
    return [
        CommandHandler("follow", follower.take_follow, MEANT),
        CommandHandler("unfollow", follower.list_follows, MEANT),
        CallbackQueryHandler(follower.press_end, END_BUTTON),
        CallbackQueryHandler(follower.press_answer, ANSWER_BUTTON),
    ]
