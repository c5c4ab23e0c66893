"""How a report gets new wording from a chat, by itself or together with a correction.

    command | report | file, link or text | read | what it changes, with buttons | pressed | read again, accept | job

The document waits in the database between preview and press. The press names the job, so that doing it again follows
the same job; and the new version comes to stand only in the place of the one that it was compared with.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from telegram import Message, Update

from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rights import find_person
from bot.chat.room import Context, Room, find_message, name_person, name_request
from bot.chat.sending import edit
from bot.chat.standing import texts
from bot.chat.standing.awaiting import WORDING
from bot.chat.standing.choosing import accept_pick, choose_report, find_words, name_title, render_choice
from bot.chat.standing.receiving import holds_wording, name_document, prepare
from bot.chat.standing.revisions import describe_replaced, render_proposal, render_refused, render_request
from bot.errors import BotError, NotReceivedError
from bot.intake import Proposal
from bot.languages.speech import Speech
from bot.standing import hold_to, mark_corrected
from bot.state.decisions import Decision
from bot.state.jobs import Job, JobState
from bot.state.people import Role
from corpus.detail_changes import compare_details
from corpus.differences import compare_texts
from corpus.errors import ChangedReportError, CorpusError
from corpus.histories import Revision
from corpus.publishing import Action
from corpus.reports import Details, Report, Status, Submission
from corpus.worded import Worded

PICK_BUTTON = r"vp:r:([0-9a-f]{16})\Z"
REPLACE_BUTTON = r"vr:([A-Za-z0-9_-]{10,40})\Z"
POLL_SECONDS, TELL_SECONDS = 0.3, 3.0
DETAILS = TypeAdapter(Details)


@dataclass(frozen=True, slots=True)
class Errand:
    """Which report is to get new wording, and, where it is corrected with it, the note and the day."""

    report_id: str
    note: str = ""
    day: date | None = None

    def to_payload(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        return {"report": self.report_id, "note": self.note, "day": self.day.isoformat() if self.day else None}

    @classmethod
    def of(cls, payload: Any) -> "Errand":
        """Give what `to_payload` gave."""
        return cls(payload["report"], payload["note"], date.fromisoformat(payload["day"]) if payload["day"] else None)


class Replacements:
    """Takes the command, the new wording and the press."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Ask for the new wording of a report, or take it from the message that the command replies to."""
        message = update.message
        if message is None:
            return
        choice = await choose_report(self._room, update, Action.REPLACE.value, find_words(message))
        if choice.report is None:
            await self._room.reply_to(update).send(render_choice(choice, Action.REPLACE.value, context.speech))
        elif holds_wording(message.reply_to_message, find_person(update)):
            await self._preview(update, context, Errand(choice.report.id), message.reply_to_message)
        else:
            await self.ask_for_wording(update, context, Errand(choice.report.id), choice.report)

    async def take_captioned(self, update: Update, context: Context) -> None:
        """Take a file sent with the command under it as the new wording."""
        message = update.message
        if message is None:
            return
        choice = await choose_report(self._room, update, Action.REPLACE.value, find_words(message))
        if choice.report is None:
            await self._room.reply_to(update).send(render_choice(choice, Action.REPLACE.value, context.speech))
            return
        is_correction = (message.caption or "").startswith("/correct")
        errand = Errand(choice.report.id, choice.words if is_correction else "")
        await self._preview(update, context, errand, message)

    async def press_pick(self, update: Update, context: Context) -> None:
        """Ask for the new wording of the report that was chosen from a list."""
        report = await accept_pick(self._room, update, context, Role.EDITOR)
        if report:
            await self.ask_for_wording(update, context, Errand(report.id), report)

    async def ask_for_wording(self, update: Update, context: Context, errand: Errand, report: Report) -> None:
        """Say that the next thing sent is taken for the new wording of the report of an errand."""
        person = find_person(update)
        if person is None:
            return
        nonce = await self._await(person, errand)
        part = render_request(report, nonce, context.speech, is_correction=bool(errand.note))
        await self._room.reply_to(update).send(part)

    async def take_wording(self, update: Update, context: Context) -> None:
        """Take what was asked for."""
        person, decisions = find_person(update), self._room.state.decisions
        if person is None:
            return
        decision = await self._room.workers.record(decisions.answer, person, WORDING, name_request(update))
        if decision:
            await self._preview(update, context, Errand.of(decision.payload), update.message)

    async def press_replace(self, update: Update, context: Context) -> None:
        """Put the new wording in the place of the old and say when it stands."""
        person, nonce, say = find_person(update), find_match(context), context.speech.say
        if person is None or not self._room.rights.allows(update, Role.EDITOR):
            await stop_turning(update, say(texts.OVER))
            return
        room, press = self._room, name_request(update)
        decision = await room.workers.record(room.state.decisions.decide, nonce, person, Action.REPLACE.value, press)
        await stop_turning(update, "" if decision else say(texts.OVER))
        if decision is None:
            return
        report = await room.workers.record(room.house.shelf.get_report, decision.payload["report"])
        try:
            await tell(room, update, Part(plain(say(texts.REPLACING, title=name_title(report)))))
            job = await self._follow(update, report, await self._begin(update, decision), context.speech)
            await room.workers.record(room.state.decisions.let_go, nonce)
            await tell(room, update, Part(plain(await self._describe(job, report, context.speech))))
        except (CorpusError, BotError) as error:
            sentence = say(texts.NOT_REPLACED, title=name_title(report), reason=str(error))
            await tell(room, update, Part(plain(sentence)))

    async def _await(self, person: int, errand: Errand) -> str:
        decisions = self._room.state.decisions
        await self._room.workers.record(decisions.forget, person, WORDING)
        return await self._room.workers.record(decisions.ask, person, WORDING, errand.to_payload())

    async def _preview(self, update: Update, context: Context, errand: Errand, message: Message | None) -> None:
        """Read a document and show what it would change, or say why it cannot be taken, and wait for another."""
        person, reply, room, speech = find_person(update), self._room.reply_to(update), self._room, context.speech
        if person is None or message is None:
            return
        await reply.hold(speech.say(texts.READING, name=name_document(message)))
        try:
            receive = await prepare(room, message, name_person(update))
            submission = await room.workers.read(receive)
            old = await room.workers.record(room.house.shelf.get_report, errand.report_id)
            proposal = await room.workers.read(self._propose, errand, submission)
            self._check_status(update, proposal, errand)
            revision = await room.workers.read(compare_versions, old, proposal.report)
        except (CorpusError, BotError) as error:
            await reply.show([render_refused(str(error), await self._await(person, errand), speech)])
            return
        payload = errand.to_payload() | {
            "version": revision.old_version,
            "name": submission.name,
            "offered_by": submission.offered_by,
            "details": DETAILS.dump_python(submission.details, mode="json"),
        }
        ask = room.state.decisions.ask
        nonce = await room.workers.record(ask, person, Action.REPLACE.value, payload, submission.data)
        await reply.show(render_proposal(proposal, revision, errand.note, nonce, speech))

    def _propose(self, errand: Errand, submission: Submission) -> Proposal:
        proposal = self._room.house.intake.propose_replacement(errand.report_id, submission)
        return mark_corrected(proposal, errand.note, errand.day) if errand.note else proposal

    def _check_status(self, update: Update, proposal: Proposal, errand: Errand) -> None:
        withdraws = proposal.report.status is Status.WITHDRAWN and not errand.note
        if withdraws and not self._room.rights.allows(update, Role.ADMIN):
            raise NotReceivedError(Worded(texts.WITHDRAWS))

    async def _begin(self, update: Update, decision: Decision) -> int:
        """Give the job that replaces: the one that this press put before, or a new one."""
        room, press = self._room, name_request(update)
        known = await room.workers.record(room.state.jobs.find_request, press)
        if known is not None:
            return known
        payload, errand = decision.payload, Errand.of(decision.payload)
        details = DETAILS.validate_python(payload["details"])
        submission = Submission(payload["name"], decision.data or b"", payload["offered_by"], details)
        now = await room.workers.record(room.house.shelf.get_report, errand.report_id)
        if now.version != payload["version"]:
            raise ChangedReportError(errand.report_id)
        proposal = hold_to(await room.workers.read(self._propose, errand, submission), now.version)
        self._check_status(update, proposal, errand)
        return await room.workers.record(room.house.intake.accept, proposal, name_person(update), press)

    async def _follow(self, update: Update, report: Report, job_id: int, speech: Speech) -> Job:
        """Wait until a job is finished, and tell how far it is every few seconds."""
        told = time.monotonic()
        while not (job := await self._room.workers.record(self._room.state.jobs.get, job_id)).finished:
            await asyncio.sleep(POLL_SECONDS)
            if job.total and time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                text = speech.say(texts.REPLACING_SO_FAR, title=name_title(report), done=job.done, total=job.total)
                await tell(self._room, update, Part(plain(text)))
        return job

    async def _describe(self, job: Job, before: Report, speech: Speech) -> str:
        if job.state is JobState.FAILED:
            reason = speech.say(job.message or texts.REASON_UNKNOWN)
            return speech.say(texts.NOT_REPLACED, title=name_title(before), reason=reason)
        report = await self._room.workers.record(self._room.house.shelf.get_report, job.result["report"])
        return describe_replaced(report, int(job.result.get("told", 0)), speech)


def compare_versions(old: Report, new: Report) -> Revision:
    """Give what a proposed version changes; it takes up to two seconds."""
    return Revision(old.version, old.version + 1, compare_texts(old.body, new.body), compare_details(old, new))


async def tell(room: Room, update: Update, part: Part) -> None:
    """Put a part in the place of the message whose button was pressed, or send it when that is gone."""
    message = find_message(update)
    if message and not await edit(update.get_bot(), message.chat.id, message.message_id, part):
        await room.reply_to(update).send(part)
