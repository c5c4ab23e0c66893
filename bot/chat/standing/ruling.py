"""How a report is corrected, withdrawn or restored from a chat.

command | report | reason, asked for by a reply when it is missing | what will happen, with buttons | pressed | done
"""

import re
from dataclasses import replace
from datetime import date

from telegram import InlineKeyboardButton, Update

from bot.chat.markup import plain
from bot.chat.parts import Block, Part, pack
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, name_person, name_request
from bot.chat.standing import texts
from bot.chat.standing.awaiting import REASON
from bot.chat.standing.choosing import LETTERS, choose_report, find_picked, find_words, name_title, render_choice
from bot.chat.standing.replacing import Errand, Replacements, tell
from bot.chat.standing.revisions import describe_standing, render_heading
from bot.errors import BotError
from bot.languages.speech import Speech
from bot.standing import Outcome, Press, Ruling
from bot.state.people import Role
from corpus.errors import CorpusError, InvalidReportError
from corpus.grounds import Seen, clean_note
from corpus.publishing import Action
from corpus.reports import Report, Status
from corpus.spelling import fold

YES_BUTTON = r"vy:([cwb]):([A-Za-z0-9_-]{10,40})\Z"
NO_BUTTON = r"vn:([A-Za-z0-9_-]{10,40})\Z"
WORDING_BUTTON = r"vw:([A-Za-z0-9_-]{10,40})\Z"
ROLES = {Action.CORRECT: Role.EDITOR, Action.WITHDRAW: Role.ADMIN, Action.RESTORE: Role.ADMIN}
EXAMPLE_DAY = "2026-04-05"
LEADING_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[:,.]?\s+")


class Rulings:
    """Takes the commands, the reasons and the presses."""

    def __init__(self, room: Room, replacements: Replacements) -> None:
        self._room = room
        self._replacements = replacements

    async def take_correct(self, update: Update, context: Context) -> None:
        """Begin to mark a report as corrected."""
        await self._begin(update, context, Action.CORRECT)

    async def take_withdraw(self, update: Update, context: Context) -> None:
        """Begin to withdraw a report."""
        await self._begin(update, context, Action.WITHDRAW)

    async def take_restore(self, update: Update, context: Context) -> None:
        """Begin to restore a report."""
        await self._begin(update, context, Action.RESTORE)

    async def press_pick(self, update: Update, context: Context) -> None:
        """Go on with the report that was chosen from a list."""
        action = Action(LETTERS[find_match(context)])
        report = await find_picked(self._room, find_match(context, 2))
        notice = self._check_role(update, action) or ("" if report else texts.PICK_GONE)
        await stop_turning(update, context.speech.say(notice) if notice else "")
        if report and not notice:
            await self._go_on(update, context, Ruling(action, report.id, seen=Seen.of(report)), report)

    async def take_reason(self, update: Update, context: Context) -> None:
        """Take a reply as the reason that was asked for, and show what will happen."""
        person, text = find_person(update), (update.message.text if update.message else None) or ""
        if person is None:
            return
        try:
            clean_note(text)
        except InvalidReportError as error:
            await self._say(update, context, str(error))
            return
        decisions = self._room.state.decisions
        decision = await self._room.workers.record(decisions.answer, person, REASON, name_request(update))
        if decision:
            ruling = Ruling.of(decision.payload)
            report = await self._room.workers.record(self._room.house.shelf.get_report, ruling.report_id)
            await self._go_on(update, context, add_note(ruling, text), report)

    async def press_yes(self, update: Update, context: Context) -> None:
        """Do what was decided, and say what became of it."""
        action, person, say = Action(LETTERS[find_match(context)]), find_person(update), context.speech.say
        if person is None or self._check_role(update, action):
            await stop_turning(update, say(texts.ADMINS_ONLY if person and action != Action.CORRECT else texts.OVER))
            return
        press = Press(find_match(context, 2), person, action.value, name_request(update))
        try:
            outcome = await self._room.workers.record(self._room.house.standing.decide, press, name_person(update))
        except (CorpusError, BotError) as error:
            await stop_turning(update)
            await tell(self._room, update, Part(plain(say(str(error)))))
            return
        await stop_turning(update, "" if outcome else say(texts.OVER))
        if outcome:
            await tell(self._room, update, Part(plain(describe_outcome(action, outcome, context.speech))))

    async def press_no(self, update: Update, context: Context) -> None:
        """Let go of what waits for a decision."""
        person = find_person(update) if self._room.rights.allows(update, Role.EDITOR) else None
        drop = self._room.state.decisions.drop
        done = person is not None and await self._room.workers.record(drop, find_match(context), person)
        await stop_turning(update, "" if done else context.speech.say(texts.OVER))
        if done:
            await tell(self._room, update, Part(plain(context.speech.say(texts.LEFT))))

    async def press_wording(self, update: Update, context: Context) -> None:
        """Ask for the corrected wording, which then comes to stand together with the note."""
        person, decisions = find_person(update), self._room.state.decisions
        if person is None or not self._room.rights.allows(update, Role.EDITOR):
            await stop_turning(update, context.speech.say(texts.OVER))
            return
        payload = await self._room.workers.record(
            decisions.take, find_match(context), person, Action.CORRECT.value, name_request(update)
        )
        await stop_turning(update, "" if payload else context.speech.say(texts.OVER))
        if payload:
            ruling = Ruling.of(payload)
            report = await self._room.workers.record(self._room.house.shelf.get_report, ruling.report_id)
            errand = Errand(report.id, ruling.note, ruling.day)
            await self._replacements.ask_for_wording(update, context, errand, report)

    async def _begin(self, update: Update, context: Context, action: Action) -> None:
        refused = self._check_role(update, action)
        if refused or update.message is None:
            await self._say(update, context, refused)
            return
        choice = await choose_report(self._room, update, action.value, find_words(update.message))
        if choice.report is None:
            await self._room.reply_to(update).send(render_choice(choice, action.value, context.speech))
            return
        ruling = Ruling(action, choice.report.id, seen=Seen.of(choice.report))
        await self._go_on(update, context, add_note(ruling, choice.words), choice.report)

    async def _go_on(self, update: Update, context: Context, ruling: Ruling, report: Report) -> None:
        """Ask for the reason where one is missing, else show what will happen."""
        impossible = describe_obstacle(ruling.action, report, context.speech)
        person, reply = find_person(update), self._room.reply_to(update)
        if impossible or person is None:
            await reply.send(Part(plain(impossible)))
        elif ruling.action in texts.ASK_WHY and not ruling.note:
            decisions = self._room.state.decisions
            await self._room.workers.record(decisions.forget, person, REASON)
            await self._room.workers.record(decisions.ask, person, REASON, ruling.to_payload())
            named = {"title": name_title(report), "id": report.id, "day": EXAMPLE_DAY}
            question = context.speech.say(texts.ASK_WHY[ruling.action], **named)
            await reply.send(Part(plain(question), asks=True))
        else:
            await self._confirm(update, context, ruling, report, person)

    async def _confirm(self, update: Update, context: Context, ruling: Ruling, report: Report, person: int) -> None:
        try:
            ruling = replace(ruling, note=clean_note(ruling.note) if ruling.note else "")
        except InvalidReportError as error:
            await self._say(update, context, str(error))
            return
        ask = self._room.state.decisions.ask
        nonce = await self._room.workers.record(ask, person, ruling.action.value, ruling.to_payload())
        await self._room.reply_to(update).send(render_ruling(ruling, report, nonce, context.speech))

    def _check_role(self, update: Update, action: Action) -> str:
        return "" if self._room.rights.allows(update, ROLES[action]) else texts.ADMINS_ONLY

    async def _say(self, update: Update, context: Context, sentence: str) -> None:
        await self._room.reply_to(update).send(Part(plain(context.speech.say(sentence))))


