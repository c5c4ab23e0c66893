"""How an editor puts a document on the shelf.

    file, link or long text | read | preview with a button | pressed | read again, accept | wait for the job | “added”

The document waits in the database between preview and press, so both outlive a restart; the press names the job, so
that doing the press again follows the same job.
"""

import asyncio
import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace

from telegram import Document, InlineKeyboardButton, Message, MessageEntity, Update
from telegram.error import TelegramError
from telegram.ext.filters import MessageFilter

from bot.answering.wording import format_date
from bot.chat import texts
from bot.chat.markup import code, isolate, join, mark, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.pressing import find_match, stop_turning
from bot.chat.questions import LONGEST_QUESTION, make_example, make_example_button
from bot.chat.rendering import NAME, TITLE, render_title
from bot.chat.room import Context, Room, find_message, name_person, name_request
from bot.chat.sending import Reply, edit, insist
from bot.errors import BotError
from bot.intake import Proposal
from bot.state.jobs import Job, JobState
from bot.state.people import Role
from corpus.errors import CorpusError
from corpus.readers.characters import clean_name
from corpus.reports import Report, Submission

log = logging.getLogger(__name__)

LINK = re.compile(r"\s*(https?://\S+)\s*", re.IGNORECASE)
ADD_BUTTON = r"a:([A-Za-z0-9_-]{10,40})"
DISCARD_BUTTON = r"d:([A-Za-z0-9_-]{10,40})"
LARGEST = 20 * 2**20
WARNINGS = 10
PASTED_NAME = "message.txt"
POLL_SECONDS, TELL_SECONDS = 0.3, 3.0


class Offered(MessageFilter):
    """Lets through a text that is a document rather than a question: nothing but a link, or too long for one."""

    def filter(self, message: Message) -> bool:
        """Whether it is."""
        text = message.text or ""
        return bool(LINK.fullmatch(text)) or len(text) > LONGEST_QUESTION


