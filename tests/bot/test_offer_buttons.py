"""Whatever is pressed, by whomever and how often: only the editor who sent a document, once, as it was shown.

The handlers, the database and the intake are real; Telegram is silent, so that thousands of sequences fit into seconds.
"""

import asyncio
import re
from functools import partial
from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Chat

from bot.chat.curating.adding import Adding
from bot.chat.curating.buttons import OFFER_BUTTON
from bot.chat.curating.deciding import Deciding
from bot.chat.curating.editing import Editing
from bot.chat.curating.previewing import Previewing, Progress
from bot.chat.rights import Rights
from bot.chat.room import Room
from bot.chat.workers import Workers
from bot.home import Home
from bot.languages.speech import ENGLISH
from bot.offering.arrivals import Arrival
from bot.offering.pieces import Piece, PieceKind
from bot.state import State
from bot.state.decisions import decisions
from bot.state.people import Role
from corpus.database import make_now
from corpus.reports import Details, Submission
from tests.bot.desktop import Desktop
from tests.bot.silent_telegram import make_bot, make_press

OWNER, OTHER, READER = 7, 8, 5
VERBS = ["ad", "rp", "cp", "ca", "ed", "sh", "aa", "lk", "al", "cx", "ft", "fp", "zz"]
UPDATES, OFFERS = count(1), count(1)
PEOPLE = {
    "other editor": (OTHER, {}),
    "reader": (READER, {}),
    "group": (OWNER, {"chat": -5, "kind": Chat.SUPERGROUP}),
    "channel": (OWNER, {"chat": -6, "kind": Chat.CHANNEL}),
}

wrong_people = st.sampled_from([*PEOPLE, "former editor"])
wrong_data = st.sampled_from(["guessed nonce", "other offer", "other number", "used nonce", "old nonce", "changed"])
attacks = st.lists(st.tuples(st.sampled_from(VERBS), st.one_of(wrong_people, wrong_data)), min_size=1, max_size=4)


class Chatroom:
    """A room of editors whose every press is handled by the handlers of the bot."""

    def __init__(self, home):
        self.desk = Desktop(Home(home))
        self.state, self.workers, self.bot = State.of(self.desk.database), Workers(), make_bot()
        self.state.people.grant(OWNER, Role.EDITOR, "telegram:1")
        self.state.people.grant(OTHER, Role.EDITOR, "telegram:1")
        rights = Rights(self.state.people, (), self.workers)
        house = SimpleNamespace(intake=WorkingIntake(self.desk), shelf=self.desk.catalogue)
        self.room = SimpleNamespace(house=house, state=self.state, workers=self.workers, rights=rights)
        self.room.reply_to = partial(Room.reply_to, self.room)
        self.previewing = Previewing(self.room)
        editing = Editing(self.room, self.previewing)
        self.deciding = Deciding(self.room, self.previewing, editing, Adding(self.room, self.previewing))
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.bot.initialize())

    def close(self):
        self.loop.close()
        self.workers.close()
        self.desk.database.close()

    def offer(self):
        """A document that waits for its owner; gives the offer and what its buttons carry."""
        number = next(OFFERS)
        update = make_press(self.bot, next(UPDATES), OWNER, "x")
        offer = self.state.offers.join(OWNER, update.update_id, Piece(PieceKind.TEXT, 0, number, "x"))
        body = f"Gate {number} of the old weir at {number * 7919} was closed by keeper {number * 104729} at {number}."
        details = Details(title=f"Gate {number}", language="en")
        submission = Submission(f"{number}.md", body.encode(), f"telegram:{OWNER}", details)
        self.state.offers.keep(offer.id, 1, [Arrival(submission)])
        self.loop.run_until_complete(self.previewing.show(Progress(self.room, update, offer, ENGLISH)))
        return offer, self.bot.request.buttons

    def press(self, person, data, **more):
        update = make_press(self.bot, next(UPDATES), person, data, **more)
        self.loop.run_until_complete(self.handle(update, data))
        return update

    async def handle(self, update, data):
        await self.room.rights.learn(update)
        match = re.match(OFFER_BUTTON, data)
        if match:
            await self.deciding.press(update, SimpleNamespace(matches=[match], speech=ENGLISH))

    def count_effects(self, offer):
        """What presses may change: the shelf, the jobs, and where the document of this offer stands."""
        offered = self.state.offers.find_document(offer.id, 1)
        return len(self.desk.catalogue.list_reports()), offered.stage, offered.revision, len(offered.submission.data)


class WorkingIntake:
    """The intake, with somebody at work beside it: what is accepted is on the shelf at once."""

    def __init__(self, desk):
        self._desk = desk
        self.dies = False

    def __getattr__(self, name):
        return getattr(self._desk.intake, name)

    def accept(self, *args):
        job = self._desk.intake.accept(*args)
        self._desk.runner.run_until_done(job)
        if self.dies:
            self.dies = False
            raise RuntimeError("the process ended right after the document was accepted")
        return job


