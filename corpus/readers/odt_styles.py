"""What the styles of an OpenDocument text make of its paragraphs: headings, and words that are hidden or struck out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element  # type: ignore[import-untyped]  # it has no types

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name as shown, the style that it builds on, and what it says of its words; None where nothing."""

    shown: str
    parent: str | None
    hidden: bool | None
    struck_out: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by the family that they belong to, “paragraph” or “text”, and their names."""

    by_name: dict[tuple[str, str], Style]

    def trace_style(self, element: _Element) -> Iterator[Style]:
        """Give the style of an element and those that it builds on."""
        family = "paragraph" if element.tag in (f"{TEXT}p", f"{TEXT}h") else "text"
        name = element.get(f"{TEXT}style-name")
        for _ in range(DEEPEST):
            style = self.by_name.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent

    def find_level(self, element: _Element) -> int:
        """Give the level of a heading, 0 for prose; what is set as the title counts as one of the first level."""
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level", "1")
            return int(level) if re.fullmatch(r"[1-9]|10", level) else 1
        return int(any(style.shown == "Title" for style in self.trace_style(element)))

    def is_hidden(self, element: _Element) -> bool:
        """Whether its style hides the words of an element."""
        return next((style.hidden for style in self.trace_style(element) if style.hidden is not None), False)

    def is_struck_out(self, element: _Element) -> bool:
        """Whether its style strikes out the words of an element."""
        return next((style.struck_out for style in self.trace_style(element) if style.struck_out is not None), False)


def read_styles(*parts: _Element | None) -> Styles:
    """Read the styles that stand in these parts of a document."""
    found = (style for part in parts if part is not None for style in part.iter(f"{STYLE}style"))
    return Styles(
        {(style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")): make_style(style) for style in found}
    )


def make_style(element: _Element) -> Style:
    """Make a style of its element."""
    name = element.get(f"{STYLE}name", "")
    words = element.find(f"{STYLE}text-properties")
    display = None if words is None else words.get(f"{TEXT}display")
    line = None if words is None else words.get(f"{STYLE}text-line-through-style")
    kind = None if words is None else words.get(f"{STYLE}text-line-through-type")
    struck = None if line is None and kind is None else "none" not in (line, kind)
    return Style(
        element.get(f"{STYLE}display-name") or name,
        element.get(f"{STYLE}parent-style-name"),
        None if display is None else display == "none",
        struck,
    )
