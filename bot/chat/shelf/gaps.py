"""/gaps: what was asked and no report answers, and what becomes of it.

    list | a gap | “filled by” a report | asked again, shown with two buttons | pressed | filled, and its askers told

What a press decides waits in `bot.state.decisions`, so a press counts once, for the one who was shown the button,
and after a restart too.
"""

from collections.abc import Sequence
from typing import Any

from telegram import Update

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message, name_person, name_request
from bot.chat.sending import edit
from bot.chat.shelf import gap_wording as wording
from bot.chat.shelf.gap_pages import (
    PAGE,
    Choices,
    Place,
    render_decided,
    render_filled,
    render_gap,
    render_gaps,
    render_trial,
)
from bot.chat.shelf.reports import read_argument
from bot.chat.shelf.texts import NOT_ALLOWED
from bot.errors import GapError
from bot.languages.speech import Speech
from bot.state.gap_groups import GapGroup, GapState
from bot.state.people import Role
from corpus.errors import UnknownReportError

PAGE_BUTTON = r"gp:(open|filled|dismissed):([0-9]{1,6})\Z"
GAP_BUTTON = r"gc:([0-9]{1,9})\Z"
DECISION_BUTTON = r"g([tdry]):([A-Za-z0-9_-]{10,40})\Z"
DROP_BUTTON = r"gn:([A-Za-z0-9_-]{10,40})\Z"
TRY, DISMISS, REOPEN, FILL = "try gap", "dismiss gap", "reopen gap", "fill gap"
ACTIONS = {"t": TRY, "d": DISMISS, "r": REOPEN, "y": FILL}
MOST_DIGITS = 9
USAGE = {
    "all": "/gaps",
    "filled": "/gaps filled",
    "dismissed": "/gaps dismissed",
    "fill": "/gaps fill 3 ID",
    "dismiss": "/gaps dismiss 3",
    "reopen": "/gaps reopen 3",
}
"""How each way to write the command is shown."""


