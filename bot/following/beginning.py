"""How somebody comes to follow a question.

question, conversation | answered by quotations alone, once for each message | kept | followed, or why not
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.understanding import Conversation
from bot.state import State
from bot.state.follows import Follow, Outcome, Wish
from corpus.audit import AuditLog
from corpus.database import Database

Record = Answer | Refusal
Quote = Callable[[Question, Conversation], Record]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who follows, where they are told, in which conversation they ask, and the name of the message that does."""

    person: str
    place: str
    conversation: str | None
    request: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What became of it, the answer that the follower knows from now on, and the follow; None where there is none."""

    outcome: Outcome
    record: Record | None = None
    follow: Follow | None = None


class Following:
    """Lets people follow questions, each at most `most`; `quote` answers from quotations alone."""

    def __init__(self, database: Database, state: State, quote: Quote, most: int) -> None:
        self.most = most
        self._state = state
        self._quote = quote
        self._log = AuditLog(database)

    def begin(self, question: str, said: Conversation, asker: Asker) -> Begun:
        """Follow a question as it is understood in a conversation; the same message dealt with again changes nothing.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
            DatabaseError: when the catalogue cannot be read or written.
        """
        record = self._state.answers.find(asker.request)
        # What changed since the message was first dealt with is not known, so the answer is looked at again soon.
        position = 0 if record else self._log.find_last_change()
        if record is None:
            if self._is_refused(question, asker):
                return Begun(Outcome.FULL)
            record = self._answer(question, said, asker)
        if isinstance(record, Refusal):
            self._state.gaps.file(record, asker.person)
        asked = record.receipt.understood_as or question
        wish = Wish(asker.person, asker.place, asked, record.id, position)
        outcome, follow = self._state.follows.begin(wish, self.most)
        return Begun(outcome, record, follow)

    def _is_refused(self, question: str, asker: Asker) -> bool:
        """Whether nothing more is kept for somebody, and this is not what they follow already."""
        follows = self._state.follows
        return follows.count(asker.person) >= self.most and not follows.find(asker.person, asker.place, question)

    def _answer(self, question: str, said: Conversation, asker: Asker) -> Record:
        """Answer, and keep the answer before it is shown; anew where something quoted stood no longer by then."""
        while True:
            record = self._quote(Question(question), said)
            if self._state.answers.save_standing(record, asker.person, asker.request, asker.conversation):
                return record
