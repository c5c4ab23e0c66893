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
from bot.chat.shelf import texts
from bot.chat.shelf.gap_pages import PAGE, Choices, render_decided, render_filled, render_gap, render_gaps, render_trial
from bot.chat.shelf.reports import read_argument
from bot.errors import GapError
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


class GapDesk:
    """Shows gaps to editors and admins; handlers are registered for them only, and buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, _context: Context) -> None:
        """Show gaps, or do what the words behind the command say."""
        words = read_argument(update).split()
        verb = words[0].lower() if words else GapState.OPEN
        if len(words) < 2 and verb in tuple(GapState):
            await self._show_list(update, GapState(verb))
        elif len(words) == 3 and verb == "fill" and is_number(words[1]):
            await self._show_trial(update, int(words[1]), words[2])
        elif len(words) == 2 and verb in ("dismiss", "reopen") and is_number(words[1]):
            action = DISMISS if verb == "dismiss" else REOPEN
            part = await self._room.workers.record(self._decide, action, {"gap": int(words[1])}, name_person(update))
            await self._room.reply_to(update).send(part)
        else:
            await self._room.reply_to(update).send(Part(plain(texts.GAPS_USAGE)))

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        if not await self._may_press(update):
            return
        await stop_turning(update)
        state, number = GapState(find_match(context)), int(find_match(context, 2))
        part = await self._room.workers.answer(self._find_page, state, number)
        message = find_message(update)
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def open_gap(self, update: Update, context: Context) -> None:
        """Show what was asked, and what can be done about it."""
        if not await self._may_press(update) or update.effective_user is None:
            return
        await stop_turning(update)
        number, person = int(find_match(context)), update.effective_user.id
        await self._room.reply_to(update).send(await self._room.workers.answer(self._find_gap, number, person))

    async def press_decision(self, update: Update, context: Context) -> None:
        """Do what a button says, once, for the one who was shown it."""
        person, action = update.effective_user, ACTIONS[find_match(context)]
        if not await self._may_press(update) or person is None:
            return
        decisions, press = self._room.state.decisions, name_request(update)
        payload = await self._room.workers.record(decisions.take, find_match(context, 2), person.id, action, press)
        await stop_turning(update, "" if payload is not None else texts.LAPSED)
        if payload is None:
            return
        if action == TRY:
            await self._show_trial(update, payload["gap"], payload["report"])
            return
        part = await self._room.workers.record(self._decide, action, payload, name_person(update))
        await self._put_in_place(update, part)

    async def press_drop(self, update: Update, context: Context) -> None:
        """Leave a gap open."""
        person = update.effective_user
        if not await self._may_press(update) or person is None:
            return
        dropped = await self._room.workers.record(self._room.state.decisions.drop, find_match(context), person.id)
        await stop_turning(update, "" if dropped else texts.LAPSED)
        if dropped:
            await self._put_in_place(update, Part(plain(texts.LEFT_OPEN)))

    async def _may_press(self, update: Update) -> bool:
        allowed = self._room.rights.allows(update, Role.EDITOR)
        if not allowed:
            await stop_turning(update, texts.NOT_ALLOWED)
        return allowed

    async def _show_list(self, update: Update, state: GapState) -> None:
        reply = self._room.reply_to(update)
        await reply.hold(texts.GAPS_READING)
        await reply.show([await self._room.workers.answer(self._find_page, state, 0)])

    async def _show_trial(self, update: Update, number: int, report_id: str) -> None:
        """Ask again what was asked, and show it with the buttons that decide."""
        reply, person = self._room.reply_to(update), update.effective_user
        await reply.hold(texts.ASKING_AGAIN)
        if person:
            await reply.show([await self._room.workers.answer(self._try, number, report_id, person.id)])

    async def _put_in_place(self, update: Update, part: Part) -> None:
        """Put a part in the place of the message whose button was pressed, or send it when that is gone."""
        message = find_message(update)
        if message and not await edit(update.get_bot(), message.chat.id, message.message_id, part):
            await self._room.reply_to(update).send(part)

    def _find_page(self, state: GapState, number: int) -> Part:
        page = self._room.house.keeping.filler.find_page(state, PAGE, number * PAGE)
        if page.total and not page.groups:  # some were decided about since the button was made
            number = (page.total - 1) // PAGE
            page = self._room.house.keeping.filler.find_page(state, PAGE, number * PAGE)
        return render_gaps(page, state, number, self._name_suggested(page.groups))

    def _find_gap(self, number: int, person: int) -> Part:
        try:
            group = self._room.house.keeping.filler.get(number)
        except GapError as error:
            return Part(plain(str(error)))
        return render_gap(group, self._offer_choices(group, person), self._name_suggested([group]))

    def _offer_choices(self, group: GapGroup, person: int) -> Choices:
        """Give the nonces of what can be decided about a gap as it stands."""
        decisions, gap = self._room.state.decisions, {"gap": group.number}
        if group.state is GapState.DISMISSED:
            return Choices(reopen=decisions.ask(person, REOPEN, gap))
        if group.state is GapState.FILLED:
            return Choices()
        fitting = group.suggested and decisions.ask(person, TRY, gap | {"report": group.suggested})
        return Choices(fill=fitting, dismiss=decisions.ask(person, DISMISS, gap))

    def _try(self, number: int, report_id: str, person: int) -> Part:
        try:
            trial = self._room.house.keeping.filler.try_report(number, report_id)
        except (GapError, UnknownReportError) as error:
            return Part(plain(str(error)))
        payload = {"gap": number, "report": report_id, "answered": list(trial.answered)}
        return render_trial(trial, self._room.state.decisions.ask(person, FILL, payload))

    def _decide(self, action: str, payload: dict[str, Any], actor: str) -> Part:
        try:
            if action == FILL:
                answered = tuple(payload["answered"])
                return render_filled(
                    self._room.house.keeping.filler.fill(payload["gap"], payload["report"], actor, answered)
                )
            decide = (
                self._room.house.keeping.filler.dismiss if action == DISMISS else self._room.house.keeping.filler.reopen
            )
            return render_decided(decide(payload["gap"], actor))
        except (GapError, UnknownReportError) as error:
            return Part(plain(str(error)))

    def _name_suggested(self, groups: Sequence[GapGroup]) -> dict[str, str]:
        """Give the titles of the reports that are suggested or filled these gaps, by id."""
        ids = {each for group in groups for each in (group.suggested, group.report_id) if each}
        return self._room.house.keeping.listings.name_reports(ids)


def is_number(word: str) -> bool:
    """Whether a word can be the number of a gap."""
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS
