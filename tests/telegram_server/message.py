"""A message as it stands in a chat, with what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.telegram_server.utf16 import cut_units

_NOT_CONTENT = {"edit_date"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram's JSON of it, its earlier versions (oldest first), and whether it was deleted."""

    payload: Mapping[str, Any]
    history: tuple[Mapping[str, Any], ...] = ()
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.payload["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.payload["chat"]["id"])

    @property
    def thread_id(self) -> int | None:
        """The topic or thread it stands in."""
        thread: int | None = self.payload.get("message_thread_id")
        return thread

    @property
    def sender_id(self) -> int | None:
        sender: int | None = self.payload.get("from", {}).get("id")
        return sender

    @property
    def from_bot(self) -> bool:
        return bool(self.payload.get("from", {}).get("is_bot"))

    @property
    def text(self) -> str:
        """Its text, or the caption of its file, or nothing."""
        return str(self.payload.get("text", self.payload.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        return list(self.payload.get("entities", self.payload.get("caption_entities", [])))

    @property
    def reply_to(self) -> int | None:
        """The number of the message it replies to."""
        answered: int | None = self.payload.get("reply_to_message", {}).get("message_id")
        return answered

    @property
    def document(self) -> Mapping[str, Any] | None:
        return self.payload.get("document")

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """The rows of its inline keyboard."""
        return list(self.payload.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        """The text of each button, row after row."""
        return [button["text"] for row in self.buttons for button in row]

    def button(self, label_or_data: str) -> dict[str, Any]:
        """The first button with this data, this label, or (else) a label that has this in it."""
        every = [button for row in self.buttons for button in row]
        for fits in (
            lambda b: b.get("callback_data") == label_or_data,
            lambda b: b["text"] == label_or_data,
            lambda b: label_or_data in b["text"],
        ):
            for button in filter(fits, every):
                return button
        raise AssertionError(f"message {self.id} has no button “{label_or_data}”, only {self.labels}")

    def parts(self, kind: str) -> list[str]:
        """The texts under the entities of one kind, in order."""
        return [self.part(entity) for entity in self.entities if entity["type"] == kind]

    def part(self, entity: Mapping[str, Any]) -> str:
        """The text under an entity."""
        return cut_units(self.text, entity["offset"], entity["offset"] + entity["length"])

    @property
    def quotations(self) -> list[str]:
        """The texts of its block quotations, expandable or not, in order."""
        return [self.part(entity) for entity in self.entities if entity["type"].endswith("blockquote")]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each linked text with its address."""
        return [(self.part(entity), entity["url"]) for entity in self.entities if entity["type"] == "text_link"]

    @property
    def earlier_texts(self) -> list[str]:
        """What it said before each edit, oldest first."""
        return [str(old.get("text", old.get("caption", ""))) for old in self.history]

    def changed(self, content: Mapping[str, Any], at: int) -> "Message":
        """It with other content; a field given as None is taken away."""
        merged = {**self.payload, **content, "edit_date": at}
        kept = {name: value for name, value in merged.items() if value is not None}
        return replace(self, payload=kept, history=(*self.history, self.payload))

    def differs_with(self, content: Mapping[str, Any]) -> bool:
        """Whether these fields would change what people see."""
        return any(self.payload.get(name) != value for name, value in content.items() if name not in _NOT_CONTENT)

    def as_deleted(self) -> "Message":
        return replace(self, deleted=True)
