"""The figures of a quotation and those of its translation: the same ones, in digits of any script or in words.

    text | percent signs, weekdays | digits and number words in runs | amounts

What is compared are sets of values. A figure in digits, and a number word from 3 on, has to stand on both sides; 0, 1
and 2 in words count nothing, since languages say them in other ways (“both”, a dual, an article). Where the language of
a quotation is one whose number words are not known here, its translation may have no figure that it lacks in digits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answering.tongues.number_words import NumberWord, add_up, find_number
from bot.languages.language import Language
from corpus.spelling import fold

LEAST = 3
"""From here on a number word counts."""

PERCENT = re.compile(
    r"[%٪]|\b(?:per ?cent|por ciento|pour ?cent)\b|درصد|(?:في|ب)\s?ال?م(?:ئ|ائ)ة|אחוז(?:ים|י)?", re.IGNORECASE
)
NO_NUMBERS = re.compile(
    r"(?:یک|دو|سه|چهار|پنج)[\s\u200c]?شنبه|יום (?:ה)?(?:שני|שלישי|רביעי|חמישי|שישי)|بی[\s\u200c]بی[\s\u200c]سی"
    r"|(?<=ات)\s+القرن\s+(?:العشرين|الماضي|التاسع عشر)"
)
"""Days of the week that are called by numbers, a broadcaster’s name, and the century of a decade in Arabic."""

CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\s?([ap]\.?m\b)", re.IGNORECASE)
QUATRE_VINGT = re.compile(r"quatre[- ]vingts?", re.IGNORECASE)
ROMAN = re.compile(r"(?<![^\W\d_])[IVXLC]{1,7}(?=(?:e|er|ème)?(?![^\W\d_]))")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
TOKEN = re.compile(
    r"(?<![a-z])(?P<digits>\d+(?:[.,٬٫]\d+)*(?:[\u00a0\u2009\u202f ]\d{3}(?!\d))*)(?P<scale>(?:bn|tn|m|k)\b)?"
    r"(?P<decade>[’']?s\b)?(?P<clock>(?: h)?\s?[ap]\.?m\b)?|(?P<word>[^\W\d_]+)"
)
PARTS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})
SHORT_SCALES = {"bn": 10**9, "tn": 10**12, "m": 10**6, "k": 1000}
BETWEEN = re.compile(r"[\s\u200c‐‑-]*")
JOINING = frozenset({"and", "و", "y", "et"})
BY_TWENTY = (60, 80)
"""To these French adds numbers up to nineteen: “soixante-dix-huit”."""

COMMA_DECIMAL = (Language.SPANISH, Language.FRENCH)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: the values that it can have as it is written, whether it has to stand on the other side too."""

    values: frozenset[Decimal]
    counts: bool = True

    def meets(self, other: "Amount") -> bool:
        """Whether both can be the same."""
        return bool(self.values & other.values)


def has_same_figures(original: str, translation: str, spoken: Language | None, asked: Language) -> bool:
    """Whether a translation has its original’s figures and no others; `spoken` is None for a language not known."""
    if bool(PERCENT.search(original)) != bool(PERCENT.search(translation)) and spoken is not None:
        return False
    given = list_amounts(original, spoken)
    found = list_amounts(translation, asked, strictly=True)
    loose = list_roman(original), list_roman(translation)
    return all(any(each.meets(other) for other in (*given, *loose[0])) for each in found if each.counts) and all(
        any(each.meets(other) for other in (*found, *loose[1])) for each in given if each.counts
    )


def list_amounts(text: str, language: Language | None, *, strictly: bool = False) -> list[Amount]:
    """Give the figures of a text; read strictly, a comma and a point have the meaning of the language alone."""
    plain = CLOCK.sub(r"\1\3 \2", text)
    plain = QUATRE_VINGT.sub("quatrevingt", NO_NUMBERS.sub(" ", PERCENT.sub(" % ", plain)))
    return read_amounts(fold(plain.translate(PARTS)), language, strictly=strictly)


def list_roman(text: str) -> list[Amount]:
    """Give the numbers in Roman digits, which may stand for a figure."""
    return [Amount(frozenset({Decimal(read_roman(found.group()))}), counts=False) for found in ROMAN.finditer(text)]


def read_roman(digits: str) -> int:
    """Give the value of Roman digits."""
    values = [ROMAN_DIGITS[digit] for digit in digits]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


