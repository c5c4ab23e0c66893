"""What Bot API 10.0 calls its methods, parameters and fields, and whether a JSON value fits a type.

A type is written as in `api.json`: `Integer|String`, `Array of MessageEntity`, `=article` for one fixed word;
a `!` after it marks what is required.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.telegram_server.refusals import bad_request

_TABLE = json.loads(Path(__file__).with_name("api.json").read_text(encoding="utf-8"))
METHODS: dict[str, dict[str, Any]] = _TABLE["methods"]
TYPES: dict[str, dict[str, str]] = _TABLE["types"]
UNIONS: dict[str, list[str]] = _TABLE["unions"]
UPDATE_KINDS = frozenset(TYPES["Update"]) - {"update_id"}
_ARRAY = "Array of "
_INT64 = 2**63


class Misfit(Exception):  # noqa: N818  (it becomes a refusal)
    """A value does not fit its type; the text says where and why."""


def parameters_of(method: str) -> dict[str, str]:
    """Each parameter's type, with `!` where it is required."""
    found: dict[str, str] = METHODS[method]["parameters"]
    return found


def check_value(value: Any, kind: str, where: str) -> None:
    """Refuse a value that does not fit its type anywhere inside.

    Raises: Refusal.
    """
    try:
        fit_value(value, kind, where)
    except Misfit as misfit:
        raise bad_request(f"can't parse {misfit}") from None


def fit_value(value: Any, kind: str, where: str) -> None:
    """Check that a value fits its type anywhere inside.

    Raises: Misfit.
    """
    options = _options_of(kind)
    if len(options) > 1:
        _fit_one_of(value, options, where)
    elif kind.startswith(_ARRAY):
        _fit_array(value, kind.removeprefix(_ARRAY), where)
    elif kind in TYPES:
        _fit_object(value, kind, where)
    else:
        _fit_plain(value, kind, where)


def _options_of(kind: str) -> list[str]:
    return [option for part in kind.split("|") for option in UNIONS.get(part, [part])]


def _fit_one_of(value: Any, options: list[str], where: str) -> None:
    misfits = []
    for option in options:
        try:
            return fit_value(value, option, where)
        except Misfit as misfit:
            misfits.append((_promise_of(value, option), misfit))
    raise max(misfits, key=lambda pair: pair[0])[1]


def _promise_of(value: Any, option: str) -> int:
    """How near the value is to an option that it misses: the fixed word counts most, then the fields it has."""
    if not isinstance(value, dict) or option not in TYPES:
        return 0
    fields = TYPES[option]
    words = {name: kind.strip("=!") for name, kind in fields.items() if kind.startswith("=")}
    named = sum(100 for name, word in words.items() if value.get(name) == word)
    return named + 2 * len(fields.keys() & value.keys()) - len(value.keys() - fields.keys())


def _fit_array(value: Any, kind: str, where: str) -> None:
    if not isinstance(value, list):
        raise Misfit(f"{where}: must be an Array")
    for number, item in enumerate(value):
        fit_value(item, kind, f"{where}[{number}]")


def _fit_object(value: Any, name: str, where: str) -> None:
    if not isinstance(value, dict):
        raise Misfit(f"{where}: {name} must be an Object")
    fields = TYPES[name]
    for field in value:
        if field not in fields:
            raise Misfit(f'{where}: {name} has no field "{field}"')
    for field, kind in fields.items():
        if field in value:
            fit_value(value[field], kind.removesuffix("!"), f"{where}.{field}")
        elif kind.endswith("!"):
            raise Misfit(f'{where}: can\'t find field "{field}" of {name}')


def _fit_plain(value: Any, kind: str, where: str) -> None:
    if kind.startswith("="):
        fits, name = value == kind[1:], f'"{kind[1:]}"'
    else:
        fits, name = _PLAIN[kind](value), f"of type {kind}"
    if not fits:
        raise Misfit(f"{where}: must be {name}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_INT64 <= value < _INT64


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "String": _is_text,
    "Integer": _is_integer,
    "Float": _is_number,
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str),
}
