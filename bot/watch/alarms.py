"""What admins are told of errors: each new kind once, one that goes on once a day at most, and what was given up.

    error | kind | not told of today? | a notice for each admin, in the same transaction

The notices go out as all others do (`bot.chat.notifying`). They name the kind, and the id under which the log tells
more.
"""

import logging
import secrets
from collections.abc import Collection

from bot.state.error_kinds import ErrorKinds, Sighting
from bot.state.notices import Draft, Notices
from bot.state.people import People, Role
from bot.watch.kinds import find_kind
from corpus.database import Connection
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

NEW = "Something failed in a way that was not seen before: {kind}. The log tells more under {error_id}."
AGAIN = (
    "Something goes on failing: {kind}, {untold} times since the last message about it. The log tells more under "
    "{error_id}, the latest."
)
DEAD = (
    "A message could not be dealt with in three tries and was given up: update {number}, {kind}. Whoever sent it was "
    "told that the log has it under {error_id}."
)
NO_MORE = " Others that are given up today (UTC) are counted in onrecord_inbox_dead and told of no more."
CRASHED = "during which the bot ended again and again"
DEAD_A_DAY = 10


class Alarms:
    """Tells the admins: those of ADMIN_IDS and those who were given the role. All of it blocks."""

    def __init__(self, kinds: ErrorKinds, notices: Notices, people: People, admin_ids: Collection[int]) -> None:
        self._kinds = kinds
        self._notices = notices
        self._people = people
        self._admin_ids = admin_ids

    def tell_error(self, error: BaseException, error_id: str) -> bool:
        """Tell of an error if its kind is new or was not told of for a day; whether it was."""
        kind = find_kind(error)
        try:
            admins = self._list_admins()
            with self._kinds.database.writing() as connection:
                sighting = self._kinds.note(kind, error_id, connection)
                if sighting.is_due:
                    self._put(admins, f"error:{error_id}", describe_sighting(kind, error_id, sighting), connection)
        except DatabaseError as failure:
            log.warning("An error could not be told of", extra={"error_id": error_id, "error": failure})
            return False
        return sighting.is_due

    def tell_dead(self, number: int, kind: str, error_id: str) -> None:
        """Tell that an update is given up, before it is; the eleventh of a day and those after it are not told of.

        Raises:
            DatabaseError: when that cannot be written down.
        """
        admins = self._list_admins()
        with self._kinds.database.writing() as connection:
            before = self._kinds.count_dead(connection)
            if before >= DEAD_A_DAY:
                return
            text = DEAD.format(number=number, kind=kind or CRASHED, error_id=error_id)
            last = NO_MORE if before == DEAD_A_DAY - 1 else ""
            self._put(admins, f"dead:{number}", text + last, connection)

    def _put(self, admins: Collection[int], key: str, text: str, inside: Connection) -> None:
        drafts = [Draft(f"telegram:{admin}", f"{key}:{admin}", text) for admin in sorted(admins)]
        self._notices.put_all(drafts, inside)

    def _list_admins(self) -> set[int]:
        granted = {grant.person_id for grant in self._people.list_grants() if grant.role is Role.ADMIN}
        return {*self._admin_ids, *granted}


def describe_sighting(kind: str, error_id: str, sighting: Sighting) -> str:
    """Give the sentence about an error that is due to be told of."""
    text = NEW if sighting.is_new else AGAIN
    return text.format(kind=kind, error_id=error_id, untold=sighting.untold)


def make_error_id() -> str:
    """Give a new id for an error: six characters that can be read out."""
    return secrets.token_hex(3)
