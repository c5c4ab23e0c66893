"""Which languages there are. A new one is a member here and a catalogue beside this file."""

from enum import StrEnum


class Language(StrEnum):
    """A language by its code (ISO 639-1), in the order in which they are offered."""

    ENGLISH = "en"
    PERSIAN = "fa"
    ARABIC = "ar"
    HEBREW = "he"
    SPANISH = "es"
    FRENCH = "fr"

    @property
    def own_name(self) -> str:
        """What its speakers call it."""
        return OWN_NAMES[self]

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from the right."""
        return self in (Language.PERSIAN, Language.ARABIC, Language.HEBREW)


OWN_NAMES = {
    Language.ENGLISH: "English",
    Language.PERSIAN: "فارسی",
    Language.ARABIC: "العربية",
    Language.HEBREW: "עברית",
    Language.SPANISH: "Español",
    Language.FRENCH: "Français",
}

OTHER_NAMES = {
    "iw": Language.HEBREW,
    "persian": Language.PERSIAN,
    "farsi": Language.PERSIAN,
    "arabic": Language.ARABIC,
    "عربي": Language.ARABIC,
    "hebrew": Language.HEBREW,
    "spanish": Language.SPANISH,
    "castellano": Language.SPANISH,
    "espanol": Language.SPANISH,
    "french": Language.FRENCH,
    "francais": Language.FRENCH,
}
"""How else people name them, in small letters."""


def find_language(code: str | None) -> Language | None:
    """Give the language of a tag such as “fa-IR”, which Telegram names people's languages by, or None."""
    short = (code or "").replace("_", "-").partition("-")[0].lower()
    if short == "iw":
        return Language.HEBREW
    return Language(short) if short in list(Language) else None


def parse_language(text: str) -> Language | None:
    """Read a language as somebody names it: by its code, its own name or its English one; None for none of ours."""
    name = text.strip().lower()
    own = {each.own_name.lower(): each for each in Language}
    return own.get(name) or OTHER_NAMES.get(name) or find_language(name)
