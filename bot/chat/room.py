"""What the handlers work with: what the rest of the house does for them, what is remembered, and who may do what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import Chat, MaybeInaccessibleMessage, Message, Update
from telegram.ext import CallbackContext

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.drafting import InThread
from bot.answering.lookups.finding import Finding
from bot.answering.understanding import Conversation
from bot.chat.rights import Rights
from bot.chat.sending import Place, Reply
from bot.chat.workers import Workers
from bot.intake import Proposal
from bot.state import State
from corpus.catalogue import Event, Listing
from corpus.reports import Report, Submission

Context = CallbackContext[Any, Any, Any, Any]


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

    def propose(self, submission: Submission) -> Proposal:
        """Read a document and propose how it would stand on the shelf."""

    def accept(self, proposal: Proposal, actor: str, request: str | None = None) -> int:
        """Put a proposal into the catalogue and give the job that finishes it; a request made again gives it again."""


class Answering(Protocol):
    """What answers questions."""

    async def __call__(
        self, question: Question, conversation: Conversation, person: str, in_thread: InThread
    ) -> Answer | Refusal:
        """Answer a question that a person asks in a conversation; what blocks is called through `in_thread`."""


@dataclass(frozen=True, slots=True)
class House:
    """What the rest of the house does for the chat; every call but `answer` blocks, and someone else runs the jobs."""

    answer: Answering
    find: Callable[[str], Finding]
    fetch: Callable[[str], Submission]
    intake: Intake
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a handler needs beside the update itself."""

    house: House
    state: State
    workers: Workers
    rights: Rights

    def reply_to(self, update: Update) -> Reply:
        """Give the reply to an update: beside its message, or beside the one whose button was pressed.

        Raises:
            ValueError: when the update has neither; handlers are registered for updates that have.
        """
        message = find_message(update)
        if message is None:
            raise ValueError(f"update {update.update_id} holds no message to reply to")
        return Reply(update.get_bot(), update.update_id, Place.beside(message), self.state.deliveries, self.workers)


def find_message(update: Update) -> MaybeInaccessibleMessage | None:
    """Give the message that was sent, or the one whose button was pressed, or None."""
    return update.callback_query.message if update.callback_query else update.message


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
