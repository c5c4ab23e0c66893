"""What counts as a change of an answer: pure code over the answer that a follower knows and the one given now.

    answer known, how its quotations stand, answer now, reports that changed | Change, or None

One of these must be so, and each is the doing of a report that was added, replaced, corrected, withdrawn or restored:

- gone: a quotation known is of a report that was withdrawn, or that has new wording without these words, and no
  quotation of the answer now says the same;
- corrected: a report that was quoted was corrected since, and still has the words;
- new: a quotation comes from a report that changed since the last look, and nothing known says the same;
- begun: the reports did not answer, and do now.

“The same” is `corpus.duplicates.same_wording`: light edits and copies carried by another outlet say nothing new, a
figure, a name or a negation does. Nothing else counts: not another order, not a quotation that gave way to a better
one and still stands, not what comes nearest to a question that is refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answers import Answer, AnswerStatus, Quote, Refusal
from corpus.duplicates import same_wording
from corpus.reports import Status

Record = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Known:
    """A quotation that a follower was shown, and how it stands now.

    `status` and `note` are its report's, and `has_words` is whether the version that stands has the words.
    """

    quote: Quote
    status: Status
    note: str | None
    has_words: bool

    @property
    def is_withdrawn(self) -> bool:
        """Whether its report is no longer quoted at all."""
        return not self.status.quotable

    @property
    def is_corrected(self) -> bool:
        """Whether its report was corrected after it was shown, and keeps the words."""
        source = self.quote.source
        is_news = (source.status, source.note) != (self.status, self.note)
        return self.status is Status.CORRECTED and self.has_words and is_news


class Turn(StrEnum):
    """How an answer changed as a whole."""

    BEGUN = "begun"
    ENDED = "ended"
    DISPUTED = "disputed"
    SETTLED = "settled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """What a follower is told: the quotations that are new, those that are gone, and those corrected."""

    turn: Turn
    new: tuple[Quote, ...]
    gone: tuple[Known, ...]
    corrected: tuple[Known, ...]


def find_change(before: Record, known: Sequence[Known], after: Record, changed: Collection[str]) -> Change | None:
    """Give what changed, or None where nothing did that counts.

    `known` are the quotations of `before`, and `changed` are the ids of the reports to which anything happened since
    the last look.
    """
    now = list_quotes(after)
    gone = tuple(each for each in known if is_gone(each, now))
    corrected = tuple(each for each in known if each.is_corrected)
    new = tuple(quote for quote in now if not any(says_same(quote, each.quote) for each in known))
    turn = find_turn(before.status, after.status)
    is_caused = any(quote.source.report_id in changed for quote in new)
    if gone or corrected or is_caused or turn is Turn.BEGUN:
        return Change(turn, new, gone, corrected)
    return None


def list_quotes(record: Record) -> tuple[Quote, ...]:
    """Give what an answer quotes; nothing for a refusal, whose nearest passages answer nothing."""
    return tuple(each.quote for each in record.citations) if isinstance(record, Answer) else ()


def is_gone(known: Known, now: Sequence[Quote]) -> bool:
    """Whether words that were quoted stand no longer; words that another quotation has now are not missed.

    A report that was withdrawn is, also where another one says the same: who relied on it should know.
    """
    if known.is_withdrawn:
        return True
    return not known.has_words and not any(says_same(known.quote, quote) for quote in now)


def says_same(one: Quote, other: Quote) -> bool:
    """Whether two quotations are the same words, one is inside the other, or they differ by a light edit."""
    text, other_text = (" ".join(each.text.split()) for each in (one, other))
    return text in other_text or other_text in text or same_wording(text, other_text)


def find_turn(before: AnswerStatus, after: AnswerStatus) -> Turn:
    """Say how an answer changed as a whole."""
    if before == after:
        return Turn.OTHER
    if AnswerStatus.REFUSED in (before, after):
        return Turn.BEGUN if before is AnswerStatus.REFUSED else Turn.ENDED
    return Turn.DISPUTED if after is AnswerStatus.DISPUTED else Turn.SETTLED
