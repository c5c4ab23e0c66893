"""Whether a stop ends its sentence: the rules of the splitter, each a small question about what stands around it."""

import re
from dataclasses import dataclass

from corpus.abbreviations import (
    AFTER_HOURS,
    HOURS,
    NEVER_LAST,
    NUMBERED,
    SHORTENED,
    SHORTENED_NAMES,
    SHOUTING_NAMES,
    SPEAKING,
    STARTERS,
    TITLES,
)

BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
QUOTES = "\"'”’“‘„‟»«›‹」』״׳″`"
CLOSERS = rf"[{QUOTES})\]}}】）{BIDI}]|\[[^\[\]\n.]{{1,40}}\]|[ \u00a0\u202f][»›](?![^\s.,;:!?)])"
MARKS = ".!?…‽⁇⁈⁉؟۔。！？｡।॥"
RUN = rf"[{MARKS}](?:[{BIDI}]*[{MARKS}])*(?:[ \u00a0](?:\.+|…)(?!\w))*"
STOP = re.compile(rf"(?P<run>{RUN})(?P<closers>(?:{CLOSERS})*)")
TIGHT = frozenset("؟۔。！？｡।॥")
"""Stops that need no space after them."""

OPENERS = re.compile(rf"[\"'“”‘’«»‹›„‟‚״׳″`(\[{{¿¡*_「『（\u200b\ufeff{BIDI}–—-]*")
LETTERS = re.compile(r"[^\W\d_]+")
EDGES = frozenset("\"'“”‘’«»‹›„‟‚″`()[]{}/–—")
INVISIBLE = dict.fromkeys(map(ord, "\u200c\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
DEGREE = re.compile(r"(?:Ph|[BMD]|LL|Ed)\.(?:[A-Z]\.?){1,3}|[A-Z]\.Sc|B\.Tech", re.IGNORECASE)
ROMAN = re.compile(r"(?:[IVXLC]+|[A-Z])\b(?!['’.])")
MARKER = re.compile(r"(?:[•⁃‣◦▪●∙*–—-]\s*)?\(?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5}|[IVX]{1,5})?\)?\Z")
LEAD = re.compile(r"(?:At|By|On|Around|About|Before|After|From|Since|Until|Till|Just|Shortly|Between|As)\b")
SPEAKER = re.compile(rf"(?:[^\W\d_][\w.’'-]*\s+){{1,4}}?(?:{'|'.join(sorted(SPEAKING))})\b")
LOOK_BACK = 48
"""How many characters before a stop can matter; bounds the work where no white space stands."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One run of stops with its closing marks, in a segment of a text that holds no paragraph break.

    The sentence begins at `first` and the segment ends at `last`. The run reaches from `start` to `end`, its closing
    marks to `close`; `before` is where the word that it is attached to begins. What comes next begins at `following`,
    past the white space, and at `opened`, past opening marks as well.
    """

    text: str
    first: int
    last: int
    start: int
    end: int
    close: int
    before: int
    following: int
    opened: int

    @property
    def run(self) -> str:
        """The stops themselves."""
        return self.text[self.start : self.end]

    @property
    def closers(self) -> str:
        """The closing marks after them."""
        return self.text[self.end : self.close]

    @property
    def word(self) -> str:
        """The word that the run is attached to, without opening marks; empty where it stands alone."""
        return self.text[self.before : self.start].translate(INVISIBLE)

    @property
    def next_word(self) -> str:
        """The letters that come next, past opening marks; empty where no letter comes first."""
        found = LETTERS.match(self.text, self.opened, self.last)
        return found.group() if found else ""

    @property
    def next_character(self) -> str:
        """The first character of what comes next, past opening marks; empty at the end."""
        return self.text[self.opened : min(self.opened + 1, self.last)]

    @property
    def quoted(self) -> bool:
        """Whether a quotation closes with the stop."""
        return any(mark in QUOTES for mark in self.closers)


def read_stop(text: str, first: int, last: int, found: re.Match[str]) -> Stop:
    """Give what stands around a match of `STOP`."""
    before = max(found.start(), first)
    floor = max(first, before - LOOK_BACK)
    while before > floor and text[before - 1] not in EDGES and not text[before - 1].isspace():
        before -= 1
    following = skip_space(text, found.end(), last)
    opened = OPENERS.match(text, following, last)
    end = opened.end() if opened else following
    return Stop(text, first, last, found.start(), found.end("run"), found.end(), before, following, end)


def skip_space(text: str, at: int, end: int) -> int:
    """Give the first offset from `at` that holds no white space; `end` where there is none."""
    while at < end and text[at].isspace():
        at += 1
    return at


def find_end(stop: Stop) -> int | None:
    """Give the offset at which the sentence ends because of this stop; None where it goes on."""
    if stop.following >= stop.last or is_inside(stop) or goes_on(stop):
        return None
    if is_ellipsis(stop):
        return end_ellipsis(stop)
    decide = ends_at_period if stop.run == "." else ends_at_mark
    return stop.close if decide(stop) else None


def is_inside(stop: Stop) -> bool:
    """Whether the stop stands inside a word, an address or a pair of brackets of its own: “(!)”, “(ret.)”."""
    if stop.following == stop.close and stop.run[-1] not in TIGHT:
        return not is_missing_space(stop)
    bracketed = stop.before > stop.first and stop.text[stop.before - 1] in "(["
    return bracketed and (stop.closers in (")", "]") or (stop.before == stop.start and stop.closers != ""))


def is_missing_space(stop: Stop) -> bool:
    """Whether the space was forgotten: “…was over.The mayor…”, while “example.Report” may be an address.

    In scripts without capitals a word of two letters or more on either side is enough: what has fewer is an acronym.
    """
    word = stop.next_word
    before = stop.word if word else ""
    if not (len(before) > 1 and before.isalpha()):
        return False
    if not before.islower():
        return len(word) > 1 and is_uncased(before) and is_uncased(word)
    return word in STARTERS and stop.text[stop.opened + len(word) : stop.opened + len(word) + 1].isspace()


def is_uncased(word: str) -> bool:
    """Whether the word is in a script without capitals."""
    return word.lower() == word.upper()


def goes_on(stop: Stop) -> bool:
    """Whether what follows can only go on with the sentence: a small letter, a comma, a dash after a quotation."""
    at = stop.text[stop.following]
    if at in ",;:،؛%)]}" or (at in ".!?" and stop.run[0] not in TIGHT):
        return True
    return (at in "-–—" and stop.quoted) or starts_small(stop)


def starts_small(stop: Stop) -> bool:
    """Whether what follows begins with a small letter, names such as iPhone aside."""
    if not stop.next_character.islower():
        return False
    word = stop.next_word
    return not (len(word) > 2 and word[1].isupper())


def is_ellipsis(stop: Stop) -> bool:
    """Whether the run leaves words out: three dots or more, spaced or not."""
    return "…" in stop.run or stop.run.count(".") > 2


def end_ellipsis(stop: Stop) -> int | None:
    """Give where the sentence ends: after the first dot of “word. . . . Next”, which closes it, else after them all.

    Three spaced dots that stand alone (“the thing is . . . I forgot”) leave words out of a sentence that goes on.
    """
    head, gap, _ = stop.run.partition(" ")
    attached = stop.start > stop.first and not stop.text[stop.start - 1].isspace()
    if gap and not attached and stop.run.count(".") == 3:
        return None
    return stop.start + 1 if gap and head == "." and attached else stop.close


def ends_at_mark(stop: Stop) -> bool:
    """Whether a question or exclamation mark ends the sentence; a speaker may follow it: “Why?” Ms Rao asked."""
    if stop.run == "!" and stop.close == stop.end and stop.word.lower() in SHOUTING_NAMES:
        return stop.next_word in STARTERS
    if not stop.quoted or stop.next_word in STARTERS - {"He", "She", "They", "I", "We", "The", "A", "One"}:
        return True
    return SPEAKER.match(stop.text, stop.following, min(stop.last, stop.following + 2 * LOOK_BACK)) is None


def ends_at_period(stop: Stop) -> bool:
    """Whether a single period ends the sentence or belongs to an abbreviation, an initial or a list."""
    word = stop.word
    if is_marker(stop):
        return False
    if word.lower() in HOURS:
        return ends_at_hour(stop)
    if word.lower() in NUMBERED and stop.close == stop.end:
        return not is_number(stop)
    if len(word) == 1 and word.isalpha():
        return ends_at_letter(stop)
    return not is_abbreviation(word) or may_start(stop)


def is_marker(stop: Stop) -> bool:
    """Whether the sentence so far is only the mark of a list item: “2.”, “b.”, “• 9.”."""
    return stop.start - stop.first < 8 and MARKER.match(stop.text[stop.first : stop.start]) is not None


def is_abbreviation(word: str) -> bool:
    """Whether a word with a period after it is an abbreviation."""
    plain = word.lower().removeprefix("'").split("-")[-1]
    if plain in TITLES or plain in SHORTENED or plain in NEVER_LAST or word in SHORTENED_NAMES:
        return True
    return ACRONYM.fullmatch(word) is not None or DEGREE.fullmatch(word) is not None


def is_number(stop: Stop) -> bool:
    """Whether a number follows, in figures, in Roman figures or as a letter."""
    return stop.next_character.isdigit() or ROMAN.match(stop.text, stop.following, stop.last) is not None


def ends_at_hour(stop: Stop) -> bool:
    """Whether “a.m.” ends the sentence: not before a day or a clock, nor where it is all so far (“At 5 a.m. Mr X”)."""
    so_far = stop.text[stop.first : stop.start]
    leading = LEAD.match(so_far) is not None and len(so_far) < LOOK_BACK and len(so_far.split()) < 5
    return stop.next_word not in AFTER_HOURS and not leading


def ends_at_letter(stop: Stop) -> bool:
    """Whether a letter alone ends the sentence, or is an initial: “and I. Did” against “Albert I. Jones”."""
    if stop.word == "I":
        words = stop.text[max(stop.first, stop.start - LOOK_BACK) : stop.start].split()
        return len(words) > 1 and words[-2].islower()
    return may_start(stop)


def may_start(stop: Stop) -> bool:
    """Whether what follows an abbreviation is a word that begins sentences, or opens a quotation with one."""
    word = stop.next_word
    if stop.word.lower() in NEVER_LAST or word not in STARTERS:
        return False
    at = stop.opened + len(word)
    return len(word) > 1 or stop.text[at : at + 1] != "."
