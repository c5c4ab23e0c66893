"""The wording of a quotation as someone gives it: its parts, and what may stand between them in the original.

“…”, “...” and “[…]” say that words were left out; “[brackets]” hold words that are not the original's, put in or put
for others. Neither may hide what turns a sentence round: a negation, or a figure put for another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from corpus.folding import Folded, fold_text

ELLIPSIS = r"(?:…|\.(?:\s?\.){2,3})"
JOINT = re.compile(
    rf"\s*(?P<gap>\[\s*{ELLIPSIS}\s*\]|\(\s*{ELLIPSIS}\s*\)|{ELLIPSIS})\s*"
    r"|(?P<stem>\w+)\[(?P<ending>\w{1,5})\](?!\w)"
    r"|(?<!\w)\s*\[(?P<inserted>[^\[\]]{1,120})\](?!\w)"
    r"|(?<=\w)(?:\s+\[(?P<added>[^\[\]]{1,120})\](?!\w)|\[(?P<footnote>\d{1,3})\])"
)
BRACKET = re.compile(r"[\s'.,;:]*\[([^\[\]]*)\]")
CAPITAL = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
NEGATION = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|hardly|\w+n't)\b"
    r"|\b(?:لا|لم|لن|ليس|ليست|غیر|بدون|هیچ|نه|نمی\w+|نیست\w*|نبود\w*|نشد\w*|نکرد\w*|לא|אין|אינו|אינה|בלי)\b"
)
TURNING = re.compile(r"\b(?:refus|fail|den(?:y|ied|ies)|fals|untru)\w*")
TURNING_ENDINGS = {"not", "less"}
FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty"
    r"|(?:four|six|seven|eigh|nine)(?:teen|ty)|hundreds?|thousands?|millions?|billions?|dozens?|half|twice)\b"
)
SENTENCE_END = re.compile(r"[.!?۔。]['\s]*\s'*\w")
LETTERS = re.compile(r"[^\W_]+")
WORDS = re.compile(r"\w+(?:'\w+)?")
WORD_BEFORE = re.compile(r"(?<!\w)(\w+(?:'\w+)?)[ ',;:-]*\Z")
WORD_AFTER = re.compile(r"[ ',;:-]*(\w+(?:'\w+)?)")
CUT_BEFORE = re.compile(r"(?:\w|\w'|-|\d[.,:/]|[$£€¥₹])\Z")
LEADING_MINUS = re.compile(r"[^\w-]*[-−–]\d")
CUT_AFTER = re.compile(r"\w|['-]\w|[.,:/]\d|\s?[%‰°]")
TRIMMED = " '.,;:-"

GAP = 600
"""The most characters that an ellipsis may stand for: a short paragraph."""

REPLACED = 60
"""The most characters that a bracketed insertion may stand for."""

SHORT_GAP = 4
"""Up to this many words, a gap with a negation anywhere in it is a changed sentence; over it, at its ends only."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands between two parts: a gap, words in brackets (`inserted`), or a word with another ending (`stem`).

    `literal` is all of it as written, because the original may have brackets of its own.
    """

    literal: str
    inserted: str = ""
    stem: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether it only says that words were left out."""
        return not self.inserted and not self.stem

    @property
    def reach(self) -> int:
        """The most characters of the original that it may stand for."""
        return REPLACED if self.inserted or self.stem else GAP

    def may_hide(self, hidden: str) -> bool:
        """Whether it may stand for these words of the original."""
        words = hidden.strip(TRIMMED)
        if words == self.literal:
            return True
        if self.stem:
            return words.startswith(self.stem) and LETTERS.fullmatch(words) is not None
        if self.inserted:
            return words == self.inserted or is_harmless(words, self.inserted)
        return not hides_negation(WORDS.findall(words))


def is_harmless(replaced: str, inserted: str) -> bool:
    """Whether words in brackets may be put for these: no negation on either side, no figure for other words."""
    if "[" in replaced or (replaced and inserted == "sic"):
        return False
    turns = NEGATION.search(inserted) or NEGATION.search(replaced) or TURNING.search(inserted)
    if turns or SENTENCE_END.search(replaced):
        return False
    return not replaced or not (FIGURE.search(replaced) or FIGURE.search(inserted))


def hides_negation(words: list[str]) -> bool:
    """Whether leaving these words out may turn the sentence round."""
    near = words if len(words) <= SHORT_GAP else [words[0], words[-1]]
    return any(NEGATION.fullmatch(word) for word in near)


