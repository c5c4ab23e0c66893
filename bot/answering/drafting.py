"""Asking a language model to word an answer, and what is left of its draft when it has been checked.

    evidence | numbered sentences | prompt | reply | draft | checked | what may be shown, or why nothing may

Both requests that one question may lead to share one time limit; what is done between them is not counted.

Whatever goes wrong, there is a value at the end: the quotations are there already, and go out without its wording.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from bot.answering.answers import Quote, Spent, Timing
from bot.answering.draft_checking import CheckedDraft, check_draft
from bot.answering.drafts import parse_draft
from bot.answering.language_model import LanguageModel, Reply
from bot.answering.prompts import NumberedSentence, Prompt, write_prompt
from bot.answering.readings import Stopwatch
from bot.answering.rewriting import check_rewrite, write_rewrite_prompt
from bot.answering.understanding import Conversation, Understood
from bot.errors import BudgetSpentError, LanguageModelError, ModelTimeoutError
from bot.languages.language import Language
from corpus.worded import Worded
from index.embedding import Embedder

T = TypeVar("T")

REWRITING = 0.3
"""The share of the time limit that making a follow-up stand alone may take."""

BOOKING_S = 0.2
"""How much sooner the model must have replied, so that there is time to book what it cost."""

TOO_SLOW = Worded("The language model took longer than it may")
NOTHING_LEFT = Worded("nothing in it passed the checks")
NOT_ANSWERED = Worded("it says that the passages do not answer the question")
OVERTAKEN = Worded("a report that it was shown no longer stands as it did")


class InThread(Protocol):
    """Calls a function that blocks where it holds up nobody, such as `asyncio.to_thread`."""

    def __call__(self, function: Callable[[], T], /) -> Awaitable[T]:
        """Give what the function gives, and raise what it raises."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of asking: what passed the checks, if anything did, else why not; and what it cost, all requests."""

    model: str
    sentences: tuple[NumberedSentence, ...] = ()
    checked: CheckedDraft | None = None
    tokens: int = 0
    fallback: str | None = None
    spent: Spent | None = None
    timings: tuple[Timing, ...] = ()

    @property
    def can_be_shown(self) -> bool:
        """Whether something is left of the draft that can stand for an answer."""
        return self.checked is not None and self.fallback is None

    def overtake(self) -> "Drafted":
        """Give what is left of it once something that it points at no longer stands: its costs."""
        return replace(self, sentences=(), checked=None, fallback=OVERTAKEN)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of asking for a question that stands alone: None where none may be trusted; and what it cost."""

    understood: Understood | None
    asked: Drafted
    seconds: float


class Drafter:
    """Asks a language model; `seconds` is the time limit for both of its requests for one question together.

    `find_embedder` gives the one that a draft is checked with.
    """

    def __init__(self, model: LanguageModel, find_embedder: Callable[[], Embedder], seconds: float) -> None:
        self._model = model
        self._find_embedder = find_embedder
        self._seconds = seconds

    async def rewrite(self, question: str, conversation: Conversation, person: str) -> Rewritten:
        """Ask for the question as it stands alone, and give it only where it may be trusted."""
        watch, understood, tokens = Stopwatch(), None, 0
        began = asyncio.get_running_loop().time()
        with watch.timing("rewrite"):
            try:
                prompt = write_rewrite_prompt(question, conversation)
                reply = await self._ask(prompt, person, REWRITING * self._seconds)
            except LanguageModelError as error:
                tokens = error.tokens or 0
            else:
                tokens, understood = reply.tokens, check_rewrite(reply.text, question, conversation)
        seconds = asyncio.get_running_loop().time() - began
        return Rewritten(understood, Drafted(self._model.name, tokens=tokens, timings=tuple(watch.timings)), seconds)

    async def draft(
        self,
        question: str,
        quotes: Sequence[Quote],
        person: str,
        in_thread: InThread,
        earlier: Rewritten | None = None,
        language: Language = Language.ENGLISH,
    ) -> Drafted:
        """Ask for an answer that points at these quotations, and check what comes; `earlier` is what was asked before.

        `language` is what the question is asked in.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
        """
        sentences = tuple(NumberedSentence(number, quote.text, quote) for number, quote in enumerate(quotes, 1))
        asked = earlier.asked if earlier else Drafted(self._model.name)
        seconds = self._seconds - (earlier.seconds if earlier else 0.0)
        watch, tokens, checked, spent = Stopwatch(), 0, None, None
        try:
            with watch.timing("draft"):
                reply = await self._ask(write_prompt(question, sentences, language=language), person, seconds)
            tokens = reply.tokens
            draft = parse_draft(reply.text)
            with watch.timing("check draft"):
                checked = await in_thread(lambda: check_draft(draft, sentences, question, self._find_embedder()))
            fallback = find_fallback(checked)
        except LanguageModelError as error:
            tokens, fallback, spent = tokens or error.tokens or 0, str(error), find_spent(error)
        timings = (*asked.timings, *watch.timings)
        return Drafted(asked.model, sentences, checked, asked.tokens + tokens, fallback, spent, timings)

    async def _ask(self, prompt: Prompt, person: str, seconds: float) -> Reply:
        """Ask within this time, in which the books of tokens are kept too."""
        try:
            async with asyncio.timeout(seconds):
                return await self._model.complete(prompt, person, seconds - BOOKING_S)
        except TimeoutError:
            raise ModelTimeoutError(TOO_SLOW, tokens=None) from None


def find_spent(error: LanguageModelError) -> Spent | None:
    """Say whose tokens are spent and until when, where that is why there is no reply."""
    return Spent(error.resets_at, error.by_everybody) if isinstance(error, BudgetSpentError) else None


def find_fallback(checked: CheckedDraft) -> str | None:
    """Say why what is left of a draft cannot stand for an answer, or None; one party alone takes no positions."""
    if checked.statements or len({each.party for each in checked.positions}) > 1:
        return None
    return NOTHING_LEFT if checked.dropped else NOT_ANSWERED
