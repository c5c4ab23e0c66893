"""Where people stand in the tables, and what becomes of that when somebody wants to be forgotten.

    table | its own rule in RULES, else its rows that name the person in a column of NAMING go

A table with people in it that has neither is found by a test that walks the schema. A rule changes rows inside the
transaction that the caller holds.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, false, or_, select, update

from bot.state.decisions import decisions
from bot.state.deliveries import deliveries
from bot.state.gap_groups import gap_groups
from bot.state.inbox import WAITING, inbox
from bot.state.invites import invites
from bot.state.jobs import JobState, jobs
from bot.state.offer_tables import documents, offers, pieces, prompts
from bot.state.tokens import tokens
from corpus.database import make_now, metadata

FORGOTTEN = "forgotten"
NUMBERS = ("person_id", "editor_id", "chat_id")
"""Columns that hold a person's number, which is that of their private chat too."""

NAMES = ("person", "asked_by", "place", "conversation")
"""Columns that hold “telegram:5”, or the place of somebody's conversation in a group, “telegram:-7:12:5”."""

NAMING = (*NUMBERS, *NAMES)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on Telegram."""

    number: int

    @property
    def name(self) -> str:
        """How records name them."""
        return f"telegram:{self.number}"

    def is_named_by(self, column: Column[Any]) -> ColumnElement[bool]:
        """Give the condition under which a column names them."""
        if column.name in NUMBERS:
            return column == self.number
        return or_(column == self.name, column.like(f"telegram:-%:%:{self.number}"))

    def is_in(self, value: object) -> bool:
        """Whether their number or name stands anywhere in a value that JSON can hold."""
        if isinstance(value, Mapping):
            return any(map(self.is_in, value.values()))
        if isinstance(value, list):
            return any(map(self.is_in, value))
        return value == self.name if isinstance(value, str) else value == self.number and not isinstance(value, bool)


Rule = Callable[[Connection, Person], None]


def forget_person(connection: Connection, person: Person) -> None:
    """Delete what is kept of somebody, table by table; what refers to other tables goes first."""
    for table in reversed(metadata.sorted_tables):
        if table.name in RULES:
            RULES[table.name](connection, person)
    for table in metadata.sorted_tables:
        if table.name not in RULES and find_naming(table):
            delete_rows(connection, table, person)


def find_naming(table: Table) -> list[Column[Any]]:
    """Give the columns of a table that name people."""
    return [column for column in table.columns if column.name in NAMING]


def delete_rows(connection: Connection, table: Table, person: Person) -> None:
    """Delete the rows that name somebody."""
    connection.execute(delete(table).where(or_(false(), *map(person.is_named_by, find_naming(table)))))


def leave(_connection: Connection, _person: Person) -> None:
    """Leave a table as it is."""


def empty_updates(connection: Connection, person: Person) -> None:
    """Empty the updates that were given up; those that wait are emptied when they are dealt with."""
    given_up = select(inbox.c.update_id, inbox.c.body).where(inbox.c.state != WAITING, inbox.c.body.is_not(None))
    for row in connection.execute(given_up).all():
        if person.is_in(read_json(row.body)):
            mine = inbox.c.update_id == row.update_id
            connection.execute(update(inbox).where(mine).values(body=None, reason=None))


def drop_deliveries(connection: Connection, person: Person) -> None:
    """Delete which messages somebody was sent, but for what is being dealt with, which would be sent again."""
    waiting = select(inbox.c.update_id).where(inbox.c.state == WAITING)
    named = or_(false(), *map(person.is_named_by, find_naming(deliveries)))
    connection.execute(delete(deliveries).where(named, deliveries.c.update_id.not_in(waiting)))


def drop_decisions(connection: Connection, person: Person) -> None:
    """Delete what somebody was to decide about, and what others were to decide about them."""
    for row in connection.execute(select(decisions.c.nonce, decisions.c.person_id, decisions.c.payload)).all():
        if row.person_id == person.number or person.is_in(row.payload):
            connection.execute(delete(decisions).where(decisions.c.nonce == row.nonce))


def drop_offers(connection: Connection, person: Person) -> None:
    """Delete what an editor offered; what came onto the shelf of it is there."""
    mine = select(offers.c.id).where(offers.c.editor_id == person.number)
    for table in (pieces, documents, prompts):
        connection.execute(delete(table).where(table.c.offer_id.in_(mine)))
    connection.execute(delete(offers).where(offers.c.editor_id == person.number))


def close_invites(connection: Connection, person: Person) -> None:
    """Take out by whom a link was used, which stays used up, and delete the links that somebody made and are over."""
    used = invites.c.used_by == person.number
    over = invites.c.used_by.is_not(None) | (invites.c.expires_at < make_now())
    connection.execute(update(invites).where(used).values(used_by=0))
    connection.execute(delete(invites).where(invites.c.made_by == person.name, over))


def clear_jobs(connection: Connection, person: Person) -> None:
    """Take out who asked for work that is finished."""
    finished = jobs.c.state.in_((JobState.DONE, JobState.FAILED))
    for row in connection.execute(select(jobs.c.id, jobs.c.payload).where(finished)).all():
        if person.is_in(row.payload):
            kept = {name: FORGOTTEN if value == person.name else value for name, value in row.payload.items()}
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(payload=kept))


def clear_gap_groups(connection: Connection, person: Person) -> None:
    """Take out who decided about gaps."""
    connection.execute(update(gap_groups).where(gap_groups.c.decided_by == person.name).values(decided_by=None))


def drop_past_tokens(connection: Connection, person: Person) -> None:
    """Delete what somebody spent on days that are over; today's count stays, or a limit could be forgotten too."""
    over = (tokens.c.person == person.name) & (tokens.c.day < make_now().date())
    connection.execute(delete(tokens).where(over))


def read_json(text: str) -> object:
    """Give what a text holds, or the text itself where it is no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text


RULES: Mapping[str, Rule] = {
    "audit": leave,
    "bans": leave,
    "decisions": drop_decisions,
    "deliveries": drop_deliveries,
    "forgettings": leave,
    "gap_groups": clear_gap_groups,
    "inbox": empty_updates,
    "invites": close_invites,
    "jobs": clear_jobs,
    "offer_pieces": leave,
    "offer_prompts": leave,
    "offered_documents": leave,
    "offers": drop_offers,
    "people": leave,
    "tokens": drop_past_tokens,
    "versions": leave,
}
"""The tables with a rule of their own.

Left as they are: the log and who added which version, which the database itself never changes; roles and bans, which
admins give and take; the documents of an offer, which go with it; and the request to be forgotten, until it is
carried out.
"""
