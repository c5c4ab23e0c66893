"""Who may do what: the one place where the chat decides that somebody is let in, an editor or an admin.

    update | learn the sender's role from the database | filters, the guard and handlers ask what it allows

The role is read anew for every update, a press of a button too, and again for every try at it, so that a button is
dead for whoever lost the right.
"""

from collections.abc import Collection

from telegram import Chat, Message, Update
from telegram.ext.filters import UpdateFilter

from bot.chat.workers import Workers
from bot.state.people import People, Role
from bot.state.roles import SHARED_ACCOUNTS


class Rights:
    """What the sender or presser of an update may do; `learn` must have been called for that update.

    `admin_ids` are admins for good; with `invited_only`, nobody without a role is let in.
    """

    def __init__(
        self, people: People, admin_ids: Collection[int], workers: Workers, *, invited_only: bool = False
    ) -> None:
        self.admin_ids = frozenset(admin_ids)
        self.invited_only = invited_only
        self._people = people
        self._workers = workers
        self._roles: dict[int, Role] = {}

    async def learn(self, update: Update) -> None:
        """Read which role the sender or presser has now; while that cannot be read, they have none.

        Raises:
            DatabaseError: when it cannot.
        """
        person = update.effective_user
        if person is None:
            return
        role = None
        try:
            role = await self._workers.record(self.find_role, person.id)
        finally:
            if role is None:
                self._roles.pop(person.id, None)
            else:
                self._roles[person.id] = role

    async def learn_all(self) -> None:
        """Read the roles of everybody who has one, so that `spares` knows them before they send anything.

        Raises:
            DatabaseError: when they cannot be read.
        """
        grants = await self._workers.record(self._people.list_grants)
        self._roles.update({grant.person_id: grant.role for grant in grants})

    def spares(self, person_id: int) -> bool:
        """Whether somebody is bound by no limit of fair use, as far as is known before `learn` was called."""
        known = Role.ADMIN if person_id in self.admin_ids else self._roles.get(person_id)
        return known is not None and known.includes(Role.EDITOR)

    def is_spared(self, update: Update) -> bool:
        """Whether the sender or presser is bound by no limit of fair use, in a group neither: editors and admins."""
        person = find_asker(update)
        known = self._roles.get(person) if person is not None else None
        return known is not None and known.includes(Role.EDITOR)

    def list_admins(self) -> list[int]:
        """Give the numbers of the admins of this moment; it blocks."""
        granted = {grant.person_id for grant in self._people.list_grants() if grant.role is Role.ADMIN}
        return sorted(self.admin_ids | granted)

    def find_role(self, person_id: int) -> Role | None:
        """Give the role that somebody has now; it blocks."""
        return Role.ADMIN if person_id in self.admin_ids else self._people.find_role(person_id)

    def lets_in(self, person_id: int) -> bool:
        """Whether somebody may read here now, for what is sent without being asked for just now; it blocks."""
        return not self.invited_only or self.find_role(person_id) is not None

    def admits(self, update: Update) -> bool:
        """Whether the sender or presser may ask here, in a group too; what they see there, all of the group sees."""
        return not self.invited_only or find_asker(update) in self._roles

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


def find_asker(update: Update) -> int | None:
    """Give the number of the person who writes, presses or asks inline, anywhere.

    None for a bot and for what is sent in the name of a chat, behind which anybody can be.
    """
    person = update.effective_user
    if person is None or person.is_bot or person.id in SHARED_ACCOUNTS:
        return None
    written = None if update.callback_query else update.effective_message
    return None if written is not None and written.sender_chat else person.id


def find_person(update: Update) -> int | None:
    """Give the number of the sender or presser, by what Telegram says, in a private chat of their own; else None.

    Only a new message and a press count. What was sent in the name of a chat, through another bot, by a bot or for a
    business is nobody's, and so is a command that was forwarded or whose button hangs under a person's message.
    """
    source = update.callback_query or update.message
    if source is None or find_asker(update) is None:
        return None
    message = update.callback_query.message if update.callback_query else update.message
    person = source.from_user
    if message is None or person is None or message.chat.type != Chat.PRIVATE or message.chat.id != person.id:
        return None
    if not isinstance(message, Message):
        return person.id
    doubtful = is_button_of_person(message) if update.callback_query else is_forwarded_command(message)
    return None if doubtful or is_for_another(message) else person.id


def is_for_another(message: Message) -> bool:
    """Whether somebody else than its sender stands behind a message: a chat, another bot or a business."""
    return bool(message.sender_chat or message.via_bot or message.sender_business_bot or message.business_connection_id)


def is_forwarded_command(message: Message) -> bool:
    """Whether a message hands on a command that somebody else may have written."""
    return message.forward_origin is not None and (message.text or message.caption or "").lstrip().startswith("/")


def is_button_of_person(message: Message) -> bool:
    """Whether the message with the button is a person's; those of this bot are its own."""
    return message.from_user is not None and not message.from_user.is_bot
