"""Roles: each change judged by the roles of its moment, made once, and logged with it."""

import pytest

from bot.errors import PeopleError
from bot.state.invites import parse_days, parse_invited_role
from bot.state.people import Change, Role, Standing, Verdict, judge_change
from bot.state.roles import SHARED_ACCOUNTS, parse_number, parse_role
from corpus.database import make_now
from corpus.errors import DatabaseError
from tests.bot.houses import read_log

FOR_GOOD, ADMIN, OTHER = 7, 6, 5
PERMANENT = frozenset({FOR_GOOD})


def settle(state, change, actor=FOR_GOOD, press="press"):
    nonce = state.decisions.ask(actor, "role", {})
    assert state.decisions.take(nonce, actor, "role", press) == {}
    return state.people.settle(change, actor, PERMANENT, nonce)


@pytest.mark.parametrize(
    ("change", "standing", "verdict"),
    [
        pytest.param((OTHER, Role.EDITOR, None), (FOR_GOOD, Role.ADMIN, None), Verdict.ALLOWED, id="given"),
        pytest.param((OTHER, None, Role.EDITOR), (ADMIN, Role.ADMIN, Role.EDITOR), Verdict.ALLOWED, id="taken"),
        pytest.param((OTHER, Role.EDITOR, None), (ADMIN, Role.EDITOR, None), Verdict.NOT_ADMIN, id="by an editor"),
        pytest.param((OTHER, Role.EDITOR, None), (ADMIN, None, None), Verdict.NOT_ADMIN, id="by nobody"),
        pytest.param((FOR_GOOD, None, None), (ADMIN, Role.ADMIN, None), Verdict.PERMANENT, id="of an admin for good"),
        pytest.param((FOR_GOOD, None, None), (FOR_GOOD, Role.ADMIN, None), Verdict.PERMANENT, id="of oneself for good"),
        pytest.param((ADMIN, None, Role.ADMIN), (ADMIN, Role.ADMIN, Role.ADMIN), Verdict.OWN, id="of oneself"),
        pytest.param((OTHER, Role.EDITOR, None), (ADMIN, Role.ADMIN, Role.READER), Verdict.STALE, id="changed since"),
        pytest.param((OTHER, Role.EDITOR, None), (ADMIN, Role.ADMIN, Role.EDITOR), Verdict.UNCHANGED, id="made before"),
    ],
)
def test_change_of_a_role_is_judged(change, standing, verdict):
    assert judge_change(Change(*change), Standing(*standing), PERMANENT) is verdict


def test_change_and_its_line_in_the_log_are_kept_or_lost_together(state, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr("bot.state.people.log_event", refuse)
    for change in (
        lambda: settle(state, Change(OTHER, Role.EDITOR, None)),
        lambda: state.people.grant(1, Role.READER, "t"),
    ):
        with pytest.raises(DatabaseError):
            change()
    monkeypatch.setattr("bot.state.invites.log_event", refuse)
    with pytest.raises(DatabaseError):
        state.invites.make(Role.READER, 7, "terminal")
    assert state.people.list_grants() == []
    assert state.invites.list_open(PERMANENT) == []
    assert read_log(state) == []


def test_each_change_has_one_line_in_the_log(state):
    assert settle(state, Change(OTHER, Role.EDITOR, None)) is Verdict.ALLOWED
    assert settle(state, Change(OTHER, Role.EDITOR, None)) is Verdict.UNCHANGED
    assert settle(state, Change(OTHER, Role.ADMIN, Role.READER)) is Verdict.STALE
    assert state.people.grant(OTHER, Role.ADMIN, "terminal")
    assert not state.people.grant(OTHER, Role.ADMIN, "terminal")
    assert settle(state, Change(OTHER, None, Role.ADMIN)) is Verdict.ALLOWED
    assert not state.people.revoke(OTHER, "terminal")
    assert read_log(state) == [
        ("telegram:7", "grant", "5: no role → editor"),
        ("terminal", "grant", "5: editor → admin"),
        ("telegram:7", "revoke", "5: admin → no role"),
    ]


def test_decision_makes_one_change_whatever_happens_before_its_press_is_dealt_with_again(state):
    nonce, change = state.decisions.ask(FOR_GOOD, "role", {}), Change(OTHER, Role.EDITOR, None)
    for verdict in (Verdict.ALLOWED, Verdict.UNCHANGED):
        assert state.decisions.take(nonce, FOR_GOOD, "role", "press") is not None
        assert state.people.settle(change, FOR_GOOD, PERMANENT, nonce) is verdict
    state.people.revoke(OTHER, "terminal")
    assert state.people.settle(change, FOR_GOOD, PERMANENT, nonce) is Verdict.STALE
    assert state.people.find_role(OTHER) is None
    assert len(read_log(state)) == 2


def test_two_admins_who_take_each_others_role_leave_one(state):
    for number in (ADMIN, OTHER):
        state.people.grant(number, Role.ADMIN, "terminal")
    assert settle(state, Change(OTHER, None, Role.ADMIN), ADMIN) is Verdict.ALLOWED
    assert settle(state, Change(ADMIN, None, Role.ADMIN), OTHER) is Verdict.NOT_ADMIN
    assert [grant.person_id for grant in state.people.list_grants()] == [ADMIN]


@pytest.mark.parametrize(("after", "dead"), [(None, True), (Role.EDITOR, True), (Role.ADMIN, False)])
def test_what_waits_for_a_press_dies_with_the_right(state, after, dead):
    state.people.grant(ADMIN, Role.ADMIN, "terminal")
    nonce = state.decisions.ask(ADMIN, "withdraw", {"report": "ferry"})
    others = state.decisions.ask(OTHER, "withdraw", {"report": "ferry"})
    if after:
        state.people.grant(ADMIN, after, "terminal")
    else:
        state.people.revoke(ADMIN, "terminal")
    state.people.grant(ADMIN, Role.ADMIN, "terminal")
    assert (state.decisions.take(nonce, ADMIN, "withdraw", "press") is None) is dead
    assert state.decisions.take(others, OTHER, "withdraw", "press") is not None


def test_grant_says_by_whom_and_when(state):
    assert state.people.find_grant(OTHER) is None
    before = make_now()
    state.people.grant(OTHER, Role.EDITOR, "terminal")
    grant = state.people.find_grant(OTHER)
    assert (grant.role, grant.granted_by) == (Role.EDITOR, "terminal")
    assert before <= grant.granted_at <= make_now()


@pytest.mark.parametrize("text", ["", "0", "-5", "@edith", "Edith", "1.5", "12 ", "１２", "1" * 17, "5;6", "+5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(PeopleError, match="by number, never by name"):
        parse_number(text)


@pytest.mark.parametrize("number", sorted(SHARED_ACCOUNTS))
def test_account_of_many_can_have_no_role(number):
    with pytest.raises(PeopleError, match="can have no role"):
        parse_number(str(number))


def test_numbers_and_roles_are_read():
    assert parse_number("7000000001") == 7_000_000_001
    assert [parse_role(text) for text in ("reader", "EDITOR", "Admin")] == list(Role)
    with pytest.raises(PeopleError, match="“owner” is no role"):
        parse_role("owner")
    with pytest.raises(PeopleError, match="make admins by their number"):
        parse_invited_role("admin")
    for text in ("0", "31", "1.5", "a week", "-1", "07", "7" * 5000):
        with pytest.raises(PeopleError, match="from 1 to 30"):
            parse_days(text)
    assert [parse_days(text) for text in ("1", "7", "30")] == [1, 7, 30]