class Reader:
    """Puts the figures of one text together: a run of number words, or digits with the scale behind them."""

    def __init__(self) -> None:
        self.amounts: list[Amount] = []
        self._run: list[NumberWord] = []
        self._digits: Amount | None = None

    @property
    def is_open(self) -> bool:
        """Whether a figure has begun and may go on."""
        return bool(self._run) or self._digits is not None

    def add_word(self, word: NumberWord) -> None:
        """Take a number word, which goes on with what stands before it, or begins anew."""
        if self._digits and word.is_scale:
            self._digits = multiply(self._digits, word.value)
            return
        if self._digits or (self._run and not goes_on(self._run, word)):
            self.close()
        self._run.append(word)

    def add_digits(self, digits: Sequence[Amount]) -> None:
        """Take digits, of which the last may have a scale behind it."""
        self.close()
        self.amounts += digits[:-1]
        self._digits = digits[-1]

    def close(self) -> None:
        """End the figure that has begun."""
        if self._run:
            self.amounts.append(make_amount(self._run))
        if self._digits:
            self.amounts.append(self._digits)
        self._run, self._digits = [], None


def read_amounts(text: str, language: Language | None, *, strictly: bool) -> list[Amount]:
    """Give the amounts of a folded text."""
    reader, ended = Reader(), 0
    for found in TOKEN.finditer(text):
        word = find_number(found["word"], language) if found["word"] and language else None
        near = BETWEEN.fullmatch(text, ended, found.start()) is not None
        ended = found.end()
        if near and reader.is_open and found["word"] in JOINING:
            continue
        if not near or (found["word"] and word is None):
            reader.close()
        if word:
            reader.add_word(word)
        elif found["digits"]:
            reader.add_digits(read_digits(found, language if strictly else None))
    reader.close()
    return reader.amounts


def goes_on(run: Sequence[NumberWord], word: NumberWord) -> bool:
    """Whether a number word is one number with those before it: “thirty-five”, “خمسة وثلاثون”, “two hundred”."""
    last = run[-1]
    if word.is_scale:
        return not last.is_doubtful and (not last.is_scale or (len(run) > 1 and last.value < word.value))
    if last.is_scale:
        return len(run) > 1 and word.value < last.value
    if last.value < 10:
        return word.value < 100 and word.value % 10 == 0 < word.value
    if last.value == 10:
        return word.value < 10 and len(run) > 1 and run[-2].value in BY_TWENTY
    return last.value >= 20 and word.value < (10 if last.value % 100 else 100) + 10 * (last.value in BY_TWENTY)


def make_amount(run: Sequence[NumberWord]) -> Amount:
    """Give the amount of a run of number words."""
    value = add_up(run)
    doubtful = len(run) == 1 and run[0].is_doubtful
    return Amount(frozenset({Decimal(value)}), counts=value >= LEAST and not doubtful)


def multiply(amount: Amount, scale: int) -> Amount:
    """Give so many times an amount."""
    return replace(amount, values=frozenset(value * scale for value in amount.values))


def read_digits(found: re.Match[str], language: Language | None) -> list[Amount]:
    """Give the amount of digits, behind those that points part from it as in a date."""
    values = read_values(found["digits"], language)
    if found["scale"]:
        values[-1] |= {value * SHORT_SCALES[found["scale"]] for value in values[-1]}  # “800m” may be metres
    if found["clock"]:
        values = [each | {value + 12 for value in each} for each in values]
    if found["decade"]:
        values[-1] |= {value % 100 for value in values[-1]}
    return [Amount(each) for each in values]


def read_values(digits: str, language: Language | None) -> list[frozenset[Decimal]]:
    """Give the values that digits with their signs can have: one number’s, or those of several that points part."""
    plain = re.sub(r"[\u00a0\u2009\u202f ٬]", "", digits).replace("٫", ".")
    signs = re.findall(r"[.,]", plain)
    groups = re.split(r"[.,]", plain)
    if not signs:
        return [frozenset({Decimal(int(plain))})]
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(signs)) == 2:
        return [frozenset({make_decimal(groups[:-1], groups[-1])})]
    if len(signs) > 1:
        return (
            [frozenset({Decimal("".join(groups))})] if grouped else [frozenset({Decimal(int(each))}) for each in groups]
        )
    whole, part = Decimal("".join(groups)), make_decimal(groups[:1], groups[1])
    if not grouped:
        return [frozenset({part})]
    if language is None:
        return [frozenset({whole, part})]
    return [frozenset({part if (signs[0] == ",") == (language in COMMA_DECIMAL) else whole})]


def make_decimal(groups: Sequence[str], part: str) -> Decimal:
    """Give a number from its groups of digits and what stands behind the point, without the zeros at its end."""
    return Decimal(f"{''.join(groups)}.{part}").normalize()