@pytest.fixture(scope="module")
def chatroom(tmp_path_factory):
    room = Chatroom(tmp_path_factory.mktemp("buttons") / "home")
    yield room
    room.close()


def attack(chatroom, offer, data, verb, manner):
    """Press in one wrong manner; everything in it but the manner is as it should be."""
    _, _, offer_id, number, nonce = data.split(":")
    forged = f"o:{verb}:{offer_id}:{number}:{nonce}"
    if manner in PEOPLE:
        chatroom.press(PEOPLE[manner][0], forged, **PEOPLE[manner][1])
    elif manner == "former editor":
        chatroom.state.people.revoke(OWNER, "test")
        chatroom.press(OWNER, forged)
        chatroom.state.people.grant(OWNER, Role.EDITOR, "telegram:1")
    elif manner == "other offer":
        other, _ = chatroom.offer()
        chatroom.press(OWNER, f"o:{verb}:{other.id}:{number}:{nonce}")
        assert chatroom.count_effects(other)[1:3] == ("waiting", 1)
    elif manner == "guessed nonce":
        chatroom.press(OWNER, f"o:{verb}:{offer_id}:{number}:{nonce[::-1]}")
    elif manner == "other number":
        chatroom.press(OWNER, f"o:{verb}:{offer_id}:{int(number) + 1}:{nonce}")
    else:
        spoil(chatroom, offer, nonce, manner)
        chatroom.press(OWNER, forged)


def spoil(chatroom, offer, nonce, manner):
    with chatroom.desk.database.writing() as connection:
        mine = decisions.update().where(decisions.c.nonce == nonce)
        if manner == "used nonce":
            connection.execute(mine.values(decided_by="telegram:0"))
        elif manner == "old nonce":
            connection.execute(mine.values(made_at=make_now().replace(year=2025)))
    if manner == "changed":
        offered = chatroom.state.offers.find_document(offer.id, 1)
        assert chatroom.state.offers.change(offered, offered.submission.details, offered.given)


def check_sequence(chatroom, sequence):
    for verb, manner in sequence:
        offer, data = chatroom.offer()
        before = chatroom.count_effects(offer)
        attack(chatroom, offer, data[0], verb, manner)
        after = chatroom.count_effects(offer)
        if manner == "changed":  # the change itself was the owner's own
            before = (*before[:2], before[2] + 1, before[3])
        assert after == before, (verb, manner)
    offer, data = chatroom.offer()
    shelf = chatroom.count_effects(offer)[0]
    chatroom.press(OWNER, data[0])
    chatroom.press(OWNER, data[0])
    assert chatroom.count_effects(offer)[:2] == (shelf + 1, "added")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attacks)
def test_no_press_but_the_owners_own_has_an_effect(chatroom, sequence):
    check_sequence(chatroom, sequence)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(attacks)
def test_no_press_but_the_owners_own_has_an_effect_in_five_thousand_sequences(chatroom, sequence):
    check_sequence(chatroom, sequence)


@pytest.mark.parametrize("manner", ["used nonce", "old nonce"])
def test_a_button_that_is_over_shows_the_preview_again_with_buttons_that_work(chatroom, manner):
    offer, data = chatroom.offer()
    attack(chatroom, offer, data[0], "ad", manner)
    assert "nothing was done" in chatroom.bot.request.notices[-1]
    fresh = chatroom.bot.request.buttons
    assert fresh != data
    chatroom.press(OWNER, fresh[0])
    assert chatroom.count_effects(offer)[1] == "added"


def test_the_same_press_handled_again_adds_once(chatroom):
    offer, data = chatroom.offer()
    shelf = chatroom.count_effects(offer)[0]
    update = chatroom.press(OWNER, data[0])
    for _ in range(3):
        chatroom.loop.run_until_complete(chatroom.handle(update, data[0]))
    assert chatroom.count_effects(offer)[:2] == (shelf + 1, "added")


def test_a_press_that_was_cut_off_after_the_document_was_accepted_goes_on_with_the_same_job(chatroom):
    offer, data = chatroom.offer()
    shelf = chatroom.count_effects(offer)[0]
    update = make_press(chatroom.bot, next(UPDATES), OWNER, data[0])
    chatroom.room.house.intake.dies = True
    with pytest.raises(RuntimeError):
        chatroom.loop.run_until_complete(chatroom.handle(update, data[0]))
    chatroom.loop.run_until_complete(chatroom.handle(update, data[0]))
    assert chatroom.count_effects(offer)[:2] == (shelf + 1, "added")
    assert chatroom.bot.request.sent[-1]["text"].startswith("Added")
