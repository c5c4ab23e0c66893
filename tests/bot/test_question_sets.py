"""Question sets are read exactly as given, and a bad line gives one sentence that says which."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuestionSetError
from bot.question_sets import KnownQuestion, Place, QuestionSet, read_question_set
from corpus.reports import Report

REPORT = {"id": "ferry", "title": "Ferry", "body": "It sank.\r\n\u2028Nobody\u200c died. "}
QUESTION = {
    "id": "q1",
    "question": "Who died?",
    "answerable": True,
    "evidence": [{"report": "ferry", "start": 10, "end": 21}, {"report": "ferry"}],
    "answers": ["Nobody"],
}


@pytest.fixture
def write(tmp_path):
    """Writes the two files; lines may be objects or texts."""

    def write_set(reports=(REPORT,), questions=(QUESTION,)):
        for name, lines in (("reports", reports), ("questions", questions)):
            texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
            (tmp_path / f"{name}.jsonl").write_text("\n".join(texts), "utf-8")
        return tmp_path

    return write_set


def leave_out(line: dict, name: str) -> dict:
    return {key: value for key, value in line.items() if key != name}


def test_a_set_is_read_as_it_is_given(write):
    details = {
        "publisher": "The Example",
        "author": "A. Rao",
        "published": "2026-03-11T08:00:00Z",
        "url": "https://a.b",
    }
    known = read_question_set(write([REPORT, "", REPORT | {"id": "other", "language": "fa"} | details, " "]))
    one, other = known.reports
    assert one == Report("ferry", 1, "Ferry", REPORT["body"])
    assert (other.publisher, other.author, other.url, other.language) == ("The Example", "A. Rao", "https://a.b", "fa")
    assert other.published.isoformat() == "2026-03-11"
    places = (Place("ferry", 10, 21), Place("ferry"))
    assert known.questions == (KnownQuestion("q1", "Who died?", True, places, ("Nobody",)),)


def test_what_may_be_missing_is_empty(write):
    bare = {"id": 7, "question": "Why?", "answerable": False}
    null = bare | {"evidence": None, "answers": None}
    expected = KnownQuestion("7", "Why?", False, (), ())
    assert read_question_set(write([REPORT | {"published": None}], [bare, null])).questions == (expected, expected)


BAD_REPORTS = {
    "not JSON": ("{", "Expecting property name enclosed in double quotes"),
    "no object": ([1], "it is not an object"),
    "no id": (leave_out(REPORT, "id"), "it has no “id”"),
    "no body": (leave_out(REPORT, "body"), "it has no “body”"),
    "empty body": (REPORT | {"body": " "}, "The document has no text"),
    "a number as title": (REPORT | {"title": 5}, "“title” is not text"),
    "a bad id": (REPORT | {"id": "Ferry !"}, "“Ferry !” cannot be a report's id"),
    "a bad date": (REPORT | {"published": "yesterday"}, "Invalid isoformat string: 'yesterday'"),
    "a list as publisher": (REPORT | {"publisher": ["a"]}, "“publisher” is not text"),
    "half a character": (
        '{"id": "a", "title": "t", "body": "\\ud800"}',
        "The document's text holds characters that cannot be stored",
    ),
}
BAD_QUESTIONS = {
    "not JSON": ("nothing", "Expecting value"),
    "a text": ('"Who?"', "it is not an object"),
    "no question": (leave_out(QUESTION, "question"), "it has no “question”"),
    "no id": (leave_out(QUESTION, "id"), "it has no “id”"),
    "not said whether answerable": (leave_out(QUESTION, "answerable"), "it has no “answerable”"),
    "answerable in words": (QUESTION | {"answerable": "false"}, "“answerable” is not true or false"),
    "null as question": (QUESTION | {"question": None}, "“question” is not text"),
    "one answer": (QUESTION | {"answers": "Nobody"}, "“answers” is not a list"),
    "a number as answer": (QUESTION | {"answers": [5]}, "an answer is not text"),
    "a text as evidence": (QUESTION | {"evidence": ["ferry"]}, "a piece of evidence is not an object"),
    "evidence of no report": (QUESTION | {"evidence": [{"start": 1, "end": 2}]}, "it has no “report”"),
    "evidence without end": (QUESTION | {"evidence": [{"report": "ferry", "start": 1}]}, "“end” is not a whole number"),
    "a text as start": (
        QUESTION | {"evidence": [{"report": "ferry", "start": "1", "end": 2}]},
        "“start” is not a whole number",
    ),
}


@pytest.mark.parametrize(("line", "reason"), BAD_REPORTS.values(), ids=BAD_REPORTS)
def test_a_bad_report_gives_one_sentence(write, line, reason):
    check_message(write([REPORT, line]), "Line 2 of ", "reports.jsonl", reason)


@pytest.mark.parametrize(("line", "reason"), BAD_QUESTIONS.values(), ids=BAD_QUESTIONS)
def test_a_bad_question_gives_one_sentence(write, line, reason):
    check_message(write(questions=[QUESTION, "", line]), "Line 3 of ", "questions.jsonl", reason)


def check_message(folder, start, file, reason):
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(folder)
    message = str(caught.value)
    assert message.startswith(f"{start}{folder / file} makes no sense: {reason}")
    assert message.endswith(".")
    assert not message.endswith("..")
    assert "\n" not in message


@pytest.mark.parametrize("missing", ["reports.jsonl", "questions.jsonl"])
@pytest.mark.parametrize("instead", ["nothing", "a folder", "bytes"])
def test_a_missing_file_says_what_a_question_set_is(write, missing, instead):
    folder = write()
    (folder / missing).unlink()
    if instead == "a folder":
        (folder / missing).mkdir()
    if instead == "bytes":
        (folder / missing).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionSetError, match=rf"^{folder / missing} cannot be read; a question set is a folder with"):
        read_question_set(folder)


@pytest.mark.parametrize("empty", ["reports", "questions"])
def test_an_empty_file_is_refused(write, empty):
    with pytest.raises(QuestionSetError, match="holds no reports or no questions"):
        read_question_set(write(**{empty: ["", " "]}))


def give_set(count: int) -> QuestionSet:
    questions = tuple(KnownQuestion(str(place), "Who?", True, (), ()) for place in range(count))
    return QuestionSet((), questions)


@given(st.integers(1, 200), st.integers(0, 250))
def test_a_sample_is_fixed_and_in_order(count, limit):
    known = give_set(count)
    sample = known.sample(limit)
    assert sample == known.sample(limit)
    assert len(sample) == min(limit, count)
    assert [int(each.id) for each in sample] == sorted({int(each.id) for each in sample})


def test_a_sample_is_the_same_on_every_machine_and_without_a_limit_everything():
    assert [each.id for each in give_set(100).sample(5)] == ["19", "33", "87", "92", "98"]
    assert give_set(3).sample(None) == give_set(3).questions


@pytest.mark.parametrize(
    ("place", "overlaps", "contains"),
    [
        (Place("ferry"), True, True),
        (Place("ferry", 10, 20), True, True),
        (Place("ferry", 12, 30), True, False),
        (Place("ferry", 14, 15), True, False),
        (Place("ferry", 0, 11), True, False),
        (Place("ferry", 0, 10), False, False),
        (Place("ferry", 20, 30), False, False),
        (Place("other", 10, 20), False, False),
        (Place("other"), False, False),
    ],
)
def test_a_place_overlaps_and_contains_ranges(place, overlaps, contains):
    assert place.overlaps("ferry", 10, 20) is overlaps
    assert place.contains("ferry", 10, 20) is contains
