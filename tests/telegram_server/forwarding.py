"""Where forwarded messages come from, what stands under files, and how programs cut a text that is too long."""

import re
from typing import Any

from tests.telegram_server.formatted import find_entities
from tests.telegram_server.utf16 import count_units

BREAKS = (r"\n\n", r"\n", r"(?<=[.!?]) ", r" ")


def hidden_origin(name: str, at: int) -> dict[str, Any]:
    """Somebody whose account is hidden."""
    return {"type": "hidden_user", "sender_user_name": name, "date": at}


def channel_origin(
    title: str, at: int, *, username: str | None = None, message_id: int = 5, signature: str | None = None
) -> dict[str, Any]:
    """A channel, public when it has a name of its own."""
    chat = {"id": -1001 * 10**9 - len(title), "type": "channel", "title": title}
    named = {"username": username} if username else {}
    signed = {"author_signature": signature} if signature else {}
    return {"type": "channel", "chat": chat | named, "message_id": message_id, "date": at} | signed


def group_origin(title: str, at: int) -> dict[str, Any]:
    """A group in whose name somebody wrote."""
    return {"type": "chat", "sender_chat": {"id": -100_77, "type": "supergroup", "title": title}, "date": at}


def person_origin(user: dict[str, Any], at: int) -> dict[str, Any]:
    """Somebody with an open account."""
    return {"type": "user", "sender_user": user, "date": at}


def caption_json(caption: str) -> dict[str, Any]:
    """The fields of what stands under a file; nothing for no words."""
    return {"caption": caption, "caption_entities": find_entities(caption)} if caption else {}


def cut_paste(text: str, size: int) -> list[str]:
    """A text in pieces of at most `size` units: cut at the best place in the second half of each, white space lost."""
    pieces, rest = [], text.strip()
    while count_units(rest) > size:
        end = size
        while count_units(rest[:end]) > size:
            end -= 1
        end = find_break(rest, end)
        pieces.append(rest[:end].strip())
        rest = rest[end:].strip()
    return [*pieces, rest]


def find_break(text: str, end: int) -> int:
    """The last paragraph, line, sentence or word that ends in the second half; else the very end."""
    for pattern in BREAKS:
        places = [match.start() for match in re.finditer(pattern, text[: end + 1]) if end // 2 < match.start() <= end]
        if places:
            return places[-1]
    return end
