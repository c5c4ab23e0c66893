"""The sample reports and the questions about them: they read cleanly and hold what the demo and the tests need."""

import re
from calendar import day_name, month_name
from datetime import date
from itertools import pairwise

import pytest

from corpus.duplicates import resemblance
from corpus.readers.doubts import NO_DATE
from corpus.reports import Status
from tests.make_questions import ACROSS, QUESTIONS, format_lines, make_questions, make_reports, read_samples
from tests.make_samples import SAMPLES, read_source

NAMES = sorted(path.name for path in SAMPLES.iterdir())
MARKDOWN = [name.removesuffix(".md") for name in NAMES if name.endswith(".md")]
SET_FROM_SOURCES = ["anselma-bulletin", "comet-interview"]
CONTESTED = ["ferry-adrift-courier", "guild-denies-agency", "official-suspects-lantern", "low-tide-claim-radio"]
DAYS, MONTHS = list(day_name), list(month_name)
STATED_DAY = re.compile(rf"({'|'.join(DAYS)}),? (\d{{1,2}}) ({'|'.join(MONTHS[1:])})(?: (\d{{4}}))?")


@pytest.fixture(scope="module")
def samples():
    return read_samples()


def test_there_are_enough_reports_from_enough_outlets(samples):
    assert len(samples) >= 20
    assert len({samples[name].details.publisher for name in MARKDOWN}) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_sample_reads_without_a_warning_but_that_it_names_no_day(samples, name):
    document = samples[name.rsplit(".", 1)[0]]
    assert document.warnings == (() if document.details.published else (NO_DATE,))


@pytest.mark.parametrize("name", NAMES)
def test_sample_has_the_length_of_a_report(samples, name):
    assert 300 <= len(samples[name.rsplit(".", 1)[0]].body.split()) <= 3000


@pytest.mark.parametrize("name", MARKDOWN)
def test_sample_says_where_it_comes_from(samples, name):
    document = samples[name]
    details = document.details
    assert document.report_id == name
    assert details.title
    assert details.publisher
    assert details.author
    assert details.published
    assert details.language
    assert re.match(r"https://[a-z]+\.example/", details.url)


@pytest.mark.parametrize("name", MARKDOWN)
def test_body_holds_no_markup(samples, name):
    assert not re.search(r"^[#>*-] |\*|_|\[|\]|<|---", samples[name].body, re.MULTILINE)


@pytest.mark.parametrize("name", SET_FROM_SOURCES)
def test_pdf_and_docx_say_their_title_and_author(samples, name):
    details, source = samples[name].details, read_source(f"{name}.md").details
    assert (details.title, details.author) == (source["title"], source["author"])


@pytest.mark.parametrize("name", SET_FROM_SOURCES)
def test_pdf_and_docx_hold_every_paragraph_of_their_source(samples, name):
    body = " ".join(samples[name].body.split())
    missing = [part for part in read_source(f"{name}.md").paragraphs if part.removeprefix("## ") not in body]
    assert missing == []


def test_pdf_keeps_its_pages_and_drops_its_running_heads(samples):
    document = samples["anselma-bulletin"]
    assert len(document.pages) == 4
    assert read_source("anselma-bulletin.md").details["running_head"] not in document.body


@pytest.mark.parametrize("name", [*MARKDOWN, *SET_FROM_SOURCES])
def test_stated_weekday_is_that_of_the_date(samples, name):
    published = samples[name].details.published or read_source(f"{name}.md").details["published"]
    for weekday, day, month, year in STATED_DAY.findall(samples[name].body):
        stated = date(int(year or published.year), MONTHS.index(month), int(day))
        assert DAYS[stated.weekday()] == weekday, f"{weekday} {stated}"


def test_two_reports_are_corrected_and_one_is_withdrawn_and_each_says_why(samples):
    by_status = {name: document for name, document in samples.items() if document.status is not Status.CURRENT}
    assert {name: document.status for name, document in by_status.items()} == {
        "cable-age-register": Status.CORRECTED,
        "guild-treasurer-lantern": Status.WITHDRAWN,
        "tashih-marsa": Status.CORRECTED,
    }
    said = re.compile(r"(Corrected|Withdrawn) on \d+ March 2026|صُحّح في ٩ حزيران/يونيو ٢٠٢٦")
    assert all(said.match(document.note) for document in by_status.values())


def test_corrected_body_has_the_right_figure_and_not_the_wrong_one(samples):
    assert "October 2015" in samples["cable-age-register"].body
    assert "2005" not in samples["cable-age-register"].body


