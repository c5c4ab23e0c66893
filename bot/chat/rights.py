"""Who may do what: the one place where the chat decides that somebody is an editor or an admin.

    update | learn the sender's role from the database | filters and handlers ask what it allows

The role is read anew for every update, a press of a button too, so that a button is dead for whoever lost the right.
"""

from collections.abc import Collection

from telegram import Chat, Update
from telegram.ext.filters import UpdateFilter

from bot.chat.workers import Workers
from bot.state.people import People, Role


class Rights:
    """What the sender or presser of an update may do; `learn` must have been called for that update."""

    def __init__(self, people: People, admin_ids: Collection[int], workers: Workers) -> None:
        self._people = people
        self._admin_ids = frozenset(admin_ids)
        self._workers = workers
        self._roles: dict[int, Role] = {}

    async def learn(self, update: Update) -> None:
        """Read which role the sender or presser has now.

        Raises:
            DatabaseError: when that cannot be read.
        """
        person = update.effective_user
        if person is None:
            return
        role = await self._workers.record(self.find_role, person.id)
        if role is None:
            self._roles.pop(person.id, None)
        else:
            self._roles[person.id] = role

    def find_role(self, person_id: int) -> Role | None:
        """Give the role that somebody has now; it blocks."""
        return Role.ADMIN if person_id in self._admin_ids else self._people.find_role(person_id)

    def allows(self, update: Update, role: Role) -> bool:
        """Whether the sender or presser may do what this role may: in a private chat of their own only."""
        person = find_person(update)
        known = self._roles.get(person) if person is not None else None
        return known is not None and known.includes(role)


class Allowed(UpdateFilter):
    """Lets through what somebody with this role sends."""

    def __init__(self, rights: Rights, role: Role) -> None:
        super().__init__()
        self._rights = rights
        self._role = role

    def filter(self, update: Update) -> bool:
        """Whether somebody with this role sent it."""
        return self._rights.allows(update, self._role)


def find_person(update: Update) -> int | None:
    """Give the number of the sender or presser, by what Telegram says, in a private chat of their own; else None.

    What was sent in the name of a chat, through another bot, or by a bot is nobody's.
    """
    person, chat, message = update.effective_user, update.effective_chat, update.message
    if person is None or chat is None or chat.type != Chat.PRIVATE or chat.id != person.id or person.is_bot:
        return None
    if message is not None and (message.sender_chat or message.via_bot):
        return None
    return person.id
