"""How gaps are kept in order and filled.

    questions on file | read | grouped | asked again where the shelf has changed | shown
    gap, report | ask each wording again | an editor says yes | filled, logged, and its askers told, all at once

Nothing here decides that a gap is filled: an editor does, and sees before what the reports answer now.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.answers import Answer, Question, Refusal
from bot.errors import GapError
from bot.gaps import wording
from bot.gaps.likeness import QuestionReader, place_questions
from bot.languages.speech import Speech, get_speech
from bot.state import State
from bot.state.gap_groups import GapGroup, GapPage, GapState
from corpus.audit import AuditLog, log_event
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.reports import Report
from corpus.worded import Worded

MOST_ASKED_AGAIN = 20
EVERY = 1_000_000
TELEGRAM = "telegram:"
FILL, DISMISS, REOPEN = "fill gap", "dismiss gap", "reopen gap"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of asking a gap's wordings again, before it is filled with a report: those tried, those answered now.

    `people` is how many would be told: those whose wording is answered now or, where none is, all who asked.
    """

    group: GapGroup
    report: Report
    tried: tuple[str, ...]
    answered: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A gap that was filled with a report, how many people are told of it, and the gap that holds what is left open."""

    group: GapGroup
    report: Report
    told: int
    rest: int | None


class GapFiller:
    """Keeps gaps in order; every call blocks. `ask` answers from quotations alone, without a language model."""

    def __init__(
        self,
        catalogue: Catalogue,
        state: State,
        reader: QuestionReader,
        ask: Callable[[Question], Answer | Refusal],
    ) -> None:
        self._catalogue = catalogue
        self._state = state
        self._reader = reader
        self._ask = ask
        self._log = AuditLog(catalogue.database)

    def find_page(self, state: GapState, limit: int, offset: int = 0) -> GapPage:
        """Give some of the gaps in a state, newly asked ones among them; open ones say which report answers them."""
        self.sort()
        page = self._state.gap_groups.find_page(state, limit, offset)
        if state is not GapState.OPEN:
            return page
        return GapPage(tuple(map(self.check, page.groups)), page.total)

    def list_all(self, state: GapState) -> tuple[GapGroup, ...]:
        """Give every gap in a state, newly asked ones among them, without asking any again."""
        self.sort()
        return self._state.gap_groups.find_page(state, EVERY).groups

    def sort(self) -> None:
        """Group what was asked since the last time."""
        gaps = self._state.gaps
        unread = gaps.list_unread(self._reader.models)
        readings = self._reader.read([gap.question for gap in unread])
        gaps.keep_readings({gap.answer_id: reading for gap, reading in zip(unread, readings, strict=True)})
        self._state.gap_groups.sort(place_questions)

    def check(self, group: GapGroup) -> GapGroup:
        """Give a gap with the report that answers it now; it is asked again only where the shelf has changed."""
        changed = self._log.find_last_change()
        if group.checked >= changed:
            return group
        suggested = self._find_answer(group.wordings[0])
        self._state.gap_groups.note_check(group.number, changed, suggested)
        return self._state.gap_groups.get(group.number)

    def get(self, number: int) -> GapGroup:
        """Give a gap; an open one says which report answers it now.

        Raises:
            GapError: when there is no such gap.
        """
        group = self._state.gap_groups.get(number)
        return self.check(group) if group.state is GapState.OPEN else group

    def try_report(self, number: int, report_id: str) -> Trial:
        """Ask the wordings of a gap again, to show what filling it with this report comes to.

        Raises:
            GapError: when there is no such gap, or it is not open.
            UnknownReportError: when there is no such report.
        """
        group, report = self._state.gap_groups.get(number), self._get_report(report_id)
        check_open(group)
        asked = group.wordings[:MOST_ASKED_AGAIN]
        answered = tuple(question for question in asked if self._find_answer(question) is not None)
        told = self._state.gap_groups.list_askers(number, answered or group.wordings)
        return Trial(group, report, asked, answered, sum(each.person.startswith(TELEGRAM) for each in told))

    def fill(self, number: int, report_id: str, actor: str, answered: tuple[str, ...]) -> Filled:
        """Say that a report fills a gap, and let those who asked be told, once; doing it again changes nothing.

        Where some wordings are `answered` now, the others are left open as a gap of their own, and whoever asked in
        them is told nothing. Where none is, the editor knows better than the search, and everybody is told.

        Raises:
            GapError: when there is no such gap, or it was filled with another report or dismissed.
            UnknownReportError: when there is no such report.
        """
        groups, report = self._state.gap_groups, self._get_report(report_id)
        with self._catalogue.database.writing() as connection:
            group, rest = groups.get(number, connection), None
            if (group.state, group.report_id) != (GapState.FILLED, report_id):
                check_open(group)
                rest = groups.split(number, answered, connection) if answered else None
                groups.decide(number, GapState.FILLED, actor, report_id, connection)
                detail = wording.name_gap(group)
                log_event(connection, actor, FILL, report_id=report_id, version=report.version, detail=detail)
                self._tell_askers(number, report, connection, is_answered=bool(answered))
            group = groups.get(number, connection)
            told = groups.list_askers(number, group.wordings, connection)
            return Filled(group, report, sum(each.person.startswith(TELEGRAM) for each in told), rest)

    def dismiss(self, number: int, actor: str) -> GapGroup:
        """Take a gap off the list as not ours; doing it again changes nothing.

        Raises:
            GapError: when there is no such gap, or it is filled.
        """
        return self._decide(number, GapState.DISMISSED, actor, DISMISS, GapState.OPEN)

    def reopen(self, number: int, actor: str) -> GapGroup:
        """Put a dismissed gap on the list again; doing it again changes nothing.

        Raises:
            GapError: when there is no such gap, or it is filled: those who asked have been told so.
        """
        return self._decide(number, GapState.OPEN, actor, REOPEN, GapState.DISMISSED)

    def _decide(self, number: int, state: GapState, actor: str, action: str, before: GapState) -> GapGroup:
        groups = self._state.gap_groups
        with self._catalogue.database.writing() as connection:
            group = groups.get(number, connection)
            if group.state is state:
                return group
            if group.state is not before:
                raise GapError(Worded(wording.DECIDED[group.state], number=number))
            groups.decide(number, state, actor, None, connection)
            log_event(connection, actor, action, detail=wording.name_gap(group))
            return groups.get(number, connection)

    def _tell_askers(self, number: int, report: Report, connection: Connection, *, is_answered: bool) -> None:
        group = self._state.gap_groups.get(number, connection)
        for asker in self._state.gap_groups.list_askers(number, group.wordings, connection):
            if asker.person.startswith(TELEGRAM):
                speech = self._find_speech(asker.person, connection)
                text = speech.say(wording.format_notice(asker.question, report, is_answered=is_answered))
                self._state.notices.put(asker.person, f"gap:{number}:{asker.person}", text, connection)

    def _find_speech(self, person: str, connection: Connection) -> Speech:
        """Give how somebody is spoken to at this moment."""
        spoken = self._state.preferences.find_spoken(int(person.removeprefix(TELEGRAM)), connection)
        return get_speech(spoken.language)

    def _find_answer(self, question: str) -> str | None:
        """Give the report that answers a question now, the one that is quoted first, or None."""
        record = self._ask(Question(question))
        return record.citations[0].quote.source.report_id if isinstance(record, Answer) else None

    def _get_report(self, report_id: str) -> Report:
        report = self._catalogue.get_report(report_id)
        if not report.status.quotable:
            raise GapError(Worded(wording.WITHDRAWN, report_id=report_id))
        return report


def check_open(group: GapGroup) -> None:
    """Refuse a gap about which was decided already.

    Raises:
        GapError: when it is not open.
    """
    if group.state is not GapState.OPEN:
        raise GapError(Worded(wording.DECIDED[group.state], number=group.number))
