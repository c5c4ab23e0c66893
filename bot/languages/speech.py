"""How the bot's sentences become those of a language. The only module that imports babel.

    English sentence | its translation in LANGUAGE.po, else the sentence itself | values put in

Sentences are looked up as they stand in English, as gettext does. A catalogue is read when it is first needed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date as format_babel_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.answering.wording import format_date
from bot.languages.language import Language

CATALOGUES = Path(__file__).parent
DIGITS = {Language.PERSIAN: str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")}
"""How numbers are written; the other languages here are read with the digits of English too."""

COMMAND = re.compile(r"(?<!\w)/[a-z]+")
"""A command, which has to be kept apart among Arabic or Hebrew letters: its slash would be drawn behind it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language as it is spoken."""

    language: Language
    _translate: Callable[[str], str]
    _translate_count: Callable[[str, str, int], str]

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence in this language, with its values."""
        said = self._translate(sentence)
        if self.language.is_right_to_left:
            said = COMMAND.sub("\u2068\\g<0>\u2069", said)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, number: int) -> str:
        """Give “1 report” or “2,000 reports” in this language; both forms have `{count}` in them."""
        return self._translate_count(one, many, number).format(count=self.format_number(number))

    def format_number(self, number: int) -> str:
        """Give a number in the digits of this language."""
        return f"{number:,}".translate(DIGITS.get(self.language, {}))

    def format_day(self, day: date | None) -> str:
        """Give “2 June 2022” in this language, or say that there is no date."""
        if day is None or self.language is Language.ENGLISH:
            return self.say(format_date(day)) if day is None else format_date(day)
        shown = format_babel_date(day, "long", locale=self.language)
        return shown.translate(DIGITS.get(self.language, {}))

    def format_span(self, first: date, last: date) -> str:
        """Give one day, or “2 June 2022 to 5 July 2022”."""
        if first == last:
            return self.format_day(first)
        return self.say("{first} to {last}", first=self.format_day(first), last=self.format_day(last))


@cache
def get_speech(language: Language) -> Speech:
    """Give how a language is spoken."""
    translations = read_translations(language)
    return Speech(language, translations.gettext, translations.ngettext)


def read_translations(language: Language) -> NullTranslations:
    """Give the translations of a language; English is what the code says."""
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def read_catalogue(language: Language) -> Catalog:
    """Give the catalogue of a language, as it stands in its file."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)
