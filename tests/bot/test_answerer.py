"""From a question to an answer: quotations of what stands now, or a refusal with what comes nearest."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answerer import Found, make_bounds
from bot.answering.answers import Answer, AnswerStatus, Question, Refusal
from bot.answering.concluding import MOST_NEAREST, make_id, make_record
from bot.answering.readings import Stopwatch, name_place
from bot.answering.stages import Stage
from bot.answering.understanding import Conversation, Understood
from bot.errors import StoppedError
from bot.languages.language import Language
from corpus.dates import TimeRange
from corpus.duplicates import same_wording
from corpus.other_names import OtherNames
from corpus.sentences import Span
from index.late_interaction import Match
from index.passage_store import Bounds
from index.passages import Passage, split_report
from index.searching import Hit
from tests.shelves import CHOSEN, forget_chance, list_citations, read_sample, write_report

ANSWERED = {
    "How many people were injured when the ferry broke loose?": "Fourteen people were injured",
    "What did the river pilots' guild accuse the company of?": "having let them rot",
    "How many households were taken from their homes by the storm?": "Two hundred and thirty households",
    "How long did the ferry drift?": "eleven minutes",
    "چوپان شب حادثه چه صدایی شنید؟": "صدای پاره شدن کابل",
    "أين يجب أن يُبحث عن سبب انفلات العبّارة؟": "دفاتر الصيانة",
}
OFF_TOPIC = [
    "What is the boiling point of molybdenum?",
    "Who won the Eurovision Song Contest in 1974?",
    "قیمت طلا در بازار توکیو چقدر است؟",
]
FERRY = write_report(
    "ferry", "The ferry broke loose on Tuesday evening, and it drifted for eleven minutes in the dark."
)
QUESTION = "How long did the ferry drift?"


def list_quotes(record) -> list[str]:
    return [citation.quote.text for citation in list_citations(record)]


def list_sources(record) -> list[str]:
    return [citation.quote.source.report_id for citation in list_citations(record)]


@pytest.mark.parametrize(("question", "words"), ANSWERED.items(), ids=ANSWERED.values())
def test_the_answer_is_in_the_first_quotations(samples, question, words):
    record = samples.ask(question)
    assert isinstance(record, Answer)
    assert record.status is AnswerStatus.ANSWERED
    assert any(words in quote for quote in list_quotes(record)[:3])


@pytest.mark.parametrize("question", [*ANSWERED, *OFF_TOPIC])
def test_every_quotation_is_its_slice_of_what_stands_and_says_from_where(samples, question):
    record = samples.ask(question)
    for citation in list_citations(record):
        quote, source = citation.quote, citation.quote.source
        report = samples.catalogue.get_report(source.report_id)
        assert quote.text == report.body[quote.start : quote.end]
        assert (source.version, source.title, source.publisher) == (report.version, report.title, report.publisher)
        assert (source.published, source.url, source.status) == (report.published, report.url, report.status)
        assert quote.page == report.find_page(quote.start)
        assert report.status.quotable


@pytest.mark.parametrize("question", [*ANSWERED, *OFF_TOPIC])
def test_citations_are_numbered_and_each_statement_is_a_quotation(samples, question):
    record = samples.ask(question)
    assert [each.number for each in list_citations(record)] == list(range(1, len(list_citations(record)) + 1))
    if isinstance(record, Answer):
        assert [each.text for each in record.statements] == list_quotes(record)
        assert [each.citations for each in record.statements] == [(each.number,) for each in record.citations]
        assert record.positions == ()


@pytest.mark.parametrize("question", [*ANSWERED, *OFF_TOPIC])
def test_asking_twice_gives_the_same_answer(samples, question):
    one, other = samples.ask(question), samples.ask(question)
    assert forget_chance(one) == forget_chance(other)
    assert one.id != other.id


def test_the_same_answer_comes_with_chroma(samples, vectors):
    exact = [forget_chance(samples.ask(question)) for question in ANSWERED]
    samples.attach(vectors)
    assert [forget_chance(samples.ask(question)) for question in ANSWERED] == exact


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_the_reports_do_not_hold_is_refused_with_what_comes_nearest(samples, question):
    record = samples.ask(question)
    assert isinstance(record, Refusal)
    assert record.status is AnswerStatus.REFUSED
    assert len(record.nearest) <= MOST_NEAREST
    assert record.receipt.passages_used == ()


@pytest.mark.parametrize("question", [*ANSWERED, *OFF_TOPIC])
def test_the_receipt_names_the_versions_quoted_and_what_support_was_needed(samples, question):
    record = samples.ask(question)
    places = dict.fromkeys((each.quote.source.report_id, each.quote.source.version) for each in list_citations(record))
    assert [(each.id, each.version) for each in record.receipt.reports] == list(places)
    for used in record.receipt.reports:
        assert used.digest == samples.catalogue.get_report(used.id).digest != ""
    assert record.receipt.threshold > 0
    assert isinstance(record, Refusal) or record.receipt.support >= record.receipt.threshold


def test_a_refusal_of_a_question_near_the_topic_shows_the_nearest(samples):
    record = samples.ask("What colour are the uniforms of the Sallow Reach fire brigade’s cooks?")
    assert isinstance(record, Refusal)
    assert 1 <= len(record.nearest) <= MOST_NEAREST


@pytest.mark.parametrize("question", [QUESTION, "چرا؟", "", "?", "\0"])
def test_an_empty_shelf_refuses_everything(shelf, question):
    record = shelf.ask(question)
    assert isinstance(record, Refusal)
    assert record.nearest == ()
    assert (record.receipt.support, record.receipt.passages_read) == (0, ())


@pytest.mark.parametrize("question", ["", " ", "?", "؟", "\0", "“”", '" OR NEAR(', "👩‍🚀", "z" * 5000])
def test_no_words_are_answered_with_a_refusal(samples, question):
    assert isinstance(samples.ask(question), Refusal)


def test_a_withdrawn_report_is_never_quoted(samples):
    question = "What do the messages show that the guild treasurer Barnaby Quill arranged with Low Tide?"
    assert "guild-treasurer-lantern" not in list_sources(samples.ask(question))
    samples.desk.restore("guild-treasurer-lantern", "test")
    assert "guild-treasurer-lantern" in list_sources(samples.ask(question))
    samples.withdraw("guild-treasurer-lantern")
    assert "guild-treasurer-lantern" not in list_sources(samples.ask(question))


def test_replaced_wording_is_never_quoted(shelf):
    shelf.add(FERRY)
    assert list_quotes(shelf.ask(QUESTION)) == [FERRY.body]
    (staged,) = shelf.stage(replace(FERRY, body=FERRY.body.replace("eleven", "nine")))
    assert list_quotes(shelf.ask(QUESTION)) == [FERRY.body]
    shelf.publish(staged)
    for _ in range(2):
        record = shelf.ask(QUESTION)
        assert list_quotes(record) == [staged.body]
        assert record.citations[0].quote.source.version == 2
        shelf.index.sweep()


def test_a_correction_is_quoted_with_its_note(samples):
    record = samples.ask("In what month were the guide cables of the Anselma last replaced?")
    (source,) = {each.quote.source for each in record.citations if each.quote.source.report_id == "cable-age-register"}
    assert source.status == "corrected"
    assert source.note.startswith("Corrected on 20 March 2026.")


def test_a_syndicated_copy_is_quoted_once(samples):
    record = samples.ask("What did the guild accuse the company that runs the crossing of?")
    quotes = list_quotes(record)
    assert {"guild-denies-agency", "guild-rotten-courier"} & set(list_sources(record))
    assert not any(same_wording(one, other) for place, one in enumerate(quotes) for other in quotes[:place])
    assert any(each.reason.startswith("the same words as") for each in record.receipt.dropped)
    assert sum("having let them rot" in quote for quote in quotes) == 1


@pytest.mark.parametrize(
    ("bounds", "allowed"),
    [
        ({"since": date(2026, 3, 12)}, lambda source: source.published >= date(2026, 3, 12)),
        ({"until": date(2026, 3, 11)}, lambda source: source.published <= date(2026, 3, 11)),
        ({"publisher": "the orrenhaven register"}, lambda source: source.publisher == "The Orrenhaven Register"),
        ({"publisher": "Nobody"}, lambda source: False),
    ],
    ids=["since", "until", "publisher", "nobody"],
)
def test_bounds_hold_for_everything_that_is_shown(samples, bounds, allowed):
    record = samples.ask("What happened to the cables of the ferry Anselma?", **bounds)
    assert all(allowed(citation.quote.source) for citation in list_citations(record))
    assert bool(list_citations(record)) == (bounds.get("publisher") != "Nobody")


def test_the_receipt_tells_how_the_answer_came_about(samples, embedder):
    question = next(iter(ANSWERED))
    record = samples.ask(question)
    receipt = record.receipt
    places = {
        name_place(piece)
        for name in CHOSEN
        for piece in split_report(replace(read_sample(name), id=read_sample(name).id))
    }
    assert receipt.understood_as == question
    assert receipt.model == embedder.name
    assert set(receipt.passages_used) <= set(receipt.passages_read) <= places
    assert len(set(receipt.passages_used)) == len(receipt.passages_used) > 0
    assert [timing.step for timing in receipt.timings] == ["search", "choose", "check", "describe"]
    assert all(timing.ms >= 0 for timing in receipt.timings)
    assert receipt.support > 0


def test_a_reading_can_be_judged_whatever_its_conclusion(samples):
    reading = samples.answerer.read(Question(OFF_TOPIC[0]))
    assert reading.evidence
    assert isinstance(make_record(reading), Refusal)


def test_a_question_is_understood_within_its_bounds():
    bounds = {"since": date(2026, 1, 1), "until": date(2026, 2, 1), "publisher": "The Example"}
    assert make_bounds(Question("Who?", **bounds), None) == Bounds(**bounds)


def test_dates_that_only_the_words_ask_for_keep_what_is_undated():
    found = TimeRange(date(2026, 1, 1), None, "since January")
    asked = Question("Who has said so since January?", publisher="The Example")
    assert make_bounds(asked, found) == Bounds(date(2026, 1, 1), None, "The Example", keep_undated=True)


def test_ids_are_short_safe_and_never_the_same():
    ids = {make_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(each) == 16 and each.replace("-", "").replace("_", "").isalnum() for each in ids)


def test_a_step_that_fails_is_timed_too():
    watch = Stopwatch()
    with pytest.raises(ValueError, match="no"), watch.timing("search"):
        raise ValueError("no")
    assert [timing.step for timing in watch.timings] == ["search"]


def test_places_name_report_version_and_offsets():
    (piece,) = split_report(replace(FERRY, version=3))
    assert name_place(piece) == f"ferry@3:0-{len(FERRY.body)}"


async def test_stages_are_reported_in_order_while_the_work_goes_on(samples):
    stages = []
    await samples.answerer.answer(Question(QUESTION), on_stage=stages.append)
    assert stages == [Stage.SEARCHING, Stage.CHOOSING, Stage.CHECKING]


@pytest.mark.parametrize("last", [Stage.SEARCHING, Stage.CHOOSING, Stage.CHECKING])
async def test_work_ends_where_nobody_wants_the_answer_any_more(samples, last):
    stages = []

    def stop(stage):
        stages.append(stage)
        if stage is last:
            raise StoppedError("Nobody waits for it.")

    with pytest.raises(StoppedError):
        await samples.answerer.answer(Question(QUESTION), on_stage=stop)
    assert stages[-1] is last
    assert len(stages) == len(set(stages))


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("Fourteen people were injured", "ferry-adrift-courier"),
        ("Two hundred and thirty households", "storm"),
    ],
)
def test_question_about_a_passage_is_answered_from_its_report(samples, passage, source):
    record = samples.answerer.quote(Question("Who says so?"), Conversation(passage=passage))
    assert source in list_sources(record)[0]
    assert any(passage in quote for quote in list_quotes(record))


@pytest.mark.parametrize(
    ("scores", "abroad"),
    [
        ({"own": 0.60, "far": 0.55}, ["far"]),
        ({"own": 0.60, "other": 0.59, "far": 0.55, "farther": 0.2}, ["far", "farther"]),
        ({"own": 0.60, "far": 0.40}, []),
        ({"far": 0.60, "own": 0.55}, []),
        ({"own": 0.60, "other": 0.55}, []),
        ({}, []),
    ],
)
def test_other_languages_stand_in_where_they_match_nearly_as_well(scores, abroad):
    reports = {(name, 1): write_report(name, "—", language="en" if "far" in name else "fa") for name in scores}
    hits = tuple(
        Hit(Passage(name, 1, 0, 1, 0, None, (Span(0, 1),)), score, Match((score,), score, score), 0.2, 1, 1)
        for name, score in scores.items()
    )
    question = Question("چرا؟")
    found = Found(question, Understood("چرا؟", changed=False), None, Language.PERSIAN, OtherNames(), hits, reports)
    assert [hit.passage.report_id for hit in found.list_abroad()] == abroad
