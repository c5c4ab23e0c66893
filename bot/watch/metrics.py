"""The figures of the running bot, as Prometheus reads them; none of them names a person, a chat or a report.

Counters begin at zero with each start. What waits is read from the database when somebody looks, so it is true also
right after a start.
"""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.answering.answers import Answer, AnswerStatus, Mode, Receipt, Refusal
from bot.answering.reason_wording import NOT_A_SLICE, NOT_LIVE, is_copy_reason
from bot.answering.receipts import list_citations
from bot.state.loads import Load
from corpus.errors import DatabaseError

CHECK_FAULTS = frozenset((NOT_LIVE, NOT_A_SLICE))
STAGES = ("search", "choose", "check", "describe", "rewrite", "draft", "check draft")
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)


class Metrics:
    """All figures, in a registry of their own."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self._add_answer_figures(registry)
        self._add_call_figures(registry)
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)

    def _add_answer_figures(self, registry: CollectorRegistry) -> None:
        self._questions = Counter("onrecord_questions", "Questions that an answer was sought for.", registry=registry)
        self._answers = Counter(
            "onrecord_answers", "Answers made, by status (refused among them) and by who worded them.",
            ["status", "mode"], registry=registry,
        )  # fmt: skip
        for status in (AnswerStatus.ANSWERED, AnswerStatus.DISPUTED):
            for mode in Mode:
                self._answers.labels(status.value, mode.value)
        self._answers.labels(AnswerStatus.REFUSED.value, Mode.EXTRACTIVE.value)
        self._failed = Counter("onrecord_answers_failed", "Questions whose answering failed.", registry=registry)
        self._answer_seconds = Histogram(
            "onrecord_answer_seconds", "From a question's turn to its answer, the wait for a thread included.",
            registry=registry, buckets=SECONDS,
        )  # fmt: skip
        self._stage_seconds = Histogram(
            "onrecord_stage_seconds", "How long each stage of an answer took.", ["stage"], registry=registry,
            buckets=SECONDS,
        )  # fmt: skip
        for stage in STAGES:
            self._stage_seconds.labels(stage)
        self._quotations = Counter(
            "onrecord_quotations_checked", "Quotations held against the catalogue: shown since they hold, or failed.",
            ["outcome"], registry=registry,
        )  # fmt: skip
        for outcome in ("held", "failed"):
            self._quotations.labels(outcome)
        self._dropped = Counter(
            "onrecord_statements_dropped", "What a language model worded and a check took out.", registry=registry
        )

    def _add_call_figures(self, registry: CollectorRegistry) -> None:
        self._model_calls = Counter(
            "onrecord_model_calls", "Calls of the language model, by what came of them: replied, or the kind of error.",
            ["outcome"], registry=registry,
        )  # fmt: skip
        self._model_calls.labels("replied")
        self._model_tokens = Counter(
            "onrecord_model_tokens", "Tokens that the language model is known to have read and written.",
            registry=registry,
        )  # fmt: skip
        self._model_seconds = Histogram(
            "onrecord_model_seconds", "How long calls of the language model took.", registry=registry, buckets=SECONDS
        )
        self._telegram_calls = Counter(
            "onrecord_telegram_calls", "Calls of Telegram's methods, by outcome; flooded is a 429.",
            ["method", "outcome"], registry=registry,
        )  # fmt: skip
        self._telegram_seconds = Histogram(
            "onrecord_telegram_seconds", "How long calls of Telegram's methods took.", ["method"], registry=registry,
            buckets=SECONDS,
        )  # fmt: skip
        self._update_seconds = Histogram(
            "onrecord_update_seconds", "From an update's arrival to its end: how long people wait.", ["kind"],
            registry=registry, buckets=SECONDS,
        )  # fmt: skip
        self._errors = Counter("onrecord_errors", "Unexpected errors, by type and place.", ["kind"], registry=registry)

    def watch_load(self, measure: Callable[[], Load]) -> None:
        """Give also what waits, measured when somebody looks."""
        self.registry.register(LoadCollector(measure))

    def count_question(self) -> None:
        """Count a question that an answer is sought for."""
        self._questions.inc()

    def count_answer(self, record: Answer | Refusal, seconds: float) -> None:
        """Count an answer that was made, its stages, and what its checks took out."""
        mode = record.mode if isinstance(record, Answer) else Mode.EXTRACTIVE
        self._answers.labels(record.status.value, mode.value).inc()
        self._answer_seconds.observe(seconds)
        for timing in record.receipt.timings:
            self._stage_seconds.labels(timing.step).observe(timing.ms / 1000)
        self._quotations.labels("held").inc(len(list_citations(record)))
        self._quotations.labels("failed").inc(count_failed_quotations(record.receipt))
        self._dropped.inc(count_dropped_statements(record.receipt))

    def count_failed_answer(self) -> None:
        """Count a question whose answering failed."""
        self._failed.inc()

    def count_model_call(self, outcome: str, seconds: float, tokens: int) -> None:
        """Count a call of the language model, how long it took, and the tokens that it is known to have cost."""
        self._model_calls.labels(outcome).inc()
        self._model_seconds.observe(seconds)
        self._model_tokens.inc(tokens)

    def count_telegram_call(self, method: str, outcome: str, seconds: float) -> None:
        """Count a call of one of Telegram's methods."""
        self._telegram_calls.labels(method, outcome).inc()
        self._telegram_seconds.labels(method).observe(seconds)

    def count_update(self, kind: str, seconds: float) -> None:
        """Count an update that was dealt with."""
        self._update_seconds.labels(kind).observe(seconds)

    def count_error(self, kind: str) -> None:
        """Count an unexpected error."""
        self._errors.labels(kind).inc()


class LoadCollector(Collector):
    """What waits, read when somebody looks; nothing while the database does not answer."""

    def __init__(self, measure: Callable[[], Load]) -> None:
        self._measure = measure

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Name the figures without reading them."""
        return make_load_families(Load())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read the figures."""
        try:
            load = self._measure()
        except DatabaseError:
            return
        yield from make_load_families(load)


def make_load_families(load: Load) -> list[GaugeMetricFamily]:
    """Give what waits as gauges."""
    families = [
        ("onrecord_inbox_waiting", "Updates received and not yet dealt with.", load.waiting),
        ("onrecord_inbox_oldest_seconds", "How long the oldest of them waits, since its last start.", load.oldest_s),
        ("onrecord_inbox_dead", "Updates of the last three days that failed in three tries.", load.dead),
        ("onrecord_inbox_aside", "Updates of the last three days that could not be understood.", load.aside),
        ("onrecord_jobs_waiting", "Jobs queued or running.", load.jobs),
        ("onrecord_reindex_done", "Steps done of the building of the index anew that is under way.", load.indexed),
        ("onrecord_reindex_total", "Steps that it takes in all; 0 where none is under way.", load.indexing),
        ("onrecord_notices_waiting", "Notices that people are still to be sent.", load.notices),
    ]
    return [GaugeMetricFamily(name, says, value) for name, says, value in families]


def count_failed_quotations(receipt: Receipt) -> int:
    """Give how many quotations did not hold against the catalogue."""
    return sum(each.reason in CHECK_FAULTS for each in receipt.dropped)


def count_dropped_statements(receipt: Receipt) -> int:
    """Give how much of what a language model worded was taken out; without a model, there is nothing of the kind."""
    if receipt.language_model is None:
        return 0
    return sum(each.reason not in CHECK_FAULTS and not is_copy_reason(each.reason) for each in receipt.dropped)
