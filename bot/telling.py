"""Who is told when a report that was quoted stands no longer: each reader once, where they were quoted it.

    change | who was quoted it in the last days | whose words are gone | a notice for each place

The notices are written in the transaction of the change, so that there is none without the other; the chat sends them
(`bot.chat.notifying`). What was quoted in a group is told in that group, in its topic. Each is worded in the language
in which whoever was quoted it is spoken to at that moment.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot import telling_wording as texts
from bot.languages.language import Language
from bot.languages.speech import Said, Speech, get_speech
from bot.state.notices import Button, Draft, Notices
from bot.state.preferences import Preferences
from bot.state.quoted import Quoted, Shown
from corpus.catalogue import Catalogue
from corpus.database import Connection, make_now
from corpus.readers.characters import clean_line
from corpus.reports import Report, Status

SENTENCES = {
    Status.WITHDRAWN: texts.WITHDRAWN,
    Status.CORRECTED: texts.CORRECTED,
    Status.CURRENT: texts.REWORDED,
}
ENDS = ".!?…؟。"
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
LONGEST_TITLE = 200


class Readers:
    """Those who were quoted something; `days` is for how long back they are told, 0 for not at all."""

    def __init__(self, catalogue: Catalogue, quoted: Quoted, notices: Notices, days: int) -> None:
        self._catalogue = catalogue
        self._quoted = quoted
        self._notices = notices
        self._preferences = Preferences(catalogue.database)
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
        drafts = [make_notice(self._find_speech(each, inside), report, each) for each in keep_newest(shown)]
        return self._notices.put_all(drafts, inside)

    def _find_speech(self, shown: Shown, inside: Connection) -> Speech:
        return find_speech(self._preferences, shown.place, inside)

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


def make_notice(speech: Speech, report: Report, shown: Shown) -> Draft:
    """Give the notice to one place, with a button that opens what was quoted."""
    place = find_place(shown.place)
    text = speech.say(
        SENTENCES[report.status],
        report=name_report(speech, report),
        day=shown.quoted_at.date(),
        note=close_note(speech, report.note),
    )
    button = Button(speech.say(texts.WHAT_WAS_QUOTED), f"s:{shown.answer_id}:{shown.number}")
    # One answer is taken back once in each way, however often the report is withdrawn and restored.
    return Draft(place, f"{name_change(report.id, report.status)}{shown.answer_id}:{place}", text, button)


def name_change(report_id: str, status: Status) -> str:
    """Give how the keys of the notices about a change begin."""
    return f"{'withdrawn' if status is Status.WITHDRAWN else 'gone'}:{report_id}:"


def find_speech(preferences: Preferences, person: str, inside: Connection | None = None) -> Speech:
    """Give how somebody is spoken to who is named as “telegram:5”, or by a conversation of theirs in a group."""
    number = person.rpartition(":")[2]
    return get_speech(preferences.find_spoken(int(number), inside).language if number.isdecimal() else Language.ENGLISH)


def name_report(speech: Speech, report: Report) -> Said:
    """Give title and outlet, which keep to their own direction."""
    title = Said(isolate(report.title))
    if not report.publisher:
        return speech.say(texts.NAMED, title=title)
    return speech.say(texts.NAMED_WITH_OUTLET, title=title, outlet=Said(isolate(report.publisher)))


def isolate(text: str) -> str:
    """Give a name on one line that cannot turn the line around it."""
    clean = clean_line(text) or ""
    return f"{ISOLATE}{clean[:LONGEST_TITLE]}{POP_ISOLATE}"


def close_note(speech: Speech, note: str | None, limit: int | None = None) -> str:
    """Give an editor's note, of so many characters at most, as a sentence ends; or that there is none."""
    if not note:
        return speech.say(texts.NO_REASON)
    closed = note if note[-1] in ENDS else f"{note}."
    return closed if limit is None or len(closed) <= limit else closed[: limit - 1].rstrip() + "…"
