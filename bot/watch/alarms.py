"""What admins are told of errors: each new kind once, one that goes on once a day at most, and what was given up.

    error | kind | not told of today? | a notice for each admin, in the same transaction

The notices go out as all others do (`bot.chat.notifying`). They name the kind, and the id under which the log tells
more. Each admin is told in the language in which they are spoken to at that moment.
"""

import logging
import secrets
from collections.abc import Collection, Sequence

from bot.languages.speech import Speech, get_speech
from bot.state import State
from bot.state.error_kinds import Sighting
from bot.state.notices import Draft
from bot.state.people import Role
from bot.watch import wording
from bot.watch.kinds import find_kind
from corpus.database import Connection
from corpus.errors import DatabaseError
from corpus.worded import Counted, Worded

log = logging.getLogger(__name__)

DEAD_A_DAY = 10
DEAD_COUNTED = "onrecord_inbox_dead"


class Alarms:
    """Tells the admins: those of ADMIN_IDS and those who were given the role. All of it blocks."""

    def __init__(self, state: State, admin_ids: Collection[int]) -> None:
        self._kinds = state.error_kinds
        self._notices = state.notices
        self._people = state.people
        self._preferences = state.preferences
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
            told = describe_dead(number, kind, error_id, is_last=before == DEAD_A_DAY - 1)
            self._put(admins, f"dead:{number}", told, connection)

    def _put(self, admins: Collection[int], key: str, sentences: Sequence[Worded], inside: Connection) -> None:
        drafts = [
            Draft(f"telegram:{admin}", f"{key}:{admin}", " ".join(map(self._find_speech(admin, inside).say, sentences)))
            for admin in sorted(admins)
        ]
        self._notices.put_all(drafts, inside)

    def _find_speech(self, admin: int, inside: Connection) -> Speech:
        return get_speech(self._preferences.find_spoken(admin, inside).language)

    def _list_admins(self) -> set[int]:
        granted = {grant.person_id for grant in self._people.list_grants() if grant.role is Role.ADMIN}
        return {*self._admin_ids, *granted}


def describe_sighting(kind: str, error_id: str, sighting: Sighting) -> tuple[Worded, ...]:
    """Give the sentence about an error that is due to be told of."""
    if sighting.is_new:
        return (Worded(wording.NEW, kind=kind, error_id=error_id),)
    times = Counted(*wording.TIMES, sighting.untold)
    return (Worded(wording.AGAIN, kind=kind, times=times, error_id=error_id),)


def describe_dead(number: int, kind: str, error_id: str, *, is_last: bool) -> tuple[Worded, ...]:
    """Give the sentences about an update that is given up; `is_last` for the last that is told of in a day."""
    named = str(number), kind or Worded(wording.CRASHED)
    dead = Worded(wording.DEAD, number=named[0], kind=named[1], error_id=error_id)
    return (dead, Worded(wording.NO_MORE, metric=DEAD_COUNTED)) if is_last else (dead,)


def make_error_id() -> str:
    """Give a new id for an error: six characters that can be read out."""
    return secrets.token_hex(3)
