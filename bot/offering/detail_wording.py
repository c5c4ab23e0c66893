"""What each detail of a document is called, and where one was found: sentences that follow one another in a preview."""

from datetime import date

from bot.languages.speech import Speech
from bot.offering.places import BY_YOU, THE_DOCUMENT, THE_LINK, THE_LIST, THE_OLD_VERSION, THE_POST
from corpus.readers.origins import FILE_NAME, FIRST_LINE, FRONT_MATTER, HEADING, PAGE, PROPERTIES, WORDS
from corpus.worded import Worded

LABELS = {
    "title": "Title",
    "publisher": "Outlet",
    "author": "Author",
    "published": "Published",
    "url": "Link",
    "language": "Language",
}
NAMES = {
    "title": "title",
    "publisher": "outlet",
    "author": "author",
    "published": "day of publication",
    "url": "link",
    "language": "language",
}
FOUND = {
    BY_YOU: "given by you",
    THE_POST: "from the post",
    THE_LINK: "from the link",
    THE_LIST: "from the list",
    THE_DOCUMENT: "from the document",
    THE_OLD_VERSION: "from the version on the shelf",
    FRONT_MATTER: "from the front matter",
    PAGE: "from the page’s own details",
    PROPERTIES: "from the file’s properties",
    HEADING: "from its first heading",
    FIRST_LINE: "from its first line",
    FILE_NAME: "from the file’s name",
    WORDS: "from its words",
}
LINE, FOUND_LINE = "{label}: {value}", "{label}: {value} ({found})"
UNKNOWN = "not named"


def name_detail(name: str) -> Worded:
    """Give the word by which people are asked for a detail."""
    return Worded(NAMES[name])


def format_found(place: str | None, speech: Speech) -> str:
    """Give “given by you”, “from the post”, or nothing where nobody can say."""
    return speech.say(FOUND[place]) if place in FOUND else ""


def describe_detail(label: str, value: str, found: str, speech: Speech) -> str:
    """Give the line of a detail: its label, its value and, where that is known, where it was found."""
    if found:
        return speech.say(FOUND_LINE, label=label, value=value, found=found)
    return speech.say(LINE, label=label, value=value)


def format_value(name: str, value: str | date | None, speech: Speech) -> str:
    """Give a detail as it reads."""
    if name == "published":
        return speech.format_day(value if isinstance(value, date) else None)
    return str(value) if value else speech.say(UNKNOWN)
