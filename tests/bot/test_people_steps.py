"""Whatever people do one after another, a role changes only when a present admin confirmed it, once, as shown.

A state machine plays grants, revokes, invitations and presses (edited, forwarded, through a bot, anonymous, replayed,
with swapped names, in another person's chat) against the real handlers and the real database, and holds every step
against a model of a few lines.
"""

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select

from bot.state import decisions, invites, roles
from bot.state.people import Role
from corpus.database import Database, make_now
from corpus.listings import Listings
from corpus.tables import audit
from tests.bot.chat_in_hand import ChatInHand, make_chat, make_person, press, write

FOR_GOOD = 1
PEOPLE = [FOR_GOOD, 2, 3, 4, 5]
NAMES = ["Edith", "Ann", "Bo", "/revoke 1", "https://a.example @edith"]
CHANNEL = {"id": -9, "type": "channel", "title": "Channel"}
A_BOT = make_person(98, is_bot=True)

MESSAGES = {
    "forwarded": lambda message: (
        message | {"forward_origin": {"type": "hidden_user", "sender_user_name": "E", "date": 1}}
    ),
    "through a bot": lambda message: message | {"via_bot": A_BOT},
    "in the name of a channel": lambda message: message | {"sender_chat": CHANNEL},
    "in a group": lambda message: message | {"chat": make_chat(-5, "supergroup")},
    "anonymous": lambda message: (
        message
        | {"chat": make_chat(-5, "supergroup"), "from": make_person(1087968824, is_bot=True), "sender_chat": CHANNEL}
    ),
    "in another's chat": lambda message: message | {"chat": make_chat(message["chat"]["id"] + 1)},
    "by a bot": lambda message: message | {"from": message["from"] | {"is_bot": True}},
    "for a business": lambda message: message | {"business_connection_id": "1"},
}
KINDS = {"edited": "edited_message", "to a business": "business_message", "as a post": "channel_post"}
PLAIN = "plain"
DISGUISED = st.sampled_from([PLAIN] * 12 + [*MESSAGES, *KINDS])
PRESS_DISGUISED = st.sampled_from([PLAIN] * 12 + [name for name in MESSAGES if name != "forwarded"])
ROLES = st.sampled_from([Role.READER, Role.EDITOR, Role.ADMIN, None])
PERSON = st.sampled_from(PEOPLE)
ACTOR = st.sampled_from([FOR_GOOD] * 4 + PEOPLE)
WHO = st.sampled_from([None] * 8 + PEOPLE)
INDEX = st.sampled_from([0, 0, 0, 1, 2, 5, 9])
MADE = Counter()
SEEN = ("confirmed", "redeemed", "dead presses", "dead links", "replayed")


@dataclass
class Pending:
    """A change that was shown to an admin."""

    nonce: str
    owner: int
    target: int
    role: Role | None
    before: Role | None
    asked_at: timedelta
    open: bool = True


@dataclass
class Link:
    """A link that was made."""

    token: str
    role: Role
    maker: int
    ends_at: timedelta
    used_by: int | None = None
    gone: bool = False


class Clock:
    """The time by which decisions and invitations expire."""

    def __init__(self):
        self.passed = timedelta()
        for module in (decisions, invites, roles):
            module.make_now = lambda: make_now() + self.passed

    def stop(self):
        for module in (decisions, invites, roles):
            module.make_now = make_now


@pytest.fixture
def played():
    folder = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # no test waits for a disk
    with tempfile.TemporaryDirectory(dir=folder) as name, asyncio.Runner() as runner:
        database = Database(f"sqlite:///{name}/catalogue.db")
        database.migrate()
        keeping = SimpleNamespace(listings=Listings(database))
        chat = ChatInHand(database, [FOR_GOOD], keeping=keeping)
        runner.run(chat.open())
        Steps.chat, Steps.runner = chat, runner
        yield
        runner.run(chat.close())
        database.close()


