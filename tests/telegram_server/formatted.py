"""A text with its entities as Telegram keeps it: cleaned, trimmed, measured, and with what Telegram finds by itself."""

import re
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.entities import Entity, check_entities
from tests.telegram_server.markup import parse_html
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.utf16 import count_units, cut_units, unit_starts

_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_FOUND = {
    "url": re.compile(r"(?<![\w@/.])(?:https?://[^\s<>\"“”]+[\w/=&#-]|t\.me/[\w/?=&-]+)"),
    "email": re.compile(r"(?<![\w.@/])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"),
    "mention": re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "hashtag": re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,255}"),
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted."""

    text: str
    entities: list[Entity]


def make_formatted(text: str, mode: str | None, entities: list[Entity] | None, where: str) -> Formatted:
    """What Telegram keeps of a text given with a parse mode or with entities; it may be empty.

    Raises: Refusal for entities or markup that do not hold.
    """
    if mode and entities:
        raise bad_request(f"{where} is given both with a parse_mode and with entities")
    if mode:
        text, entities = parse_html(text) if mode.lower() == "html" else _refuse_mode(mode)
    given = entities or []
    check_entities(text, given, where)
    cleaned = _trim(_clean(text, given))
    return Formatted(cleaned.text, _sorted(cleaned.entities + find_entities(cleaned.text, cleaned.entities)))


def _refuse_mode(mode: str) -> Any:
    if mode.lower() in {"markdown", "markdownv2"}:
        raise bad_request(f"can't parse entities: this server reads HTML, not {mode}")
    raise bad_request("unsupported parse_mode")


def _clean(text: str, entities: list[Entity]) -> Formatted:
    """Control characters become spaces; direction overrides and the like vanish, and entities move with the text."""
    text = _TO_SPACE.sub(" ", text)
    if not _DROPPED.search(text):
        return Formatted(text, [dict(entity) for entity in entities])
    kept, moved = 0, {}
    for letter, start in zip(text, unit_starts(text), strict=False):
        moved[start] = kept
        kept += 0 if _DROPPED.match(letter) else count_units(letter)
    moved[count_units(text)] = kept
    return Formatted(_DROPPED.sub("", text), [_placed(e, moved[e["offset"]], moved[_end(e)]) for e in entities])


def _trim(cleaned: Formatted) -> Formatted:
    """White space goes from the end, and from the start as far as the first entity."""
    text = cleaned.text.rstrip(" \n\u00a0\u2000\u2001\u2002\u2003\u2009\u3000")
    whole = count_units(text)
    kept = [_placed(e, e["offset"], min(_end(e), whole)) for e in cleaned.entities if e["offset"] < whole]
    kept = [e for e in kept if cut_units(text, e["offset"], _end(e)).strip()]
    lead = len(text) - len(text.lstrip(" \n"))
    lead = min([lead, *(e["offset"] for e in kept)])
    return Formatted(text[lead:], [_placed(e, e["offset"] - lead, _end(e) - lead) for e in kept])


def _end(entity: Entity) -> int:
    end: int = entity["offset"] + entity["length"]
    return end


def _placed(entity: Entity, start: int, end: int) -> Entity:
    return entity | {"offset": start, "length": end - start}


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], entity["type"]))


def find_entities(text: str, taken: list[Entity] | None = None) -> list[Entity]:
    """The links, addresses, mentions, commands and tags that Telegram marks by itself where no code or link is."""
    blocked = [(e["offset"], _end(e)) for e in taken or [] if e["type"] in {"code", "pre", "text_link", *_FOUND}]
    starts = unit_starts(text)
    found = []
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            start, end = starts[match.start()], starts[match.end()]
            if all(end <= left or right <= start for left, right in blocked):
                blocked.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return _sorted(found)
