"""Who is heard in the quotations chosen, and what each of them claims.

A claim is a quotation held against a question: whose words it is in, the side that these take, and the figure or date
that they answer with.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.disputes.asked import find_answer, find_asked_kind
from bot.answering.disputes.contention import read_side
from bot.answering.disputes.kinds import Extract, Value
from bot.answering.disputes.parties import Party, find_party
from bot.answering.disputes.side import Side
from bot.answering.evidence import Evidence
from corpus.attribution import Attribution
from corpus.reports import Report
from corpus.sentences import Span

Reports = Mapping[tuple[str, int], Report]
Attribute = Callable[[Report], Sequence[Attribution]]
"""What gives a report's attributions in order: `attribute_report`, or something that remembers what it gave."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A quotation with the attributions of the sentences inside it, in order."""

    evidence: Evidence
    attributions: tuple[Attribution, ...]

    @property
    def own(self) -> Attribution | None:
        """That of the sentence which the quotation was chosen for."""
        core = self.evidence.core
        return next((each for each in self.attributions if each.span.overlaps(core)), None)

    @property
    def core_text(self) -> str:
        """The words of that sentence."""
        return self.evidence.core_text

    @property
    def extract(self) -> Extract:
        """These words with the language and the day of their report."""
        source = self.evidence.quote.source
        return Extract(self.core_text, source.language, source.published)

    @property
    def place(self) -> tuple[str, int]:
        """Which report version it is from."""
        return self.evidence.quote.source.report_id, self.evidence.quote.source.version


@dataclass(frozen=True, slots=True)
class Claim:
    """What a witness says to a question: the party that it speaks for, its side, and its figure or date.

    `context` is the report's title with the passage that the quotation stands in.
    """

    witness: Witness
    party: Party
    side: Side
    value: Value | None
    context: str

    @property
    def text(self) -> str:
        """The whole quotation."""
        return self.witness.evidence.quote.text

    @property
    def language(self) -> str:
        """The language that it is in, by its code."""
        return self.witness.evidence.quote.source.language

    @property
    def score(self) -> float:
        """How well it matches the question."""
        return self.witness.evidence.score


def make_witnesses(evidence: Iterable[Evidence], reports: Reports, attribute: Attribute) -> tuple[Witness, ...]:
    """Give each quotation with what is known of who speaks in it."""
    return tuple(make_witness(each, reports, attribute) for each in evidence)


def make_witness(evidence: Evidence, reports: Reports, attribute: Attribute) -> Witness:
    """Give one quotation with the attributions of its sentences."""
    quote = evidence.quote
    inside = Span(quote.start, quote.end)
    known = attribute(reports[quote.source.report_id, quote.source.version])
    return Witness(evidence, tuple(each for each in known if each.span.overlaps(inside)))


def read_claim(question: str, witness: Witness, reports: Reports) -> Claim:
    """Give what a witness says to the question."""
    own, text = witness.own, witness.core_text
    kind = find_asked_kind(question)
    return Claim(
        witness,
        find_party(own, witness.evidence.quote.source),
        read_side(question, text, own, witness.extract.language),
        find_answer(question, witness.extract, kind) if kind else None,
        read_context(witness, reports),
    )


def read_context(witness: Witness, reports: Reports) -> str:
    """Give the title of a quotation's report and the passage that it stands in."""
    quote, passage = witness.evidence.quote, witness.evidence.passage
    report = reports.get(witness.place)
    return f"{quote.source.title}\n{report.body[passage.start : passage.end] if report else quote.text}"