class GapDesk:
    """Shows gaps to editors and admins; handlers are registered for them only, and buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Show gaps, or do what the words behind the command say."""
        words = read_argument(update).split()
        verb = words[0].lower() if words else GapState.OPEN
        if len(words) < 2 and verb in tuple(GapState):
            await self._show_list(update, context, GapState(verb))
        elif len(words) == 3 and verb == "fill" and is_number(words[1]):
            await self._show_trial(update, context, int(words[1]), words[2])
        elif len(words) == 2 and verb in ("dismiss", "reopen") and is_number(words[1]):
            action = DISMISS if verb == "dismiss" else REOPEN
            payload, actor = {"gap": int(words[1])}, name_person(update)
            part = await self._room.workers.record(self._decide, action, payload, actor, context.speech)
            await self._room.reply_to(update).send(part)
        else:
            await self._room.reply_to(update).send(Part(plain(context.speech.say(wording.GAPS_USAGE, **USAGE))))

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        if not await self._may_press(update, context):
            return
        await stop_turning(update)
        place = Place(GapState(find_match(context)), int(find_match(context, 2)))
        part = await self._room.workers.answer(self._find_page, place, context.speech)
        message = find_message(update)
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def open_gap(self, update: Update, context: Context) -> None:
        """Show what was asked, and what can be done about it."""
        if not await self._may_press(update, context) or update.effective_user is None:
            return
        await stop_turning(update)
        number, person = int(find_match(context)), update.effective_user.id
        part = await self._room.workers.answer(self._find_gap, number, person, context.speech)
        await self._room.reply_to(update).send(part)

    async def press_decision(self, update: Update, context: Context) -> None:
        """Do what a button says, once, for the one who was shown it."""
        person, action = update.effective_user, ACTIONS[find_match(context)]
        if not await self._may_press(update, context) or person is None:
            return
        decisions, press = self._room.state.decisions, name_request(update)
        payload = await self._room.workers.record(decisions.take, find_match(context, 2), person.id, action, press)
        await stop_turning(update, "" if payload is not None else context.speech.say(wording.LAPSED))
        if payload is None:
            return
        if action == TRY:
            await self._show_trial(update, context, payload["gap"], payload["report"])
            return
        part = await self._room.workers.record(self._decide, action, payload, name_person(update), context.speech)
        await self._put_in_place(update, part)

    async def press_drop(self, update: Update, context: Context) -> None:
        """Leave a gap open."""
        person = update.effective_user
        if not await self._may_press(update, context) or person is None:
            return
        dropped = await self._room.workers.record(self._room.state.decisions.drop, find_match(context), person.id)
        await stop_turning(update, "" if dropped else context.speech.say(wording.LAPSED))
        if dropped:
            await self._put_in_place(update, Part(plain(context.speech.say(wording.LEFT_OPEN))))

    async def _may_press(self, update: Update, context: Context) -> bool:
        allowed = self._room.rights.allows(update, Role.EDITOR)
        if not allowed:
            await stop_turning(update, context.speech.say(NOT_ALLOWED))
        return allowed

    async def _show_list(self, update: Update, context: Context, state: GapState) -> None:
        reply, speech = self._room.reply_to(update), context.speech
        await reply.hold(speech.say(wording.GAPS_READING))
        await reply.show([await self._room.workers.answer(self._find_page, Place(state, 0), speech)])

    async def _show_trial(self, update: Update, context: Context, number: int, report_id: str) -> None:
        """Ask again what was asked, and show it with the buttons that decide."""
        reply, person, speech = self._room.reply_to(update), update.effective_user, context.speech
        await reply.hold(speech.say(wording.ASKING_AGAIN))
        if person:
            await reply.show([await self._room.workers.answer(self._try, number, report_id, person.id, speech)])

    async def _put_in_place(self, update: Update, part: Part) -> None:
        """Put a part in the place of the message whose button was pressed, or send it when that is gone."""
        message = find_message(update)
        if message and not await edit(update.get_bot(), message.chat.id, message.message_id, part):
            await self._room.reply_to(update).send(part)

    def _find_page(self, place: Place, speech: Speech) -> Part:
        find_page = self._room.house.keeping.filler.find_page
        page = find_page(place.state, PAGE, place.number * PAGE)
        if page.total and not page.groups:  # some were decided about since the button was made
            place = Place(place.state, (page.total - 1) // PAGE)
            page = find_page(place.state, PAGE, place.number * PAGE)
        return render_gaps(page, place, self._name_suggested(page.groups), speech)

    def _find_gap(self, number: int, person: int, speech: Speech) -> Part:
        try:
            group = self._room.house.keeping.filler.get(number)
        except GapError as error:
            return Part(plain(speech.say(str(error))))
        return render_gap(group, self._offer_choices(group, person), self._name_suggested([group]), speech)

    def _offer_choices(self, group: GapGroup, person: int) -> Choices:
        """Give the nonces of what can be decided about a gap as it stands."""
        decisions, gap = self._room.state.decisions, {"gap": group.number}
        if group.state is GapState.DISMISSED:
            return Choices(reopen=decisions.ask(person, REOPEN, gap))
        if group.state is GapState.FILLED:
            return Choices()
        fitting = group.suggested and decisions.ask(person, TRY, gap | {"report": group.suggested})
        return Choices(fill=fitting, dismiss=decisions.ask(person, DISMISS, gap))

    def _try(self, number: int, report_id: str, person: int, speech: Speech) -> Part:
        try:
            trial = self._room.house.keeping.filler.try_report(number, report_id)
        except (GapError, UnknownReportError) as error:
            return Part(plain(speech.say(str(error))))
        payload = {"gap": number, "report": report_id, "answered": list(trial.answered)}
        return render_trial(trial, self._room.state.decisions.ask(person, FILL, payload), speech)

    def _decide(self, action: str, payload: dict[str, Any], actor: str, speech: Speech) -> Part:
        filler = self._room.house.keeping.filler
        try:
            if action == FILL:
                answered = tuple(payload["answered"])
                return render_filled(filler.fill(payload["gap"], payload["report"], actor, answered), speech)
            decide = filler.dismiss if action == DISMISS else filler.reopen
            return render_decided(decide(payload["gap"], actor), speech)
        except (GapError, UnknownReportError) as error:
            return Part(plain(speech.say(str(error))))

    def _name_suggested(self, groups: Sequence[GapGroup]) -> dict[str, str]:
        """Give the titles of the reports that are suggested or filled these gaps, by id."""
        ids = {each for group in groups for each in (group.suggested, group.report_id) if each}
        return self._room.house.keeping.listings.name_reports(ids)


def is_number(word: str) -> bool:
    """Whether a word can be the number of a gap."""
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS
