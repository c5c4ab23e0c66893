"""The watch over the questions that people follow: asked again when the shelf has changed and come to rest.

    last event of the audit log | at rest? | follows that lag behind, alike ones together | asked again, by quotations
    alone | in one transaction: still standing? what changed? | record, notice and position of each follower

A notice is worded in the language in which its follower is spoken to when the change is found.

Because all of that is one transaction, a process that ends in the middle has told nobody and asks again at its next
start; and a follower is told of a change once. A change that is undone before the shelf comes to rest is none.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from bot.answering.answers import Question, Quote
from bot.answering.concluding import make_id
from bot.following.changes import Change, Known, Record, find_change, list_quotes
from bot.following.wording import SHOW, format_change
from bot.languages.speech import Speech
from bot.state import State
from bot.state.follows import Follow, group_alike
from bot.state.notices import Button, Draft
from bot.state.quoted import all_stand, hand_over
from bot.telling import find_speech
from corpus.audit import AuditLog
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.errors import CorpusError
from index.errors import FindingError

REST_S, LONGEST_S = 3.0, 300.0

Ask = Callable[[Question], Record]


@dataclass(slots=True)
class Rest:
    """Says when the shelf has come to rest: unchanged for `rest_s` seconds, or changing for `longest_s` already."""

    rest_s: float = REST_S
    longest_s: float = LONGEST_S
    _position: int = field(default=-1, init=False)
    _first: float = field(default=0.0, init=False)
    _last: float = field(default=0.0, init=False)

    def judge(self, position: int, now: float) -> bool:
        """Whether it has, at a moment (seconds of a clock that only goes on), by the number of its last change."""
        if position != self._position:
            if self._position < 0 or now - self._last >= self.rest_s:
                self._first = now
            self._position, self._last = position, now
        rests = now - self._last >= self.rest_s or now - self._first >= self.longest_s
        if rests:
            self._first = now
        return rests


class FollowWatch:
    """Asks followed questions again; one thread calls it. `ask` answers from quotations alone."""

    def __init__(self, catalogue: Catalogue, state: State, ask: Ask, rest: Rest | None = None) -> None:
        self._catalogue = catalogue
        self._state = state
        self._ask = ask
        self._log = AuditLog(catalogue.database)
        self._rest = rest or Rest()
        self._round: list[tuple[Follow, ...]] = []
        self._failed: set[tuple[str, int]] = set()

    def take_next(self) -> bool:
        """Ask one question again, if one is due; whether there was one.

        A question that cannot be asked for a fault of its own is left alone until the shelf changes again.

        Raises:
            DatabaseError: when the catalogue cannot be read or written; it is tried again then.
            EmbeddingModelError: when the embedding model cannot be loaded; likewise.
        """
        position = self._log.find_last_change()
        if not self._round:
            if not self._rest.judge(position, time.monotonic()):
                return False
            due = group_alike(self._state.follows.list_due(position))
            self._round = [group for group in due if (group[0].question, position) not in self._failed]
        if not self._round:
            return False
        group = self._round.pop(0)
        attempt = (group[0].question, position)
        self._failed.add(attempt)
        try:
            self._ask_again(group, position)
        except (CorpusError, FindingError):
            self._failed.discard(attempt)
            raise
        self._failed.discard(attempt)
        return True

    def _ask_again(self, follows: tuple[Follow, ...], position: int) -> None:
        after = self._ask(Question(follows[0].question))
        known = {follow.id: self._state.answers.get(follow.record_id) for follow in follows}
        with self._catalogue.database.writing() as connection:
            if not all_stand(connection, after):
                return  # overtaken by a change, which makes all of these due again
            for follow in follows:
                self._settle(follow, known[follow.id], replace(after, id=make_id()), position, connection)

    def _settle(
        self, follow: Follow, before: Record | None, after: Record, position: int, connection: Connection
    ) -> None:
        """Tell one follower what changed; one whose known answer is kept no longer just knows the one given now."""
        changed = self._log.list_changed(follow.checked, connection)
        change = self._find_change(before, after, changed, connection) if before else None
        is_news = change is not None or before is None
        if not self._state.follows.note_check(follow, position, after.id if is_news else follow.record_id, connection):
            return
        if is_news:
            self._state.answers.save(after, follow.person, inside=connection)
        if change is not None:
            told = {quote.source.report_id for quote in (*list_quotes(after), *(each.quote for each in change.gone))}
            hand_over(connection, follow.record_id, told)
            speech = find_speech(self._state.preferences, follow.person, connection)
            self._state.notices.put_all([make_notice(speech, follow, after, change, position)], connection)

    def _find_change(
        self, before: Record, after: Record, changed: Collection[str], connection: Connection
    ) -> Change | None:
        known = [self._look_up(quote, connection) for quote in list_quotes(before)]
        return find_change(before, known, after, changed)

    def _look_up(self, quote: Quote, connection: Connection) -> Known:
        """Say how words stand now that were quoted before, white space apart."""
        report = self._catalogue.get_report(quote.source.report_id, inside=connection)
        has_words = " ".join(quote.text.split()) in " ".join(report.body.split())
        return Known(quote, report.status, report.note, has_words)


def make_notice(speech: Speech, follow: Follow, record: Record, change: Change, position: int) -> Draft:
    """Give the notice of a change, with a button that shows the answer as it is now."""
    text, marks = format_change(speech, follow.question, change)
    button = Button(speech.say(SHOW), f"fa:{record.id}:{follow.id}")
    return Draft(follow.place, f"follow:{follow.id}:{position}", text, button, marks)
