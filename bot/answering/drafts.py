"""What a language model proposes: read strictly from its reply, and nothing but a proposal until it is checked.

    reply | one JSON object | its four fields | a draft of one kind

A reply that is not exactly of the form asked for is refused as a whole; nothing in it is guessed at or mended.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from bot.answering.answers import Stance
from bot.errors import DraftError
from corpus.worded import Worded

MOST_CHARACTERS = 40_000
"""Of a whole reply: several times what the longest draft within the other limits needs."""

MOST_STATEMENTS = 12
MOST_MISSING = 8
MOST_NUMBERS = 8
LONGEST_TEXT = 1_000
LONGEST_NAME = 200

FENCE = re.compile(r"```(?:json|JSON)?[ \t]*\n(.*)\n[ \t]*```", re.DOTALL)
SURROGATE = re.compile(r"[\ud800-\udfff]")

Part = TypeVar("Part")


class DraftKind(StrEnum):
    """What a draft holds."""

    STATEMENTS = "statements"
    POSITIONS = "positions"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class DraftedStatement:
    """A sentence and the numbers that it points at, as a model gave them; they may be of nothing."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftedPosition:
    """A party, its stance and perhaps a sentence about it, as a model gave them."""

    party: str
    stance: Stance
    text: str | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal of one kind; `missing` holds parts of the question that the model found no answer to."""

    kind: DraftKind
    statements: tuple[DraftedStatement, ...] = ()
    positions: tuple[DraftedPosition, ...] = ()
    missing: tuple[str, ...] = ()


def parse_draft(text: str) -> Draft:
    """Read a draft from a model's reply: one JSON object, bare or alone in one code fence.

    Raises:
        DraftError: when it is anything else, with one reason.
    """
    draft = read_object(load_reply(text), Worded("the reply"), **FIELDS)
    check_kind(found := Draft(**draft))
    return found


def load_reply(text: str) -> Any:
    """Give the value that the reply's JSON stands for; what JSON leaves open is refused."""
    if len(text) > MOST_CHARACTERS:
        refuse(Worded("it has more than {most} characters", most=MOST_CHARACTERS))
    bare = text.strip()
    fenced = FENCE.fullmatch(bare)
    bare = fenced[1].strip() if fenced else bare
    if not bare:
        refuse(Worded("it is empty"))
    if not bare.startswith("{"):
        refuse(Worded("it is not a JSON object"))
    try:
        return json.loads(bare, object_pairs_hook=read_pairs, parse_constant=refuse_constant)
    except RecursionError:
        refuse(Worded("it is nested too deep"))
    except ValueError:
        refuse(Worded("it is not whole JSON") if not bare.endswith("}") else Worded("it is not JSON"))


def read_pairs(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object, in which no field may stand twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        refuse(Worded("it gives a field twice"))
    return found


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which are no JSON."""
    refuse(Worded("it holds a number that is none"))


def check_kind(draft: Draft) -> None:
    """Check that the lists of the draft's kind are there, and no others."""
    given = {DraftKind.STATEMENTS: draft.statements, DraftKind.POSITIONS: draft.positions}
    if draft.kind in given and not given[draft.kind]:
        refuse(Worded("it says that it holds {name} and holds none", name=draft.kind.value))
    if any(parts for kind, parts in given.items() if kind is not draft.kind):
        refuse(Worded("it holds more than one kind of answer"))


def read_kind(value: Any, name: str) -> DraftKind:
    """Read which kind of draft it is."""
    return DraftKind(read_choice(value, name, [kind.value for kind in DraftKind]))


def read_statement(value: Any, name: str) -> DraftedStatement:
    """Read one statement."""
    return DraftedStatement(**read_object(value, Worded("a statement"), text=read_long_text, numbers=read_numbers))


def read_position(value: Any, name: str) -> DraftedPosition:
    """Read one position."""
    return DraftedPosition(
        **read_object(
            value,
            Worded("a position"),
            party=read_name,
            stance=read_stance,
            text=read_optional_text,
            numbers=read_numbers,
        )
    )


def read_stance(value: Any, name: str) -> Stance:
    """Read a stance."""
    return Stance(read_choice(value, name, [stance.value for stance in Stance]))


def read_choice(value: Any, name: str, choices: Sequence[str]) -> str:
    """Read one of a few words."""
    if not isinstance(value, str) or value not in choices:
        refuse(Worded("its {name} is not one of those asked for", name=name))
    return value


def read_long_text(value: Any, name: str) -> str:
    """Read a sentence."""
    return read_text(value, name, LONGEST_TEXT)


def read_optional_text(value: Any, name: str) -> str | None:
    """Read a sentence, or that there is none."""
    return None if value is None else read_long_text(value, name)


def read_name(value: Any, name: str) -> str:
    """Read a name or a few words."""
    return read_text(value, name, LONGEST_NAME)


def read_text(value: Any, name: str, most: int) -> str:
    """Read a text that is not blank, not too long and made of whole characters."""
    if not isinstance(value, str):
        refuse(Worded("its {name} is not a text", name=name))
    if not value.strip():
        refuse(Worded("its {name} is blank", name=name))
    if len(value) > most:
        refuse(Worded("its {name} has more than {most} characters", name=name, most=most))
    if SURROGATE.search(value):
        refuse(Worded("its {name} holds half a character", name=name))
    return value


def read_numbers(value: Any, name: str) -> tuple[int, ...]:
    """Read the numbers of sentences, each once."""
    return tuple(dict.fromkeys(read_list(value, name, read_number, MOST_NUMBERS)))


def read_number(value: Any, name: str) -> int:
    """Read a whole number; JSON's true and 1.0 are none."""
    if type(value) is not int:
        refuse(Worded("its {name} are not all whole numbers", name=name))
    return value


def read_object(value: Any, name: str, **fields: Callable[[Any, str], Any]) -> dict[str, Any]:
    """Read an object that has these fields and no others."""
    if not isinstance(value, dict):
        refuse(Worded("{name} is not an object", name=name))
    if absent := fields.keys() - value.keys():
        refuse(Worded("{name} lacks the field {field}", name=name, field=min(absent)))
    if value.keys() - fields.keys():
        refuse(Worded("{name} has a field that was not asked for", name=name))
    return {field: read(value[field], field) for field, read in fields.items()}


def read_list(value: Any, name: str, read: Callable[[Any, str], Part], most: int) -> tuple[Part, ...]:
    """Read a list of at most so many parts."""
    if not isinstance(value, list):
        refuse(Worded("its {name} are not a list", name=name))
    if len(value) > most:
        refuse(Worded("it has more than {most} {name}", most=most, name=name))
    return tuple(read(part, name) for part in value)


def read_statements(value: Any, name: str) -> tuple[DraftedStatement, ...]:
    """Read the list of statements."""
    return read_list(value, name, read_statement, MOST_STATEMENTS)


def read_positions(value: Any, name: str) -> tuple[DraftedPosition, ...]:
    """Read the list of positions."""
    return read_list(value, name, read_position, MOST_STATEMENTS)


def read_missing(value: Any, name: str) -> tuple[str, ...]:
    """Read what the model found no answer to."""
    return read_list(value, name, read_name, MOST_MISSING)


def refuse(reason: Worded) -> NoReturn:
    """Refuse the reply for this reason."""
    raise DraftError(reason)


FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "kind": read_kind,
    "statements": read_statements,
    "positions": read_positions,
    "missing": read_missing,
}
