"""Messages that change or go away, and the reactions the bot gives."""

from typing import Any

from tests.telegram_server.chat import Chat
from tests.telegram_server.keyboards import check_keyboard
from tests.telegram_server.message import Message
from tests.telegram_server.methods.content import caption_fields, make_text, preview_fields, text_fields
from tests.telegram_server.refusals import NOT_MODIFIED, bad_request
from tests.telegram_server.world import World

_TWO_DAYS = 48 * 3600
_MAX_DELETED = 100


def edit_message_text(world: World, arguments: dict[str, Any]) -> Any:
    formatted = make_text(arguments)
    content = text_fields(formatted) | preview_fields(arguments) | _markup_fields(arguments)
    return _edit(world, arguments, content, "text")


def edit_message_caption(world: World, arguments: dict[str, Any]) -> Any:
    return _edit(world, arguments, caption_fields(arguments) | _markup_fields(arguments), "document")


def edit_message_reply_markup(world: World, arguments: dict[str, Any]) -> Any:
    return _edit(world, arguments, _markup_fields(arguments), "message_id")


def _markup_fields(arguments: dict[str, Any]) -> dict[str, Any]:
    """An edit without a keyboard takes the keyboard away."""
    return {"reply_markup": check_keyboard(arguments.get("reply_markup"))}


def _edit(world: World, arguments: dict[str, Any], content: dict[str, Any], needs: str) -> Any:
    if "inline_message_id" in arguments:
        return _edit_inline(world, arguments, content)
    for name in ("chat_id", "message_id"):
        if name not in arguments:
            raise bad_request("message identifier is not specified" if name == "message_id" else "chat_id is empty")
    chat, message = _find_own(world, arguments)
    if needs not in message.payload:
        raise bad_request("there is no text in the message to edit" if needs == "text" else "there is no caption")
    if not message.differs_with(content):
        raise bad_request(NOT_MODIFIED)
    return dict(world.put(chat, message.changed(content, int(world.now()))).payload)


def _find_own(world: World, arguments: dict[str, Any]) -> tuple[Chat, Message]:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    message = chat.find(arguments["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender_id != world.bot["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edit_inline(world: World, arguments: dict[str, Any], content: dict[str, Any]) -> bool:
    if "chat_id" in arguments or "message_id" in arguments:
        raise bad_request("inline_message_id is given beside chat_id or message_id")
    message = world.inline_messages.get(arguments["inline_message_id"])
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    if not message.differs_with(content):
        raise bad_request(NOT_MODIFIED)
    world.inline_messages[arguments["inline_message_id"]] = message.changed(content, int(world.now()))
    world.changed.notify_all()
    return True


def delete_message(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    message = chat.find(arguments["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request("message can't be deleted")
    world.put(chat, message.as_deleted())
    return True


def delete_messages(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    wanted = arguments["message_ids"]
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > _MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    found = [message for message_id in wanted if (message := chat.find(message_id))]
    if not all(_may_delete(world, chat, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        world.put(chat, message.as_deleted())
    return True


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    is_own = message.sender_id == world.bot["id"]
    allowed = is_own or chat.is_private or chat.bot_status == "administrator"
    return allowed and world.now() - message.payload["date"] < _TWO_DAYS


def set_message_reaction(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    if chat.find(arguments["message_id"]) is None:
        raise bad_request("message to react not found")
    if len(arguments.get("reaction", [])) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.settings["reaction", str(chat.id), str(arguments["message_id"])] = arguments.get("reaction", [])
    world.changed.notify_all()
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
}
