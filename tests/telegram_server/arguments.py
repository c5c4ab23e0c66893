"""From the body of a request (text fields and files) to the checked values of a call."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.facts import check_value, parameters_of
from tests.telegram_server.refusals import Refusal, bad_request

_INTEGER = re.compile(r"-?[0-9]{1,19}")
_BOOLEANS = {"true": True, "false": False}
_MISSING = {"chat_id": "chat_id is empty", "text": "message text is empty", "file_id": "file_id not specified"}
MAX_UPLOAD = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent in the body of a call."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {len(self.data)} bytes)"


def read_arguments(
    method: str, fields: Mapping[str, list[bytes]], uploads: Mapping[str, list[Upload]]
) -> dict[str, Any]:
    """The call's arguments by name, each of the type that the method asks for.

    Raises: Refusal for an unknown, missing, doubled or wrongly typed parameter, and for a file nobody refers to.
    """
    kinds = parameters_of(method)
    files = {name: _single(name, given) for name, given in uploads.items()}
    _check_sizes(files.values())
    texts = {name: _decode(name, _single(name, given)) for name, given in fields.items()}
    for name in texts:
        if name not in kinds:
            raise bad_request(f'method {method} has no parameter "{name}"')
    found = {name: _parse(name, text, kinds[name].removesuffix("!"), files) for name, text in texts.items()}
    found |= _direct_uploads(method, files, texts)
    for name, kind in kinds.items():
        if kind.endswith("!") and name not in found:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return found


def _single(name: str, given: list[Any]) -> Any:
    if len(given) != 1:
        raise bad_request(f'parameter "{name}" is given {len(given)} times')
    return given[0]


def _check_sizes(files: Any) -> None:
    if any(len(file.data) > MAX_UPLOAD for file in files):
        raise Refusal(413, "Request Entity Too Large")


def _decode(name: str, given: bytes) -> str:
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request(f'parameter "{name}": strings must be encoded in UTF-8') from None


def _direct_uploads(method: str, files: Mapping[str, Upload], texts: Mapping[str, str]) -> dict[str, Upload]:
    """The files whose part has the name of a parameter; any other part must be named by an attach:// URL."""
    kinds = parameters_of(method)
    everything = " ".join(texts.values())
    direct = {}
    for name, file in files.items():
        if "InputFile" in kinds.get(name, "") and name not in texts:
            direct[name] = file
        elif f"attach://{name}" not in everything:
            raise bad_request(f'method {method} has no use for the file "{name}"')
    return direct


def _parse(name: str, text: str, kind: str, files: Mapping[str, Upload]) -> Any:
    if "InputFile" in kind.split("|"):
        return _parse_file(name, text, kind, files)
    if kind in _PARSERS:
        return _PARSERS[kind](name, text)
    if kind == "Integer|String":
        return int(text) if _INTEGER.fullmatch(text) else text
    return _parse_json(name, text, kind)


def _parse_file(name: str, text: str, kind: str, files: Mapping[str, Upload]) -> Upload | str:
    if text.startswith("attach://"):
        found = files.get(text.removeprefix("attach://"))
        if found is None:
            raise bad_request(f'parameter "{name}": there is no file "{text}" in the request')
        return found
    if "String" not in kind.split("|"):
        raise bad_request(f'parameter "{name}" must be uploaded as a file')
    return text


def _parse_json(name: str, text: str, kind: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
    check_value(value, kind, name)
    return value


def _parse_integer(name: str, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise bad_request(f'parameter "{name}" must be of type Integer')
    return int(text)


def _parse_float(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise bad_request(f'parameter "{name}" must be of type Float')
    return number


def _parse_boolean(name: str, text: str) -> bool:
    if text not in _BOOLEANS:
        raise bad_request(f'parameter "{name}" must be of type Boolean')
    return _BOOLEANS[text]


_PARSERS = {
    "String": lambda _, text: text,
    "Integer": _parse_integer,
    "Float": _parse_float,
    "Boolean": _parse_boolean,
}
