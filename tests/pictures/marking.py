"""A text and its entities as HTML, the way a client shows them. Pure; nothing of the text becomes markup.

Offsets are UTF-16 units, as Telegram counts them. A class bears the name of the entity's type; the sheet does the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

Entity = Mapping[str, Any]
BLOCKS = {"blockquote", "expandable_blockquote", "pre"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, in UTF-16 units; `block` is the kind of block that it stands in, or nothing."""

    start: int
    end: int
    block: str = ""


def mark_text(text: str, entities: Sequence[Entity] = ()) -> str:
    """Give the HTML of a text with its entities."""
    units = text.encode("utf-16-le")
    styles = [entity for entity in entities if entity["type"] not in BLOCKS]
    drawn = (_draw_stretch(units, stretch, styles) for stretch in cut_stretches(units, entities))
    return "".join(drawn)


def cut_stretches(units: bytes, entities: Iterable[Entity]) -> Iterator[Stretch]:
    """Give the blocks of a text and what stands between them, in order.

    A block begins and ends a line by itself, so the line break beside it is not shown a second time.
    """
    at, whole = 0, len(units) // 2
    blocks = sorted((e for e in entities if e["type"] in BLOCKS), key=lambda entity: int(entity["offset"]))
    for block in blocks:
        start, end = block["offset"], block["offset"] + block["length"]
        yield from _trim_between(units, Stretch(at, start), before=at > 0, after=True)
        yield Stretch(start, end, block["type"])
        at = end
    yield from _trim_between(units, Stretch(at, whole), before=at > 0, after=False)


def _trim_between(units: bytes, stretch: Stretch, *, before: bool, after: bool) -> Iterator[Stretch]:
    start, end = stretch.start, stretch.end
    if before and _is_break(units, start, end):
        start += 1
    if after and _is_break(units, end - 1, end) and start < end:
        end -= 1
    if start < end:
        yield Stretch(start, end)


def _is_break(units: bytes, at: int, end: int) -> bool:
    return 0 <= at < end and units[2 * at : 2 * at + 2].decode("utf-16-le", "replace") == "\n"


def _draw_stretch(units: bytes, stretch: Stretch, styles: Sequence[Entity]) -> str:
    pieces = "".join(_draw_piece(units, *piece) for piece in cut_pieces(stretch, styles))
    if stretch.block == "pre":
        return f"<pre>{pieces}</pre>"
    if stretch.block:
        return f'<blockquote class="{stretch.block}" dir="auto"><div class="lines">{pieces}</div></blockquote>'
    return f'<div class="lines">{pieces}</div>'


def cut_pieces(stretch: Stretch, styles: Sequence[Entity]) -> Iterator[tuple[int, int, list[str]]]:
    """Give the pieces of a stretch in which the same styles hold: start, end, and the types, the widest first."""
    ends = {edge for entity in styles for edge in (entity["offset"], entity["offset"] + entity["length"])}
    edges = [stretch.start, *sorted(edge for edge in ends if stretch.start < edge < stretch.end), stretch.end]
    for start, end in pairwise(edges):
        covering = [e for e in styles if e["offset"] <= start and end <= e["offset"] + e["length"]]
        yield start, end, [e["type"] for e in sorted(covering, key=lambda entity: -int(entity["length"]))]


def _draw_piece(units: bytes, start: int, end: int, kinds: Sequence[str]) -> str:
    shown = escape(units[2 * start : 2 * end].decode("utf-16-le"))
    for kind in reversed(kinds):
        shown = f'<span class="{escape(kind)}">{shown}</span>'
    return shown
