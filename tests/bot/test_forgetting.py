"""Whoever is forgotten stands in no table, in no free page of the file and not in its log; everybody else stays."""

import importlib
import json
import pkgutil
import re
import secrets
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    inspect,
    select,
    text,
)

import bot.state
from bot.answering.answers import Question, Receipt, Refusal
from bot.languages.language import Language
from bot.state import State
from bot.state.forgetting import Request, is_sent_by
from bot.state.jobs import JobState
from bot.state.overdue import drop_overdue
from bot.state.people import Role
from bot.state.traces import NAMES, NUMBERS, RULES, Person, find_naming, leave
from corpus.audit import log_event
from corpus.database import Database, UtcDateTime, make_now, metadata

ANN, BO = 8_675_309, 8_675_310
UPDATES = count(1000)
NAMES_NOBODY = {
    "bands": "signatures of reports",
    "error_kinds": "kinds of errors",
    "index_state": "the index",
    "name_pairs": "reports",
    "names_read": "reports",
    "passage_vectors": "the index",
    "passages": "the index",
    "reports": "reports",
    "searches": "words that editors looked for, kept once for all who did",
    "signatures": "reports",
    "translations": "reports",
    "vector_models": "the index",
}
STAYS = {
    "audit": "the log, which the database never changes",
    "bans": "bans, which admins give and take",
    "forgettings": "the request itself, deleted last",
    "people": "roles, which admins give and take",
    "versions": "who added which version, which the database never changes",
}
WITH_THEIR_OFFER = {"offer_pieces", "offer_prompts", "offered_documents"}
PERSONAL = re.compile(r"person|people|user|chat|actor|asker|editor|place|conversation|sender|owner|_by\Z|\Afrom|\Awho")
DEALT_WITH = {
    ("asked", "asker"),  # a name that nobody can turn into a number; gone after a day
    ("audit", "actor"),  # stays
    ("bans", "banned_by"),  # stays
    ("bans", "told_by"),  # a message
    ("decisions", "decided_by"),  # a press
    ("decisions", "person_id"),
    ("deliveries", "place"),
    ("forgettings", "person_id"),
    ("gap_groups", "decided_by"),
    ("invites", "made_by"),
    ("invites", "used_by"),
    ("offer_prompts", "chat_id"),
    ("offered_documents", "decided_by"),  # a press
    ("offered_documents", "offered_by"),
    ("offers", "editor_id"),
    ("people", "granted_by"),  # stays
    ("people", "person_id"),  # stays
    ("tokens", "person"),
    ("versions", "added_by"),  # stays
}
RECEIPT = Receipt("", (), (), (), (), "script", 1.0)


def load_tables():
    """Every table there is: those of all modules that define one."""
    for package in (importlib.import_module("index"), bot.state):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            source = Path(found.module_finder.path, f"{found.name.rpartition('.')[2]}.py")
            if source.exists() and "metadata" in source.read_text():
                importlib.import_module(found.name)
    return {table.name: table for table in metadata.sorted_tables}


TABLES = load_tables()
CLEARED = [table for name, table in TABLES.items() if name not in STAYS and (name in RULES or find_naming(table))]


@pytest.fixture
def database(state):
    return state.people._database


def forget(state, person=ANN, update_id=100):
    request = Request(person, update_id, 1, Language.ENGLISH)
    state.forgettings.ask(request)
    state.forgettings.delete_all(request)
    assert state.forgettings.scrub()
    state.forgettings.close(request)
    assert state.forgettings.scrub()


def read_bytes(database):
    """What the file and all beside it hold."""
    file = Path(database.name)
    return {found.name: found.read_bytes() for found in file.parent.glob(f"{file.name}*")}


def find_remains(database, *needles):
    return [(name, needle) for name, data in read_bytes(database).items() for needle in needles if needle in data]


def test_every_table_of_the_schema_is_accounted_for(database):
    with database.reading() as connection:
        virtual = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")).scalars()
        of_search = tuple(virtual)
        names = {name for name in inspect(connection).get_table_names() if not name.startswith(of_search)}
    names -= {"alembic_version"}
    assert names == set(TABLES)
    accounted = set(RULES) | set(NAMES_NOBODY) | {name for name, table in TABLES.items() if find_naming(table)}
    assert names - accounted == set(), (
        "does the table hold anything of people? Then name them in a column `person`, `person_id` or `place`, or write "
        "a rule in bot.state.traces; else say here why it names nobody"
    )
    assert {name for name, rule in RULES.items() if rule is leave} == set(STAYS) | WITH_THEIR_OFFER


def test_every_column_that_may_name_people_is_accounted_for():
    found = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if PERSONAL.search(column.name) and (table.name in RULES or column.name not in (*NUMBERS, *NAMES))
    }
    assert found - DEALT_WITH == set(), "see to it that /forget deals with the column, then name it here"


