"""Who may do what: the one place where the chat decides that somebody is an editor."""

from collections.abc import Collection

from telegram import Chat, Update
from telegram.ext.filters import UpdateFilter


def is_editor(update: Update, admin_ids: Collection[int]) -> bool:
    """Whether the sender or presser is an editor, by the number that Telegram gives, in a private chat of their own.

    What was sent in the name of a chat, through another bot, or by a bot never is.
    """
    person, chat, message = update.effective_user, update.effective_chat, update.message
    if person is None or chat is None or chat.type != Chat.PRIVATE or chat.id != person.id or person.is_bot:
        return False
    if message is not None and (message.sender_chat or message.via_bot):
        return False
    return person.id in admin_ids


class Editors(UpdateFilter):
    """Lets through what an editor sends."""

    def __init__(self, admin_ids: Collection[int]) -> None:
        super().__init__()
        self._admin_ids = admin_ids

    def filter(self, update: Update) -> bool:
        """Whether an editor sent it."""
        return is_editor(update, self._admin_ids)
