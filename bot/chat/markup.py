"""Text and its entities together, and how they are joined and cut.

Offsets are UTF-16 units, as Telegram counts them; nothing here knows what the text is about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter
from unicodedata import bidirectional
from urllib.parse import urlsplit

from telegram import MessageEntity

from bot.languages.speech import Speech

RIGHT_TO_LEFT_LETTERS = {"R", "AL"}
RIGHT_TO_LEFT = {*RIGHT_TO_LEFT_LETTERS, "AN"}
LETTERS = {*RIGHT_TO_LEFT_LETTERS, "L"}
DIRECTION_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_ADDRESS = 2048
LEFT_MARK, RIGHT_MARK = "\u200e", "\u200f"
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Markup:
    """A text and the entities that lie inside it."""

    text: str = ""
    entities: tuple[MessageEntity, ...] = ()

    @property
    def units(self) -> int:
        """Its length as Telegram counts it."""
        return count_units(self.text)

    def __add__(self, other: "Markup") -> "Markup":
        shifted = MessageEntity.shift_entities(self.units, other.entities)
        return Markup(self.text + other.text, self.entities + tuple(shifted))


def count_units(text: str) -> int:
    """Give the length of a text in UTF-16 units: 2 for each character beyond U+FFFF, 1 for any other."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(text: str) -> Markup:
    """Give the text without an entity."""
    return Markup(text)


def bold(text: str) -> Markup:
    """Give the text in bold."""
    return mark(plain(text), MessageEntity.BOLD)


def italic(text: str) -> Markup:
    """Give the text in italics."""
    return mark(plain(text), MessageEntity.ITALIC)


def code(text: str) -> Markup:
    """Give the text as code, which a tap copies."""
    return mark(plain(text), MessageEntity.CODE)


def quotation(text: str) -> Markup:
    """Give the text as a block quotation that a tap unfolds."""
    return mark(plain(text), MessageEntity.EXPANDABLE_BLOCKQUOTE)


def link(text: str, url: str | None) -> Markup:
    """Give the text as a link, or plain when the address is not one that a browser opens."""
    return mark(plain(text), MessageEntity.TEXT_LINK, url) if url and is_web_address(url) else plain(text)


def mark(markup: Markup, kind: str, url: str | None = None) -> Markup:
    """Lay one more entity over the whole text; nothing happens to an empty one."""
    if not markup.text:
        return markup
    entity = MessageEntity(type=kind, offset=0, length=markup.units, url=url)
    return Markup(markup.text, (entity, *markup.entities))


def is_web_address(url: str) -> bool:
    """Whether it is an http or https address that Telegram takes: with a full host, and no spaces or controls."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")
    return is_web and url.isprintable() and " " not in url and len(url) <= LONGEST_ADDRESS


def join(markups: Iterable[Markup], separator: str) -> Markup:
    """Put a separator between them; empty ones are left out."""
    whole = Markup()
    for markup in markups:
        if markup.text:
            whole = whole + plain(separator) + markup if whole.text else markup
    return whole


def fill(form: str, **values: Markup) -> Markup:
    """Put values with entities into a form: “{party} denies”."""
    pieces = [
        part
        for words, name, _, _ in Formatter().parse(form)
        for part in (plain(words), values[name] if name else Markup())
    ]
    return sum(pieces, Markup())


def isolate(text: str) -> str:
    """Keep a right-to-left name from turning the line around it, and take out its own direction controls."""
    clean = " ".join(DIRECTION_CONTROLS.sub("", text).split())
    if any(bidirectional(character) in RIGHT_TO_LEFT for character in clean):
        return ISOLATE + clean + POP_ISOLATE
    return clean


def isolate_line(line: str, speech: Speech) -> str:
    """Keep a line apart that was said in a language written from the left and may hold names written from the right.

    In a language written from the right, each name in it stands apart already.
    """
    return line if speech.language.is_right_to_left else isolate(line)


def direct(text: str) -> str:
    """Begin a text with a mark where its first letter would turn it against the direction of most of its letters.

    Programs take a paragraph's direction from its first letter: a Persian sentence that begins with a Latin name would
    stand from left to right. Never for a quotation, to which nothing is added.
    """
    kinds = [bidirectional(character) for character in text]
    strong = [kind in RIGHT_TO_LEFT_LETTERS for kind in kinds if kind == "L" or kind in RIGHT_TO_LEFT_LETTERS]
    leftward = 2 * sum(strong) > len(strong)
    if not strong or strong[0] == leftward:
        return text
    return (RIGHT_MARK if leftward else LEFT_MARK) + text


def begin_line(line: Markup, speech: Speech) -> Markup:
    """Give a line that runs as its language does, whatever name it begins with: programs look at its first letter."""
    if speech.line_start:
        return plain(speech.line_start) + line
    first = next((kind for kind in map(bidirectional, line.text) if kind in LETTERS), "L")
    return line if first == "L" else plain(LEFT_MARK) + line


def shorten(text: str, limit: int) -> str:
    """Give at most `limit` characters, the last of them an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    open_ones = text[:limit].count(ISOLATE)
    kept = text[: limit - 1 - open_ones].rstrip()
    return kept + "…" + POP_ISOLATE * (kept.count(ISOLATE) - kept.count(POP_ISOLATE))


def cut(markup: Markup, limit: int) -> Iterator[Markup]:
    """Give the text in whole pieces of at most `limit` units, cut between words and never inside a character.

    White space at a cut is left out; entities are cut where the text is.
    """
    for start, end in find_cuts(markup.text, limit):
        yield clip(markup, start, end)


def find_cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Give the character ranges of the pieces, in order; only white space lies between them."""
    start = skip_space(text, 0)
    while start < len(text):
        reach = find_reach(text, start, limit)
        end = reach if reach == len(text) else find_word_end(text, start, reach)
        yield start, end
        start = skip_space(text, end)


def skip_space(text: str, start: int) -> int:
    """Give the offset of the first character from `start` that is not white space."""
    return len(text) - len(text[start:].lstrip())


def find_reach(text: str, start: int, limit: int) -> int:
    """Give the end of the longest range from `start` that has at most `limit` units."""
    end = min(len(text), start + limit)
    while count_units(text[start:end]) > limit:
        end -= max(1, (count_units(text[start:end]) - limit) // 2)
    return max(end, start + 1)


def find_word_end(text: str, start: int, reach: int) -> int:
    """Give the last place up to `reach` that ends a word, or `reach` itself inside one endless word."""
    for end in range(reach, start, -1):
        if text[end].isspace() and not text[end - 1].isspace():
            return end
    return reach


def clip(markup: Markup, start: int, end: int) -> Markup:
    """Give the characters from `start` to `end` with what lies in them of each entity."""
    first, last = count_units(markup.text[:start]), count_units(markup.text[:end])
    entities = tuple(
        MessageEntity(type=entity.type, offset=low - first, length=high - low, url=entity.url)
        for entity in markup.entities
        if (low := max(entity.offset, first)) < (high := min(entity.offset + entity.length, last))
    )
    return Markup(markup.text[start:end], entities)
