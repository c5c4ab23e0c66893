"""The conductor: how a question becomes an answer that can be checked.

    question | understand | search | choose evidence | hear the other side | check | describe | positions
             | a model's draft, checked | Answer or Refusal | translations under its quotations

Searching, choosing and checking see one snapshot of the catalogue, so no half of a change can be quoted. A language
model takes seconds, so what it was shown is held against the catalogue again when it has replied.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.answering.answers import Answer, Question, Refusal
from bot.answering.checking import check_evidence
from bot.answering.concluding import make_record
from bot.answering.correcting import correct_premise, put_first
from bot.answering.describing import Attributor, describe_evidence
from bot.answering.disputes.others import hear_others
from bot.answering.disputes.witnesses import Witness, make_witnesses
from bot.answering.drafting import Drafter, InThread
from bot.answering.evidence import choose_evidence, put_marked_first
from bot.answering.judging.coverage import find_missing
from bot.answering.positions import find_dispute
from bot.answering.readings import Reading, Stopwatch
from bot.answering.stages import Announced, OnStage, Stage, ignore_stage
from bot.answering.support import LEAST_SUPPORT, measure_support
from bot.answering.time_words import EVERY_DAY, ShelfDates, find_time_range
from bot.answering.translating import Translator
from bot.answering.understanding import STANDING_ALONE, Conversation, Understood, understand_question
from bot.languages.hearing import hear_language
from bot.languages.language import Language
from corpus.catalogue import Catalogue
from corpus.database import Connection
from corpus.dates import TimeRange
from corpus.name_store import find_other_names
from corpus.origins import settle_origins
from corpus.other_names import OtherNames
from corpus.reports import Report
from index.passage_store import Bounds
from index.searching import Hit, Query
from index.serving_search import ServingSearch

NEARLY = 0.12
"""How far below the best score that of a passage in another language may be for it to answer in its stead; chosen on
our own questions, of which those without an answer lie lower."""


class Answerer:
    """Answers questions from the reports that stand now; it keeps nothing between two questions.

    Without a `drafter` answers are quotations alone; with a `translator` those in another language than the question
    have a translation under them. `today` gives the day on which a question is asked.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        search: ServingSearch,
        drafter: Drafter | None = None,
        today: Callable[[], date] = date.today,
        translator: Translator | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._search = search
        self._drafter = drafter
        self._today = today
        self._translator = translator
        self._attribute = Attributor()

    async def answer(
        self,
        question: Question,
        conversation: Conversation = STANDING_ALONE,
        person: str = "",
        in_thread: InThread = asyncio.to_thread,
        on_stage: OnStage = ignore_stage,
    ) -> Answer | Refusal:
        """Answer, or refuse; without a model, the same question in the same conversation gets the same answer.

        Whatever blocks is called through `in_thread`. `on_stage` is told how far it has come, from any thread; what
        it raises ends the work.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
            DatabaseError: when the catalogue cannot be read.
        """
        if self._drafter is None:
            return await in_thread(partial(self.quote, question, conversation, on_stage))
        record = await self._answer(self._drafter, question, conversation, person, in_thread, on_stage)
        translator = self._translator
        return await translator.translate(record, person, in_thread, on_stage) if translator else record

    async def _answer(
        self,
        drafter: Drafter,
        question: Question,
        conversation: Conversation,
        person: str,
        in_thread: InThread,
        on_stage: OnStage,
    ) -> Answer | Refusal:
        """Answer with what a language model makes of it."""
        understood, rewritten = understand_question(question.text, conversation), None
        if understood.changed and conversation.passage is None:
            on_stage(Stage.READING)
            rewritten = await drafter.rewrite(question.text, conversation, person)
            understood = rewritten.understood or understood
        reading = await in_thread(partial(self.read, question, understood, on_stage))
        if not reading.is_supported:
            return make_record(reading, rewritten.asked if rewritten else None)
        quotes = [each.quote for each in reading.citations]
        on_stage(Stage.WRITING)
        checking = Announced(in_thread, on_stage, Stage.CHECKING)
        drafted = await drafter.draft(understood.text, quotes, person, checking, rewritten, question.language)
        standing = await in_thread(partial(self._check_again, reading))
        return make_record(standing, drafted if standing is reading else drafted.overtake())

    def quote(
        self, question: Question, conversation: Conversation = STANDING_ALONE, on_stage: OnStage = ignore_stage
    ) -> Answer | Refusal:
        """Answer from quotations alone, or refuse; asks no language model."""
        return make_record(self.read(question, understand_question(question.text, conversation), on_stage))

    def read(
        self, question: Question, understood: Understood | None = None, on_stage: OnStage = ignore_stage
    ) -> Reading:
        """Search and choose for a question, without deciding yet whether that supports an answer.

        Dates that only the question's words ask for are let go of where they leave no answer.
        """
        known = understood or Understood(question.text, changed=False)
        with self._catalogue.database.reading() as connection:
            range_ = self._find_range(question, known.text, connection)
            reading = self._read(question, known, range_, connection, on_stage)
            if range_ and not reading.is_supported:
                reading = self._read(question, known, None, connection, on_stage)
        return reading

    def _read(
        self,
        question: Question,
        understood: Understood,
        range_: TimeRange | None,
        connection: Connection,
        on_stage: OnStage,
    ) -> Reading:
        """Read for one understanding of a question.

        Where what is in the question's own language leaves no answer, reports in others that match nearly as well may
        have one.
        """
        watch, asked = Stopwatch(), understood.text
        on_stage(Stage.SEARCHING)
        with watch.timing("search"):
            names = find_other_names(connection, [asked])
            language = hear_language(asked, question.likely)
            query = Query(asked, make_bounds(question, range_), names.list_others(asked), language)
            hits = self._search.search(query, inside=connection)
            reports = settle_origins(self._catalogue.get_many(list_places(hits), connection), connection)
        found = Found(question, understood, range_, language, names, tuple(hits), reports)
        reading = self._weigh(found, connection, on_stage, watch)
        if reading.is_supported or not (abroad := found.list_abroad()):
            return reading
        other = self._weigh(replace(found, hits=abroad), connection, on_stage, watch)
        return other if other.is_supported else reading

    def _weigh(self, found: "Found", connection: Connection, on_stage: OnStage, watch: Stopwatch) -> Reading:
        """Choose, check and describe what is said in what was found, and judge whether it supports an answer."""
        asked, hits, reports = found.understood.text, found.hits, found.reports
        on_stage(Stage.CHOOSING)
        with watch.timing("choose"):
            choice = choose_evidence(hits, reports, question=asked)
            correction = correct_premise(asked, hits, reports, self._attribute)
            others = hear_others(asked, choice.evidence, hits, reports, self._attribute)
        on_stage(Stage.CHECKING)
        with watch.timing("check"):
            marked = put_marked_first(found.understood.marked, choice.evidence)
            chosen = put_first(correction.denials, marked) if correction else marked
            checked, dropped = check_evidence(chosen, reports)
            contrary, _ = check_evidence(others, reports)
        with watch.timing("describe"):
            evidence = tuple(describe_evidence(checked, reports, self._attribute))
            both = (*evidence, *describe_evidence(contrary, reports, self._attribute))
            witnesses = make_witnesses(both, reports, self._attribute)
            parties = find_other_names(connection, list_speakers(witnesses))
            dispute = None if correction else find_dispute(asked, witnesses, reports, parties)
            support = measure_support(asked, hits, reports, found.language, disputed=dispute is not None)
        return Reading(
            question=found.question,
            understood=found.understood,
            hits=hits,
            evidence=both if dispute else evidence,
            dropped=(*choice.dropped, *dropped),
            dispute=dispute,
            notice=correction.notice if correction else None,
            missing=() if support >= LEAST_SUPPORT else found.list_lacking(),
            support=support,
            threshold=LEAST_SUPPORT,
            range=found.range,
            digests={place: report.digest for place, report in reports.items()},
            model=self._search.model,
            timings=tuple(watch.timings),
        )

    def _find_range(self, question: Question, asked: str, connection: Connection) -> TimeRange | None:
        """Give the publication dates that the question's words ask for, unless the person set some."""
        if question.since or question.until or find_time_range(asked, self._today(), EVERY_DAY) is None:
            return None
        return find_time_range(asked, self._today(), ShelfDates.of(self._catalogue.list_reports(connection)))

    def _check_again(self, reading: Reading) -> Reading:
        """Give the reading as it stands now: the same, or read anew where something quoted no longer stands."""
        with self._catalogue.database.reading() as connection:
            reports = self._catalogue.get_many(set(reading.digests), connection, only_live=True)
        _, dropped = check_evidence(reading.evidence, reports)
        return self.read(reading.question, reading.understood) if dropped else reading


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first, and the reports that it is from, by id and version."""

    question: Question
    understood: Understood
    range: TimeRange | None
    language: Language
    names: OtherNames
    hits: tuple[Hit, ...]
    reports: Mapping[tuple[str, int], Report]

    def list_abroad(self) -> tuple[Hit, ...]:
        """Give what is in other languages than the question, where the first is in its own and they nearly as good."""
        languages = [self.reports[hit.passage.report_id, hit.passage.version].language for hit in self.hits]
        abroad = [hit for hit, language in zip(self.hits, languages, strict=True) if language != self.language]
        is_near = abroad and self.hits[0] not in abroad and abroad[0].score >= self.hits[0].score - NEARLY
        return tuple(abroad) if is_near else ()

    def list_lacking(self) -> tuple[str, ...]:
        """Give the names and figures of the question that no passage found has, in whichever letters."""
        asked, texts = self.understood.text, list(read_texts(self.hits, self.reports))
        return find_missing(asked, (*texts, *self.names.list_met(asked, texts)))


def make_bounds(question: Question, range_: TimeRange | None) -> Bounds:
    """Give the bounds that a person set; where there are no dates among them, those of the question's words."""
    if range_ is None:
        return Bounds(question.since, question.until, question.publisher)
    return Bounds(range_.since, range_.until, question.publisher, keep_undated=True)


def read_texts(hits: Sequence[Hit], reports: Mapping[tuple[str, int], Report]) -> Iterator[str]:
    """Give the words of the passages found, and the titles that stand over them."""
    for hit in hits:
        passage = hit.passage
        report = reports[passage.report_id, passage.version]
        yield report.body[passage.start : passage.end]
        yield report.title


def list_speakers(witnesses: Sequence[Witness]) -> Iterator[str]:
    """Give the names of those whose words the quotations are, and of their outlets."""
    for witness in witnesses:
        yield from (each.speaker.name for each in witness.attributions if each.speaker)
        yield witness.evidence.quote.source.publisher or ""


def list_places(hits: Sequence[Hit]) -> set[tuple[str, int]]:
    """Give the report versions that hits are from."""
    return {(hit.passage.report_id, hit.passage.version) for hit in hits}
