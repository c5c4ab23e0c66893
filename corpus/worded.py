"""English sentences that remember how they were made, so that they can be said in another language later.

A `Worded` is the English sentence itself wherever a string is wanted: in the log, in the terminal and in JSON. What
shows it to somebody gives it to a `Speech`, which finds its form in a catalogue and puts the values in anew.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

SEPARATOR = ", "
DATE = "date"
"""Under which name a packed value says that it is a day."""


class Worded(str):
    """An English sentence with its form and its values: `Worded("There is no report “{id}”.", id=name)`.

    A value is a string, a number (one with a fraction is written with one digit of it), a day, another `Worded`, or a
    tuple of these, which is a list of names.
    """

    __slots__ = ("form", "values")
    form: str
    values: Mapping[str, Any]

    def __new__(cls, form: str, /, **values: object) -> Self:
        """Put the values into the form; without values, the form may hold braces."""
        said = super().__new__(cls, format_form(form, values))
        said.form = form
        said.values = values
        return said

    def __str__(self) -> str:
        """Give the sentence itself, so that `str(error)` does not forget how it was made."""
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Give what it is made of, so that it crosses to another process whole."""
        return (self.form,), dict(self.values)


class Counted(Worded):
    """A number of things: `Counted("{count} report", "{count} reports", 3)`."""

    __slots__ = ("many", "one")
    one: str
    many: str

    def __new__(cls, one: str, many: str, number: int, /) -> Self:
        """Choose the form that the number takes in English."""
        said = super().__new__(cls, one if number == 1 else many, count=number)
        said.one, said.many = one, many
        return said

    @property
    def number(self) -> int:
        """How many."""
        return int(self.values["count"])

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Give what it is made of."""
        return (self.one, self.many, self.number), {}


def format_form(form: str, values: Mapping[str, object]) -> str:
    """Put values into a form as they read in English."""
    return form.format(**{name: format_value(value) for name, value in values.items()}) if values else form


def format_value(value: object) -> str:
    """Write a value as it reads in English."""
    if isinstance(value, tuple):
        return SEPARATOR.join(map(format_value, value))
    if isinstance(value, date):
        return format_english_day(value)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def format_english_day(day: date) -> str:
    """Give “2 June 2022”."""
    return f"{day.day} {day:%B %Y}"


def pack_words(text: str) -> object:
    """Give a sentence as JSON can keep it: a `Worded` with its form and values, any other string as it is."""
    if isinstance(text, Counted):
        return {"one": text.one, "many": text.many, "number": text.number}
    if isinstance(text, Worded):
        return {"form": text.form, "values": {name: _pack_value(value) for name, value in text.values.items()}}
    return text


def unpack_words(packed: object) -> str:
    """Read what `pack_words` gave, or a plain string, which older records hold."""
    if not isinstance(packed, Mapping):
        return str(packed)
    if "number" in packed:
        return Counted(packed["one"], packed["many"], int(packed["number"]))
    return Worded(packed["form"], **{name: _unpack_value(value) for name, value in packed["values"].items()})


def _pack_value(value: object) -> object:
    if isinstance(value, tuple):
        return [_pack_value(each) for each in value]
    if isinstance(value, date):
        return {DATE: value.isoformat()}
    if isinstance(value, str):
        return pack_words(value)
    return value if isinstance(value, int | float) else str(value)


def _unpack_value(packed: object) -> object:
    if isinstance(packed, list):
        return tuple(map(_unpack_value, packed))
    if isinstance(packed, Mapping):
        return date.fromisoformat(packed[DATE]) if DATE in packed else unpack_words(packed)
    return packed
