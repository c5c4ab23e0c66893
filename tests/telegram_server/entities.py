"""Entities that a bot sends: known, complete, inside the text, between whole characters, and properly nested."""

from collections.abc import Sequence
from typing import Any

from tests.telegram_server.links import check_link
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.utf16 import unit_starts

Entity = dict[str, Any]
MAX_ENTITIES = 100
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
_ONLY = {"url": "text_link", "user": "text_mention", "custom_emoji_id": "custom_emoji", "language": "pre"}
_FOUND_BY_ITSELF = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_BLOCKS = {"blockquote", "expandable_blockquote"}
_CODE = {"code", "pre"}
KINDS = _FOUND_BY_ITSELF | _STYLES | _BLOCKS | _CODE | set(_NEEDS)


def check_entities(text: str, entities: Sequence[Entity], where: str) -> None:
    """Refuse entities that Telegram would not show as they were meant.

    Raises: Refusal.
    """
    if len(entities) > MAX_ENTITIES:
        raise bad_request(f"ENTITIES_TOO_LONG: {where} has {len(entities)} entities, {MAX_ENTITIES} are allowed")
    boundaries = unit_starts(text)
    for entity in entities:
        _check_kind(entity, where)
        _check_place(entity, boundaries)
    _check_nesting(entities, where)


def _check_kind(entity: Entity, where: str) -> None:
    kind = entity["type"]
    if kind not in KINDS:
        raise bad_request(f'can\'t parse {where}: unsupported entity type "{kind}"')
    need = _NEEDS.get(kind)
    if need and need not in entity:
        raise bad_request(f'can\'t parse {where}: entity of type "{kind}" needs the field "{need}"')
    for field, owner in _ONLY.items():
        if field in entity and kind != owner:
            raise bad_request(f'can\'t parse {where}: the field "{field}" is for entities of type "{owner}" only')
    if "url" in entity:
        check_link(entity["url"], "entity")


def _check_place(entity: Entity, boundaries: list[int]) -> None:
    start, end, whole = entity["offset"], entity["offset"] + entity["length"], boundaries[-1]
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if entity["length"] <= 0:
        raise bad_request(f"receive an entity with incorrect length {entity['length']}")
    if start >= whole:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > whole:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    inside = set(boundaries)
    if start not in inside:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {start}")
    if end not in inside:
        raise bad_request(f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol")


def _check_nesting(entities: Sequence[Entity], where: str) -> None:
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    for number, outer in enumerate(ordered):
        for inner in ordered[number + 1 :]:
            if inner["offset"] >= outer["offset"] + outer["length"]:
                break
            _check_pair(outer, inner, where)


def _check_pair(outer: Entity, inner: Entity, where: str) -> None:
    kinds = [outer["type"], inner["type"]]
    if inner["offset"] + inner["length"] > outer["offset"] + outer["length"]:
        raise bad_request(f"can't parse {where}: entities at {outer['offset']} and {inner['offset']} cross each other")
    if all(kind in _BLOCKS for kind in kinds):
        raise bad_request(f"can't parse {where}: blockquote and expandable_blockquote entities can't be nested")
    if any(kind in _CODE for kind in kinds) and any(kind in _STYLES for kind in kinds):
        raise bad_request(f"can't parse {where}: {' and '.join(kinds)} entities can't contain each other")
    if not any(kind in _STYLES | _BLOCKS for kind in kinds):
        raise bad_request(f"can't parse {where}: {' and '.join(kinds)} entities can't contain each other")
