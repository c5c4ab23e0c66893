"""What the handlers work with: what the rest of the house does for them, what is remembered, and who may do what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from telegram import Chat, MaybeInaccessibleMessage, Message, Update
from telegram.ext import CallbackContext

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.drafting import InThread
from bot.answering.lookups.finding import Finding
from bot.answering.quoting import QuotePage
from bot.answering.stages import OnStage, ignore_stage
from bot.answering.understanding import Conversation
from bot.chat.asking.underway import Underway
from bot.chat.fairness.fair_use import FairUse
from bot.chat.rights import Rights
from bot.chat.sending import Place, Reply
from bot.chat.workers import Workers
from bot.following.beginning import Following
from bot.intake import Preview, Proposal
from bot.keeping import Keeping
from bot.languages.language import Language
from bot.languages.speech import Speech, get_speech
from bot.offering.details import NOTHING_GIVEN, Given
from bot.open_shelf import OpenShelf
from bot.standing import Outcome, Press, Ruling
from bot.state import State
from corpus.catalogue import Event, Listing
from corpus.collections import Collection
from corpus.grounds import Seen
from corpus.reports import Document, Report, Submission

if TYPE_CHECKING:
    from bot.chat.standing.awaiting import Awaiting


class Context(CallbackContext[Any, Any, Any, Any]):
    """What a handler is called with; `speech` is how the sender or presser is spoken to, which the guard finds out."""

    speech: Speech = get_speech(Language.ENGLISH)


class Shelf(Protocol):
    """What the chat reads of the catalogue."""

    def get_report(self, report_id: str, version: int | None = None) -> Report:
        """Give the live version of a report, or the version asked for."""

    def list_reports(self) -> Sequence[Listing]:
        """Give every report, without its text."""

    def history(self, report_id: str) -> Sequence[Event]:
        """Give what happened to a report, oldest first."""


class Intake(Protocol):
    """What takes documents in."""

    def unpack(self, submission: Submission) -> Collection:
        """Give the documents that one holds, or itself."""

    def read(self, submission: Submission) -> Document:
        """Read a document."""

    def look_up(self, submission: Submission, document: Document, given: Given = NOTHING_GIVEN) -> Preview:
        """Show how a document would stand on the shelf, and what stands there that is like it."""

    def propose(self, submission: Submission, given: Given = NOTHING_GIVEN, copy_of: str | None = None) -> Proposal:
        """Read a document and propose how it would stand on the shelf."""

    def propose_replacement(
        self, report_id: str, submission: Submission, given: Given = NOTHING_GIVEN, seen: Seen | None = None
    ) -> Proposal:
        """Read a document and propose it in the place of a report."""

    def accept(self, proposal: Proposal, actor: str, request: str | None = None) -> int:
        """Put a proposal into the catalogue and give the job that finishes it; a request made again gives it again."""


class Standing(Protocol):
    """What changes how reports stand."""

    def carry_out(self, ruling: Ruling, actor: str) -> Outcome:
        """Correct, withdraw or restore a report."""

    def decide(self, press: Press, actor: str) -> Outcome | None:
        """Do that for the press of a button, once."""


class Answering(Protocol):
    """What answers questions."""

    async def __call__(
        self,
        question: Question,
        conversation: Conversation,
        person: str,
        in_thread: InThread,
        on_stage: OnStage = ignore_stage,
    ) -> Answer | Refusal:
        """Answer a question that a person asks in a conversation; what blocks is called through `in_thread`.

        `on_stage` is told how far it has come, from any thread; what it raises ends the work.
        """


@dataclass(frozen=True, slots=True)
class House:
    """What the rest of the house does for the chat; every call but `answer` blocks, and someone else runs the jobs."""

    answer: Answering
    find: Callable[[str], Finding]
    fetch: Callable[[str], Submission]
    intake: Intake
    shelf: Shelf
    keeping: Keeping
    standing: Standing
    open_shelf: OpenShelf
    quote: Callable[[str, int], QuotePage]
    following: Following


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a handler needs beside the update itself."""

    house: House
    state: State
    workers: Workers
    rights: Rights
    awaiting: "Awaiting"
    fair_use: FairUse
    underway: Underway = field(default_factory=Underway)

    def reply_to(self, update: Update, quote: str | None = None, *, visibly: bool = False) -> Reply:
        """Give the reply to an update: beside its message, or beside the one whose button was pressed.

        `quote` holds the words of that message that are answered, which a group is shown with the reply; `visibly`
        makes it a reply for all to see in a private chat too.

        Raises:
            ValueError: when the update has neither; handlers are registered for updates that have.
        """
        message = find_message(update)
        if message is None:
            raise ValueError(f"update {update.update_id} holds no message to reply to")
        place = Place.beside(message, quote, visibly=visibly)
        return Reply(update.get_bot(), update.update_id, place, self.state.deliveries, self.workers)


def find_message(update: Update) -> MaybeInaccessibleMessage | None:
    """Give the message that was sent or changed, or the one whose button was pressed, or None."""
    return update.callback_query.message if update.callback_query else update.message or update.edited_message


def name_person(update: Update) -> str:
    """Give who did it, as records name people: “telegram:123”."""
    source = update.effective_user or update.effective_chat
    return f"telegram:{source.id}" if source else "telegram"


def name_conversation(update: Update) -> str | None:
    """Give the name of the conversation in which something was sent or pressed: one for each person and topic."""
    message = find_message(update)
    if message is None:
        return None
    if message.chat.type == Chat.PRIVATE:
        return f"telegram:{message.chat.id}"
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    person = update.effective_user or message.chat
    return f"telegram:{message.chat.id}:{topic or 0}:{person.id}"


def name_request(update: Update) -> str:
    """Give the name of what was sent or pressed, under which its answer, its document or its job is kept."""
    return f"telegram:{update.update_id}"
