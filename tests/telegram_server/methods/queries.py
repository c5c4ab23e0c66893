"""Answers to pressed buttons and to inline queries."""

from typing import Any

from tests.telegram_server.formatted import make_formatted
from tests.telegram_server.keyboards import check_keyboard
from tests.telegram_server.links import START_PAYLOAD, check_link
from tests.telegram_server.methods.content import MAX_TEXT, caption_fields
from tests.telegram_server.refusals import QUERY_TOO_OLD, bad_request
from tests.telegram_server.utf16 import count_units
from tests.telegram_server.world import World

MAX_NOTICE = 200
MAX_RESULTS = 50
MAX_RESULT_ID = 64
MAX_OFFSET = 64


def answer_callback_query(world: World, arguments: dict[str, Any]) -> bool:
    if count_units(arguments.get("text", "")) > MAX_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG: the text of a callback answer has at most 200 characters")
    if "url" in arguments:
        check_link(arguments["url"], "callback answer")
    query_id = arguments["callback_query_id"]
    query = world.open_query(world.callback_queries, query_id, world.callback_lifetime, bad_request(QUERY_TOO_OLD))
    query.answer = arguments
    world.changed.notify_all()
    return True


def answer_inline_query(world: World, arguments: dict[str, Any]) -> bool:
    results = arguments["results"]
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(arguments.get("next_offset", "").encode()) > MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_results_button(arguments.get("button"))
    query_id = arguments["inline_query_id"]
    query = world.open_query(world.inline_queries, query_id, world.inline_lifetime, bad_request(QUERY_TOO_OLD))
    query.answer = arguments
    world.changed.notify_all()
    return True


def _check_result(result: dict[str, Any]) -> None:
    if not 1 <= len(result.get("id", "").encode()) <= MAX_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title", "-").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    check_keyboard(result.get("reply_markup"))
    caption_fields(result)
    content = result.get("input_message_content", {})
    if "message_text" in content:
        _check_text(content)


def _check_text(content: dict[str, Any]) -> None:
    entities = content.get("entities")
    formatted = make_formatted(content["message_text"], content.get("parse_mode"), entities, "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if count_units(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")


def _check_results_button(button: dict[str, Any] | None) -> None:
    if button is None:
        return
    if ("web_app" in button) == ("start_parameter" in button):
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")
    if "start_parameter" in button and not START_PAYLOAD.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")


METHODS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
