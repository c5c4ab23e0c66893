"""What each command and each button needs: the one table, which the guard enforces for every handler.

A command that stands in no row cannot be registered; a button that stands in none is for admins alone.
"""

from collections.abc import Mapping
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot.chat.room import Context
from bot.state.people import Role

Handler = BaseHandler[Any, Context, Any]

EVERYBODY: Final = None

COMMANDS: Mapping[str, Role | None] = {
    "ask": EVERYBODY,
    "cancel": EVERYBODY,
    "find": EVERYBODY,
    "follow": EVERYBODY,
    "forget": EVERYBODY,
    "help": EVERYBODY,
    "language": EVERYBODY,
    "new": EVERYBODY,
    "privacy": EVERYBODY,
    "sources": EVERYBODY,
    "start": EVERYBODY,
    "status": EVERYBODY,
    "unfollow": EVERYBODY,
    "whoami": EVERYBODY,
    "add": Role.EDITOR,
    "correct": Role.EDITOR,
    "feedback": Role.EDITOR,
    "gaps": Role.EDITOR,
    "history": Role.EDITOR,
    "replace": Role.EDITOR,
    "reports": Role.EDITOR,
    "stats": Role.EDITOR,
    "ban": Role.ADMIN,
    "bans": Role.ADMIN,
    "grant": Role.ADMIN,
    "invite": Role.ADMIN,
    "invites": Role.ADMIN,
    "log": Role.ADMIN,
    "people": Role.ADMIN,
    "restore": Role.ADMIN,
    "revoke": Role.ADMIN,
    "unban": Role.ADMIN,
    "withdraw": Role.ADMIN,
}
"""By the command's name."""

BUTTONS: Mapping[str, Role | None] = {
    "e": EVERYBODY,
    "ea": EVERYBODY,
    **dict.fromkeys(("fa", "fe", "fl"), EVERYBODY),
    "p": EVERYBODY,
    **dict.fromkeys(("fn", "fy", "la", "pd", "po", "pq"), EVERYBODY),
    "s": EVERYBODY,
    "w": EVERYBODY,
    **dict.fromkeys(("qb", "qm", "qo", "qp"), EVERYBODY),
    **dict.fromkeys(("fd", "fr", "fu", "fw"), EVERYBODY),
    **dict.fromkeys(("a", "d", "o"), Role.EDITOR),
    **dict.fromkeys(("gc", "gd", "gn", "gp", "gr", "gt", "gy", "rc", "rp"), Role.EDITOR),
    "fp": Role.EDITOR,
    **dict.fromkeys(("vn", "vp", "vr", "vw", "vy"), Role.EDITOR),
    **dict.fromkeys(("lg", "vy:b", "vy:w"), Role.ADMIN),
    **dict.fromkeys(("pe", "pi", "pr", "px"), Role.ADMIN),
}
"""By the beginning of the button's data: what stands before its second colon, else before its first."""


def check_row(handler: Handler) -> None:
    """Refuse a command of which it is not settled who may use it.

    Raises:
        LookupError: when it stands in no row of the table.
    """
    missing = sorted(handler.commands - COMMANDS.keys()) if isinstance(handler, CommandHandler) else []
    if missing:
        raise LookupError(f"/{missing[0]} stands in no row of bot.chat.people.matrix")


def find_needed_role(handler: Handler, update: Update) -> Role | None:
    """Give the role without which an update does not reach a handler, None where everybody does who is let in.

    Messages that are no commands need none here: their handlers are chosen by what the sender may do.
    """
    if isinstance(handler, CommandHandler):
        needed = [role for name in handler.commands if (role := COMMANDS[name])]
        return max(needed, key=list(Role).index, default=EVERYBODY)
    if isinstance(handler, CallbackQueryHandler) and handler.pattern is not None and update.callback_query:
        return find_row(update.callback_query.data or "")
    return EVERYBODY


def find_row(data: str) -> Role | None:
    """Give the role that a button needs, by its data."""
    first, _, rest = data.partition(":")
    longer = f"{first}:{rest.partition(':')[0]}"
    return BUTTONS[longer] if longer in BUTTONS else BUTTONS.get(first, Role.ADMIN)
