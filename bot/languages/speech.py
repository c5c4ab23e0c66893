"""How the bot's sentences become those of a language. The only module that imports babel.

    English sentence | its translation in LANGUAGE/AREA.po, else the sentence itself | values put in

Sentences are looked up as they stand in English, as gettext does. The catalogues of a language are read when it is
first needed. In a language that is written from the right, each value that is not said in it stands apart from the
direction of what is around it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date as format_babel_date
from babel.dates import format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.languages.language import Language
from corpus.days.solar_hijri import find_solar_day
from corpus.worded import Counted, Worded, format_english_day

CATALOGUES = Path(__file__).parent
DIGITS = {Language.PERSIAN: str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")}
"""How numbers are written; the other languages here are read with the digits of English too."""

POINT = {Language.PERSIAN: "٫"}
"""What stands between a whole number and its fraction."""

RIGHT_TO_LEFT_MARK = "\u200f"
FIRST_STRONG = "\u2068"
ISOLATED = FIRST_STRONG + "{}\u2069"
"""FSI and PDI: what stands between them has a direction of its own."""

LEFTWARD = re.compile(r"[^\s\u0590-\u05ff\u0620-\u065f\u066e-\u06d3\u200c]")
"""What may be drawn in the wrong place among letters from the right: other letters, figures and marks."""

COMMAND = re.compile(r"(?<!\w)/[a-z]+")
"""A command, which has to be kept apart among Arabic or Hebrew letters: its slash would be drawn behind it."""

MARKS = {
    Language.PERSIAN: {",": "،", ";": "؛"},
    Language.ARABIC: {",": "،", ";": "؛"},
    Language.FRENCH: {";": " ;"},
}
"""The comma and the semicolon of languages that have their own."""

SOLAR_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


class Said(str):
    """What is said in a language already, so that it runs along with a sentence of that language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """A language as it is spoken."""

    language: Language
    _translate: Callable[[str], str]
    _translate_count: Callable[[str, str, int], str]

    @property
    def line_start(self) -> str:
        """What a line begins with that might begin with a name: a mark, where it has to run from the right."""
        return RIGHT_TO_LEFT_MARK if self.language.is_right_to_left else ""

    def say(self, sentence: str, **values: object) -> Said:
        """Give a sentence in this language: a form with these values, or a `Worded` with its own.

        A whole number is written in the digits of the language, a day by its names, a `Worded` is said too, a tuple is
        a list of such values, and any other string stands as it is, apart where the language runs from the right.
        """
        if isinstance(sentence, Counted):
            return self.count(sentence.one, sentence.many, sentence.number)
        form, values = (sentence.form, dict(sentence.values)) if isinstance(sentence, Worded) else (sentence, values)
        said = self._translate(form) if form else ""  # a catalogue has its own head under the empty sentence
        if self.language.is_right_to_left:
            said = COMMAND.sub(ISOLATED.format(r"\g<0>"), said)
        return Said(said.format(**self._say_all(values)) if values else said)

    def count(self, one: str, many: str, number: int) -> Said:
        """Give “1 report” or “2,000 reports” in this language; both forms have `{count}` in them."""
        return Said(self._translate_count(one, many, number).format(count=self.format_number(number)))

    def join(self, values: Iterable[object], mark: str = ",") -> Said:
        """Give values one after another, with the comma or the semicolon of this language between them, or nothing."""
        return Said(f"{MARKS.get(self.language, {}).get(mark, mark)} ".join(map(self._say_value, values)))

    def isolate(self, text: str) -> str:
        """Keep a text apart from the direction of what is around it, where this language runs from the right.

        What is said in it, stands apart already, or has nothing but letters from the right in it, runs along.
        """
        along = isinstance(text, Said) or not self.language.is_right_to_left or text.startswith(FIRST_STRONG)
        return text if along or not LEFTWARD.search(text) else ISOLATED.format(text)

    def format_number(self, number: float) -> Said:
        """Give a number in the digits of this language; of a fraction, one of them."""
        shown = f"{number:,}"
        if isinstance(number, float):
            shown = f"{number:,.1f}".replace(".", POINT.get(self.language, "."))
        return Said(shown.translate(DIGITS.get(self.language, {})))

    def format_digits(self, text: str) -> Said:
        """Write the digits of a text in those of this language, as for a year or an hour."""
        return Said(text.translate(DIGITS.get(self.language, {})))

    def format_day(self, day: date | None) -> Said:
        """Give “2 June 2022” in this language, beside the Solar Hijri day for Persian readers, or “undated”."""
        if day is None:
            return self.say("undated")
        if self.language is Language.ENGLISH:
            return Said(format_english_day(day))
        shown = self.format_digits(format_babel_date(day, "long", locale=self.language))
        solar = self._format_solar_day(day)
        return Said(f"{solar} ({shown})") if solar else shown

    def format_full_day(self, day: date) -> Said:
        """Give “Thu 2 June 2022” in this language; the day of the week has its whole name outside English."""
        if self.language is Language.ENGLISH:
            return Said(f"{day:%a} {format_english_day(day)}")
        if self._format_solar_day(day):
            return Said(f"{format_babel_date(day, 'EEEE', locale=self.language)} {self.format_day(day)}")
        return self.format_digits(format_babel_date(day, "full", locale=self.language))

    def format_month(self, day: date) -> Said:
        """Give “June 2022” in this language, for the month that a day stands in."""
        return self.format_digits(format_skeleton("yMMMM", day, locale=self.language))

    def format_span(self, first: date, last: date) -> Said:
        """Give one day, or “2 June 2022 to 5 July 2022”."""
        if first == last:
            return self.format_day(first)
        return self.say("{first} to {last}", first=self.format_day(first), last=self.format_day(last))

    def _format_solar_day(self, day: date) -> str:
        solar = find_solar_day(day) if self.language is Language.PERSIAN else None
        return self.format_digits(f"{solar[2]} {SOLAR_MONTHS[solar[1] - 1]} {solar[0]}") if solar else ""

    def _say_all(self, values: Mapping[str, object]) -> dict[str, str]:
        return {name: self._say_value(value) for name, value in values.items()}

    def _say_value(self, value: object) -> str:
        if isinstance(value, tuple):
            return self.join(value)
        if isinstance(value, Worded):
            return self.say(value)
        if isinstance(value, date):
            return self.format_day(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.format_number(value)
        return self.isolate(value if isinstance(value, str) else str(value))


@cache
def get_speech(language: Language) -> Speech:
    """Give how a language is spoken."""
    translations = read_translations(language)
    return Speech(language, translations.gettext, translations.ngettext)


def read_translations(language: Language) -> NullTranslations:
    """Give the translations of a language, of all areas; English is what the code says."""
    if language is Language.ENGLISH:
        return NullTranslations()
    joined, *others = (read_catalogue(language, area) for area in list_areas(language))
    for message in (each for other in others for each in other if each.id):
        joined[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, joined)
    compiled.seek(0)
    return GNUTranslations(compiled)


def list_areas(language: Language) -> list[str]:
    """Give the names of the catalogues that a language has."""
    return sorted(path.stem for path in (CATALOGUES / language).glob("*.po"))


def read_catalogue(language: Language, area: str) -> Catalog:
    """Give one catalogue of a language, as it stands in its file."""
    with (CATALOGUES / language / f"{area}.po").open("rb") as file:
        return read_po(file, locale=language)


ENGLISH = get_speech(Language.ENGLISH)
"""What is said where nobody's language is to be followed: in JSON, and on most of the terminal."""