def make_row(table, person, number):
    """A row that names somebody wherever this table can, and holds something in every other column."""
    name = f"telegram:{person}"
    special = {
        ("announced", "name"): f"menu:{person}:fa",
        ("gap_groups", "decided_by"): name,
        ("inbox", "body"): json.dumps({"update_id": number, "message": {"from": {"id": person}, "text": f"of {name}"}}),
        ("inbox", "state"): "dead",
        ("inbox", "reason"): f"about {name}",
        ("invites", "made_by"): name,
        ("invites", "used_by"): person,
        ("jobs", "payload"): {"actor": name, "report": "ferry"},
        ("jobs", "state"): JobState.DONE,
        ("offer_prompts", "chat_id"): person,
        ("offered_documents", "offered_by"): name,
        ("quoted", "place"): f"telegram:-7:12:{person}",
        ("tokens", "day"): make_now().date() - timedelta(days=1),
    }
    return {
        column.name: special.get((table.name, column.name), make_value(column, person, number))
        for column in table.columns
    }


def make_value(column, person, number):
    if column.name in NUMBERS:
        return person
    if column.name in NAMES:
        return f"telegram:{person}"
    values = {UtcDateTime: make_now(), Date: make_now().date(), Boolean: True, JSON: {"of": "nobody"},
              LargeBinary: f"words {number}".encode(), Integer: number}  # fmt: skip
    return next((value for kind, value in values.items() if isinstance(column.type, kind)), f"{number}")


def fill(database):
    """A row of each of two people in every table that is cleared."""
    with database.writing() as connection:
        for number, person in ((1, ANN), (2, BO)):
            for table in CLEARED:
                connection.execute(table.insert().values(make_row(table, person, number)))


def read_rows(database, table):
    with database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table)).all()]


def names_ann(row):
    return any(value == ANN or str(ANN) in str(value) for value in row.values())


def test_no_row_names_who_was_forgotten_and_those_of_others_stay(state, database):
    fill(database)
    before = {table: read_rows(database, table) for table in CLEARED}
    forget(state)
    for table, (of_ann, of_bo) in before.items():
        after = read_rows(database, table)
        assert [row for row in after if names_ann(row)] == [], table
        assert of_ann not in after or not (names_ann(of_ann) or table.name in WITH_THEIR_OFFER), table
        assert of_bo in after, table


def test_used_link_stays_used_and_finished_work_stays_done(state, database):
    fill(database)
    forget(state)
    assert read_rows(database, TABLES["invites"])[0]["used_by"] == BO
    assert {row["payload"]["actor"] for row in read_rows(database, TABLES["jobs"])} == {"forgotten", f"telegram:{BO}"}
    token = state.invites.make(Role.READER, 7, "terminal").token
    state.invites.redeem(token, ANN, frozenset())
    state.people.revoke(ANN, "terminal")
    forget(state)
    assert state.invites.redeem(token, ANN, frozenset()).outcome == "used"


def test_role_and_log_stay(state, database):
    state.people.grant(ANN, Role.EDITOR, "terminal")
    with database.writing() as connection:
        log_event(connection, f"telegram:{ANN}", "add", report_id="ferry")
    before = {name: read_rows(database, TABLES[name]) for name in STAYS if name in TABLES}
    forget(state)
    assert {name: read_rows(database, TABLES[name]) for name in before} == before


def test_message_that_stands_for_a_reply_on_its_way_stays_known(state):
    body = {"update_id": 101, "message": {"from": {"id": ANN}}}
    state.inbox.store(101, json.dumps(body))
    state.deliveries.note(101, 0, 7, shown=False)
    forget(state, update_id=100)
    assert state.deliveries.find(101, 0).message_id == 7


def test_todays_count_of_tokens_stays_so_that_a_limit_cannot_be_forgotten(state, database):
    today = make_now().date()
    with database.writing() as connection:
        for day in (today, today - timedelta(days=1)):
            connection.execute(TABLES["tokens"].insert().values(day=day, person=f"telegram:{ANN}", used=5))
    forget(state)
    assert state.tokens.count_used(today, f"telegram:{ANN}") == 5
    assert len(read_rows(database, TABLES["tokens"])) == 1


def test_decision_of_an_admin_about_somebody_who_is_forgotten_goes_too(state):
    about, other = (state.decisions.ask(BO, "role", {"person": person, "role": "editor"}) for person in (ANN, 5))
    forget(state)
    assert state.decisions.take(about, BO, "role", "press:1") is None
    assert state.decisions.take(other, BO, "role", "press:1") is not None


def test_request_waits_for_what_the_person_sent_before_it_and_for_nobody_else(state):
    request = Request(ANN, 12, 1, Language.ENGLISH)
    for number, person in ((10, ANN), (11, BO), (12, ANN), (13, ANN)):
        body = {"update_id": number, "message": {"from": {"id": person}, "chat": {"id": -7}}}
        state.inbox.store(number, json.dumps(body))
    assert not state.forgettings.is_ready(request)
    state.inbox.finish(10)
    assert not state.forgettings.is_ready(request)
    state.inbox.finish(12)
    assert state.forgettings.is_ready(request)


