"""“Last week” and “in the last three days” in five languages: from which day on, counted back from today.

Only an early bound is read, which is safe where something has happened. Weeks begin as they do where the language is
spoken, on the earliest of its first days, and a Persian month or year is one of the Solar Hijri calendar.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answering.tongues.hearing import hear_tongue
from bot.answering.tongues.numbers import find_numbers
from bot.answering.tongues.tongue import Pattern, Tongue
from bot.languages.language import Language
from corpus.days.solar_hijri import find_solar_year, make_solar_day

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
ENDS = r"(?!\w)"
BEGINS = r"(?<!\w)"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of one language: phrases by unit and by how many of it back, phrases that count, and its first day."""

    phrases: Mapping[tuple[str, int], str]
    counted: Mapping[str, str]
    first_day: int = MONDAY


WORDS = {
    Language.PERSIAN: TimeWords(
        {
            ("week", 1): r"هفته(?:ٔ|ی| ی)? ?(?:گذشته|پیش|قبل)",
            ("week", 0): r"این هفته|هفته(?:ٔ|ی| ی)? ?جاری",
            ("month", 1): r"ماه (?:گذشته|پیش|قبل)",
            ("month", 0): r"این ماه|ماه جاری",
            ("year", 1): r"سال (?:گذشته|پیش|قبل)|پارسال",
            ("day", 1): r"دیروز",
            ("day", 0): r"امروز",
        },
        {
            "day": r"(?P<number>\S+(?: و \S+)?) روز (?:گذشته|اخیر)",
            "week": r"(?P<number>\S+) هفته(?:ٔ|ی| ی)? ?(?:گذشته|اخیر)",
            "month": r"(?P<number>\S+) ماه (?:گذشته|اخیر)",
        },
        SATURDAY,
    ),
    Language.ARABIC: TimeWords(
        {
            ("week", 1): r"الأسبوع (?:الماضي|الفائت|المنصرم)",
            ("week", 0): r"هذا الأسبوع|الأسبوع (?:الجاري|الحالي)",
            ("month", 1): r"الشهر (?:الماضي|الفائت|المنصرم)",
            ("month", 0): r"هذا الشهر|الشهر (?:الجاري|الحالي)",
            ("year", 1): r"العام الماضي|السنة الماضية",
            ("day", 1): r"أمس|البارحة",
        },
        {
            "day": r"(?:خلال|في) الأيام (?P<after>\S+) (?:الماضية|الأخيرة)"
            r"|(?:خلال|في) (?:ال)?(?P<number>\S+) (?:ال)?(?:أيام|يومًا|يوم) (?:الماضية|الأخيرة)",
            "week": r"(?:خلال|في) الأسابيع (?P<after>\S+) (?:الماضية|الأخيرة)"
            r"|(?:خلال|في) (?:ال)?(?P<number>\S+) (?:ال)?(?:أسابيع|أسبوعًا) (?:الماضية|الأخيرة)",
            "month": r"(?:خلال|في) الأشهر (?P<after>\S+) (?:الماضية|الأخيرة)"
            r"|(?:خلال|في) (?:ال)?(?P<number>\S+) (?:ال)?(?:أشهر|شهرًا) (?:الماضية|الأخيرة)",
        },
        SATURDAY,
    ),
    Language.HEBREW: TimeWords(
        {
            ("week", 1): r"ב?שבוע שעבר",
            ("week", 0): r"השבוע(?! שעבר)",
            ("month", 1): r"ב?חודש שעבר",
            ("month", 0): r"החודש(?! שעבר)",
            ("year", 1): r"ב?שנה שעברה|אשתקד",
            ("day", 1): r"אתמול",
            ("day", 0): r"היום",
        },
        {
            "day": r"ב[־-]?(?P<number>\S+) הימים האחרונים",
            "week": r"ב[־-]?(?P<number>\S+) השבועות האחרונים",
            "month": r"ב[־-]?(?P<number>\S+) החודשים האחרונים",
        },
        SUNDAY,
    ),
    Language.SPANISH: TimeWords(
        {
            ("week", 1): r"la semana pasada",
            ("week", 0): r"esta semana",
            ("month", 1): r"el mes pasado",
            ("month", 0): r"este mes",
            ("year", 1): r"el año pasado",
            ("day", 1): r"ayer",
            ("day", 0): r"hoy",
        },
        {
            "day": r"los últimos (?P<number>\w+(?: y \w+)?) días",
            "week": r"las últimas (?P<number>\w+) semanas",
            "month": r"los últimos (?P<number>\w+) meses",
        },
    ),
    Language.FRENCH: TimeWords(
        {
            ("week", 1): r"la semaine (?:dernière|passée)",
            ("week", 0): r"cette semaine",
            ("month", 1): r"le mois (?:dernier|passé)",
            ("month", 0): r"ce mois(?:-ci)?",
            ("year", 1): r"l[’']an(?:née)? (?:dernière?|passée?)",
            ("day", 1): r"hier",
            ("day", 0): r"aujourd[’']hui",
        },
        {
            "day": r"(?:ces|les|des) (?P<number>[\w-]+) derniers jours",
            "week": r"(?:ces|les|des) (?P<number>[\w-]+) dernières semaines",
            "month": r"(?:ces|les|des) (?P<number>[\w-]+) derniers mois",
        },
    ),
}