class Steps(RuleBasedStateMachine):
    """The machine over one chat, whose tables each sequence empties first."""

    chat: ChatInHand
    runner: asyncio.Runner

    @initialize()
    def begin(self):
        with self.chat.database.writing() as connection:
            for table in (roles.people, invites.invites, decisions.decisions):
                connection.execute(delete(table))
        self.logged = self.count_log()
        self.roles: dict[int, Role] = {}
        self.pending: list[Pending] = []
        self.links: list[Link] = []
        self.sent: list[dict] = []
        self.made: list[tuple[dict, Pending]] = []
        self.names = dict(zip(PEOPLE, NAMES, strict=True))
        self.chat.names.update(self.names)
        self.clock = Clock()

    def teardown(self):
        if hasattr(self, "clock"):
            self.clock.stop()

    def role_of(self, person):
        return Role.ADMIN if person == FOR_GOOD else self.roles.get(person)

    def is_admin(self, person):
        return self.role_of(person) is Role.ADMIN

    def count_log(self):
        with self.chat.database.reading() as connection:
            return connection.execute(select(func.count(audit.c.id))).scalar_one()

    def set_role(self, person, role):
        before = self.roles.get(person)
        if role is before:
            return
        self.logged += 1
        if role is None:
            del self.roles[person]
        else:
            self.roles[person] = role
        if before and not (role and role.includes(before)):
            for each in self.pending:
                each.open = each.open and each.owner != person
            for link in self.links:
                link.gone = link.gone or (link.maker == person and link.used_by is None)

    def send(self, content):
        content["update_id"] = self.chat.take_number()
        self.sent.append(content)
        return self.runner.run(self.chat.deal_with(**content))

    def say(self, person, text, disguise):
        message = write(person, text) | {"from": make_person(person, self.names[person])}
        if disguise in KINDS:
            return self.send({KINDS[disguise]: message})
        return self.send({"message": MESSAGES[disguise](message) if disguise in MESSAGES else message})

    def press(self, person, data, disguise):
        query = press(person, data) | {"from": make_person(person, self.names[person])}
        if disguise == "by a bot":
            query["from"] = query["from"] | {"is_bot": True}
        elif disguise == "anonymous":
            query["from"] = make_person(1087968824, is_bot=True)
        elif disguise in MESSAGES:
            query["message"] = MESSAGES[disguise](query["message"])
        return self.send({"callback_query": query})

    @rule(person=PERSON, role=ROLES)
    def operator_sets_role(self, person, role):
        if role:
            self.chat.state.people.grant(person, role, "terminal")
        else:
            self.chat.state.people.revoke(person, "terminal")
        self.set_role(person, role)

    @rule(actor=ACTOR, person=PERSON, role=ROLES, disguise=DISGUISED, at_once=st.booleans())
    def ask(self, actor, person, role, disguise, at_once):
        calls = self.say(actor, f"/grant {person} {role}" if role else f"/revoke {person}", disguise)
        nonces = list(find_data(calls, "pr:"))
        before = self.roles.get(person)
        may = disguise == PLAIN and self.is_admin(actor) and person not in (FOR_GOOD, actor) and before is not role
        assert len(nonces) == (1 if may else 0), (calls, self.roles)
        for nonce in nonces:
            self.pending.append(Pending(nonce, actor, person, role, before, self.clock.passed))
            if at_once:
                self.confirm(0, None, PLAIN)

    @precondition(lambda self: self.pending)
    @rule(index=INDEX, who=WHO, disguise=PRESS_DISGUISED)
    def confirm(self, index, who, disguise):
        shown = self.pending[-1 - index % len(self.pending)]
        presser = shown.owner if who is None else who
        self.press(presser, f"pr:{shown.nonce}", disguise)
        young = self.clock.passed - shown.asked_at < timedelta(minutes=10)
        mine = disguise == PLAIN and presser == shown.owner and self.is_admin(presser)
        if mine and shown.open and young:
            shown.open = False
            if self.roles.get(shown.target) is shown.before:
                self.set_role(shown.target, shown.role)
                self.made.append((self.sent[-1], shown))
                MADE["confirmed"] += 1
            else:
                MADE["stale"] += 1
        else:
            MADE["dead presses"] += 1

    @rule(owner=PERSON, person=PERSON, role=ROLES)
    def ask_lose_the_right_regain_it_and_confirm(self, owner, person, role):
        self.operator_sets_role(owner, Role.ADMIN)
        self.ask(owner, person, role, PLAIN, at_once=False)
        for after in (None, Role.ADMIN):
            self.operator_sets_role(owner, after)
        if self.pending:
            self.confirm(0, None, PLAIN)

    @precondition(lambda self: self.made)
    @rule(index=INDEX)
    def undo_what_was_confirmed_and_replay_its_press(self, index):
        press, shown = self.made[-1 - index % len(self.made)]
        self.operator_sets_role(shown.target, shown.before)
        self.runner.run(self.chat.deal_with(**press))
        MADE["replayed"] += 1

    @precondition(lambda self: self.pending)
    @rule(index=INDEX, who=WHO, disguise=PRESS_DISGUISED)
    def leave(self, index, who, disguise):
        shown = self.pending[-1 - index % len(self.pending)]
        presser = shown.owner if who is None else who
        self.press(presser, f"px:{shown.nonce}", disguise)
        if disguise == PLAIN and presser == shown.owner and self.is_admin(presser):
            shown.open = False

    @rule(
        actor=ACTOR,
        role=st.sampled_from([Role.READER, Role.EDITOR]),
        disguise=DISGUISED,
        opener=st.sampled_from([None, *PEOPLE]),
    )
    def invite(self, actor, role, disguise, opener):
        calls = self.say(actor, f"/invite {role} 7", disguise)
        tokens = [given["text"].split("?start=")[1] for _, given in calls if "?start=" in given.get("text", "")]
        may = disguise == PLAIN and self.is_admin(actor)
        assert len(tokens) == (1 if may else 0)
        for token in tokens:
            self.logged += 1
            self.links.append(Link(token, role, actor, self.clock.passed + timedelta(days=7)))
            if opener:
                self.redeem(0, opener, PLAIN)

    @precondition(lambda self: self.links)
    @rule(index=INDEX, person=PERSON, disguise=DISGUISED)
    def redeem(self, index, person, disguise):
        link = self.links[-1 - index % len(self.links)]
        self.say(person, f"/start {link.token}", disguise)
        role = self.role_of(person)
        counts = link.used_by is None and not link.gone and self.clock.passed < link.ends_at
        larger = role is None or not role.includes(link.role)
        if disguise == PLAIN and counts and self.is_admin(link.maker) and larger:
            link.used_by = person
            self.set_role(person, link.role)
            MADE["redeemed"] += 1
        else:
            MADE["dead links"] += 1

    @precondition(lambda self: self.links)
    @rule(index=INDEX, person=PERSON, disguise=PRESS_DISGUISED)
    def take_back(self, index, person, disguise):
        link = self.links[-1 - index % len(self.links)]
        self.press(person, f"pi:{invites._digest(link.token)[: invites.ID_LENGTH]}", disguise)
        if disguise == PLAIN and self.is_admin(person) and link.used_by is None and not link.gone:
            link.gone = True
            self.logged += 1

    @rule(passed=st.sampled_from([timedelta(minutes=4), timedelta(minutes=11), timedelta(days=4)]))
    def let_time_pass(self, passed):
        self.clock.passed += passed

    @rule(order=st.permutations(NAMES))
    def swap_names(self, order):
        self.names = dict(zip(PEOPLE, order, strict=True))
        self.chat.names.update(self.names)

    @precondition(lambda self: self.sent)
    @rule(index=INDEX)
    def replay(self, index):
        self.runner.run(self.chat.deal_with(**self.sent[-1 - index % len(self.sent)]))
        MADE["replayed"] += 1

    @invariant()
    def roles_are_those_that_admins_confirmed(self):
        if hasattr(self, "roles"):
            assert {each.person_id: each.role for each in self.chat.state.people.list_grants()} == self.roles
            assert self.count_log() == self.logged


def find_data(calls, prefix):
    """What the buttons that were shown carry after this prefix."""
    for _, given in calls:
        for row in (given.get("reply_markup") or {}).get("inline_keyboard", []):
            yield from (
                each["callback_data"].removeprefix(prefix) for each in row if each["callback_data"].startswith(prefix)
            )


@pytest.mark.parametrize("sequences", [150, pytest.param(5000, marks=pytest.mark.slow)])
def test_no_step_changes_a_role_but_a_confirmed_one(played, sequences):
    MADE.clear()
    checked = settings(
        max_examples=sequences,
        stateful_step_count=20,
        deadline=None,
        derandomize=sequences < 1000,  # so that few sequences always see every kind of step
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Steps, settings=checked)
    assert min(MADE[name] for name in SEEN) >= sequences / 50, MADE
