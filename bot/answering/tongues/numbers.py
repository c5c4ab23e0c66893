"""The numbers in a text that is not English, in digits of any script or in words, each with its place.

    text | words and digits in order | runs that are one number | values; ordinals, times, pages and “one” are none

A word that means something else as often (“نه” is nine and “not”) is a number only right before what it counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.tongues.concepts import find_concept
from bot.answering.tongues.number_words import NumberWord, add_up, find_number
from bot.answering.tongues.tongue import Tongue
from bot.languages.language import Language
from corpus.spelling import fold

TOKEN = re.compile(
    r"(?P<digits>(?<![\w.,:/٬٫])(?<!\d[-–])(?:\d{1,3}(?:[\u00a0\u202f "
    r"]\d{3})+(?!\d)|\d+(?:[.,٬٫]\d+)*))(?![\d:/]|[-–]\d)"
    r"|(?P<word>quatre[- ]vingts?(?!\w)|[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670])*)",
    re.IGNORECASE,
)
GROUPED = re.compile(r"\d{1,3}(?:([.,٬])\d{3})(?:\1\d{3})*\Z")
BETWEEN = re.compile(r"[\s\u200c־‐‑-]*\Z")
JOINING = frozenset({"و", "y", "et"})
HUNDRED = 100
POINTED = (Language.SPANISH, Language.FRENCH)
"""Languages that group digits with a point and part them with a comma."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place in the text."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or digits of a text, folded, and what the word is worth."""

    text: str
    start: int
    end: int
    worth: NumberWord | None
    is_digits: bool


def find_numbers(text: str, tongue: Tongue) -> Iterator[Number]:
    """Give the numbers of a text in order."""
    pieces = list(read_pieces(text, tongue))
    run: list[Piece] = []
    for place, piece in enumerate(pieces):
        near = bool(run) and BETWEEN.match(text[run[-1].end : piece.start]) is not None
        if near and piece.text in JOINING and place + 1 < len(pieces) and pieces[place + 1].worth:
            run = [*run[:-1], Piece(run[-1].text, run[-1].start, piece.end, run[-1].worth, run[-1].is_digits)]
            continue
        if run and not (near and goes_on(run, piece)):
            yield from read_run(run, pieces[place - 1 : place + 1][-1:], tongue)
            run = []
        if piece.is_digits or piece.worth:
            run.append(piece)
    if run:
        yield from read_run(run, [], tongue)


def read_pieces(text: str, tongue: Tongue) -> Iterator[Piece]:
    """Give the words and digits of a text, ordinals as words that are worth nothing."""
    for found in TOKEN.finditer(text):
        folded = re.sub(r"[\s-]", "", fold(found.group()))
        worth = None
        if found["word"] and not tongue.ordinal.fullmatch(folded):
            worth = find_worth(folded, tongue.language)
        yield Piece(folded, *found.span(), worth, found["digits"] is not None)


def find_worth(word: str, language: Language) -> NumberWord | None:
    """Give what a folded word is worth: also “ویک” as in «سی‌ویک», and the feminine “veintiuna”."""
    found = find_number(word, language)
    if found is None and language is Language.PERSIAN and word.startswith("و"):
        return find_number(word[1:], language)
    if found is None and language is Language.FRENCH and word == "une":
        return find_number("un", language)
    if found is None and language is Language.SPANISH and word.endswith("una"):
        return find_number(f"{word[:-1]}o", language)
    return found


def goes_on(run: Sequence[Piece], piece: Piece) -> bool:
    """Whether a number word is one number with what stands before it: “thirty-five”, “خمسة وثلاثون”, “3 million”."""
    word, last = piece.worth, run[-1].worth
    if word is None:
        return False
    if last is None or word.is_scale:
        return word.is_scale and (last is None or not last.is_scale or len(run) > 1)
    if last.is_scale:
        return word.value < last.value
    if last.value < 10:
        return 10 <= word.value < 100
    if last.value >= HUNDRED:
        return word.value < HUNDRED
    return last.value >= 20 and word.value < (20 if last.value in (60, 80) else 10)


def read_run(run: Sequence[Piece], following: Sequence[Piece], tongue: Tongue) -> Iterator[Number]:
    """Give the number of a run of words, or of digits and the scale behind them."""
    first = run[0]
    if first.worth is None:
        value = read_digits(first.text, tongue.language)
        for piece in run[1:]:
            value *= piece.worth.value if piece.worth else 1
        yield Number(value, first.start, run[-1].end)
        return
    words = [piece.worth for piece in run if piece.worth]
    value = float(add_up(words))
    if len(words) == 1 and (value < 2 or (words[0].is_doubtful and not counts(following, tongue))):
        return
    yield Number(value, first.start, run[-1].end)


def counts(following: Sequence[Piece], tongue: Tongue) -> bool:
    """Whether the next word is one for people, so that a doubtful word before it counts them."""
    return any(find_concept(piece.text, tongue.language) == "peopl" for piece in following)


def read_digits(digits: str, language: Language) -> float:
    """Give the value of folded digits with the signs that group or part them in a language."""
    grouped = GROUPED.match(digits)
    if grouped and not (language in POINTED and grouped[1] == "," and digits.count(",") == 1):
        return float(re.sub(r"[.,٬]", "", digits))
    plain = re.sub(r"[٬\s]", "", digits).replace("٫", ".")
    plain = plain.replace(".", "").replace(",", ".") if language in POINTED and "," in plain else plain.replace(",", "")
    return float(plain) if plain.count(".") < 2 else float(plain.split(".")[0])
