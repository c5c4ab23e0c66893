"""Translations under the quotations of an answer, where it is asked in another language: the conductor.

    record | quotations in other languages | translated before? | one request for the rest | reply | strict JSON
           | each checked or dropped with a reason | kept for the next answer | record with its translations

The answer is whole without them: whatever goes wrong, it goes out as it was, and its receipt says why. A quotation
itself is never touched, and nothing here is ever given back as evidence.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from bot.answering.answers import Answer, Citation, Dropped, Quote, Refusal, Translation
from bot.answering.drafting import BOOKING_S, InThread
from bot.answering.language_model import LanguageModel, Reply
from bot.answering.prompts import Prompt
from bot.answering.readings import Stopwatch
from bot.answering.receipts import list_citations
from bot.answering.stages import OnStage, Stage, ignore_stage
from bot.answering.translations import wording
from bot.answering.translations.asking import MOST, parse_translations, write_translation_prompt
from bot.answering.translations.faults import Pair, clean_translation, find_translation_fault
from bot.answering.visible_text import strip_invisible
from bot.errors import LanguageModelError, ModelTimeoutError
from bot.languages.hearing import hear_language
from bot.languages.language import Language, find_language
from corpus.worded import Counted, Worded

MOST_CHARACTERS = 3_000
"""Of all quotations in one request together: their translations have to fit into one reply."""

ASKED_BEFORE = ("rewrite", "draft")
"""The steps in which the model was asked for the same answer, out of the same time."""

LEAST_S = 0.5
"""With less time left, the model is not asked."""


class Known(Protocol):
    """Where translations are kept; the methods block."""

    def find(self, quotes: Sequence[Quote], language: str, model: str) -> dict[Quote, str]:
        """Give what is kept of these quotations, of those made beside nothing that stands no longer."""

    def keep(self, made: Mapping[Quote, str], beside: Sequence[Quote], language: str, model: str) -> None:
        """Keep translations, and which quotations were in the same request."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of translating: by the numbers of the citations, what was dropped, what it cost, and why not more."""

    texts: Mapping[int, str]
    dropped: tuple[Dropped, ...] = ()
    tokens: int = 0
    untranslated: str | None = None


class Translator:
    """Translates the quotations of answers; `seconds` is what a language model may take for one answer in all."""

    def __init__(self, model: LanguageModel, known: Known, seconds: float) -> None:
        self._model = model
        self._known = known
        self._seconds = seconds

    async def translate(
        self, record: Answer | Refusal, person: str, in_thread: InThread, on_stage: OnStage = ignore_stage
    ) -> Answer | Refusal:
        """Give the record with translations of those of its quotations that are in another language than its question.

        Raises:
            DatabaseError: when what is kept cannot be read.
        """
        asked = record.question.language
        wanted = find_foreign(list_citations(record), asked)
        if not wanted:
            return record
        on_stage(Stage.TRANSLATING)
        watch = Stopwatch()
        with watch.timing(wording.STEP):
            quotes = [each.quote for each in wanted]
            found = await in_thread(partial(self._known.find, quotes, asked, self._model.name))
            known = {each.number: found[each.quote] for each in wanted if each.quote in found}
            rest = [each for each in wanted if each.number not in known]
            made = await self._ask(rest, asked, person, find_left(record, self._seconds)) if rest else Made({})
            texts = {each.quote: made.texts[each.number] for each in rest if each.number in made.texts}
            if texts:
                beside = [each.quote for each in rest]
                await in_thread(partial(self._known.keep, texts, beside, asked, self._model.name))
        return self._put(record, replace(made, texts=known | dict(made.texts)), watch)

    async def _ask(self, rest: Sequence[Citation], asked: Language, person: str, seconds: float) -> Made:
        """Ask for translations of what is not known yet, and give those that passed the checks."""
        sent, left = choose_sent(rest)
        if seconds < LEAST_S:
            return Made({}, untranslated=Worded(wording.NO_TIME))
        tokens = 0
        try:
            prompt = write_translation_prompt({each.number: each.quote.text for each in sent}, asked)
            reply = await self._complete(prompt, person, seconds)
            tokens = reply.tokens
            replied = parse_translations(reply.text, [each.number for each in sent])
        except LanguageModelError as error:
            return Made({}, tokens=tokens or error.tokens or 0, untranslated=str(error))
        texts, dropped = check_replied(sent, replied, asked)
        return Made(texts, dropped, tokens, describe_left(len(sent) - len(replied), left))

    async def _complete(self, prompt: Prompt, person: str, seconds: float) -> Reply:
        try:
            async with asyncio.timeout(seconds):
                return await self._model.complete(prompt, person, seconds - BOOKING_S)
        except TimeoutError:
            raise ModelTimeoutError(Worded(wording.TOO_SLOW), tokens=None) from None

    def _put(self, record: Answer | Refusal, made: Made, watch: Stopwatch) -> Answer | Refusal:
        """Put translations into a record, and into its receipt what became of the others."""
        receipt = replace(
            record.receipt,
            dropped=(*record.receipt.dropped, *made.dropped),
            timings=(*record.receipt.timings, *watch.timings),
            language_model=record.receipt.language_model or self._model.name,
            tokens=record.receipt.tokens + made.tokens,
            untranslated=made.untranslated,
        )
        language = record.question.language
        translations = tuple(
            Translation(number, language, text, self._model.name) for number, text in sorted(made.texts.items())
        )
        return replace(record, receipt=receipt, translations=translations)


