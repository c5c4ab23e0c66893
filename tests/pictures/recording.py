"""A recorded conversation: what a person saw in one chat, in order, as Telegram's JSON.

What no picture shows is left out: file numbers, and of a button's data all but its beginning. The clock is set so that
every recording begins at the same time of day, or each new one would change every picture.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

RECORDED = Path(__file__).with_name("recorded")
TEN_O_CLOCK = 10 * 3600
DAY = 24 * 3600
KINDS = {"message", "notice", "draft", "inline"}
_CLOCKS = ("date", "edit_date")
_UNSEEN = {"file_id", "file_unique_id", "chat_instance"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing seen: a message, a notice over the chat after a press, a draft as it grows, or inline results.

    A message is Telegram's Message; a notice has `text`; a draft `text` and `entities`; inline results have `query` and
    Telegram's `results`.
    """

    kind: str
    content: Mapping[str, Any]

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no item of the kind {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Recording:
    """What one person, the viewer, saw in a chat; `pressed` are the (message number, label) of the buttons pressed."""

    name: str
    caption: str
    viewer: int
    bot: str
    chat: Mapping[str, Any]
    items: tuple[Item, ...]
    pressed: frozenset[tuple[int, str]] = frozenset()

    @property
    def is_group(self) -> bool:
        """Whether others write in the chat too."""
        return bool(self.chat["type"] != "private")

    @property
    def messages(self) -> list[Mapping[str, Any]]:
        """Its messages alone."""
        return [item.content for item in self.items if item.kind == "message"]

    def to_json(self) -> str:
        """Give the text of its file."""
        items = [{item.kind: item.content} for item in self.items]
        pressed = sorted([number, label] for number, label in self.pressed)
        fields = {"name": self.name, "caption": self.caption, "viewer": self.viewer, "bot": self.bot}
        return json.dumps(
            fields | {"chat": self.chat, "pressed": pressed, "items": items}, ensure_ascii=False, indent=1
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read it back."""
        read = json.loads(text)
        items = tuple(Item(kind, content) for each in read["items"] for kind, content in each.items())
        pressed = frozenset((number, label) for number, label in read["pressed"])
        return cls(read["name"], read["caption"], read["viewer"], read["bot"], read["chat"], items, pressed)


def write_recording(recording: Recording) -> Path:
    """Keep it in its file."""
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / f"{recording.name}.json"
    path.write_text(recording.to_json() + "\n", encoding="utf-8")
    return path


def read_recording(path: Path) -> Recording:
    """Read one file."""
    return Recording.from_json(path.read_text(encoding="utf-8"))


def list_recorded() -> list[Path]:
    """Give the files of all recordings."""
    return sorted(RECORDED.glob("*.json"))


def strip_content(content: Any, shift: int) -> Any:
    """Give an item's content without what no picture shows, its times moved by so many seconds."""
    if isinstance(content, list):
        return [strip_content(each, shift) for each in content]
    if not isinstance(content, Mapping):
        return content
    return {name: _strip_field(name, value, shift) for name, value in content.items() if name not in _UNSEEN}


def _strip_field(name: str, value: Any, shift: int) -> Any:
    if name == "callback_data":
        return f"{str(value).partition(':')[0]}:…"
    if name in _CLOCKS:
        return value + shift
    return strip_content(value, shift)


def find_shift(first: int) -> int:
    """Give by how many seconds a moment must move to be ten o'clock (UTC) of its day."""
    return TEN_O_CLOCK - first % DAY
