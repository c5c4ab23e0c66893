"""Files: what the bot downloads and what it sends."""

import mimetypes
from typing import Any

from tests.telegram_server.arguments import Upload
from tests.telegram_server.methods.content import caption_fields, frame_fields, without_nothing
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import MAX_DOWNLOAD, StoredFile, World


def get_file(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    file = _find_file(world, arguments["file_id"])
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file.to_json() | {"file_path": file.path}


def send_document(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    chat = world.find_chat(arguments["chat_id"])
    fields = caption_fields(arguments) | frame_fields(world, chat, arguments)
    given = arguments["document"]
    file = _keep_upload(world, given) if isinstance(given, Upload) else _find_sent(world, given)
    content = {"document": document_json(file), **without_nothing(fields)}
    return dict(world.post(chat, world.bot, content).payload)


def _find_file(world: World, file_id: str) -> StoredFile:
    if file_id not in world.files:
        raise bad_request(
            "wrong file_id or the file is temporarily unavailable" if file_id else "file_id not specified"
        )
    return world.files[file_id]


def _find_sent(world: World, given: str) -> StoredFile:
    if "://" in given:
        raise bad_request("failed to get HTTP URL content")
    if given not in world.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return world.files[given]


def _keep_upload(world: World, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    return world.keep_file(upload.name, kind, upload.data)


def document_json(file: StoredFile) -> dict[str, Any]:
    """The document of a message."""
    return file.to_json() | {"file_name": file.name, "mime_type": file.mime_type}


METHODS = {"getFile": get_file, "sendDocument": send_document}
