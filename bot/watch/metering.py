"""What counts the work of others: it stands around the answerer and the language model and changes neither.

Each takes and gives what the one inside does.
"""

import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from bot.answering.answers import Answer, Refusal
from bot.answering.language_model import LanguageModel, Reply
from bot.answering.prompts import Prompt
from bot.errors import LanguageModelError
from bot.watch.metrics import Metrics

log = logging.getLogger(__name__)

P = ParamSpec("P")

Answering = Callable[P, Coroutine[Any, Any, Answer | Refusal]]


def meter_answering(answer: Answering[P], metrics: Metrics) -> Answering[P]:
    """Give what answers as `answer` does and counts what comes of it."""

    async def answer_and_count(*args: P.args, **kwargs: P.kwargs) -> Answer | Refusal:
        began = time.monotonic()
        metrics.count_question()
        try:
            record = await answer(*args, **kwargs)
        except Exception:
            metrics.count_failed_answer()
            raise
        seconds = time.monotonic() - began
        metrics.count_answer(record, seconds)
        log.info("A question was answered", extra=describe_record(record, seconds))
        return record

    return answer_and_count


def describe_record(record: Answer | Refusal, seconds: float) -> dict[str, object]:
    """Give what the log says of an answer: nothing that was asked or said, only under which id that is kept."""
    stages = {timing.step.replace(" ", "_"): round(timing.ms) for timing in record.receipt.timings}
    fields: dict[str, object] = {"answer": record.id, "status": record.status.value, "seconds": round(seconds, 3)}
    fields["stages_ms"] = stages
    if record.receipt.fallback:
        fields["fallback"] = True
    return fields


class MeteredLanguageModel:
    """A language model whose calls are counted; those cut short by whoever made them count as cancelled."""

    def __init__(self, model: LanguageModel, metrics: Metrics) -> None:
        self._model = model
        self._metrics = metrics

    @property
    def name(self) -> str:
        """The name of the model inside."""
        return self._model.name

    async def complete(self, prompt: Prompt, person: str, seconds: float | None = None) -> Reply:
        """Give the model's reply.

        Raises:
            LanguageModelError: when there is none.
        """
        began, outcome, tokens = time.monotonic(), "cancelled", 0
        try:
            reply = await self._model.complete(prompt, person, seconds)
            outcome, tokens = "replied", reply.tokens
        except LanguageModelError as error:
            outcome, tokens = type(error).__name__, error.tokens or 0
            raise
        finally:
            self._metrics.count_model_call(outcome, time.monotonic() - began, tokens)
        return reply