def find_early_bound(question: str, today: date) -> tuple[date, str] | None:
    """Give the first day of what a question's time words name, and these words; None in English or without any.

    Raises:
        OverflowError: when that is before the year 1.
    """
    tongue = hear_tongue(question)
    if tongue is None:
        return None
    return find_counted(question, today, tongue) or find_named(question, today, tongue.language)


def find_counted(question: str, today: date, tongue: Tongue) -> tuple[date, str] | None:
    """Read “in the last three days”."""
    for unit, pattern in WORDS[tongue.language].counted.items():
        found = compile_words(pattern).search(question)
        words = " ".join(filter(None, found.groupdict().values())) if found else ""
        numbers = list(find_numbers(words, tongue))
        if found and numbers:
            days = {"day": 1, "week": 7, "month": 31}[unit] * int(numbers[0].value)
            return today - timedelta(days=days), found.group()
    return None


def find_named(question: str, today: date, language: Language) -> tuple[date, str] | None:
    """Read “last week”, “this month” and “yesterday”."""
    words = WORDS[language]
    for (unit, back), pattern in words.phrases.items():
        found = compile_words(pattern).search(question)
        if found:
            return find_start(today, unit, back, language), found.group()
    return None


def find_start(today: date, unit: str, back: int, language: Language) -> date:
    """Give the first day of this unit, or of the one before."""
    if unit == "day":
        return today - timedelta(days=back)
    if unit == "week":
        return today - timedelta(days=(today.weekday() - WORDS[language].first_day) % 7 + 7 * back)
    if language is Language.PERSIAN:
        return find_solar_start(today, unit, back)
    if unit == "year":
        return date(today.year - back, 1, 1)
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)


def find_solar_start(today: date, unit: str, back: int) -> date:
    """Give the first day of this Solar Hijri month or year, or of the one before; today where the rule has none."""
    year = find_solar_year(today)
    starts = [make_solar_day(year, month, 1) for month in range(1, 13)]
    month = sum(start is not None and start <= today for start in starts)
    if unit == "year":
        return make_solar_day(year - back, 1, 1) or today
    year, month = (year, month - back) if month > back else (year - 1, 12)
    return make_solar_day(year, month, 1) or today


def compile_words(pattern: str) -> Pattern:
    """Give a pattern of whole words as they are typed, the half-space a space or none."""
    return re.compile(f"{BEGINS}(?:{pattern}){ENDS}", re.IGNORECASE)
