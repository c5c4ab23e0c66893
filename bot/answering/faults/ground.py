"""What a statement stands on: the quotations that it cites, and the question that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answers import Quote
from bot.answering.faults.reading import Word, read_words


@dataclass(frozen=True, slots=True)
class Ground:
    """The quotations that one statement cites, and the question."""

    quotes: tuple[Quote, ...]
    question: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The quotations' own words."""
        return tuple(quote.text for quote in self.quotes)

    @property
    def cited(self) -> tuple[str, ...]:
        """The quotations' own words, and what is known of who says them and where."""
        return (*self.texts, *(phrase for quote in self.quotes for phrase in list_details(quote)))

    @property
    def everything(self) -> tuple[str, ...]:
        """What names may come from: all that is cited, and the question."""
        return (*self.cited, self.question)

    @property
    def words(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each quotation."""
        return tuple(map(read_words, self.texts))


def list_details(quote: Quote) -> Iterator[str]:
    """Give the names that belong to a quotation: its voices, with their role before and behind, outlet and title."""
    if quote.speaker:
        yield from name_voice(quote.speaker, quote.role)
    yield from quote.relay
    yield from filter(None, (quote.role, quote.source.publisher, quote.source.author, quote.source.title))


def name_voice(speaker: str, role: str | None) -> Iterator[str]:
    """Give a speaker's name, also with the role on either side."""
    yield speaker
    if role:
        yield f"{role} {speaker}"
        yield f"{speaker} {role}"
