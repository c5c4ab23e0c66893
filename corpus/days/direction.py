"""Which way the verbs around an English date look, ahead or back, and whether something was only said on that day.

The nearest verb before the date in its sentence decides: “said on Monday that it would reopen on Friday”. Verbs after
it count only where the date comes first (“On Friday ministers will meet”) or stands with something that is appointed
(“the hearing on Friday will …”).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.days.values import Direction

LOOK_BACK = 300
LOOK_AHEAD = 160
"""How many characters before and after a date are read for verbs; bounds the work."""

NEAR = 60
"""How many characters before a date can hold the word that leads to it."""

FEW = 8
"""How many verbs before a date are looked at."""

GAP = r"(?:\s(?:not|also|still|soon|again|only|then|now|never|probably|\w+ly))?"
APPOINTED = r"due|set|expected|scheduled|planned|meant|supposed|likely|about|timetabled|slated|booked|to"
WANTING = (
    r"plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hop(?:es?|ed|ing)|vow(?:s|ed)?|promis(?:es?|ed|ing)|agree[sd]?|want(?:s|ed)?"
    r"|aim(?:s|ed)?|expect(?:s|ed)?|going|prepar(?:es?|ed|ing)|decide[sd]?|order(?:s|ed)?|urge[sd]?|threaten(?:s|ed)?"
)
HAPPENS = (
    r"opens|reopens|heads\sto|meets|votes|begins|starts|ends|closes|resumes|returns|leaves|arrives|expires|falls|faces|holds|debates"
    r"|decides|plays|appears|takes\splace|takes\seffect|goes\son|comes\sinto|go\son\s(?:trial|sale)|take\splace"
    r"|come\sinto|take\seffect|go\sto\sthe\spolls"
)
SAYING = (
    r"said|says|say|told|tells|added|announced|stated|reported|confirmed|denied|claimed|declared|insisted|warned|wrote"
    r"|admitted|acknowledged|argued|explained|noted|tweeted|replied|conceded|repeated|testified|alleged|accused|blamed"
)
IRREGULAR = (
    r"was|were|had|did|has|have|been|came|went|took|saw|began|broke|fell|found|gave|got|held|heard|kept|knew|led|left|lost"
    r"|made|met|paid|ran|rose|sank|sat|sent|shot|shut|spoke|stood|struck|swam|swore|thought|threw|voted|won|wore|cut|drew"
    r"|drove|flew|grew|hid|hit|sold|sought|stole|tore|brought|bought|built|caught|fought|could|became|let|put"
)
EVENTS = (
    r"meetings?|talks|votes?|hearings?|trial|debate|elections?|match|ceremony|session|summit|visit|concert|funeral"
    r"|referendum|conference|launch|deadline|strike|final|game|race|fair|festival|rally|march|demonstration|protest"
)
CUE = re.compile(
    rf"(?P<future>\b(?:will|shall|would|won[’']t)\b{GAP}(?:\shave)?(?:\sbe(?:en)?)?{GAP}(?:\s[a-z]+)?"
    rf"|[’']ll\b{GAP}(?:\sbe)?(?:\s[a-z]+)?"
    rf"|\bcould\s(?:re[a-z]+|be(?:gin|\s[a-z]+ed)|start|open|come|happen|take|fall|arrive|face|vote|meet)\b"
    rf"|\b(?:(?-i:may|can|Can)|might|must|should)\b(?!\shave){GAP}(?:\sbe)?(?:\s[a-z]+)?"
    rf"|\b(?:is|are|was|were|be|been){GAP}\s(?:{APPOINTED})\b(?:\sto)?(?:\s(?:be|have))?(?:\s[a-z]+)?"
    rf"|\bcall(?:s|ed|ing)?\sfor\s(?:an?|the|new|another)\s(?:[a-z]+\s)?(?:{EVENTS})\b"
    r"|\b(?:due|expected|scheduled|planned|timetabled|slated|booked|billed)\s(?:to|for|on|in|by|back|at)\b"
    r"|\b(?:set|fixed|moved|rescheduled|postponed|adjourned|delayed|put\soff|deferred)(?:\sfrom\s\w+(?:\s\w+)?)?\s(?:to|for|until|till)\b"
    r"(?:\s[a-z]+)?"
    rf"|\b(?:{WANTING})(?:\s\w+){{0,3}}?\sto\b(?:\sbe)?\s[a-z]+"
    rf"|(?<!the\s)\b(?:{HAPPENS})\b|\b(?:is|are|am)\s[a-z]+ing\b)"
    rf"|(?P<saying>\b(?:{SAYING})\b)"
    rf"|(?P<past>\b(?:{IRREGULAR})\b|\b[a-z]{{2,20}}(?<!ne)(?<!se)(?<!fe)(?<!dre)ed\b)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\b[ap]\.m)[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z]|\Z)|\n\s*\n"
)
FRONT = re.compile(r"(?:\A|[,;:—–“‘\"(]\s*)(?:(?:and|but|or|the|from|by|so|then|that)\s)*\Z", re.IGNORECASE)
EVENT = re.compile(rf"\b(?:{EVENTS})\s\Z", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since)\s\Z", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|(?P<by>by)|no\slater\sthan)\s(?:the\s)?\Z", re.IGNORECASE)
FOR = re.compile(r"\bfor\s\Z", re.IGNORECASE)
STAYED = re.compile(
    r"\b(?:lasted|was|were|had|ran|continued|remained|stayed|went|kept|waited|worked|lived)\b", re.IGNORECASE
)
WAS = re.compile(r"was|were|had", re.IGNORECASE)
FAILED = re.compile(r",?\s(?:but|when|before\sbeing)\b")
NOT_ASKED = re.compile(
    r"\b(?!(?:has|have|had|asked|given|gave|needed|wanted|demanded|required|called)\b)\w+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tense:
    """What the verbs around a date say: where it lies, and whether it is when something was said."""

    direction: Direction = Direction.OPEN
    saying: bool = False


class EnglishVerbs:
    """The verbs of a stretch of a body, read once, so that each date in it costs two look-ups."""

    def __init__(self, body: str, start: int, end: int) -> None:
        first, last = max(0, start - LOOK_BACK), min(len(body), end + LOOK_AHEAD)
        self._body = body
        self._cues = list(CUE.finditer(body, first, last))
        self._starts = [found.start() for found in self._cues]
        self._sentences = [found.end() for found in SENTENCE_END.finditer(body, first, last)]

    def read_tense(self, start: int, end: int) -> Tense:
        """Read the verbs around the date that stands at these offsets."""
        place = bisect_right(self._sentences, start)
        opening = max(self._sentences[place - 1] if place else 0, start - LOOK_BACK)
        left = self._body[max(opening, start - NEAR) : start]
        cues = self._cues[bisect_left(self._starts, opening) : bisect_left(self._starts, start)][-FEW:]
        if SINCE.search(left):
            return Tense(Direction.PAST)
        possessive = self._body[end : end + 1] in ("’", "'")
        if until := UNTIL.search(left):
            after = self._read_after(end, place) if not cues else Tense()
            verbs = STAYED if until["by"] is None else NOT_ASKED
            over = is_over(cues, verbs) or after.direction is Direction.PAST
            return Tense(Direction.PAST if over else Direction.FUTURE)
        if FOR.search(left) and not possessive:
            return Tense(Direction.FUTURE)
        if not cues and (possessive or FRONT.search(left) or EVENT.search(left)):
            return self._read_after(end, place)
        if cues and WAS.match(cues[-1].group()) and FAILED.match(self._body, end):
            return Tense(Direction.PAST)
        return make_tense(cues[-1]) if cues else Tense()

    def _read_after(self, start: int, sentence: int) -> Tense:
        """Read the first verb after a date, in the sentence of this number."""
        closing = self._sentences[sentence] if sentence < len(self._sentences) else len(self._body)
        place = bisect_left(self._starts, start)
        if place == len(self._starts) or self._starts[place] >= min(closing, start + LOOK_AHEAD):
            return Tense()
        return Tense() if self._cues[place]["saying"] else make_tense(self._cues[place])


def make_tense(found: re.Match[str]) -> Tense:
    """Give what one verb says."""
    return Tense(Direction.FUTURE if found["future"] else Direction.PAST, saying=found["saying"] is not None)


def is_over(cues: Sequence[re.Match[str]], verbs: re.Pattern[str]) -> bool:
    """Whether what goes on until a date, or happens by then, is past: “the talks lasted until Friday”."""
    last = next((found for found in reversed(cues) if not found["saying"]), None)
    return last is not None and not last["future"] and verbs.search(last.group()) is not None