def find_foreign(citations: Iterable[Citation], asked: Language) -> list[Citation]:
    """Give the citations whose words are in another language than the one asked in."""
    return [each for each in citations if find_spoken(each.quote) is not asked]


def find_spoken(quote: Quote) -> Language | None:
    """Give the language of a quotation's own words, None for one that the bot does not speak.

    A report's language says what its words are likely to be in; one that quotes another has some of both.
    """
    likely = find_language(quote.source.language)
    heard = hear_language(quote.text, likely or Language.ENGLISH)
    is_likely_script = likely is None and heard in (Language.ENGLISH, Language.SPANISH, Language.FRENCH)
    return None if is_likely_script else heard


def choose_sent(rest: Sequence[Citation]) -> tuple[list[Citation], int]:
    """Give the citations that go into one request, the first before others, and how many have no room in it."""
    sent: list[Citation] = []
    room = MOST_CHARACTERS
    for each in rest[:MOST]:
        if len(each.quote.text) <= room:
            sent.append(each)
            room -= len(each.quote.text)
    return sent, len(rest) - len(sent)


def check_replied(
    sent: Sequence[Citation], replied: Mapping[int, str], asked: Language
) -> tuple[dict[int, str], tuple[Dropped, ...]]:
    """Give the translations that pass every check, as they may be shown, and those that do not, with the reason."""
    texts: dict[int, str] = {}
    dropped: list[Dropped] = []
    for each in sent:
        if each.number not in replied:
            continue
        text = clean_translation(replied[each.number])
        fault = find_translation_fault(Pair(each.quote.text, text, find_spoken(each.quote), asked))
        if fault:
            dropped.append(Dropped(strip_invisible(replied[each.number]), fault))
        else:
            texts[each.number] = text
    return texts, tuple(dropped)


def find_left(record: Answer | Refusal, seconds: float) -> float:
    """Give how many of an answer's seconds are left, after the model was asked for it in other steps."""
    return seconds - sum(each.ms for each in record.receipt.timings if each.step in ASKED_BEFORE) / 1000


def describe_left(not_given: int, too_much: int) -> str | None:
    """Say of how many quotations there is no translation, although none was dropped, or give None."""
    if too_much:
        return Counted(*wording.TOO_MUCH, too_much)
    return Counted(*wording.NOT_GIVEN, not_given) if not_given else None
