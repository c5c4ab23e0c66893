"""The updates that the bot has not acknowledged yet; they outlive the bot."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from tests.telegram_server.facts import UPDATE_KINDS, fit_value
from tests.telegram_server.refusals import bad_request

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_UPDATE = 700_000_001


class UpdateQueue:
    """Updates in order of their increasing numbers, kept until an offset above theirs confirms them."""

    def __init__(self, arrived: Callable[[], None]) -> None:
        self._arrived = arrived
        self._next_id = FIRST_UPDATE
        self.pending: list[dict[str, Any]] = []
        self.allowed = UPDATE_KINDS - ON_REQUEST
        self.deliveries: Counter[int] = Counter()
        self.kept_back: list[dict[str, Any]] = []

    def add(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update of a kind that the bot asked for; its number, or None when the bot did not ask."""
        fit_value({"update_id": self._next_id, kind: content}, "Update", "update")
        if kind not in self.allowed:
            self.kept_back.append({kind: content})
            return None
        return self.inject({kind: content})

    def inject(self, content: dict[str, Any]) -> int:
        """Queue anything as the next update, checked by nobody."""
        update_id = self._next_id
        self._next_id += 1
        self.pending.append({"update_id": update_id, **content})
        self._arrived()
        return update_id

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot asks for; an empty list asks for all that need not be named.

        Raises: Refusal for a kind that does not exist.
        """
        if kinds is None:
            return
        asked = frozenset(kinds)
        if unknown := sorted(asked - UPDATE_KINDS):
            raise bad_request(f'allowed_updates: there is no kind of update "{unknown[0]}"')
        self.allowed = asked or UPDATE_KINDS - ON_REQUEST

    def take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Confirm what lies before the offset (or all but the last few, if negative) and give the next ones."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.confirm_before(offset)
        taken = self.pending[:limit]
        self.deliveries.update(update["update_id"] for update in taken)
        return taken

    def confirm_before(self, offset: int) -> None:
        """Drop every update with a lower number."""
        self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def confirm(self, update_id: int) -> None:
        """Drop one update."""
        self.pending = [update for update in self.pending if update["update_id"] != update_id]

    def drop_all(self) -> None:
        """Drop everything that waits."""
        self.pending = []
