"""What messages are made of: the texts, replies, threads and keyboards in a call's arguments."""

from typing import Any

from tests.telegram_server.chat import Chat
from tests.telegram_server.formatted import Formatted, make_formatted
from tests.telegram_server.keyboards import check_keyboard
from tests.telegram_server.links import check_link
from tests.telegram_server.message import Message
from tests.telegram_server.refusals import Refusal, bad_request
from tests.telegram_server.utf16 import count_units, cut_units
from tests.telegram_server.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
_UNSUPPORTED = ("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters")


def make_text(arguments: dict[str, Any], *, may_be_empty: bool = False) -> Formatted:
    """The text of a message.

    Raises: Refusal when it is empty, too long, or its entities do not hold.
    """
    given = arguments.get("text", "")
    if not given and not may_be_empty:
        raise bad_request("message text is empty")
    formatted = make_formatted(given, arguments.get("parse_mode"), arguments.get("entities"), "entities")
    if not formatted.text and not may_be_empty:
        raise bad_request("text must be non-empty")
    if count_units(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted


def text_fields(formatted: Formatted) -> dict[str, Any]:
    """The fields of a message with this text; None where there are no entities."""
    return {"text": formatted.text, "entities": formatted.entities or None}


def caption_fields(arguments: dict[str, Any]) -> dict[str, Any]:
    """The fields of a message with the caption asked for.

    Raises: Refusal when it is too long or its entities do not hold.
    """
    where = "caption_entities"
    formatted = make_formatted(arguments.get("caption", ""), arguments.get("parse_mode"), arguments.get(where), where)
    if count_units(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": formatted.text or None, where: formatted.entities or None}


def preview_fields(arguments: dict[str, Any]) -> dict[str, Any]:
    """The link preview asked for."""
    options = arguments.get("link_preview_options")
    if options and "url" in options:
        check_link(options["url"], "link preview")
    return {"link_preview_options": options or None}


def frame_fields(world: World, chat: Chat, arguments: dict[str, Any]) -> dict[str, Any]:
    """The fields around a new message's content: its thread, what it replies to, its keyboard.

    Raises: Refusal.
    """
    for name in _UNSUPPORTED:
        if name in arguments:
            raise Refusal(501, f"Not Implemented: this server does not know {name}")
    chat.check_writable()
    reply = arguments.get("reply_parameters")
    markup = check_keyboard(arguments.get("reply_markup"))
    replied = _replied_fields(world, chat, reply) if reply else {}
    thread = chat.thread_fields(arguments.get("message_thread_id"))
    answered = replied.get("reply_to_message")
    if answered and not thread:
        thread = chat.reply_thread_fields(answered)
    return {**thread, **replied, **_shown_markup(markup)}


def _shown_markup(markup: dict[str, Any] | None) -> dict[str, Any]:
    """Only inline keyboards stay visible in the message."""
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def _replied_fields(world: World, chat: Chat, reply: dict[str, Any]) -> dict[str, Any]:
    if reply.get("chat_id", chat.id) != chat.id:
        world.find_chat(reply["chat_id"])
        raise Refusal(501, "Not Implemented: this server does not know replies to another chat")
    answered = chat.find(reply["message_id"])
    if answered is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    fields = {"reply_to_message": without_reply(answered)}
    return fields | ({"quote": _make_quote(reply, answered)} if reply.get("quote") else {})


def without_reply(message: Message) -> dict[str, Any]:
    """The JSON of a message inside another, which never holds a third."""
    return {name: value for name, value in message.payload.items() if name != "reply_to_message"}


def _make_quote(reply: dict[str, Any], answered: Message) -> dict[str, Any]:
    quote = make_formatted(reply["quote"], reply.get("quote_parse_mode"), reply.get("quote_entities"), "quote_entities")
    if count_units(quote.text) > MAX_QUOTE:
        raise bad_request("message quote is too long")
    if not quote.text or quote.text not in answered.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = reply.get("quote_position", count_units(answered.text[: answered.text.index(quote.text)]))
    if cut_units_safely(answered.text, position, position + count_units(quote.text)) != quote.text:
        position = count_units(answered.text[: answered.text.index(quote.text)])
    return {"text": quote.text, "position": position, "is_manual": True}


def cut_units_safely(text: str, start: int, end: int) -> str | None:
    """The part between two offsets, or None when they split a character."""
    try:
        return cut_units(text, start, end)
    except UnicodeDecodeError:
        return None


def without_nothing(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that are there."""
    return {name: value for name, value in fields.items() if value is not None}
