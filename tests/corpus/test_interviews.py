"""Interviews: which paragraphs are turns, and whose."""

from corpus.attribution import Voice, attribute_report
from corpus.sentences import split_paragraphs
from corpus.speech.interviews import Turn, find_answers, find_turns
from corpus.speech.quotations import find_quotations
from tests.shelves import read_sample


def turn(body: str, publisher: str | None = None) -> dict[int, Turn]:
    return find_turns(body, split_paragraphs(body), publisher)


def test_letters_lead_questions_and_answers() -> None:
    asks, answers = Turn(asks=True), Turn(asks=False)
    assert turn("Q: Why?\n\nA: It rained.\n\nQ: And?\n\nA: It rained.") == {0: asks, 1: answers, 2: asks, 3: answers}


def test_initials_of_the_outlet_lead_questions() -> None:
    body = "FN: Why?\n\nIda Morrow: It rained.\n\nFN: And?\n\nIda Morrow: It rained."
    assert [each.asks for each in turn(body, "Field Notes").values()] == [True, False, True, False]


def test_labels_that_come_once_are_no_turns() -> None:
    assert turn("Correction: It rained.\n\nUpdate: It did not.\n\nNote: It may.") == {}


def test_few_quoted_paragraphs_are_no_interview() -> None:
    body = "Why?\n\n“It rained.”\n\nIt was May."
    paragraphs = split_paragraphs(body)
    assert find_answers(body, paragraphs, find_quotations(body, paragraphs)) == set()


def test_sample_interview_belongs_to_the_person_who_gave_it() -> None:
    found = attribute_report(read_sample("comet-interview.docx"))
    direct = {each.speaker and each.speaker.name for each in found if each.voice is Voice.DIRECT}
    assert direct == {"Ysolde Marrack"}
    assert sum(each.voice is Voice.DIRECT for each in found) == 50