@dataclass(frozen=True, slots=True)
class Wording:
    """The folded parts of a quotation in order, each whole words, and the joints between them (one fewer).

    `tail` is what stands after the last part and `head` what stands before the first, if anything does.
    """

    parts: tuple[str, ...]
    joints: tuple[Joint, ...]
    tail: Joint | None = None
    head: Joint | None = None

    @property
    def words(self) -> set[str]:
        """The runs of letters and digits in all parts, folded."""
        return {word for part in self.parts for word in LETTERS.findall(part)}

    def find_places(self, folded: Folded, body: str) -> Iterator[tuple[int, int]]:
        """Give each place of the body, as start and end, that holds these words; places do not overlap."""
        last = 0
        for start, first_end in find_part(self.parts[0], folded, body, 0, len(folded.text)):
            end = self.follow_joints(folded, body, first_end) if start >= last else None
            if end is not None and self.fits_ends(folded.text, start, end):
                last = end
                yield folded.find_place(start, end)

    def follow_joints(self, folded: Folded, body: str, first_end: int) -> int | None:
        """Give where the last part ends when every part follows the one before within reach; None otherwise."""
        ends = {first_end}
        for joint, part in zip(self.joints, self.parts[1:], strict=True):
            ends = {
                following
                for end in ends
                for start, following in find_part(part, folded, body, end, end + joint.reach + len(part))
                if joint.may_hide(folded.text[end:start])
            }
        return min(ends, default=None)

    def fits_ends(self, text: str, start: int, end: int) -> bool:
        """Whether what opens and closes the quotation turns nothing round.

        A gap there does not hide a negation right beside the words, and a bracket agrees with one of the original.
        """
        opening = self.head and self.head.is_gap and WORD_BEFORE.search(text, max(0, start - REPLACED), start)
        closing = self.tail and self.tail.is_gap and WORD_AFTER.match(text, end)
        if any(beside and NEGATION.fullmatch(beside[1]) for beside in (opening, closing)):
            return False
        inserted = self.tail.inserted if self.tail else ""
        found = BRACKET.match(text, end) if inserted else None
        return found[1] == inserted if found else NEGATION.search(inserted) is None


def parse_wordings(quote: str) -> list[Wording]:
    """Read a quotation as given: with its brackets as the report's own, where it has any, and as its own.

    Outer quotation marks, the final stop and ellipses at its ends do not count.
    """
    text = normalize("NFC", quote)
    parsed = parse_wording(CAPITAL.sub(r"\1", text))
    literal = Wording((trim_part(text),), ())
    return [wording for wording in ((literal, parsed) if "[" in text else (parsed,)) if wording.words]


def parse_wording(text: str) -> Wording:
    """Cut a quotation into parts at its ellipses and brackets."""
    parts: list[str] = []
    joints: list[Joint] = []
    head: Joint | None = None
    at = 0
    for found in [*JOINT.finditer(text), None]:
        part = trim_part(text[at : found.start() if found else len(text)])
        if part:
            parts.append(part)
        if found and len(joints) < len(parts):
            joints.append(read_joint(found))
        elif found and not parts:
            head = read_joint(found)
        at = found.end() if found else at
    between = max(0, len(parts) - 1)
    return Wording(tuple(parts), tuple(joints[:between]), joints[between] if joints[between:] else None, head)


def read_joint(found: re.Match[str]) -> Joint:
    """Give the joint that was found between two parts; an ending that turns a word round belongs to its stem."""
    words = found["inserted"] or found["added"] or found["footnote"] or ""
    ending = (found["ending"] or "").lower()
    ending = ending if ending in TURNING_ENDINGS else ""
    literal, inserted, stem = (
        fold_text(text).text.strip(TRIMMED) for text in (found.group(), words, (found["stem"] or "") + ending)
    )
    return Joint(literal, inserted, stem)


def trim_part(text: str) -> str:
    """Give the part folded and without marks at its ends; a minus that is attached to a figure stays."""
    trimmed = fold_text(text).text.strip(TRIMMED)
    return "-" + trimmed if trimmed[:1].isdigit() and LEADING_MINUS.match(text) else trimmed


def find_part(part: str, folded: Folded, body: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Give each stretch of the folded text that is this part, as whole words and whole figures."""
    at = folded.text.find(part, first, last)
    while at >= 0:
        end = at + len(part)
        if begins_whole(folded, body, at) and ends_whole(folded, body, end):
            yield at, end
        at = folded.text.find(part, at + 1, last)


def begins_whole(folded: Folded, body: str, at: int) -> bool:
    """Whether what begins here is not the rest of a word or figure: “do” of “undo”, “40” of “$40” or “−40”."""
    text = folded.text
    found = CUT_BEFORE.search(text, max(0, at - 2), at) if text[at : at + 1].isalnum() else None
    if not found:
        return True
    if found.group().endswith("-"):
        dash = show_dash(folded, body, at - 1)
        return not is_hyphen(dash) and not (text[at].isdigit() and is_minus(dash))
    return not text[at].isdigit() and found.group()[-1] in ".,:/$£€¥₹"


def ends_whole(folded: Folded, body: str, end: int) -> bool:
    """Whether what ends here is not the beginning of a word or figure: “can” of “can't”, “3” of “3.5” or “3%”."""
    text = folded.text
    found = CUT_AFTER.match(text, end) if text[end - 1 : end].isalnum() else None
    if not found:
        return True
    if found.group().startswith("-"):
        return not is_hyphen(show_dash(folded, body, end))
    return not text[end - 1].isdigit() and found.group().lstrip()[0] in ".,:/%‰°"


def show_dash(folded: Folded, body: str, at: int) -> str:
    """Give the dash of the original with what stands on either side of it."""
    start, end = folded.find_place(at, at + 1)
    return body[max(0, start - 1) : end + 1]


def is_hyphen(dash: str) -> bool:
    """Whether a dash joins two words or figures into one."""
    return re.fullmatch(r"\w[-‐‑‒–−]\w", dash) is not None


def is_minus(dash: str) -> bool:
    """Whether a dash is the minus of the figure after it."""
    return re.fullmatch(r"(?:\w?\s|\()?[-−–]\d", dash) is not None
