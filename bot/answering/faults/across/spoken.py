"""Texts with the language that they are in, and which sentences of the quotations a statement is nearest to."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answers import Quote
from bot.answering.faults.ground import Ground
from bot.answering.tongues.hearing import find_tongue, hear_tongue
from bot.answering.tongues.tongue import Tongue
from bot.answering.tongues.topics import Term, find_met, list_terms
from bot.languages.language import Language, find_language
from corpus.sentences import split_sentences
from corpus.spelling import fold


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words in one of our languages."""

    text: str
    language: Language

    @property
    def tongue(self) -> Tongue | None:
        """The lists of its language, None for English."""
        return find_tongue(self.language)

    @property
    def folded(self) -> str:
        """Its words folded."""
        return fold(self.text)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its words that say something."""
        return list_terms(self.text, self.language)

    def count_shared(self, other: "Spoken") -> int:
        """Count the words of this that another text has."""
        return len({term.key for term in find_met(self.terms, other.terms, same=self.language is other.language)})


def hear_statement(statement: str) -> Spoken:
    """Give a statement with the language that it is written in."""
    tongue = hear_tongue(statement)
    return Spoken(statement, tongue.language if tongue else Language.ENGLISH)


def is_across(statement: str, ground: Ground) -> bool:
    """Whether a statement or one of its quotations is not in English."""
    others = any(find_language(quote.source.language) is not Language.ENGLISH for quote in ground.quotes)
    return others or hear_tongue(statement) is not None


def list_spoken(ground: Ground) -> list[Spoken]:
    """Give the quotations that are in one of our languages."""
    known = [(quote, find_language(quote.source.language)) for quote in ground.quotes]
    return [Spoken(quote.text, language) for quote, language in known if language]


def list_details(quote: Quote) -> Iterator[str]:
    """Give who speaks in a quotation, and where it stands."""
    voices = (quote.speaker, quote.role, *quote.relay)
    yield from filter(None, (*voices, quote.source.publisher, quote.source.author, quote.source.title))


def find_nearest(statement: Spoken, ground: Ground) -> list[Spoken]:
    """Give the sentences of the quotations that share most with a statement."""
    sentences = [
        Spoken(span.text_of(quote.text), quote.language)
        for quote in list_spoken(ground)
        for span in split_sentences(quote.text)
    ]
    shared = [statement.count_shared(sentence) for sentence in sentences]
    return [sentence for sentence, count in zip(sentences, shared, strict=True) if count == max(shared)]
