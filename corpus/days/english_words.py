"""The words of English dates: names with their numbers, and the patterns that rules are put together from."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "earlier": 0, "later": 0, "next": 1, "coming": 1}
SHIFTS |= {"following": 1, "same": 0, "that": 0}
ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
HOLIDAYS = {"christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26)}
HOLIDAYS |= {"new year’s eve": (12, 31), "new year’s day": (1, 1)}


def widen(*names: str) -> str:
    """Give the pattern of names as they stand in running text or in capitals."""
    return "|".join([*names, *(name.upper() for name in names)])


S = r"[\s\u00a0\u202f]{1,2}"
FULL = widen(*MONTHS)
SHORT = widen("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
MONTH = rf"(?P<month>{FULL}|(?:{SHORT})\b\.?)"
DAY_NAME = rf"(?:{widen(*WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
WEEKDAY = rf"(?P<weekday>{widen(*WEEKDAYS)})"
ORDINAL = r"(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})\b(?![,.]\d|%)"
OTHER_YEAR = rf"(?P<rel>last|this|next|the{S}following|the{S}previous|that|the{S}same){S}year\b"
ON = rf"(?:(?:(?:[Ee]arly|[Ll]ate){S})?[Oo]n{S}|ON{S})?"
IN = rf"(?:[Ii]n{S}|IN{S})?"
PART_OF = rf"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]|(?:the{S})?(?:start|beginning|middle|end){S}of{S})?"
PART = rf"(?:{S}(?:early{S}|late{S})?(?:morning|afternoon|evening|night|lunchtime|midday|noon|midnight|dawn)\b(?!s))?"
NUMBER = rf"(?P<number>\d{{1,3}}|an?|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[:9])}))?|{'|'.join(ONES)})"
COUNTED = r"(?P<unit>day|week|fortnight|month|year)s?\b"
BEFORE = r"(?<![\w/:.,£$€@#-])"
AFTER = r"(?![\d:%/]|[.,]\d|-\d|[-–]?[^\W\d_])"
CLOSES = (
    rf"(?=\s*(?:[.,;:!?)\]”\"“—–]|$)|{S}(?:and|or|but|when|after|before|at|in|on|that|to|the|by|with|because|while|as|from"
    r"|for|he|she|they|we|it)\b)"
)
UNITS_AFTER = (
    r"(?!-|[\s\u00a0\u202f](?:people|percent|per|homes|houses|households|tonnes?|tons|kilos?|kg|km|kilomet|met(?:er|re)s|miles|feet"
    r"|acres|hectares|crowns|dollars|euros|pounds|workers|men|women|children|troops|soldiers|police|officers|passengers"
    r"|pilots|members|jobs|volts|watts|words|pages|votes|copies|years|days|hours|minutes|seconds|degrees|of\b"
    r"|or\s(?:more|so)\b|more\b|other\b|additional\b|new\b|square\b|cubic\b|different\b))"
)
FIRM = (
    r"\b(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Tt]hrough|[Bb]etween"
    r"|(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Mm]iddle|month|week|half|days|part)\sof)"
)
LOOSE = r"\b(?:[Bb]y|[Bb]efore|[Aa]fter|[Ff]rom|of|for|to)"
CLEAR = widen(*(name for name in MONTHS if name != "May"))
NAMELESS = widen(*(name for name in MONTHS if name not in ("April", "May", "June", "August")))
EVENTS = (
    r"elections?|votes?|referendum|summit|budget|attacks?|storms?|accident|survey|figures|meeting|issue|deadline|coup"
    r"|war|protests|conference|trial|earthquake|quake|floods?|festival|fair|agreement|deal"
)
TAIL = rf"(?:,?{S}{YEAR}|,?{S}{OTHER_YEAR})?"
NO_PLACE = rf"(?![\w-]|{S}(?:Street|Road|Avenue|Lane|Square|Place|Way|Drive|Close|Terrace)\b)"
NAMED = rf"(?:(?P<name>{DAY_NAME}),?{S})?"
DASH = r"\s?[-–—]\s?"
WHICH = rf"(?P<which>(?i:last|next|this|past|coming|this{S}past|this{S}coming))"
WHICH_DAY = (
    rf"(?:(?P<which>(?i:last|next|this|past|coming|this{S}past|this{S}coming|the{S}(?:previous|following|next))){S})?"
)
UNITS = r"day|morning|afternoon|evening|night|week|month|year"
STOPS_HERE = r"(?=\s*(?:[.,;:!?)\]”\"“—–]|\Z)|[\s]{1,2}(?:and|or|but|he|she|they|we|it)\b)"
FEW = rf"(?:(?:[Aa]{S}few|[Ss]everal|[Mm]any|[Aa]{S}couple{S}of|[Ss]ome){S})?"
ABOUT = rf"(?P<fuzzy>(?i:about|almost|nearly|some|around|over|roughly|more{S}than|less{S}than|at{S}least|up{S}to){S})?"
