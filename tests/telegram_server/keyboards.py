"""Keyboards under messages: how many buttons, what they carry."""

from typing import Any

from tests.telegram_server.links import check_link
from tests.telegram_server.refusals import bad_request

MAX_IN_A_ROW = 8
MAX_BUTTONS = 100
MAX_CALLBACK_DATA = 64
MAX_COPY_TEXT = 256
MAX_PLACEHOLDER = 64
_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip


def check_keyboard(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Refuse a keyboard that Telegram would refuse; an inline keyboard without buttons is none.

    Raises: Refusal.
    """
    if not markup:
        return None
    if "force_reply" in markup:
        return _check_force_reply(markup)
    if "inline_keyboard" not in markup:
        rows = markup.get("keyboard", [])
        _check_size(rows)
        return markup
    rows = [row for row in markup["inline_keyboard"] if row]
    _check_size(rows)
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_force_reply(markup: dict[str, Any]) -> dict[str, Any]:
    if markup["force_reply"] is not True:
        raise bad_request("can't parse reply markup: force_reply must be true")
    if not 1 <= len(markup.get("input_field_placeholder", "x")) <= MAX_PLACEHOLDER:
        raise bad_request("input field placeholder must be 1 to 64 characters long")
    return markup


def _check_size(rows: list[list[Any]]) -> None:
    if any(len(row) > MAX_IN_A_ROW for row in rows):
        raise bad_request(f"reply markup is too long: more than {MAX_IN_A_ROW} buttons in a row")
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request(f"reply markup is too long: more than {MAX_BUTTONS} buttons")


def _check_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = _ACTIONS & button.keys()
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: exactly one of {', '.join(sorted(actions))} is allowed")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        check_link(button["url"], "inline keyboard button")
