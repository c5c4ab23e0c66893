"""The HTML parse mode: markup to text and entities."""

from html.parser import HTMLParser
from typing import Any

from tests.telegram_server.entities import Entity
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.utf16 import count_units

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """The text that markup stands for, and its entities.

    Raises: Refusal for an unknown, unclosed or crossing tag.
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    if reader.open:
        raise bad_request(
            f"can't parse entities: can't find end tag corresponding to start tag \"{reader.open[-1][0]}\""
        )
    return "".join(reader.parts), [entity for entity in reader.entities if entity["length"]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[tuple[str, Entity]] = []
        self.entities: list[Entity] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if tag not in _KINDS:
            raise bad_request(f'can\'t parse entities: unsupported start tag "{tag}"')
        given = dict(attrs)
        entity: Entity = {"type": _KINDS[tag], "offset": count_units("".join(self.parts)), "length": 0}
        if tag == "a":
            entity["url"] = given.get("href") or ""
        if tag == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        self.open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise bad_request(f'can\'t parse entities: unexpected end tag "{tag}"')
        entity = self.open.pop()[1]
        entity["length"] = count_units("".join(self.parts)) - entity["offset"]
        self.entities.append(entity)
