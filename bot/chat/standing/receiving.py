"""How a message becomes new wording: its file, the page that it links to, or its own text."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace

from telegram import Document, Message
from telegram.error import TelegramError

from bot.chat.room import Room
from bot.chat.sending import insist
from bot.chat.standing import texts
from bot.errors import NotReceivedError
from corpus.readers.characters import clean_name
from corpus.reports import Submission
from corpus.worded import Worded

log = logging.getLogger(__name__)

LINK = re.compile(r"\s*(https?://\S+)\s*", re.IGNORECASE)
LARGEST = 20 * 2**20
LONGEST_TEXT = 4000
PASTED_NAME = "message.txt"


async def prepare(room: Room, message: Message, person: str) -> Callable[[], Submission]:
    """Give what makes a submission of a message, to be called where it may block.

    Raises:
        NotReceivedError: when its file cannot be fetched, or its text was cut by Telegram.
    """
    if message.document:
        name, data = clean_name(message.document.file_name or ""), await download(message.document)
        return lambda: Submission(name, data, person)
    text = message.text or ""
    link = LINK.fullmatch(text)
    if link:
        url, fetch = link[1], room.house.fetch
        return lambda: replace(fetch(url), offered_by=person)
    if len(text) > LONGEST_TEXT:
        raise NotReceivedError(Worded(texts.TOO_LONG))
    return lambda: Submission(PASTED_NAME, text.encode(), person)


async def download(document: Document) -> bytes:
    """Fetch a file from Telegram.

    Raises:
        NotReceivedError: when it is too large for a bot, or Telegram does not hand it over.
    """
    name, size = clean_name(document.file_name or ""), document.file_size or 0
    if size > LARGEST:
        raise NotReceivedError(Worded(texts.TOO_LARGE, name=name, size=size / 2**20, command="`onrecord replace`"))
    try:
        file = await insist(document.get_file)
        return bytes(await insist(file.download_as_bytearray))
    except TelegramError as error:
        log.warning("A file could not be fetched", extra={"error": error})
        raise NotReceivedError(Worded(texts.NOT_FETCHED, name=name)) from error


def holds_wording(message: Message | None, person: int | None) -> bool:
    """Whether a message is one of this person's own that could be new wording."""
    author = message.from_user if message else None
    own = message is not None and author is not None and author.id == person
    return own and message is not None and bool(message.document or message.text)


def name_document(message: Message) -> str:
    """Name what was sent, as it can be shown."""
    return clean_name(message.document.file_name or "") if message.document else Worded(texts.PASTED)
