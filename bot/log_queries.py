"""What somebody looks for in the audit log, and how it is read from what they typed."""

import re
from collections.abc import Collection

from corpus.audit import EventQuery
from corpus.errors import InvalidQueryError
from corpus.worded import Worded

KEYS = {"person": "actor", "by": "actor", "report": "report_id", "action": "action"}
KEYED = re.compile(r"([a-z]+):(\S*)", re.IGNORECASE)
EXAMPLES = ("person:7", "report:ferry")
LAST_EXAMPLE = "action:withdraw"
PERSON = re.compile(r"(?:telegram:)?([0-9]{1,18})")


def parse_event_query(text: str, actions: Collection[str]) -> EventQuery:
    """Read “person:7 report:ferry action:withdraw”; a bare word is an action of these, a number, or a report's id.

    An action of several words is written with dashes: action:fill-gap.

    Raises:
        InvalidQueryError: when something makes no sense or is said twice.
    """
    given: dict[str, str] = {}
    for word in text.split():
        keyed = None if PERSON.fullmatch(word) else KEYED.fullmatch(word)
        key, value = (KEYS.get(keyed[1].lower()), keyed[2]) if keyed else (guess_key(word, actions), word)
        if key is None or not value:
            raise InvalidQueryError(
                Worded(
                    "“{word}” is nothing to look for in the log. Write it like {examples} or {last}.",
                    word=word,
                    examples=EXAMPLES,
                    last=LAST_EXAMPLE,
                )
            )
        if key in given:
            raise InvalidQueryError(
                Worded(
                    "“{word}” says what is said already. Write it like {examples} or {last}, each once.",
                    word=word,
                    examples=EXAMPLES,
                    last=LAST_EXAMPLE,
                )
            )
        given[key] = value
    return make_event_query(actions, given.get("actor"), given.get("report_id"), given.get("action"))


def make_event_query(
    actions: Collection[str], person: str | None = None, report_id: str | None = None, action: str | None = None
) -> EventQuery:
    """Give the query for what was named: a person by number, “terminal”, a report, an action of these.

    Raises:
        InvalidQueryError: when the log knows no such action.
    """
    named = action and action.lower().replace("-", " ")
    if named and named not in actions:
        known = tuple(each.replace(" ", "-") for each in actions)
        raise InvalidQueryError(
            Worded("“{action}” is no action in the log; there are {actions}.", action=action or "", actions=known)
            if known
            else Worded("“{action}” is no action in the log; there are none yet.", action=action or "")
        )
    number = PERSON.fullmatch(person) if person else None
    return EventQuery(f"telegram:{number[1]}" if number else person, report_id, named)


def guess_key(word: str, actions: Collection[str]) -> str:
    """Give what a bare word names."""
    if word.lower().replace("-", " ") in actions:
        return "action"
    return "actor" if PERSON.fullmatch(word) else "report_id"
