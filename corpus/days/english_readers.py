"""What each kind of English date says: from a rule's match to an expression, or None where it only looked like one."""

import re

from corpus.days.english_words import HOLIDAYS, MONTH_NUMBERS, ONES, SHIFTS, TENS, WEEKDAY_NUMBERS
from corpus.days.expressions import (
    Anchored,
    AnchoredWeekday,
    DayOfMonth,
    Expression,
    Fixed,
    Offset,
    Unclear,
    Unit,
    Weekday,
    Yearly,
    make_fixed,
)


def number_month(found: re.Match[str]) -> int:
    """Give the number of the month that a match names, from 1."""
    return MONTH_NUMBERS[found["month"][:3].lower()]


def number_weekday(name: str | None) -> int | None:
    """Give the number of a day of the week from Monday, 0; None without a name."""
    return WEEKDAY_NUMBERS[name[:3].lower()] if name else None


def count_number(text: str) -> int:
    """Give the number that a word or figures say: “a”, “three”, “twenty-one”, “12”."""
    if text.isdigit():
        return int(text)
    tens, _, ones = text.lower().rpartition("-")
    if ones in TENS:
        return 10 * (TENS.index(ones) + 2)
    return (10 * (TENS.index(tens) + 2) if tens else 0) + (ONES.index(ones) + 1 if ones in ONES else 1)


def find_shift(text: str | None) -> int:
    """Give -1 for “last”, 1 for “next”, 0 for “this” and nothing."""
    return SHIFTS.get(text.split()[-1].lower(), 0) if text else 0


def read_day(found: re.Match[str], day: str) -> Expression | None:
    """Read a day of a month, with its year, “last year” or neither."""
    groups = found.groupdict()
    month, number = number_month(found), int(day)
    if groups.get("year"):
        return make_fixed(int(found["year"]), month, number)
    if make_fixed(2024, month, number) is None:
        return None
    if groups.get("rel"):
        return shift_year(found["rel"], month, number)
    return Yearly(month, number, number_weekday(groups.get("name")))


def shift_year(words: str, month: int, day: int | None) -> Expression:
    """Read “last year” after a month; “that year” hangs on another date."""
    if words.split()[0] in ("the", "that"):
        return Unclear()
    return Yearly(month, day, years=find_shift(words))


def read_month(found: re.Match[str]) -> Expression | None:
    """Read a month, with its year, “last”, “next” or nothing."""
    groups = found.groupdict()
    if groups.get("year"):
        return make_fixed(int(found["year"]), number_month(found))
    if groups.get("rel"):
        return shift_year(found["rel"], number_month(found), None)
    which = groups.get("which")
    if which and which.lower().startswith("this"):
        return Yearly(number_month(found), years=0)
    return Yearly(number_month(found), shift=find_shift(which))


def read_iso(found: re.Match[str]) -> Expression | None:
    """Read “2026-03-12”."""
    return make_fixed(int(found["year"]), int(found["month"]), int(found["day"]))


