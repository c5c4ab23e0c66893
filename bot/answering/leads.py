"""With what an answer begins: what it says in one or two sentences, before the quotations that hold it up.

    answer | worded statements, the first two | else the key sentence of a long first quotation | lead

Nothing is worded here. Where the first quotation is short, it says the answer as shortly itself and nothing leads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.answering.answers import Answer, Citation, Statement
from bot.answering.disputes.asked import find_answer, find_asked_kind
from bot.answering.disputes.kinds import Extract
from bot.answering.disputes.values import list_stems
from bot.answering.layout import Section
from corpus.sentences import Span, split_sentences

MOST_SENTENCES = 2
LONGEST = 320
"""How many characters a key sentence may have, and a quotation that needs none."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What an answer begins with: worded statements, or a place in the first quotation whose sentence says it."""

    statements: tuple[Statement, ...] = ()
    citation: Citation | None = None
    key: Span | None = None

    @property
    def key_text(self) -> str:
        """The words of the key sentence, cut out of the quotation."""
        return self.key.text_of(self.citation.quote.text) if self.citation and self.key else ""


def choose_lead(answer: Answer, sections: Sequence[Section]) -> Lead:
    """Choose what an answer begins with, of its sections in order; nothing where its first quotation is short."""
    worded = [each.lead for each in sections if isinstance(each.lead, Statement) and not each.is_quotation]
    if worded:
        return Lead(statements=tuple(worded[:MOST_SENTENCES]))
    if answer.positions or not sections or not sections[0].shown:
        return Lead()
    citation = sections[0].shown[0]
    key = find_key_sentence(get_asked(answer), citation.quote.text)
    return Lead(citation=citation, key=key) if key else Lead()


def find_key_sentence(question: str, text: str) -> Span | None:
    """Give the sentence of a quotation that has most of a question's words; None where all of it is as short."""
    sentences = split_sentences(text)
    if len(sentences) <= MOST_SENTENCES and len(text) <= LONGEST:
        return None
    wanted = list_stems(question)
    best = max(sentences, key=lambda each: (len(wanted & list_stems(each.text_of(text))), -each.start))
    return best if best.end - best.start <= LONGEST else None


def list_values(answer: Answer) -> tuple[str, ...]:
    """Give the words in which each position of a dispute gives the figure or date asked for; none unless all differ."""
    question, quotes = get_asked(answer), {each.number: each.quote for each in answer.citations}
    kind = find_asked_kind(question)
    shown = [quotes[each.citations[0]] for each in answer.positions] if kind else []
    texts = [quote.text for quote in shown]
    extracts = [Extract(quote.text, quote.source.language, quote.source.published) for quote in shown]
    values = [find_answer(question, extract, kind) for extract in extracts if kind]
    found = [each for each in values if each]
    if len(found) < len(texts) or any(one.agrees_with(other) for one, other in combinations(found, 2)):
        return ()
    return tuple(text[each.start : each.end].strip() for text, each in zip(texts, found, strict=True))


def get_asked(answer: Answer) -> str:
    """Give the question as it was understood."""
    return answer.receipt.understood_as or answer.question.text
