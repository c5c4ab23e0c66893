"""New messages: texts, drafts, copies and actions."""

from typing import Any

from tests.telegram_server.methods.content import (
    frame_fields,
    make_text,
    preview_fields,
    text_fields,
    without_nothing,
)
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    chat = world.find_chat(arguments["chat_id"])
    fields = text_fields(make_text(arguments)) | preview_fields(arguments) | frame_fields(world, chat, arguments)
    chat.drafts.clear()
    return dict(world.post(chat, world.bot, without_nothing(fields)).payload)


def send_message_draft(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    if not chat.is_private:
        raise bad_request("TEXTDRAFT_PEER_INVALID: drafts can be shown in private chats only")
    if not arguments["draft_id"]:
        raise bad_request("RANDOM_ID_EMPTY: draft_id must be non-zero")
    chat.thread_fields(arguments.get("message_thread_id"))
    fields = text_fields(make_text(arguments, may_be_empty=True))
    chat.drafts.setdefault(arguments["draft_id"], []).append(without_nothing(fields))
    world.changed.notify_all()
    return True


def send_chat_action(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    chat.check_writable()
    if arguments["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.thread_fields(arguments.get("message_thread_id"))
    chat.actions.append(arguments["action"])
    world.changed.notify_all()
    return True


def copy_message(world: World, arguments: dict[str, Any]) -> dict[str, int]:
    source = world.find_chat(arguments["from_chat_id"]).find(arguments["message_id"])
    if source is None:
        raise bad_request("message to copy not found")
    chat = world.find_chat(arguments["chat_id"])
    kept = ("text", "entities", "caption", "caption_entities", "document", "link_preview_options")
    content = {name: source.payload[name] for name in kept if name in source.payload}
    message = world.post(chat, world.bot, content | frame_fields(world, chat, arguments))
    return {"message_id": message.id}


METHODS = {
    "sendMessage": send_message,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
}