def read_slashes(found: re.Match[str]) -> Expression | None:
    """Read “23/01/2026”; “12/01/2026” is unclear, since the order differs between countries."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    readings = {each for each in (make_fixed(year, two, one), make_fixed(year, one, two)) if each}
    return Unclear() if len(readings) > 1 else next(iter(readings), None)


def read_year(found: re.Match[str]) -> Expression | None:
    """Read “in 2014”."""
    year = int(found["year"])
    return Fixed(year) if 1400 <= year < 2200 else None


def read_weekday(found: re.Match[str]) -> Expression | None:
    """Read a day of the week, unless it is a habit, a name or a feast."""
    body, start, end = found.string, found.start("words"), found.end("words")
    named = found.start() == start and start == found.start("weekday") and end == found.end("weekday")
    if NOT_THIS_DAY.search(body, max(0, start - 16), start) or NOT_A_DAY.match(body, end) or is_hours(body, start, end):
        return None
    if CAPITAL.match(body, end) and named and (THE.search(body, max(0, start - 5), start) or not begins(body, start)):
        return None
    weekday, which = WEEKDAY_NUMBERS[found["weekday"][:3].lower()], (found["which"] or "").lower()
    if found["week"]:
        return Weekday(weekday, weeks=find_shift(found["week"]))
    if which.startswith("the") or which == "that":
        shift = find_shift(which)
        return AnchoredWeekday(weekday, shift) if shift else Unclear()
    return Weekday(weekday, find_shift(which))


NOT_THIS_DAY = re.compile(
    r"\b(?:[Ee]very|[Ee]ach|[Aa]ny|[Mm]ost|[Ss]ome|[Oo]ne|[Aa]n?|other|alternate|first|second|third|fourth|fifth|\dst|\dnd|\drd|\dth|Black"
    r"|Good|Ash|Easter|Palm|Bloody|Holy|Super|Cyber|Shrove|Whit|Maundy|Man|Mr|Ms|Mrs|Miss|Ruby)\.?\s\Z"
)
NOT_A_DAY = re.compile(
    r"\s(?:Night\s[A-Z]|Times|Telegraph|Herald|Mail|Post|Express|Mirror|Mercury|Star|Sun|World|Tribune|Globe|News|Club|School|Book"
    r"|Magazine|Review|Argus|Gazette|Courier|Register|Lantern|Football|Best|Roast|Service|Addams)\b"
    r"|\s(?:mornings|afternoons|evenings|nights|(?:of|in)\s(?:every|each|the\smonth|January|February|March|April|May"
    r"|June|July|August|September|October|November|December))\b"
)
DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
JOINED = r"(?:\s(?:to|through|till)\s|\s?[-–/]\s?)"
HOURS_BEFORE = re.compile(rf"{DAYS}{JOINED}\Z")
HOURS_AFTER = re.compile(rf"{JOINED}{DAYS}\b")
FROM = re.compile(rf"\b[Ff]rom\s(?:{DAYS}{JOINED})?\Z")
CAPITAL = re.compile(r"\s(?=[A-Z])(?!(?:I|Mr|Mrs|Ms|Dr)\b)")
THE = re.compile(r"\b[Tt]he\s\Z")


def is_hours(body: str, start: int, end: int) -> bool:
    """Whether a day of the week belongs to opening hours: “Monday to Friday”, but not “from Monday to Friday”."""
    lead = body[max(0, start - 30) : start]
    joined = HOURS_BEFORE.search(lead) or HOURS_AFTER.match(body, end)
    return joined is not None and FROM.search(lead) is None


def begins(body: str, start: int) -> bool:
    """Whether a word leads to a day of the week, so that a name may follow it."""
    return re.search(r"\b(?:since|until|till|by|before|after|from)\s\Z", body[max(0, start - 8) : start]) is not None


def read_ago(found: re.Match[str]) -> Expression | None:
    """Read “three days ago”; weeks and rounded numbers are unclear."""
    if found["unit"] in ("week", "fortnight"):
        return Offset(Unit.DAY, -7 * count_number(found["number"])) if found["sharp"] else Unclear()
    if found["fuzzy"]:
        return Unclear()
    return Offset(Unit(found["unit"]), -count_number(found["number"]))


def read_ahead(found: re.Match[str]) -> Expression | None:
    """Read “in three days”, which is a date only where a verb looks ahead."""
    if found["unit"] in ("week", "fortnight"):
        return None
    return Offset(Unit(found["unit"]), count_number(found["number"]), ahead=found["time"] is None)


def read_unit(found: re.Match[str]) -> Expression | None:
    """Read “last month” and “this year”; weeks and seasons have no value."""
    unit = found["unit"].lower()
    return Offset(Unit(unit), find_shift(found["which"])) if unit in ("month", "year") else Unclear()


def read_deictic(found: re.Match[str]) -> Expression | None:
    """Read “yesterday” and the like."""
    words = " ".join(found["words"].lower().split())
    if found["words"].istitle() and re.search(r"\w\s\Z", found.string[max(0, found.start() - 2) : found.start()]):
        return None
    for start, days in DEICTIC.items():
        if words.startswith(start):
            return Offset(Unit.DAY, days)
    return None


DEICTIC = {"the day before yesterday": -2, "the day after tomorrow": 2, "yesterday": -1, "last": -1, "tomorrow": 1}
DEICTIC |= {"earlier today": 0, "later today": 0, "today": 0, "tonight": 0, "this": 0, "late last": -1, "early this": 0}


def read_later(found: re.Match[str]) -> Expression | None:
    """Read “two days later”; weeks are too rough to count from a day."""
    if found["unit"] in ("week", "fortnight"):
        return Unclear()
    sign = 1 if found["way"] in ("later", "after", "afterwards") else -1
    return Anchored(Unit(found["unit"]), sign * count_number(found["number"]))


def read_same(found: re.Match[str]) -> Expression | None:
    """Read “the following day”, “that night” and “the previous month”."""
    unit = found["unit"].lower()
    if unit == "week":
        return Unclear()
    return Anchored(Unit(unit) if unit in ("month", "year") else Unit.DAY, find_shift(found["which"]))


def read_day_before(found: re.Match[str]) -> Expression | None:
    """Read “the day before” and “the day after”, where no event follows."""
    return Anchored(Unit(found["unit"]), -1 if found["way"] == "before" else 1)


def read_holiday(found: re.Match[str]) -> Expression | None:
    """Read “Christmas Day” and “Christmas Eve 2024”."""
    month, day = HOLIDAYS.get(" ".join(found["holiday"].lower().replace("'", "’").split()), (0, 0))
    if not month:
        return None
    return make_fixed(int(found["year"]), month, day) if found["year"] else Yearly(month, day)


def read_end(found: re.Match[str]) -> Expression | None:
    """Read “the end of the year”, which is this one where a verb looks ahead."""
    unit = found["unit"].lower()
    return Offset(Unit(unit), 0, ahead=True) if unit in ("month", "year") else None


def read_any_day(found: re.Match[str]) -> Expression | None:
    """Read the day of a month that stands in the group `day`."""
    return read_day(found, found["day"])


def read_month_day(found: re.Match[str]) -> Expression | None:
    """Read “the 9th” and “the 9th of last month”."""
    day, which = int(found["day"]), found.groupdict().get("rel")
    if not 1 <= day <= 31:
        return None
    return DayOfMonth(day, None if which in (None, "the") else SHIFTS[which.lower()])


def read_loose_year(found: re.Match[str]) -> Expression | None:
    """Read a year where a count could stand as well; round numbers are left."""
    year = int(found["year"])
    return Fixed(year) if 1700 <= year < 2100 and year % 50 else None


def read_bound_year(found: re.Match[str]) -> Expression | None:
    """Read a year of “2005–2010”, whichever end it stands at."""
    one, two = found.start("words"), found.start("other")
    years = (int(found["year"]), int(found["other"])) if one < two else (int(found["other"]), int(found["year"]))
    return Fixed(int(found["year"])) if 1400 <= years[0] < years[1] < min(2200, years[0] + 200) else None


def read_unclear(found: re.Match[str]) -> Expression | None:
    """Read what names a time that nothing can settle."""
    return Unclear()
