"""The values of an answer: quotations as places, the statements they hold up, and what was refused."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.languages.hearing import hear_language
from bot.languages.language import Language
from corpus.reports import Report, Status


@dataclass(frozen=True, slots=True)
class Question:
    """What someone asks, and the bounds they put on it (`since` and `until` are inclusive publication dates).

    `likely` is the language of whoever asks, which counts where the words do not show theirs.
    """

    text: str
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    likely: Language = Language.ENGLISH

    @property
    def language(self) -> Language:
        """The language that it is asked in, and answered in."""
        return hear_language(self.text, self.likely)


@dataclass(frozen=True, slots=True)
class Source:
    """The details of one report version that a citation shows."""

    report_id: str
    version: int
    title: str
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str
    status: Status
    note: str | None

    @classmethod
    def of(cls, report: Report) -> "Source":
        """Take them from a report."""
        return cls(
            report.id,
            report.version,
            report.title,
            report.publisher,
            report.author,
            report.published,
            report.url,
            report.language,
            report.status,
            report.note,
        )


@dataclass(frozen=True, slots=True)
class QuotedDate:
    """A date named in a quotation: its words and the day, month or year they mean (ISO), None when unclear."""

    text: str
    value: str | None


class Stance(StrEnum):
    """What a party does in the words quoted."""

    CLAIMS = "claims"
    DENIES = "denies"
    BLAMES = "blames"
    SUSPECTS = "suspects"
    REPORTS = "reports"
    DECLINES = "declines"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in one report version; `text` is the slice `body[start:end]` and nothing else.

    `speaker` is who says it, as the report names them (None: the outlet itself), with the `role` that it gives them;
    `relay` is through whom it came to the outlet, the one nearest to the speaker first; `stance` is what the speaker
    does in it, where the report's own verb says so.
    """

    source: Source
    start: int
    end: int
    text: str
    page: int | None = None
    speaker: str | None = None
    dates: tuple[QuotedDate, ...] = ()
    role: str | None = None
    relay: tuple[str, ...] = ()
    stance: Stance | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"a quote's text must be as long as its place: {self.start}..{self.end}")

    @classmethod
    def cut(cls, report: Report, start: int, end: int) -> "Quote":
        """Cut it out of the report: the only way to make one from offsets."""
        return cls(Source.of(report), start, end, report.body[start:end], report.find_page(start))


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its number in the answer, counted from 1 in order of first use."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer and the numbers of the citations that hold it up; never without one."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs a citation")


@dataclass(frozen=True, slots=True)
class Position:
    """Where one party stands, and the numbers of the citations that show it.

    `reports` is how many reports say it and `origins` how many of those are no copies of another. Where values differ,
    `newest` marks the one that was published last.
    """

    party: str
    stance: Stance
    citations: tuple[int, ...]
    reports: int = 1
    origins: int = 1
    newest: bool = False

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a position needs a citation")


@dataclass(frozen=True, slots=True)
class Translation:
    """What the quotation with this number says in another language (ISO 639-1), as a language model words it.

    It is no quotation: it stands under its original, marked as ours, and is never searched or quoted itself.
    """

    number: int
    language: str
    text: str
    model: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was taken out of an answer, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Timing:
    """How many milliseconds one step of the pipe took."""

    step: str
    ms: float


@dataclass(frozen=True, slots=True)
class ReportUsed:
    """A report version that was quoted, and the sha256 of its original, in hex."""

    id: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Spent:
    """That the day's tokens of the language model are spent, one person's or everybody's, and until when (UTC)."""

    until: datetime
    by_everybody: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came about; kept with it, so that it can be shown later.

    `passages_read` and `passages_used` are places ("report@version:start-end"), `model` names the embedding
    model, and `support` is the score that was held against `threshold` (None: not kept). `language_model` names the
    one that was asked, `tokens` says how many it read and wrote, `fallback` why its draft was not used,
    and `spent` whether that is because there are no tokens left. `untranslated` says why quotations in another
    language than the question's have no translation, where one was wanted and none was dropped.
    """

    understood_as: str
    passages_read: tuple[str, ...]
    passages_used: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    timings: tuple[Timing, ...]
    model: str
    support: float
    reports: tuple[ReportUsed, ...] = ()
    language_model: str | None = None
    tokens: int = 0
    fallback: str | None = None
    threshold: float | None = None
    since: date | None = None
    until: date | None = None
    spent: Spent | None = None
    untranslated: str | None = None


class Mode(StrEnum):
    """Who worded an answer: nobody, so that it is quotations alone, or a language model."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


class AnswerStatus(StrEnum):
    """What kind of answer went out."""

    ANSWERED = "answered"
    DISPUTED = "disputed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements or positions held up by numbered quotations.

    `notice` says before them what the question takes for granted and no report says; `unheard` names parties to a
    dispute that no quotation here comes from; `as_of` is the day of the newest report quoted.
    """

    id: str
    question: Question
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    receipt: Receipt
    positions: tuple[Position, ...] = ()
    notice: str | None = None
    unheard: tuple[str, ...] = ()
    as_of: date | None = None
    mode: Mode = Mode.EXTRACTIVE
    translations: tuple[Translation, ...] = ()

    def __post_init__(self) -> None:
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)) or not numbers:
            raise ValueError(f"citations must be numbered 1 to n: {numbers}")

    @property
    def status(self) -> AnswerStatus:
        """Disputed when positions are shown, answered otherwise."""
        return AnswerStatus.DISPUTED if self.positions else AnswerStatus.ANSWERED


@dataclass(frozen=True, slots=True)
class Refusal:
    """No report supports an answer; `nearest` holds the closest quotations, numbered from 1, or nothing.

    `missing` holds the names and figures of the question that no passage read has.
    """

    id: str
    question: Question
    nearest: tuple[Citation, ...]
    receipt: Receipt
    missing: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def status(self) -> AnswerStatus:
        """Always refused."""
        return AnswerStatus.REFUSED