@pytest.mark.parametrize(
    ("update", "sent"),
    [
        ({"update_id": 1, "callback_query": {"from": {"id": ANN}}}, True),
        ({"update_id": 1, "message_reaction": {"user": {"id": ANN}}}, True),
        ({"update_id": 1, "message": {"from": {"id": BO}, "reply_to_message": {"from": {"id": ANN}}}}, False),
        ({"update_id": ANN}, False),
        ("no JSON", False),
        ({"update_id": 1, "message": {"from": ANN}}, False),
    ],
)
def test_sender_of_an_update(update, sent):
    assert is_sent_by(ANN, update) is sent


@pytest.mark.parametrize(
    ("value", "named"),
    [("telegram:5", True), ("telegram:-7:0:5", True), ("telegram:-7:12:5", True), ("telegram:55", False),
     ("telegram:-5", False), ("telegram:-7:5", False), ("telegram:-7:0:55", False), ("telegram:-7:5:6", False)],
)  # fmt: skip
def test_name_is_that_of_the_whole_number(value, named):
    table = Table("kept", MetaData(), Column("place", String))
    with create_engine("sqlite://").connect() as connection:
        table.create(connection)
        connection.execute(table.insert().values(place=value))
        found = connection.execute(select(table).where(Person(5).is_named_by(table.c.place))).all()
    assert bool(found) is named


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('lasting') / 'catalogue.db'}")
    opened.migrate()
    yield State.of(opened)
    opened.close()


def ask(state, person, update_id, words, *, dies):
    """What the bot keeps of a question that it refuses, or of one at which it fails."""
    body = {"update_id": update_id, "message": {"from": {"id": person, "first_name": words[:40]}, "text": words}}
    state.inbox.store(update_id, json.dumps(body))
    state.inbox.begin(update_id)
    record = Refusal(secrets.token_urlsafe(8), Question(words), (), RECEIPT)
    name = f"telegram:{person}"
    if dies:
        state.inbox.bury(update_id, f"RuntimeError({words})")
        return
    state.answers.save(record, name, f"telegram:{update_id}", name if update_id % 2 else f"telegram:-7:0:{person}")
    state.gaps.file(record, name)
    state.notices.put(name, f"{update_id}", words)
    state.inbox.finish(update_id)


STEPS = st.lists(
    st.tuples(st.sampled_from(["ann", "bo", "forget bo", "new"]), st.integers(1, 9000), st.booleans()), max_size=25
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(steps=STEPS)
def test_no_byte_of_who_was_forgotten_is_left_in_the_file_or_its_log(lasting, steps):
    first = secrets.randbelow(10**9) + 10**9
    ann, bo, mark = first, first + 1, secrets.token_hex(8)
    ask(lasting, ann, next(UPDATES), f"{mark} first", dies=False)
    for kind, length, dies in steps:
        if kind in ("ann", "bo"):
            words = f"{mark if kind == 'ann' else 'other'} " * (length // 17 + 1)
            ask(lasting, ann if kind == "ann" else bo, next(UPDATES), words, dies=dies)
        elif kind == "new":
            lasting.conversations.begin_anew(f"telegram:{ann}")
        else:
            forget(lasting, bo, update_id=next(UPDATES))
    lasting.preferences.choose_language(ann, Language.HEBREW)
    database = lasting.people._database
    needles = (mark.encode(), f"telegram:{ann}".encode(), f":{ann}".encode())
    assert find_remains(database, *needles[:2]) != []
    forget(lasting, ann, update_id=next(UPDATES))
    assert find_remains(database, *needles) == []
    assert lasting.forgettings.count_questions(ann) == 0


def test_what_is_kept_for_some_days_goes_when_they_are_over_and_what_waits_stays(state, database):
    fill(database)
    with database.writing() as connection:
        connection.execute(TABLES["inbox"].update().where(TABLES["inbox"].c.update_id == 2).values(state="waiting"))
    names = {"decisions", "inbox", "offer_pieces", "offer_prompts", "offered_documents", "offers", "tokens"}
    counts = {}
    for days in (2, 4):
        with database.writing() as connection:
            drop_overdue(connection, make_now() + timedelta(days=days))
        counts[days] = {name: len(read_rows(database, TABLES[name])) for name in names | {"answers", "people", "jobs"}}
    lasting_ = {"answers": 2, "jobs": 2, "people": 0}
    assert counts[2] == dict.fromkeys(names, 2) | lasting_ | {"tokens": 0}
    assert counts[4] == dict.fromkeys(names, 0) | lasting_ | {"inbox": 1}


def test_log_that_somebody_reads_is_emptied_when_they_have_read(state, database):
    with database.reading() as connection:
        connection.execute(select(TABLES["answers"])).all()
        ask(state, ANN, 1, "words", dies=False)
        assert not state.forgettings.scrub()
    assert state.forgettings.scrub()
    assert len(read_bytes(database)["catalogue.db-wal"]) == 0