def add_note(ruling: Ruling, text: str) -> Ruling:
    """Give the ruling with its note; a day before the note of a correction is the day of the correction."""
    found = LEADING_DAY.match(text.strip()) if ruling.action is Action.CORRECT else None
    day = parse_day(found[1]) if found else None
    note = text.strip()[found.end() :] if found and day else text.strip()
    return replace(ruling, note=note if ruling.action is not Action.RESTORE else "", day=day)


def parse_day(text: str) -> date | None:
    """Give the day written as 2026-04-05, or None for one that the calendar does not have."""
    try:
        return date.fromisoformat(fold(text))
    except ValueError:
        return None


def describe_obstacle(action: Action, report: Report, speech: Speech) -> str:
    """Say why this cannot be done to a report as it stands; nothing where it can."""
    withdrawn = report.status is Status.WITHDRAWN
    sentence = ""
    if action is Action.RESTORE and not withdrawn:
        sentence = texts.NOT_WITHDRAWN
    elif action is Action.WITHDRAW and withdrawn:
        sentence = texts.WITHDRAWN_ALREADY
    elif action is Action.CORRECT and withdrawn:
        sentence = texts.RESTORE_FIRST
    named = {"title": name_title(report), "id": report.id, "note": report.note or ""}
    return speech.say(sentence, **named) if sentence else ""


def render_ruling(ruling: Ruling, report: Report, nonce: str, speech: Speech) -> Part:
    """Show what will happen to a report and why, with the buttons to decide."""
    letter, say = next(letter for letter, action in LETTERS.items() if action == ruling.action), speech.say
    reason = texts.NOTE if ruling.action is Action.CORRECT else texts.REASON
    blocks = [
        Block(render_heading(ruling.action, report, speech)),
        Block(plain(describe_standing(report, speech)), glued=True),
        Block(plain(say(reason, note=ruling.note) if ruling.note else "")),
        Block(plain(describe_effect(ruling, report, speech))),
        Block(plain(say(texts.WITHIN))),
    ]
    rows = [
        (InlineKeyboardButton(say(texts.YES[ruling.action]), callback_data=f"vy:{letter}:{nonce}"),),
        (InlineKeyboardButton(say(texts.LEAVE), callback_data=f"vn:{nonce}"),),
    ]
    if ruling.action is Action.CORRECT:
        rows.insert(1, (InlineKeyboardButton(say(texts.WITH_WORDING), callback_data=f"vw:{nonce}"),))
    return Part(pack(blocks)[0].markup, tuple(rows))


def describe_effect(ruling: Ruling, report: Report, speech: Speech) -> str:
    """Say what will become of a report."""
    if ruling.day:
        return speech.say(texts.CORRECTED_ON, day=ruling.day)
    return speech.say(texts.WILL_HAPPEN[ruling.action], note=report.note or "")


def describe_outcome(action: Action, outcome: Outcome, speech: Speech) -> str:
    """Say what became of a report, and how many readers are told."""
    report = outcome.report
    done = speech.say(texts.DONE[action], title=name_title(report), id=report.id, note=report.note or "")
    told = speech.count(*texts.TOLD, outcome.told) if outcome.told else ""
    return " ".join(filter(None, (done, told)))
