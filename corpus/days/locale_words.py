"""What languages other than English call months, days and “yesterday”: dateparser's names and our own further ones.

The only module that imports dateparser, and only when a report in another language is read. Names are folded, one
character for one, so that a place in a folded text is a place in the text itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.days.expressions import Expression, Offset, Unclear, Unit
from corpus.days.locale_extras import EXTRAS, Extra

MONTH_KEYS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAY_KEYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FOLDING = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ة": "ه",
        "ۀ": "ه",
        "\u200c": " ",
        "\u00a0": " ",
    }
    | {"’": "'", "׳": "'", "\n": " ", "\u202f": " "}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
SHORTEST_DAY = 4
"""Days of the week with fewer letters are abbreviations that are words as well: “mar”, “sam”."""

RELATIVE = re.compile(r"(?P<ahead>in )?(?P<count>[0-2]) (?P<unit>day|week|month|year)(?: ago)?")
COUNTING = re.compile(r"(?P<ahead>in )?\\1 (?P<unit>day|week|month|year)(?: ago)?")
SLOT = r"(\d++[.,]?\d*+)"
"""Where dateparser's patterns for “3 days ago” have the number."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language: numbers of months from 1 and of days of the week from Monday, 0; all names folded.

    `counting` pairs patterns that hold one number (“hace (…) días”) with the unit and the sign of what they say.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, Expression]
    counting: tuple[tuple[str, Unit | None, int], ...]
    extra: Extra
    day_first: bool


@lru_cache(maxsize=32)
def read_vocabulary(language: str) -> Vocabulary | None:
    """Give the words of a language (an ISO 639 code), or None where dateparser does not know it."""
    from dateparser.languages.loader import default_loader  # takes .2 s, and English never needs it

    if not re.fullmatch(r"[a-z]{2,3}", language):
        return None
    try:
        info: dict[str, Any] = default_loader.get_locale(language).info
    except ValueError:
        return None
    extra = EXTRAS.get(language, Extra())
    weekdays = number_names(info, WEEKDAY_KEYS, 0, SHORTEST_DAY) if not extra.weekdays else {}
    return Vocabulary(
        months=number_names(info, MONTH_KEYS, 1, 3) | fold_names(extra.months),
        weekdays=weekdays | fold_names(extra.weekdays),
        relative=dict(read_relative(info, extra)),
        counting=tuple(read_counting(info)),
        extra=extra,
        day_first=str(info.get("date_order", "DMY")).startswith("D"),
    )


def fold_word(name: str) -> str:
    """Fold a name as texts are folded."""
    return name.translate(FOLDING).lower()


def fold_names(names: Mapping[str, int]) -> dict[str, int]:
    """Fold the names of a table."""
    return {fold_word(name): number for name, number in names.items()}


def number_names(info: Mapping[str, Any], keys: Iterable[str], first: int, shortest: int) -> dict[str, int]:
    """Give the names that stand under these keys, numbered in the keys' order; too short ones are left out."""
    return {
        fold_word(name): number
        for number, key in enumerate(keys, first)
        for name in info.get(key, ())
        if len(name) >= shortest and not name.endswith("'")
    }


def read_relative(info: Mapping[str, Any], extra: Extra) -> Iterable[tuple[str, Expression]]:
    """Give what “yesterday”, “last month” and the like say."""
    for key, names in info.get("relative-type", {}).items():
        found = RELATIVE.fullmatch(key)
        if found:
            count = int(found["count"]) * (1 if found["ahead"] else -1)
            said = Unclear() if found["unit"] == "week" else Offset(Unit(found["unit"]), count)
            yield from ((fold_word(name), said) for name in names if name not in extra.left_out)
    yield from ((name, Unclear()) for name in fold_names(extra.weeks))
    for unit, table in ((Unit.DAY, extra.days), (Unit.MONTH, extra.months_off), (Unit.YEAR, extra.years)):
        yield from ((name, Offset(unit, count)) for name, count in fold_names(table).items())


def read_counting(info: Mapping[str, Any]) -> Iterable[tuple[str, Unit | None, int]]:
    """Give the patterns of “3 days ago” and “in 3 days”; a week's unit is None."""
    for key, patterns in info.get("relative-type-regex", {}).items():
        found = COUNTING.fullmatch(key)
        if found is None or ("ago" not in key and not found["ahead"]):
            continue
        unit = None if found["unit"] == "week" else Unit(found["unit"])
        for pattern in patterns:
            before, slot, after = pattern.partition(SLOT)
            if slot and len((after or before).split()[-1:] and (after or before).split()[-1]) > 1:
                yield pattern, unit, 1 if found["ahead"] else -1
