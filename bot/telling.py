"""Who is told when a report that was quoted stands no longer: each reader once, where they were quoted it.

    change | who was quoted it in the last days | whose words are gone | a notice for each place

The notices are written in the transaction of the change, so that there is none without the other; the chat sends them
(`bot.chat.notifying`). What was quoted in a group is told in that group, in its topic.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot.answering.wording import format_date
from bot.state.notices import Button, Draft, Notices
from bot.state.quoted import Quoted, Shown
from corpus.catalogue import Catalogue
from corpus.database import Connection, make_now
from corpus.readers.characters import clean_line
from corpus.reports import Report, Status

WITHDRAWN = "The report {report}, which was quoted here on {day}, has been withdrawn: {note} It is no longer quoted."
REWORDED = (
    "The report {report}, which was quoted here on {day}, has new wording, and the words quoted are no longer in it."
)
CORRECTED = (
    "The report {report}, which was quoted here on {day}, has been corrected, and the words quoted are no longer in "
    "it: {note}"
)
WHAT_WAS_QUOTED = "What was quoted"
NO_REASON = "no reason was given."
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
LONGEST_TITLE = 200


class Readers:
    """Those who were quoted something; `days` is for how long back they are told, 0 for not at all."""

    def __init__(self, catalogue: Catalogue, quoted: Quoted, notices: Notices, days: int) -> None:
        self._catalogue = catalogue
        self._quoted = quoted
        self._notices = notices
        self._days = days

    def tell_withdrawn(self, report_id: str, inside: Connection) -> int:
        """Tell those who were quoted a report that it is withdrawn; gives how many are told."""
        report = self._catalogue.get_report(report_id, inside=inside)
        return self._tell(report, self._list_shown(report_id, inside), inside)

    def tell_reworded(self, report: Report, inside: Connection) -> int:
        """Tell those whose words are not in a version that came to stand just now; gives how many are told.

        `report` has the status and the note that the version came with.
        """
        stands = self._catalogue.get_report(report.id, inside=inside)
        if report.status is Status.WITHDRAWN:
            return self.tell_withdrawn(report.id, inside)
        if not stands.status.quotable:
            return 0
        return self._tell(report, self._list_gone(report, self._list_shown(report.id, inside), inside), inside)

    def retract_withdrawal(self, report_id: str, inside: Connection) -> None:
        """Do not tell those of a withdrawal who were not told yet, since the report stands again."""
        self._notices.retract(name_change(report_id, Status.WITHDRAWN), inside)

    def _tell(self, report: Report, shown: Iterable[Shown], inside: Connection) -> int:
        return self._notices.put_all([make_notice(report, each) for each in keep_newest(shown)], inside)

    def _list_shown(self, report_id: str, inside: Connection) -> list[Shown]:
        if not self._days:
            return []
        return self._quoted.list_shown(report_id, make_now() - timedelta(days=self._days), inside)

    def _list_gone(self, report: Report, shown: Iterable[Shown], inside: Connection) -> list[Shown]:
        """Give what was quoted from versions before whose words the report has no longer, white space apart."""
        before = [each for each in shown if each.version != report.version]
        places = {(report.id, each.version) for each in before}
        bodies = {version: old.body for (_, version), old in self._catalogue.get_many(places, inside).items()}
        kept = " ".join(report.body.split())
        words = {(each.version, each.start, each.end) for each in before if each.version in bodies}
        gone = {
            (version, start, end)
            for version, start, end in words
            if " ".join(bodies[version][start:end].split()) not in kept
        }
        return [each for each in before if (each.version, each.start, each.end) in gone]


def keep_newest(shown: Iterable[Shown]) -> list[Shown]:
    """Give the newest of what was quoted in each place, of which the newest comes first."""
    newest: dict[str, Shown] = {}
    for each in shown:
        newest.setdefault(find_place(each.place), each)
    return list(newest.values())


def find_place(conversation: str) -> str:
    """Give where a conversation is held: the private chat, or the group and its topic without the person."""
    chat, *rest = conversation.removeprefix("telegram:").split(":")
    topic = rest[0] if len(rest) > 1 and rest[0] != "0" else ""
    return f"telegram:{chat}:{topic}" if topic else f"telegram:{chat}"


def make_notice(report: Report, shown: Shown) -> Draft:
    """Give the notice to one place, with a button that opens what was quoted."""
    place = find_place(shown.place)
    texts = {Status.WITHDRAWN: WITHDRAWN, Status.CORRECTED: CORRECTED, Status.CURRENT: REWORDED}
    text = texts[report.status].format(
        report=name_report(report), day=format_date(shown.quoted_at.date()), note=close_sentence(report.note)
    )
    button = Button(WHAT_WAS_QUOTED, f"s:{shown.answer_id}:{shown.number}")
    # One answer is taken back once in each way, however often the report is withdrawn and restored.
    return Draft(place, f"{name_change(report.id, report.status)}{shown.answer_id}:{place}", text, button)


def name_change(report_id: str, status: Status) -> str:
    """Give how the keys of the notices about a change begin."""
    return f"{'withdrawn' if status is Status.WITHDRAWN else 'gone'}:{report_id}:"


def name_report(report: Report) -> str:
    """Give title and outlet, which keep to their own direction."""
    title = isolate(report.title)
    return f"“{title}” ({isolate(report.publisher)})" if report.publisher else f"“{title}”"


def isolate(text: str) -> str:
    """Give a name on one line that cannot turn the line around it."""
    clean = clean_line(text) or ""
    return f"{ISOLATE}{clean[:LONGEST_TITLE]}{POP_ISOLATE}"


def close_sentence(note: str | None) -> str:
    """Give a note that ends as a sentence does."""
    if not note:
        return NO_REASON
    return note if note[-1] in ".!?…" else f"{note}."
