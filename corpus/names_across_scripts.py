"""Names that a report gives in two scripts: «سونیوا روک (Sunniva Rook)», “Rahim Danesh (رحیم دانش)”.

    body | runs of Latin words with capitals | runs of other letters near each, before or behind
         | as many words of both as sound alike | name pairs

What sounds alike is a name in both: its consonants are the same (`corpus.sounds`). So a translation in brackets is no
pair, and neither is an acronym; a name that each language has a word of its own for is not learnt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paragraphs import Span
from corpus.sounds import measure_unlikeness, spell_consonants

CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u017f]"
LATIN_WORD = rf"(?:(?:al|el|Al|El)-)?{CAPITAL}[^\W\d_]*(?:[’'‘ʼ-][^\W\d_]+)*"
LATIN_RUN = re.compile(
    rf"(?<![^\W\d_]){LATIN_WORD}(?:[ \u00a0](?:(?:al|el|de|del|van|von|bin|ibn|ben|bint|da|di|la) )?{LATIN_WORD})*"
)
OTHER_LETTER = r"\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
OTHER_WORD = rf"[{OTHER_LETTER}][{OTHER_LETTER}\u05b0-\u05c7\u064b-\u065f\u200c׳״'’-]*"
OTHER_RUN = re.compile(rf"{OTHER_WORD}(?:[ \u00a0]{OTHER_WORD})*")
APART = re.compile(r"[)\],;:،؛.»”\"]|\Z")
STOP = re.compile(r"[.!?؟\n]")
ACRONYM = re.compile(r"[A-Z]{2,6}")

GAP = 45
"""How many characters may stand between the two, such as “(به انگلیسی: ” or “, known in Arabic as ”."""

MOST_WORDS = 5
LEAST_CONSONANTS = 3
LEAST_OF_A_PART = 2
MOST_UNLIKE = 0.25
"""The share of the consonants that may differ; chosen on Arabic and Persian articles and their translations."""


LOOSE_ALONE = 0.3
"""What loose consonants may cost where no consonant may differ."""


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name in Latin letters and the same name in others, as a report writes them, with their places in its body."""

    latin: str
    other: str
    latin_span: Span
    other_span: Span


def list_name_pairs(body: str) -> list[NamePair]:
    """Give the names that a body gives in two scripts, each pair of spellings once, in order."""
    others = list(OTHER_RUN.finditer(body))
    if not others or (len(others) == 1 and others[0].span() == (0, len(body))):
        return []
    found: dict[tuple[str, str], NamePair] = {}
    at = 0
    for latin in LATIN_RUN.finditer(body):
        while at < len(others) and others[at].end() < latin.start() - GAP:
            at += 1
        if ACRONYM.fullmatch(latin.group()):
            continue
        pair = choose_pair(body, latin, list_near(body, latin, others, at))
        if pair:
            found.setdefault((pair.latin, pair.other), pair)
    return list(found.values())


def list_name_parts(pair: NamePair) -> list[tuple[str, str]]:
    """Give the words of a pair that are two spellings of one word: (“Rook”, «روک»); none of a name of one word."""
    words, others = pair.latin.split(), pair.other.split()
    if len(words) != len(others) or len(words) < 2:
        return []
    return [(one, other) for one, other in zip(words, others, strict=True) if is_same_word(one, other)]


def is_same_word(one: str, other: str) -> bool:
    """Whether two words of a pair sound alike, and have enough that can be heard."""
    heard, spelled = spell_consonants(one), spell_consonants(other)
    enough = min(heard.firm, spelled.firm) >= LEAST_OF_A_PART
    return enough and measure_unlikeness(heard, spelled) <= LOOSE_ALONE


def list_near(body: str, latin: re.Match[str], others: Sequence[re.Match[str]], first: int) -> Iterator[re.Match[str]]:
    """Give the runs of other letters before and behind a name, with no end of a sentence between.

    What a colon follows says in which language the name is given, and is none.
    """
    for other in others[first:]:
        if other.start() > latin.end() + GAP:
            return
        start, end = (other.end(), latin.start()) if other.end() <= latin.start() else (latin.end(), other.start())
        if end - start <= GAP and not STOP.search(body, start, end) and body[other.end() : other.end() + 1] != ":":
            yield other


def choose_pair(body: str, latin: re.Match[str], near: Iterator[re.Match[str]]) -> NamePair | None:
    """Give the likest pair among a name and what stands near it, the longer one of two that are as like."""
    best: tuple[float, int, NamePair] | None = None
    for other in near:
        comes_first = other.end() <= latin.start()
        for latin_span in list_parts(body, latin, at_end=not comes_first):
            for other_span in list_parts(body, other, at_end=comes_first):
                pair = NamePair(latin_span.text_of(body), other_span.text_of(body), latin_span, other_span)
                likeness = measure_pair(pair)
                if likeness is not None and (best is None or likeness > best[:2]):
                    best = (*likeness, pair)
    return best[2] if best else None


def measure_pair(pair: NamePair) -> tuple[float, int] | None:
    """Give how like two spellings are, and how near in words; None where they are not one name.

    A single word, or names of more words on one side, must have the same consonants.
    """
    one, other = spell_consonants(pair.latin), spell_consonants(pair.other)
    firm = min(one.firm, other.firm)
    if firm < LEAST_CONSONANTS or ACRONYM.fullmatch(pair.latin):
        return None
    words = len(pair.latin.split()), len(pair.other.split())
    free = MOST_UNLIKE * max(one.firm, other.firm) if words[0] == words[1] > 1 else LOOSE_ALONE
    unlike = measure_unlikeness(one, other)
    return None if unlike > free else (firm - 3 * unlike, -abs(words[0] - words[1]))


def list_parts(body: str, run: re.Match[str], *, at_end: bool) -> Iterator[Span]:
    """Give the last words of a run, or its first ones: one, two and so on; all of what stands apart behind the other.

    So no part of a name in brackets is taken for the name.
    """
    if not at_end and (is_latin(run.group()) or APART.match(body, run.end())):
        yield Span(run.start(), run.end())
        return
    words = [Span(found.start(), found.end()) for found in re.finditer(r"[^ \u00a0]+", body[run.start() : run.end()])]
    for count in range(1, min(MOST_WORDS, len(words)) + 1):
        part = words[-count:] if at_end else words[:count]
        yield Span(run.start() + part[0].start, run.start() + part[-1].end)


def is_latin(text: str) -> bool:
    """Whether a run begins in Latin letters."""
    return text[0] < "\u0250"
