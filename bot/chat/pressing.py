"""What every press of a button has in common."""

from telegram import Update
from telegram.error import BadRequest

from bot.chat.room import Context
from bot.chat.sending import insist
from bot.chat.texts import BUTTON_OLD


async def stop_turning(update: Update, notice: str = "", *, is_alert: bool = True) -> None:
    """Answer a press, so that the button stops turning; a press too old to be answered needs no answer.

    A notice that is no alert goes away by itself.
    """
    query = update.callback_query
    if query is None:
        return
    try:
        await insist(lambda: query.answer(notice or None, show_alert=is_alert and bool(notice)))
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise


def find_match(context: Context, group: int = 1) -> str:
    """Give what a pattern found in the data of a button."""
    return str(context.matches[0][group]) if context.matches else ""


async def press_old(update: Update, context: Context) -> None:
    """Say that a button means nothing any more."""
    await stop_turning(update, context.speech.say(BUTTON_OLD))