class Curation:
    """Takes documents from editors; handlers are registered for editors only, and buttons check who presses."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_file(self, update: Update, _context: Context) -> None:
        """Read a file and show what it would be as a report."""
        document = update.message.document if update.message else None
        if document is None:
            return
        reply, name, size = self._room.reply_to(update), clean_name(document.file_name or ""), document.file_size or 0
        if size > LARGEST:
            await reply.send(Part(plain(texts.FILE_TOO_LARGE.format(name=name, size=size / 2**20))))
            return
        await reply.hold(texts.RECEIVING.format(name=name))
        try:
            data = await download(document)
        except TelegramError as error:
            log.warning("The file of update %s could not be fetched: %s", update.update_id, error)
            await reply.show([Part(plain(texts.FILE_NOT_FETCHED.format(name=name)))])
        else:
            await self._offer(update, reply, lambda: Submission(name, data, name_person(update)))

    async def take_text(self, update: Update, _context: Context) -> None:
        """Read a link, or a text too long for a question, and show what it would be as a report."""
        text = (update.message.text if update.message else None) or ""
        reply, link = self._room.reply_to(update), LINK.fullmatch(text)
        await reply.hold(texts.RECEIVING.format(name=shorten(link[1], NAME) if link else texts.PASTED))
        if link:
            url, fetch = link[1], self._room.house.fetch
            await self._offer(update, reply, lambda: replace(fetch(url), offered_by=name_person(update)))
        else:
            await self._offer(update, reply, lambda: Submission(PASTED_NAME, text.encode(), name_person(update)))

    async def press_add(self, update: Update, context: Context) -> None:
        """Put the document on the shelf and say when it can be asked about."""
        submission = await self._accept(update, find_match(context))
        await stop_turning(update, "" if submission else texts.OFFER_OVER)
        if submission is None:
            return
        name = clean_name(submission.name)
        await self._tell(update, Part(plain(texts.ADDING.format(name=name))))
        try:
            job = await self._follow(update, name, await self._begin(update, submission))
            await self._room.workers.record(self._room.state.offers.let_go, find_match(context))
            await self._tell(update, await self._describe(job, name))
        except (CorpusError, BotError) as error:
            await self._tell(update, Part(plain(texts.NOT_ADDED.format(name=name, reason=error))))

    async def press_discard(self, update: Update, context: Context) -> None:
        """Let go of the document."""
        editor, offers = update.effective_user, self._room.state.offers
        mine = self._room.rights.allows(update, Role.EDITOR) and editor is not None
        nonce = find_match(context)
        done = mine and editor and await self._room.workers.record(offers.discard, nonce, editor.id)
        await stop_turning(update, "" if done else texts.OFFER_OVER)
        if done:
            await self._tell(update, Part(plain(texts.DISCARDED)))

    async def _offer(self, update: Update, reply: Reply, receive: Callable[[], Submission]) -> None:
        """Read a document and show it with the button that adds it, or say why it cannot be added."""
        editor = update.effective_user
        if editor is None:
            return
        room = self._room
        try:
            submission = await room.workers.read(receive)
            proposal = await room.workers.read(room.house.intake.propose, submission)
        except CorpusError as error:
            await reply.show([Part(plain(str(error)))])
            return
        nonce = await room.workers.record(room.state.offers.make, editor.id, name_request(update), submission)
        await reply.show([render_proposal(proposal, nonce)])

    async def _accept(self, update: Update, nonce: str) -> Submission | None:
        """Give the document when the presser is an editor and it is theirs to decide about."""
        editor, offers = update.effective_user, self._room.state.offers
        if editor is None or not self._room.rights.allows(update, Role.EDITOR):
            return None
        return await self._room.workers.record(offers.accept, nonce, editor.id, name_request(update))

    async def _begin(self, update: Update, submission: Submission) -> int:
        """Give the job that adds the document: the one that this press put before, or a new one."""
        room, press = self._room, name_request(update)
        known = await room.workers.record(room.state.jobs.find_request, press)
        if known is not None:
            return known
        proposal = await room.workers.read(room.house.intake.propose, submission)
        return await room.workers.record(room.house.intake.accept, proposal, name_person(update), press)

    async def _follow(self, update: Update, name: str, job_id: int) -> Job:
        """Wait until a job is finished, and tell how far it is every few seconds."""
        told = time.monotonic()
        while not (job := await self._room.workers.record(self._room.state.jobs.get, job_id)).finished:
            await asyncio.sleep(POLL_SECONDS)
            if job.total and time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                text = texts.ADDING_SO_FAR.format(name=name, done=job.done, total=job.total)
                await self._tell(update, Part(plain(text)))
        return job

    async def _describe(self, job: Job, name: str) -> Part:
        """Say what became of a job, and what can be asked now."""
        if job.state is JobState.FAILED:
            return Part(plain(texts.NOT_ADDED.format(name=name, reason=job.message or texts.REASON_UNKNOWN)))
        report = await self._room.workers.record(self._room.house.shelf.get_report, job.result["report"])
        return render_added(report)

    async def _tell(self, update: Update, part: Part) -> None:
        """Put a part in the place of the message whose button was pressed, or send it when that is gone."""
        message = find_message(update)
        if message and not await edit(update.get_bot(), message.chat.id, message.message_id, part):
            await self._room.reply_to(update).send(part)


async def download(document: Document) -> bytes:
    """Fetch a file from Telegram.

    Raises:
        TelegramError: when Telegram does not hand it over.
    """
    file = await insist(document.get_file)
    return bytes(await insist(file.download_as_bytearray))


def render_proposal(proposal: Proposal, nonce: str) -> Part:
    """Show a document as it would stand on the shelf: its details, what is doubtful, and the buttons to decide."""
    report = proposal.report
    rows = (
        ("Outlet", report.publisher or texts.UNKNOWN),
        ("Author", report.author or texts.UNKNOWN),
        ("Published", format_date(report.published)),
        ("Language", report.language),
        ("Words", f"{report.words:,}"),
    )
    blocks = [
        Block(mark(render_title(report.title, report.url), MessageEntity.BOLD)),
        *(Block(plain(f"{name}: {shorten(isolate(value), NAME)}"), glued=True) for name, value in rows),
        *(Block(plain(f"⚠ {shorten(warning, NAME)}"), glued=True) for warning in proposal.warnings[:WARNINGS]),
        Block(plain(texts.NEW_ON_SHELF)),
    ]
    buttons = (
        InlineKeyboardButton(texts.ADD, callback_data=f"a:{nonce}"),
        InlineKeyboardButton(texts.DISCARD, callback_data=f"d:{nonce}"),
    )
    return Part(pack(blocks)[0].markup, (buttons,))


def render_added(report: Report) -> Part:
    """Say that a report stands, and offer a question about it."""
    title = shorten(isolate(report.title), TITLE)
    markup = join([plain(texts.ADDED.format(title=title, report_id=report.id)), code(make_example(report))], "\n")
    return Part(markup, ((make_example_button(report, texts.ASK_THIS),),))
