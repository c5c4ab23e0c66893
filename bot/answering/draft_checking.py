"""Checking a draft: what of a language model's reply is shown, and what is dropped with a reason.

    draft | numbers | characters | quotation marks | figures, dates, names | turns and hedges | meaning | checked draft

Every statement passes every check or goes as a whole, however good the rest of it is. Nothing here trusts the model.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answering.answers import Dropped, Quote
from bot.answering.drafts import Draft, DraftedPosition, DraftedStatement
from bot.answering.faults.across.checks import choose_finders
from bot.answering.faults.characters import find_character_fault, find_voice_fault
from bot.answering.faults.closeness import Closenesses
from bot.answering.faults.days import find_date_fault
from bot.answering.faults.figures import find_figure_fault
from bot.answering.faults.grave import find_grave_fault
from bot.answering.faults.ground import Ground
from bot.answering.faults.hedges import find_hedge_fault
from bot.answering.faults.marks import copy_marked
from bot.answering.faults.names import find_name_fault
from bot.answering.faults.orders import find_order_fault
from bot.answering.faults.parties import find_party, find_stance_fault
from bot.answering.faults.turning import find_turn_fault
from bot.answering.prompts import NumberedSentence
from bot.answering.visible_text import open_half_spaces
from bot.answering.wording import open_name
from corpus.folding import fold_text
from corpus.worded import Worded
from index.embedding import Embedder

NO_SUCH_SENTENCE = Worded("it points at a sentence that was not given")
NO_SENTENCE = Worded("it points at no sentence")
SAID_TWICE = Worded("the same words twice")
NO_WORDS = Worded("no words")
NOT_ASKED = Worded("something that was not asked")
FOREIGN_PARTY = Worded("a party that does not speak in its quotations")


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What is left of a draft: each statement and position passed every check, and points at sentences that are there.

    A position's party is named as its quotations name it. `missing` holds parts of the question in its own words.
    """

    statements: tuple[DraftedStatement, ...]
    positions: tuple[DraftedPosition, ...]
    dropped: tuple[Dropped, ...]
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left that could be shown as an answer."""
        return not self.statements and not self.positions


def check_draft(draft: Draft, sentences: Sequence[NumberedSentence], question: str, embedder: Embedder) -> CheckedDraft:
    """Check a draft against the sentences that the model was given.

    Raises:
        EmbeddingModelError: when the embedding model cannot be loaded.
    """
    check = Check({each.number: each.quote for each in sentences if each.text == each.quote.text}, question, embedder)
    statements = tuple(filter(None, [check.keep_statement(each) for each in draft.statements]))
    positions = tuple(filter(None, [check.keep_position(each) for each in draft.positions]))
    missing = tuple(filter(None, [check.keep_missing(each) for each in draft.missing]))
    return CheckedDraft(statements, positions, tuple(check.dropped), missing)


@dataclass(slots=True)
class Check:
    """One draft under check: the quotations by their numbers, the question, and what was dropped so far."""

    quotes: Mapping[int, Quote]
    question: str
    embedder: Embedder
    dropped: list[Dropped] = field(default_factory=list)
    _closenesses: Closenesses = field(init=False)
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._closenesses = Closenesses(self.embedder)

    def keep_statement(self, statement: DraftedStatement) -> DraftedStatement | None:
        """Give the statement as it may be shown, or None once it is dropped."""
        ground = self.find_ground(statement.text, statement.numbers)
        text = self.keep_text(statement.text, ground) if ground else None
        return DraftedStatement(text, statement.numbers) if text else None

    def keep_position(self, position: DraftedPosition) -> DraftedPosition | None:
        """Give the position as it may be shown, or None once it is dropped; its text may go without it."""
        named = f"{position.party} {position.stance.value}"
        ground = self.find_ground(named, position.numbers)
        if ground is None:
            return None
        party = find_party(position.party, position.stance, ground.quotes)
        fault = find_stance_fault(position.stance, ground.quotes) if party else FOREIGN_PARTY
        if fault or party is None:
            self.drop(named, fault)
            return None
        text = self.keep_text(position.text, ground) if position.text else None
        is_outlet = any(party == quote.source.publisher for quote in ground.quotes)
        return DraftedPosition(party if is_outlet else open_name(party), position.stance, text, position.numbers)

    def keep_missing(self, text: str) -> str | None:
        """Give a part of the question in the question's own words, or None once it is dropped."""
        folded = fold_text(self.question)
        part = fold_text(text).text.strip(" ?.'")
        at = folded.text.find(part) if part else -1
        if at < 0:
            self.drop(text, NOT_ASKED)
            return None
        start, end = folded.find_place(at, at + len(part))
        found = self.question[start:end]
        fault = find_character_fault(found, Ground((), self.question))
        if fault:
            self.drop(found, fault)
            return None
        return found

    def find_ground(self, text: str, numbers: Sequence[int]) -> Ground | None:
        """Give what the numbers point at; None once it is dropped, since one of them points at nothing."""
        if not numbers:
            self.drop(text, NO_SENTENCE)
            return None
        if any(number not in self.quotes for number in numbers):
            self.drop(text, NO_SUCH_SENTENCE)
            return None
        return Ground(tuple(self.quotes[number] for number in numbers), self.question)

    def keep_text(self, given: str, ground: Ground) -> str | None:
        """Give a sentence as it may be shown, or None once it is dropped."""
        opened = open_half_spaces(given.strip())
        fault = find_character_fault(opened, ground)
        if fault:
            self.drop(given, fault)
            return None
        text = copy_marked(opened, ground.texts)
        folded = fold_text(text).text
        fault = SAID_TWICE if folded in self._said else next(self.list_faults(text, ground), None)
        if fault:
            self.drop(given, fault)
            return None
        self._said.add(folded)
        return text

    def list_faults(self, text: str, ground: Ground) -> Iterator[str]:
        """Give what is wrong with a sentence, one fault after another, the cheap checks first."""
        if not any(map(str.isalpha, text)):
            yield NO_WORDS
        finders = (*choose_finders(text, ground, FINDERS), self._closenesses.find_fault)
        yield from filter(None, (find(text, ground) for find in finders))

    def drop(self, text: str, reason: str | None) -> None:
        """Count something as dropped."""
        self.dropped.append(Dropped(text, reason or NO_SENTENCE))


FINDERS = (
    find_voice_fault,
    find_figure_fault,
    find_date_fault,
    find_name_fault,
    find_turn_fault,
    find_grave_fault,
    find_hedge_fault,
    find_order_fault,
)
