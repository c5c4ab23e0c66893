"""Which handler takes what concerns people; /start with a link to be let in must be asked before any other /start."""

from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.people.granting import CONFIRM_BUTTON, LEAVE_BUTTON, Granting
from bot.chat.people.inviting import TAKE_BACK_BUTTON, Inviting, Opened
from bot.chat.people.listing import PAGE_BUTTON, Listing
from bot.chat.people.matrix import Handler
from bot.chat.room import Room

NEW = filters.UpdateType.MESSAGE
MEANT = NEW & (filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & filters.Regex(r"\A/\w+@")))
"""In a group, a command that names the bot; it is told there that this is for private chats."""


def make_people_handlers(room: Room) -> list[Handler]:
    """Give the handlers in order."""
    granting, listing, inviting = Granting(room), Listing(room), Inviting(room)
    return [
        CommandHandler("start", inviting.redeem, NEW & Opened()),
        CommandHandler("whoami", listing.say_who, NEW & filters.ChatType.PRIVATE),
        CommandHandler("grant", granting.take_grant, MEANT),
        CommandHandler("revoke", granting.take_revoke, MEANT),
        CommandHandler("people", listing.list_people, MEANT),
        CommandHandler("invite", inviting.take_invite, MEANT),
        CommandHandler("invites", inviting.list_invites, MEANT),
        CallbackQueryHandler(granting.press_confirm, CONFIRM_BUTTON),
        CallbackQueryHandler(granting.press_leave, LEAVE_BUTTON),
        CallbackQueryHandler(listing.turn_page, PAGE_BUTTON),
        CallbackQueryHandler(inviting.press_take_back, TAKE_BACK_BUTTON),
    ]
