"""How the server says no: Telegram's error shape, and the sentences that several methods share."""

from typing import Any


class Refusal(Exception):  # noqa: N818  (a refusal is what the caller gets, not a fault of the server)
    """A call that is answered with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> Refusal:
    """A 400 with the reason after Telegram's prefix."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A 403 with the reason after Telegram's prefix."""
    return Refusal(403, f"Forbidden: {reason}")


def upgraded(new_id: int) -> Refusal:
    """A 400 that says under which number a group goes on."""
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, reason, {"migrate_to_chat_id": new_id})


def conflict(reason: str) -> Refusal:
    """A 409: two ways of getting updates are in each other's way."""
    return Refusal(409, f"Conflict: {reason}")


def flood_wait(seconds: int) -> Refusal:
    """A 429 that asks to wait so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WEBHOOK_SET = "terminated by setWebhook request"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
