"""Bans: who may be banned, by whom, once, and logged; and chats that are gone or have moved."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import PeopleError
from bot.fair_use import QuestionLimits
from bot.state.asked import Asking, asked
from bot.state.bans import BanVerdict, Order, parse_banned
from bot.state.notices import notices
from bot.state.people import Role
from corpus.errors import DatabaseError
from tests.bot.houses import read_log

FOR_GOOD, ADMIN, EDITOR, NOBODY, GROUP = 7, 6, 5, 4, -100_1
PERMANENT = frozenset({FOR_GOOD})
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def bans(state):
    state.people.grant(ADMIN, Role.ADMIN, "terminal")
    state.people.grant(EDITOR, Role.EDITOR, "terminal")
    return state.bans


def order(number, actor=FOR_GOOD, reason=None, request=None):
    return Order(number, f"telegram:{actor}", reason, request, actor)


def test_ban_and_its_end_have_a_line_in_the_log_each(state, bans):
    assert bans.ban(order(NOBODY, reason="Sells tickets."), PERMANENT) is BanVerdict.DONE
    assert bans.ban(Order(GROUP, "terminal"), PERMANENT) is BanVerdict.DONE
    assert bans.ban(order(NOBODY), PERMANENT) is BanVerdict.UNCHANGED
    assert bans.find([9, NOBODY]).reason == "Sells tickets."
    assert [ban.number for ban in bans.list_all()] == [GROUP, NOBODY]
    assert bans.unban(order(NOBODY, ADMIN), PERMANENT) is BanVerdict.DONE
    assert bans.unban(order(NOBODY, ADMIN), PERMANENT) is BanVerdict.UNCHANGED
    assert bans.find([9, NOBODY]) is None
    assert [event for event in read_log(state) if "ban" in event[1]] == [
        ("telegram:7", "ban", "4: Sells tickets."),
        ("terminal", "ban", "-1001"),
        ("telegram:6", "unban", "4"),
    ]


def test_ban_dealt_with_again_is_one_ban(state, bans):
    for _ in range(2):
        assert bans.ban(order(NOBODY, request="telegram:1"), PERMANENT) is BanVerdict.DONE
    assert bans.ban(order(NOBODY, request="telegram:2"), PERMANENT) is BanVerdict.UNCHANGED
    assert len([event for event in read_log(state) if event[1] == "ban"]) == 1


@pytest.mark.parametrize("number", [FOR_GOOD, ADMIN])
@pytest.mark.parametrize("actor", [FOR_GOOD, ADMIN, None])
def test_admin_cannot_be_banned(bans, number, actor):
    wish = Order(number, "terminal") if actor is None else order(number, actor)
    assert bans.ban(wish, PERMANENT) is BanVerdict.ADMIN
    assert bans.list_all() == []


@pytest.mark.parametrize("actor", [EDITOR, NOBODY])
def test_nobody_but_an_admin_bans(state, bans, actor):
    state.bans.ban(Order(GROUP, "terminal"), PERMANENT)
    assert bans.ban(order(9, actor), PERMANENT) is BanVerdict.NOT_ADMIN
    assert bans.unban(order(GROUP, actor), PERMANENT) is BanVerdict.NOT_ADMIN
    assert [ban.number for ban in bans.list_all()] == [GROUP]


def test_ban_on_somebody_who_became_an_admin_counts_for_nothing(state, bans):
    bans.ban(order(EDITOR), PERMANENT)
    assert bans.find([EDITOR]) is not None
    state.people.grant(EDITOR, Role.ADMIN, "terminal")
    assert bans.find([EDITOR]) is None


def test_ban_and_its_line_in_the_log_are_kept_or_lost_together(state, bans, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("The disk is full.")

    bans.ban(order(NOBODY), PERMANENT)
    monkeypatch.setattr("bot.state.bans.log_event", refuse)
    for change in (lambda: bans.ban(order(9), PERMANENT), lambda: bans.unban(order(NOBODY), PERMANENT)):
        with pytest.raises(DatabaseError):
            change()
    assert [ban.number for ban in bans.list_all()] == [NOBODY]


def test_one_message_alone_gets_the_one_sentence(bans):
    bans.ban(order(NOBODY), PERMANENT)
    assert [bans.claim_telling(NOBODY, request) for request in ("a", "b", "a")] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "words"), [("@ann", "bans go by number"), ("0", "bans go by number"), ("-", "by number"),
                        ("1087968824", "ban the chat instead")],
)  # fmt: skip
def test_what_is_no_number_cannot_be_banned(text, words):
    with pytest.raises(PeopleError, match=words):
        parse_banned(text)


def test_numbers_of_people_and_chats_are_read():
    assert [parse_banned(text) for text in ("123456789", "-1001234567890")] == [123456789, -1001234567890]


def test_chat_is_gone_until_something_newer_comes_from_it(state):
    chats, second = state.chats, timedelta(seconds=1)
    assert chats.find(5) is None
    assert chats.lose(5, "blocked", NOON)
    assert not chats.lose(5, "blocked", NOON)
    assert chats.find(5).is_gone
    assert not chats.find_again(5, NOON - second)
    assert chats.lose(5, "blocked", NOON + 2 * second) is False
    assert not chats.find_again(5, NOON + second)
    assert chats.find_again(5, NOON + 2 * second)
    assert chats.find(5) is None


def test_what_belongs_to_a_group_moves_along_and_nothing_else(state):
    places = ("telegram:-7", "telegram:-7:12", "telegram:-70", "telegram:7")
    for place in places:
        state.notices.put(place, place, "Told")
        state.asked.judge(Asking(place, "p", place), QuestionLimits(), NOON)
    state.bans.ban(Order(-7, "terminal", "Noise."), PERMANENT)
    assert state.chats.move(-7, -1007, NOON)
    assert not state.chats.move(-7, -1007, NOON)
    moved = {"telegram:-1007", "telegram:-1007:12", "telegram:-70", "telegram:7"}
    with state.chats._database.reading() as connection:
        assert set(connection.execute(select(notices.c.person)).scalars()) == moved
        assert set(connection.execute(select(asked.c.place)).scalars()) == moved
    assert (state.chats.find(-7).is_gone, state.chats.find(-7).moved_to) == (False, -1007)
    assert state.chats.lose(-7, "left", NOON + timedelta(hours=1)) is False
    assert not state.chats.find(-7).is_gone
    assert state.bans.find([-7]) is None
    assert state.bans.find([-1007]).reason == "Noise."
