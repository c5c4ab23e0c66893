"""What people see after pressing a button or asking inline."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.chat import User
from tests.telegram_server.message import Message
from tests.telegram_server.world import Query, World


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button."""

    world: World
    query: Query

    @property
    def answered(self) -> bool:
        """Whether the button stopped turning."""
        with self.world.changed:
            return self.query.answer is not None

    @property
    def notice(self) -> str:
        """The text shown over the chat."""
        with self.world.changed:
            return str((self.query.answer or {}).get("text", ""))

    @property
    def is_alert(self) -> bool:
        """Whether the text has to be closed by hand."""
        with self.world.changed:
            return bool((self.query.answer or {}).get("show_alert"))


@dataclass(frozen=True, slots=True)
class Inline:
    """A question asked inline, and its results."""

    world: World
    query: Query
    user: User
    text: str

    @property
    def answer(self) -> dict[str, Any] | None:
        """The bot's answer as it gave it."""
        with self.world.changed:
            return self.query.answer

    @property
    def results(self) -> list[dict[str, Any]]:
        return list((self.answer or {}).get("results", []))

    def chooses(self, number: int) -> str | None:
        """Send a result; the number of the inline message, which only a result with buttons has."""
        with self.world.changed:
            result = self.results[number]
            chosen = {"result_id": result["id"], "from": self.user, "query": self.text}
            if "reply_markup" in result:
                chosen["inline_message_id"] = f"AgAA{self.query.id}{number}"
                content = {**result.get("input_message_content", {}), "reply_markup": result["reply_markup"]}
                content["text"] = content.pop("message_text", "")
                self.world.inline_messages[chosen["inline_message_id"]] = Message(content)
            self.world.updates.add("chosen_inline_result", chosen)
            return chosen.get("inline_message_id")
