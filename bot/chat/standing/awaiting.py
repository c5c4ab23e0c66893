"""What the bot waits for from an editor: a reason, by a reply, or new wording, as the next thing that they send.

    update | learn from the database whether something is awaited | filters ask

As with rights, this is read anew for every message, so that it outlives a restart.
"""

from telegram import Message, Update
from telegram.ext.filters import UpdateFilter

from bot.chat.asking.messages import is_reply_to_bot
from bot.chat.rights import Rights, find_person
from bot.chat.workers import Workers
from bot.state.decisions import Decisions
from bot.state.people import Role

REASON, WORDING = "await-reason", "await-wording"


class Awaiting:
    """What is awaited from whom; `learn` must have been called for an update after `Rights.learn`."""

    def __init__(self, decisions: Decisions, rights: Rights, workers: Workers) -> None:
        self._decisions = decisions
        self._rights = rights
        self._workers = workers
        self._awaited: dict[int, frozenset[str]] = {}

    async def learn(self, update: Update) -> None:
        """Read what is awaited from the sender of a message.

        Raises:
            DatabaseError: when that cannot be read.
        """
        person = find_person(update)
        if person is None or update.message is None:
            return
        self._awaited.pop(person, None)
        if self._rights.allows(update, Role.EDITOR):
            self._awaited[person] = await self._workers.record(self._read, person, f"telegram:{update.update_id}")

    def awaits(self, update: Update, kind: str) -> bool:
        """Whether this is awaited from the sender."""
        person = find_person(update)
        return person is not None and kind in self._awaited.get(person, ())

    def _read(self, person: int, message: str) -> frozenset[str]:
        return frozenset(kind for kind in (REASON, WORDING) if self._decisions.is_awaited(person, kind, message))


class Awaited(UpdateFilter):
    """Lets through what is awaited: any message for new wording, a reply to the bot's request for a reason."""

    def __init__(self, awaiting: Awaiting, kind: str) -> None:
        super().__init__()
        self._awaiting = awaiting
        self._kind = kind

    def filter(self, update: Update) -> bool:
        """Whether it is."""
        message = update.message
        if message is None or not self._awaiting.awaits(update, self._kind):
            return False
        return self._kind == WORDING or is_reply_to_request(message)


def is_reply_to_request(message: Message) -> bool:
    """Whether a message replies to one of the bot's that has no buttons, as a request for a reason has none."""
    replied = message.reply_to_message
    return is_reply_to_bot(message) and replied is not None and replied.reply_markup is None
