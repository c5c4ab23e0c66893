"""The words of an English sentence as tokens: with what their capitals tell, and each quotation as one.

The time taken grows with the length of the text alone.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from corpus.abbreviations import STARTERS, list_words
from corpus.paragraphs import Span
from corpus.speech.cues import CUE_VERBS, FINITE
from corpus.speech.quotations import Quotation
from corpus.speech.titles import BODIES

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-‑.'’&@/][^\W_]+)*(?:['’](?!\w))?|&|[^\w\s]")
SMALL_WORD = re.compile(r"\b[a-zà-ÿ]{2,30}\b")
LONE_CAPITAL = re.compile(
    r"(?:(?<=[a-z,] )|(?<=[.!?”\"“] )|(?<=\n))([A-Z][\w-]{1,30})(?=[’']s |"
    r" (?:said|says|told|added|asked|has|had|was|is|will|would|also|did|who|argued|claimed|denied|wrote|stated|"
    r"noted)\b)"
)
ARTICLED = re.compile(r"(?:a[lnrstdz]|el|ash)-[A-Z]")
INNER_CAPITAL = re.compile(r"(?<=[\w,] )([A-Z][\w-]{0,30})")
CLITIC = re.compile(r"(?:['’]s|(?<=s)['’])\Z", re.IGNORECASE)


NAMING = frozenset(("called", "named", "itself", "themselves"))
"""What a name in quotation marks follows, which is then no quotation."""

LABEL = 60
"""The most characters that such a name has, its marks included."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    QUOTE = "quote"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A word without its possessive ending, a mark, or a whole quotation."""

    text: str
    start: int
    end: int
    kind: Kind = Kind.WORD
    possessive: bool = False
    plain: bool = False
    alone: bool = False

    @property
    def low(self) -> str:
        """Its word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital that its place in the sentence does not explain."""
        upper = self.text[0].isupper() or ARTICLED.match(self.text) is not None
        return self.kind is Kind.WORD and upper and not self.plain

    def is_mark(self, marks: str) -> bool:
        """Whether it is one of these marks."""
        return self.kind is Kind.MARK and self.text in marks


class Spelling:
    """How a body writes its words: which of them it also writes small, so that a capital at a start tells nothing."""

    def __init__(self, body: str) -> None:
        """Read the words of the whole body."""
        self.body = body
        self.small = set(SMALL_WORD.findall(body))
        self.names = {found[1] for found in INNER_CAPITAL.finditer(body)}
        self.alone = {found[1] for found in LONE_CAPITAL.finditer(body)}

    def is_plain(self, word: str, start: int) -> bool:
        """Whether a word has its capital only because it begins a sentence or a quotation."""
        if not word[0].isupper() or not self.begins(start):
            return False
        low = word.lower()
        if word in STARTERS or low in DETERMINERS or low in INSIDE or low in LEADING:
            return True
        if word in self.names:
            return False
        return low in self.small or low in BODIES or low.endswith(("ing", "s")) or self.describes(start + len(word))

    def describes(self, end: int) -> bool:
        """Whether the word that ends here stands before a noun for several people (“Marine biologists”)."""
        found = SMALL_WORD.match(self.body, end + 1) if self.body[end : end + 1] == " " else None
        return found is not None and found[0].endswith("s") and found[0] not in CUE_VERBS and found[0] not in FINITE

    def begins(self, start: int) -> bool:
        """Whether a sentence or a quotation begins at this offset."""
        lead = self.body[max(0, start - 3) : start].rstrip(" \u00a0")
        if lead[-1:] in ("’", "'") and lead[-2:-1].isalnum():
            return False
        return not lead or lead[-1] in "\n\r\t\"“‘«„'”’»([.!?:;—–-…"


def read_tokens(spelling: Spelling, span: Span, quotations: list[Quotation]) -> list[Token]:
    """Give the tokens of a stretch; `quotations` are those of the body, in order."""
    body = spelling.body
    tokens: list[Token] = []
    at = span.start
    first = bisect_left(quotations, span.start, key=lambda quotation: quotation.end - 1)
    while first < len(quotations) and quotations[first].start < span.end:
        quotation = quotations[first]
        first += 1
        start, end = max(quotation.start, span.start), min(quotation.end, span.end)
        tokens += read_words(spelling, at, start)
        if tokens and tokens[-1].low in NAMING and body[start + 1 : start + 2].isupper() and end - start < LABEL:
            tokens += read_words(spelling, start + 1, end - 1)
        else:
            tokens.append(Token(body[start:end], start, end, Kind.QUOTE))
        at = end
    return drop_brackets(tokens + read_words(spelling, at, span.end))


def drop_brackets(tokens: list[Token]) -> list[Token]:
    """Leave out what stands in brackets, where they close within a few words."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].is_mark("(["):
            close = next((n for n in range(at + 1, min(len(tokens), at + 20)) if tokens[n].is_mark(")]")), None)
            if close is not None:
                at = close + 1
                continue
        if not tokens[at].is_mark("()[]"):
            kept.append(tokens[at])
        at += 1
    return kept


def read_words(spelling: Spelling, start: int, end: int) -> list[Token]:
    """Give the words and marks of a stretch without quotations; stops that end abbreviations are left out."""
    tokens: list[Token] = []
    for found in WORD.finditer(spelling.body, start, end):
        word = found.group()
        if not word[0].isalnum() and word != "&":
            tokens += [] if word == "." else [Token(word, *found.span(), Kind.MARK)]
            continue
        bare = CLITIC.sub("", word)
        plain = spelling.is_plain(bare, found.start())
        tokens.append(Token(bare, *found.span(), Kind.WORD, bare != word, plain, bare in spelling.alone))
    return tokens


DETERMINERS = list_words("the a an this that these those its his her their our my your some several many most")
INSIDE = list_words("of for from to at with in on about")
"""Prepositions that may go on with a phrase."""
LEADING = list_words("outside inside behind near like minutes hours days weeks months years")
