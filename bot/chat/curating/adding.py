"""How a press puts a document on the shelf.

    pressed | decided, once | propose | accept: a job | wait | “added”, or why not and the preview again

The press names the job, so doing the press again follows the same job; a document whose adding failed waits again.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from bot.chat.curating import buttons, texts
from bot.chat.curating.previewing import Previewing, Progress
from bot.chat.curating.rendering import render_added
from bot.chat.markup import isolate, shorten
from bot.chat.rendering import TITLE
from bot.chat.room import Room, name_person, name_request
from bot.errors import BotError, JobError
from bot.intake import Proposal
from bot.offering.arrivals import Offered, Stage
from bot.state.jobs import Job, JobKind, JobState
from corpus.errors import CorpusError
from corpus.grounds import Seen
from corpus.readers.characters import clean_name
from corpus.worded import Worded

POLL_SECONDS, TELL_SECONDS = 0.3, 3.0


class Adding:
    """Adds documents and tells how far that is."""

    def __init__(self, room: Room, previewing: Previewing) -> None:
        self._room = room
        self._previewing = previewing

    async def add_one(self, progress: Progress, number: int, verb: str, payload: Mapping[str, Any]) -> None:
        """Add a document as it was shown: as a new report, in the place of another, or as a copy of it."""
        offers, press = self._room.state.offers, name_request(progress.update)
        offered = await self._room.workers.record(offers.find_document, progress.offer.id, number)
        same = offered is not None and offered.revision == payload.get("revision") and offered.error is None
        decide = self._room.state.offers.decide
        if not (offered and same and await self._room.workers.record(decide, offered, press, Stage.ACCEPTED)):
            await self._previewing.show(progress, progress.speech.say(texts.CHANGED_SINCE), number)
            return
        name = clean_name(offered.submission.name)
        await progress.tell(texts.ADDING, name=name)
        try:
            job = await self._follow(await self._begin(progress, offered, verb, payload), progress, name)
        except (CorpusError, BotError) as error:
            await self._room.workers.record(offers.reopen, offered)
            heading = progress.speech.say(texts.NOT_ADDED, name=name, reason=str(error))
            await self._previewing.show(progress, heading, number)
            return
        await self._room.workers.record(offers.close, offered)
        await self._conclude(progress, number, job)

    async def add_clear(self, progress: Progress) -> None:
        """Add all documents of an offer that nothing on the shelf is like."""
        press, workers = name_request(progress.update), self._room.workers
        jobs: dict[int, Offered] = {}
        listed = await workers.record(self._room.state.offers.list_documents, progress.offer.id)
        for each in listed:
            if each.is_clear or each.decided_by == press:
                job_id = await self._begin_one_of(progress, each, press)
                if job_id is not None:
                    jobs[job_id] = each
        added = await self._follow_all(progress, jobs)
        documents = await workers.record(self._room.state.offers.list_documents, progress.offer.id)
        await self._previewing.show_all(progress, documents, progress.speech.count(*texts.ADDED_SOME, added))

    async def _begin_one_of(self, progress: Progress, listed: Offered, press: str) -> int | None:
        """Hand over one of many documents, and give its job; None when it cannot be added, which is noted."""
        workers, offers = self._room.workers, self._room.state.offers
        if not await workers.record(offers.decide, listed, press, Stage.ACCEPTED):
            return None
        offered = await workers.record(offers.find_document, listed.offer_id, listed.number)
        try:
            return await self._begin(progress, offered or listed, buttons.ADD, {})
        except (CorpusError, BotError) as error:
            await self._give_up(listed, str(error))
            return None

    async def _begin(self, progress: Progress, offered: Offered, verb: str, payload: Mapping[str, Any]) -> int:
        """Give the job that adds a document: the one that this press put before, or a new one."""
        room = self._room
        request = f"{name_request(progress.update)}:{offered.number}"
        known = await room.workers.record(room.state.jobs.find_request, request)
        if known is not None:
            return known
        proposal = await room.workers.read(self._propose, offered, verb, payload)
        return await room.workers.record(room.house.intake.accept, proposal, name_person(progress.update), request)

    def _propose(self, offered: Offered, verb: str, payload: Mapping[str, Any]) -> Proposal:
        """Propose a document in the way that was chosen; it blocks."""
        intake, submission, given = self._room.house.intake, offered.submission, offered.given
        other = str(payload.get("report", ""))
        if verb == buttons.REPLACE:
            return intake.propose_replacement(other, submission, given, Seen.of_payload(payload["seen"]))
        return intake.propose(submission, given, other if verb == buttons.COPY else None)

    async def _follow(self, job_id: int, progress: Progress | None = None, name: str = "") -> Job:
        """Wait until a job is done; a message, where one is given, tells how far it is every few seconds.

        Raises:
            JobError: when it failed.
        """
        told, jobs = time.monotonic(), self._room.state.jobs
        while not (job := await self._room.workers.record(jobs.get, job_id)).finished:
            await asyncio.sleep(POLL_SECONDS)
            if progress and job.total and time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                await progress.tell(texts.ADDING_SO_FAR, name=name, done=job.done, total=job.total)
        if job.state is JobState.FAILED:
            raise JobError(job.message or Worded(texts.REASON_UNKNOWN))
        return job

    async def _follow_all(self, progress: Progress, jobs: Mapping[int, Offered]) -> int:
        """Wait for many jobs in their order, close each document as its job ends, and count those added."""
        added, told = 0, -TELL_SECONDS
        for done, (job_id, offered) in enumerate(jobs.items()):
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                await progress.tell(texts.ADDING_SOME, done=done, total=len(jobs))
            try:
                await self._follow(job_id)
            except JobError as error:
                await self._give_up(offered, str(error))
            else:
                await self._room.workers.record(self._room.state.offers.close, offered)
                added += 1
        return added

    async def _give_up(self, offered: Offered, reason: str) -> None:
        """Note why one of many documents could not be added; the others go on."""
        await self._room.workers.record(
            self._room.state.offers.note_reading, offered.offer_id, offered.number, offered.title, None, reason
        )

    async def _conclude(self, progress: Progress, number: int, job: Job) -> None:
        """Say that a document stands, and go on to the next of its offer that waits."""
        workers, offers = self._room.workers, self._room.state.offers
        report = await workers.record(self._room.house.shelf.get_report, job.result["report"])
        documents = await workers.record(offers.list_documents, progress.offer.id)
        if len(documents) == 1:
            await progress.put(render_added(report, progress.speech, replaced=job.kind is JobKind.REPLACE))
        else:
            title = shorten(isolate(report.title), TITLE)
            heading = progress.speech.say(texts.ADDED_ONE, title=title, report_id=report.id)
            await self._previewing.show_next(progress, number, heading)
