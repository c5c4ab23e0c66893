"""What a message brings: pure functions from Telegram's message to a piece of a document.

Of a forwarded post, the channel and the link become the source. What is written under a file that somebody else sent
says nothing about it; what an editor writes there can hold details.
"""

import re

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.ext.filters import MessageFilter

from bot.chat.curating import texts
from bot.chat.markup import shorten
from bot.chat.questions import LONGEST_QUESTION
from bot.chat.rendering import NAME
from bot.offering.pieces import Piece, PieceKind
from corpus.readers.characters import clean_name
from corpus.reports import Details
from corpus.worded import Worded

LINK = re.compile(r"\s*(https?://\S+)\s*", re.IGNORECASE)


class Forwarded(MessageFilter):
    """Lets through what was forwarded."""

    def filter(self, message: Message) -> bool:
        """Whether it was."""
        return message.forward_origin is not None


def make_piece(message: Message, text: str | None = None) -> Piece:
    """Give what a message brings; `text` stands in place of its own words."""
    words = text if text is not None else message.text or ""
    forwarded = message.forward_origin is not None
    caption = message.caption or ""
    link = LINK.fullmatch(words)
    piece = Piece(
        kind=PieceKind.LINK if link else PieceKind.TEXT,
        sent_at=int(message.date.timestamp()),
        position=message.message_id,
        text=link[1] if link else words or (caption if forwarded else ""),
        caption="" if forwarded else caption,
        album=message.media_group_id,
        origin=name_origin(message),
        details=read_origin(message),
    )
    return piece if message.document is None else add_file(piece, message)


def add_file(piece: Piece, message: Message) -> Piece:
    """Give a piece that brings the file of a message."""
    document = message.document
    if document is None:
        return piece
    name = clean_name(document.file_name or "")
    return Piece(
        kind=PieceKind.FILE,
        sent_at=piece.sent_at,
        position=piece.position,
        file_id=document.file_id,
        name=name,
        size=document.file_size or 0,
        caption=piece.caption,
        album=piece.album,
        origin=piece.origin,
        details=piece.details,
    )


def is_offer(piece: Piece) -> bool:
    """Whether a message is a document rather than a question: nothing but a link, or too long for one."""
    return piece.kind is PieceKind.LINK or len(piece.text) > LONGEST_QUESTION


def read_origin(message: Message) -> Details:
    """Give what a forwarded post says of where it comes from: nothing for what was written here."""
    origin = message.forward_origin
    if origin is None:
        return Details()
    day = origin.date.date()
    match origin:
        case MessageOriginChannel():
            name = origin.chat.username
            url = f"https://t.me/{name}/{origin.message_id}" if name else None
            return Details(publisher=origin.chat.title, author=origin.author_signature, url=url, published=day)
        case MessageOriginChat():
            return Details(publisher=origin.sender_chat.title, author=origin.author_signature, published=day)
        case MessageOriginUser():
            return Details(author=origin.sender_user.full_name, published=day)
        case MessageOriginHiddenUser():
            return Details(author=origin.sender_user_name, published=day)
    return Details(published=day)


def name_origin(message: Message) -> str | None:
    """Name where a forwarded post comes from, or give None."""
    match message.forward_origin:
        case MessageOriginChannel() as origin:
            return f"channel:{origin.chat.id}"
        case MessageOriginChat() as origin:
            return f"chat:{origin.sender_chat.id}"
        case MessageOriginUser() as origin:
            return f"person:{origin.sender_user.id}"
        case MessageOriginHiddenUser() as origin:
            return f"name:{origin.sender_user_name}"
    return None


def name_piece(piece: Piece) -> str:
    """Give what a message is called while it is worked on; what is no name of its own can be said in any language."""
    if piece.kind is PieceKind.FILE:
        return Worded(texts.ALBUM) if piece.album else piece.name
    if piece.kind is PieceKind.LINK:
        return shorten(piece.text, NAME)
    return Worded(texts.POST if piece.origin else texts.PASTED)
