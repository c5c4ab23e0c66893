"""What tests of the chat make and look at: citations of a small report, and the parts of messages."""

from dataclasses import replace
from datetime import date

from telegram import MessageEntity

from bot.answering.answers import Citation, Quote
from bot.chat.parts import Part
from corpus.reports import Report


def make_report(body: str, **more: object) -> Report:
    details = {"title": "The ferry", "publisher": "The Courier", "published": date(2026, 3, 11)} | more
    return Report(id="ferry", version=1, body=body, **details)


def cite(number: int, text: str, **more: object) -> Citation:
    report = make_report(f"Before it.\n\n{text}\n\nAfter it.", **more)
    start = len("Before it.\n\n")
    return Citation(number, Quote.cut(report, start, start + len(text)))


def speak(citation: Citation, **more: object) -> Citation:
    return replace(citation, quote=replace(citation.quote, **more))


def get_marked(part: Part, *kinds: str) -> list[str]:
    data = part.markup.text.encode("utf-16-le")
    return [
        data[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        for entity in part.markup.entities
        if entity.type in kinds
    ]


def get_quotations(parts: list[Part]) -> list[str]:
    return [text for part in parts for text in get_marked(part, MessageEntity.EXPANDABLE_BLOCKQUOTE)]


def get_data(parts: list[Part]) -> list[str]:
    """What the buttons of sources carry."""
    data = [button.callback_data for part in parts for row in part.rows for button in row]
    return [each for each in data if not each.startswith("w:")]


def check_valid(parts: list[Part]) -> None:
    assert parts
    for part in parts:
        units = len(part.markup.text.encode("utf-16-le")) // 2
        assert 1 <= units <= 4096
        assert part.markup.text.strip()
        assert len(part.markup.entities) <= 100
        assert sum(map(len, part.rows)) <= 100
        assert all(1 <= len(button.callback_data.encode()) <= 64 for row in part.rows for button in row)
        for entity in part.markup.entities:
            assert entity.length > 0
            assert entity.offset >= 0
            assert entity.offset + entity.length <= units
        get_marked(part, *MessageEntity.ALL_TYPES)