def test_one_event_is_told_by_four_outlets(samples):
    assert len({samples[name].details.publisher for name in CONTESTED}) == 4
    assert all("Anselma" in samples[name].body and "Rooke" in samples[name].body for name in CONTESTED)


def test_number_of_injured_changes_over_three_days(samples):
    told = {"ferry-adrift-courier": "Fourteen", "guild-denies-agency": "rose to 21", "recount-register": "was 19"}
    assert all(figure in samples[name].body for name, figure in told.items())
    days = [samples[name].details.published for name in told]
    assert all(earlier < later for earlier, later in pairwise(days))


def test_event_is_told_from_both_banks_in_four_languages_with_three_figures(samples):
    told = {
        "ferry-adrift-courier": "Fourteen people",
        "marzban-peyk": "۲۱ نفر",
        "tarjama-marsa": "٢١ شخصًا",
        "tashih-marsa": "١٩ شخصًا",
        "igud-haratzif": "19 בני אדם",
    }
    assert all(figure in samples[name].body for name, figure in told.items())
    assert {samples[name].details.language for name in told} == {"en", "fa", "ar", "he"}


@pytest.mark.parametrize("name", ["Yunes Karjidar", "Corwin Haddle", "Maud Ferrant", "Sunniva Rooke"])
def test_names_stand_in_both_scripts_in_reports_of_three_languages(samples, name):
    given = re.compile(rf"[^\W\da-z]{{3,}} \({name}\)")
    languages = {document.details.language for document in samples.values() if given.search(document.body)}
    assert languages == {"fa", "ar", "he"}


def test_syndicated_copy_is_nearly_the_same_as_its_original(samples):
    original, copy = samples["guild-denies-agency"], samples["guild-rotten-courier"]
    assert original.body != copy.body
    assert original.details.title != copy.details.title
    assert resemblance(original.body, copy.body) > 0.7


def test_syndicated_copy_is_nearer_to_its_original_than_any_other_report(samples):
    original = samples["guild-denies-agency"].body
    others = [name for name in MARKDOWN if name not in ("guild-denies-agency", "guild-rotten-courier")]
    assert max(resemblance(original, samples[name].body) for name in others) < 0.3


@pytest.mark.parametrize(
    ("language", "letters"), [("fa", "[\u0600-\u06ff]"), ("ar", "[\u0600-\u06ff]"), ("he", "[\u0590-\u05ff]")]
)
def test_languages_of_the_other_bank_are_there(samples, language, letters):
    bodies = [document.body for document in samples.values() if document.details.language == language]
    assert bodies
    assert all(len(re.findall(letters, body)) > 0.7 * len(re.findall(r"\w", body)) for body in bodies)


@pytest.mark.parametrize(
    "marks", ["“”", "‘’", '""', "«»", "״״"], ids=["curly", "single", "straight", "angle", "hebrew"]
)
def test_every_kind_of_quotation_marks_occurs(samples, marks):
    quotation = re.compile(rf"{marks[0]}[^{marks}]{{20,}}{marks[1]}")
    assert any(quotation.search(document.body) for document in samples.values())


def test_every_sample_stands_in_the_docs(samples):
    page = (SAMPLES.parent.parent / "docs" / "samples.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE)) == set(samples)
    assert f"holds {len(samples)} reports" in page


@pytest.fixture(scope="module", params=[QUESTIONS, ACROSS], ids=["questions", "questions-across"])
def folder(request):
    """A question set about the samples."""
    return request.param


def test_question_set_is_up_to_date(samples, folder):
    message = "run: python -m tests.make_questions"
    assert (folder / "reports.jsonl").read_text(encoding="utf-8") == format_lines(make_reports(samples)), message
    lines = format_lines(make_questions(folder, samples))
    assert (folder / "questions.jsonl").read_text(encoding="utf-8") == lines, message


def test_there_are_questions_with_and_without_an_answer(samples, folder):
    questions = list(make_questions(folder, samples))
    assert sum(question["answerable"] for question in questions) >= 60
    assert sum(not question["answerable"] for question in questions) >= 30
    assert len({question["question"] for question in questions}) == len(questions)


def test_every_answer_stands_in_its_evidence(samples, folder):
    for question in make_questions(folder, samples):
        texts = [samples[place["report"]].body[place["start"] : place["end"]] for place in question["evidence"]]
        found = [any(answer in text for answer in question["answers"]) for text in texts]
        assert all(found), question["question"]


def test_no_question_is_about_a_withdrawn_report(samples, folder):
    for question in make_questions(folder, samples):
        assert all(samples[place["report"]].status.quotable for place in question["evidence"])
