"""Invitations: each lets one person in, once, before it expires, and never makes a role smaller."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from bot.state.invites import Invite, Outcome, invites, judge_invite, make_link
from bot.state.people import Role
from corpus.database import make_now
from tests.bot.houses import read_log

FOR_GOOD, ADMIN, OTHER = 7, 6, 5
PERMANENT = frozenset({FOR_GOOD})


def pass_time(monkeypatch, **span):
    monkeypatch.setattr("bot.state.invites.make_now", lambda: make_now() + timedelta(**span))


def test_only_the_digest_of_a_link_is_kept(state):
    invitation = state.invites.make(Role.READER, 7, "telegram:7")
    link = make_link("a_bot", invitation.token)
    payload = link.removeprefix("https://t.me/a_bot?start=")
    assert payload == invitation.token
    assert len(payload) <= 64
    assert set(payload) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    with state.people._database.reading() as connection:
        stored = repr(connection.execute(select(invites)).all()) + repr(read_log(state))
    assert invitation.token not in stored
    assert invitation.token.removeprefix("i_") not in stored


def test_link_lets_one_person_in_once(state):
    token = state.invites.make(Role.READER, 7, "telegram:7").token
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.WELCOME
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.IN_ALREADY
    assert state.invites.redeem(token, 4, PERMANENT).outcome is Outcome.USED
    assert state.invites.redeem("i_made_up", 4, PERMANENT).outcome is Outcome.UNKNOWN
    assert [(grant.person_id, grant.role, grant.granted_by) for grant in state.people.list_grants()] == [
        (OTHER, Role.READER, "telegram:7")
    ]
    assert read_log(state) == [
        ("telegram:7", "invite", "reader, for 7 days"),
        ("telegram:5", "redeem", "no role → reader, invited by telegram:7"),
    ]


def test_link_that_was_used_lets_nobody_in_whose_role_was_taken_since(state):
    token = state.invites.make(Role.READER, 7, "telegram:7").token
    state.invites.redeem(token, OTHER, PERMANENT)
    state.people.revoke(OTHER, "telegram:7")
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.USED


@pytest.mark.parametrize(("role", "invited"), list(product(Role, (Role.READER, Role.EDITOR))))
def test_link_makes_no_role_smaller_and_is_not_used_up_by_it(state, role, invited):
    state.people.grant(OTHER, role, "terminal")
    token = state.invites.make(invited, 7, "telegram:7").token
    redemption = state.invites.redeem(token, OTHER, PERMANENT)
    larger = invited is Role.EDITOR and role is Role.READER
    assert redemption.outcome is (Outcome.WELCOME if larger else Outcome.IN_ALREADY)
    assert redemption.role is state.people.find_role(OTHER) is (invited if larger else role)
    assert state.invites.redeem(token, 4, PERMANENT).outcome is (Outcome.USED if larger else Outcome.WELCOME)


def test_admin_for_good_uses_up_no_link(state):
    token = state.invites.make(Role.EDITOR, 7, "telegram:7").token
    assert state.invites.redeem(token, FOR_GOOD, PERMANENT).role is Role.ADMIN
    assert state.people.list_grants() == []
    assert len(state.invites.list_open(PERMANENT)) == 1


def test_link_expires(state, monkeypatch):
    token = state.invites.make(Role.READER, 7, "telegram:7").token
    pass_time(monkeypatch, days=6, hours=23)
    assert len(state.invites.list_open(PERMANENT)) == 1
    pass_time(monkeypatch, days=7, seconds=1)
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.EXPIRED
    assert state.invites.list_open(PERMANENT) == []
    assert state.people.list_grants() == []


def test_link_counts_while_its_maker_is_an_admin(state):
    state.people.grant(ADMIN, Role.ADMIN, "terminal")
    token = state.invites.make(Role.EDITOR, 7, f"telegram:{ADMIN}").token
    assert len(state.invites.list_open(PERMANENT)) == 1
    state.people.grant(ADMIN, Role.EDITOR, "terminal")
    assert state.invites.list_open(PERMANENT) == []
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.UNKNOWN
    state.people.grant(ADMIN, Role.ADMIN, "terminal")
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.UNKNOWN
    assert state.people.find_role(OTHER) is None
    at_the_terminal = state.invites.make(Role.EDITOR, 7, "terminal").token
    assert state.invites.redeem(at_the_terminal, OTHER, frozenset()).outcome is Outcome.WELCOME


def test_link_of_an_admin_for_good_dies_when_the_settings_name_them_no_more(state):
    token = state.invites.make(Role.EDITOR, 7, f"telegram:{FOR_GOOD}").token
    assert state.invites.redeem(token, OTHER, frozenset()).outcome is Outcome.UNKNOWN


def test_link_can_be_taken_back_until_it_is_used(state):
    first, second = (state.invites.make(Role.READER, days, "telegram:7") for days in (3, 7))
    one, two = state.invites.list_open(PERMANENT)
    assert state.invites.take_back(one.id, "telegram:6")
    assert not state.invites.take_back(one.id, "telegram:6")
    assert state.invites.redeem(first.token, OTHER, PERMANENT).outcome is Outcome.UNKNOWN
    assert state.invites.redeem(second.token, OTHER, PERMANENT).outcome is Outcome.WELCOME
    assert not state.invites.take_back(two.id, "telegram:6")
    assert read_log(state)[2] == ("telegram:6", "uninvite", "reader, invited by telegram:7")


def test_same_message_again_puts_another_token_in_the_place_of_its_link(state):
    first = state.invites.make(Role.READER, 7, "telegram:7", "telegram:1")
    again = state.invites.make(Role.READER, 7, "telegram:7", "telegram:1")
    other = state.invites.make(Role.READER, 7, "telegram:7", "telegram:2")
    assert len(state.invites.list_open(PERMANENT)) == 2
    assert len(read_log(state)) == 2
    outcomes = [
        state.invites.redeem(each.token, number, PERMANENT).outcome
        for number, each in ((5, first), (4, again), (3, other))
    ]
    assert outcomes == [Outcome.UNKNOWN, Outcome.WELCOME, Outcome.WELCOME]


def test_old_links_are_forgotten(state, monkeypatch):
    token = state.invites.make(Role.READER, 1, "telegram:7").token
    pass_time(monkeypatch, days=92)
    state.invites.make(Role.READER, 1, "telegram:7")
    assert state.invites.redeem(token, OTHER, PERMANENT).outcome is Outcome.UNKNOWN


def test_unknown_link_tells_nothing():
    assert judge_invite(None, OTHER, Role.ADMIN, counts=False) is Outcome.UNKNOWN
    used = Invite("a", Role.READER, "terminal", make_now() + timedelta(days=1), 4)
    assert judge_invite(used, OTHER, None, counts=True) is Outcome.USED
