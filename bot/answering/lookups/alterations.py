"""Where an altered quotation comes nearest to a report, and the words in which the two differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from unicodedata import normalize

from bot.answering.lookups.given_wording import CAPITAL, ELLIPSIS, NEGATION
from corpus.folding import Folded, fold_text

TOKEN = re.compile(r"\w+(?:['.,:/]\w+)*|[^\w\s]")
BRACKETED_ENDING = re.compile(r"(?<=\w)\[(\w+)\]")
SIGNS = re.compile(rf"{ELLIPSIS}|[\[\]]")
OUTER = frozenset("'.,;:-")
STOPS = frozenset(".!?۔。")
SIGNS_BEFORE = frozenset("$£€¥₹-")
SIGNS_AFTER = frozenset("%‰°")

COMMON = 0.3
"""What a word of up to three letters counts for, against 1 for a longer word or a figure, and nothing for a mark."""

GAP_COST = 0.1
"""What a word of the report that is not in the quotation costs a place."""

WIDENED = 3
"""The most words at either end of a quotation that are taken for a change of the words that stand there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the report that the quotation lacks (`original`), and words that it has instead (`quoted`).

    Both are exact; one of them is empty where words were only put in or only left out.
    """

    original: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """The place nearest to a quotation, how much of it stands there (0 to 1), and where the two differ."""

    start: int
    end: int
    share: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text, folded, with their places."""

    text: str
    folded: Folded
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Tokens":
        """Read them from a text."""
        folded = fold_text(text)
        found = list(TOKEN.finditer(folded.text))
        return cls(text, folded, tuple(token.group() for token in found), tuple(token.span() for token in found))

    def find_place(self, first: int, last: int) -> tuple[int, int]:
        """Give where the tokens from `first` up to but not including `last` stand in the text."""
        return self.folded.find_place(self.places[first][0], self.places[last - 1][1])

    def text_of(self, first: int, last: int) -> str:
        """Give the text from one token to another; nothing where there are none."""
        if first >= last:
            return ""
        start, end = self.find_place(first, last)
        return self.text[start:end]

    def trimmed(self) -> "Tokens":
        """Give them without the marks at either end."""
        kept = [at for at, word in enumerate(self.words) if word not in OUTER]
        inner = slice(kept[0], kept[-1] + 1) if kept else slice(0)
        return Tokens(self.text, self.folded, self.words[inner], self.places[inner])


def read_quote(quote: str) -> Tokens:
    """Read the words of a quotation, those in brackets with the others, and without ellipses."""
    text = BRACKETED_ENDING.sub(r"\1", CAPITAL.sub(r"\1", normalize("NFC", quote)))
    return Tokens.of(SIGNS.sub(" ", text)).trimmed()


def find_alteration(quote: Tokens, body: str) -> Alteration | None:
    """Give the place of the body nearest to the quotation; None where they share no word."""
    tokens = Tokens.of(body)
    window = find_window(quote.words, tokens.words)
    blocks = choose_blocks(quote.words, tokens.words[window])
    if not blocks:
        return None
    head, tail = blocks[0], blocks[-1]
    first = widen_place(tokens.words, window.start + head.b, head.a, -1)
    rest = len(quote.words) - tail.a - tail.size
    first, last = take_attached(tokens, first, widen_place(tokens.words, window.start + tail.b + tail.size, rest, 1))
    share = sum(weigh_block(quote.words, block) for block in blocks) / sum(map(weigh_word, quote.words))
    differences = tuple(compare_words(quote, tokens, first, last))
    if not differences:
        first, last = take_negations(tokens, first, last)
        differences = tuple(compare_words(quote, tokens, first, last))
    return Alteration(*tokens.find_place(first, last), share, differences)


def find_window(quote: Sequence[str], words: Sequence[str]) -> slice:
    """Give the stretch in which most of the quotation's words stand, with some room around it."""
    wanted = set(quote)
    size = len(quote) + max(8, len(quote) // 4)
    sums = list(accumulate((weigh_word(word) if word in wanted else 0.0 for word in words), initial=0.0))
    starts = range(max(1, len(words) - size + 1))
    best = max(starts, key=lambda start: sums[min(start + size, len(words))] - sums[start])
    return slice(max(0, best - size), best + 2 * size)


def choose_blocks(quote: Sequence[str], words: Sequence[str]) -> list[Match]:
    """Give the run of common stretches that holds most of the quotation in the least room, which may be none."""
    best: list[Match] = []
    run: list[Match] = []
    best_score = score = 0.0
    for block in SequenceMatcher(None, quote, words, autojunk=False).get_matching_blocks()[:-1]:
        score -= GAP_COST * (block.b - run[-1].b - run[-1].size) if run else 0.0
        if score <= 0:
            run, score = [], 0.0
        run = [*run, block]
        score += weigh_block(quote, block)
        if score > best_score:
            best, best_score = run, score
    return best


def widen_place(words: Sequence[str], at: int, missing: int, step: int) -> int:
    """Give the place's edge with as many words more as the quotation has there, if few: they stand for one another."""
    for _ in range(missing if missing <= WIDENED else 0):
        following = at if step > 0 else at - 1
        if not 0 <= following < len(words) or words[following] in STOPS:
            break
        at += step
    return at


def take_attached(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Give the place with the signs that belong to a figure at its ends: “$40”, “−5”, “40%”."""
    if first > 0 and tokens.words[first][0].isdigit() and tokens.words[first - 1] in SIGNS_BEFORE:
        first -= 1
    if last < len(tokens.words) and tokens.words[last - 1][-1].isdigit() and tokens.words[last] in SIGNS_AFTER:
        last += 1
    return first, last


def take_negations(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Give the place with the negations right beside it, which a quotation of all its other words leaves out."""
    if first > 0 and NEGATION.fullmatch(tokens.words[first - 1]):
        first -= 1
    if last < len(tokens.words) and NEGATION.fullmatch(tokens.words[last]):
        last += 1
    return first, last


def compare_words(quote: Tokens, tokens: Tokens, first: int, last: int) -> Iterator[Difference]:
    """Give the differences between the quotation and the tokens of the place."""
    matcher = SequenceMatcher(None, quote.words, tokens.words[first:last], autojunk=False)
    for kind, begin, end, other, other_end in matcher.get_opcodes():
        if kind != "equal":
            yield Difference(tokens.text_of(first + other, first + other_end), quote.text_of(begin, end))


def weigh_block(words: Sequence[str], block: Match) -> float:
    """Give what a common stretch counts for."""
    return sum(map(weigh_word, words[block.a : block.a + block.size]))


def weigh_word(word: str) -> float:
    """Give what a word counts for."""
    if not word[0].isalnum():
        return 0.0
    return 1.0 if len(word) > 3 or word[0].isdigit() else COMMON
