"""What tests of the chat make and look at: citations of a small report, and the parts of messages."""

from dataclasses import replace
from datetime import date

from telegram import MessageEntity

from bot.answering.answers import Citation, Quote
from bot.chat.parts import Part
from corpus.reports import Report
from tests.telegram_server.keyboards import check_keyboard
from tests.telegram_server.methods.content import make_text


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
    return [each for each in get_all_data(parts) if each.startswith("s:")]


def get_all_data(parts: list[Part]) -> list[str]:
    """What the buttons carry, those that only copy or open a link apart."""
    buttons = [button for part in parts for row in part.rows for button in row]
    return [str(button.callback_data) for button in buttons if button.callback_data is not None]


def get_labels(part: Part) -> list[str]:
    return [button.text for row in part.rows for button in row]


def check_valid(parts: list[Part]) -> None:
    """Hold the messages against every limit that the test server of the Bot API holds a call against."""
    assert parts
    for part in parts:
        text = part.markup.text
        assert text.strip()
        make_text({"text": text, "entities": [entity.to_dict() for entity in part.markup.entities]})
        check_keyboard(part.keyboard.to_dict() if part.keyboard else None)
        assert text.encode("utf-16-le")
