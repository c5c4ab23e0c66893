"""The samples told from both banks: a question in four languages gives the positions of reports in several.

The multilingual model is loaded anew, so that all of it is slow.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import Answer, Position, Question, Stance
from bot.question_sets import KnownQuestion, read_question_set
from index.embedding import SentenceTransformerEmbedder
from index.model_choice import MULTILINGUAL
from tests.make_questions import ACROSS
from tests.shelves import Shelf, read_sample

pytestmark = pytest.mark.slow

REPORTS = (
    "anselma-bulletin.pdf",
    "bell-courier.md",
    "chupan-peyk.md",
    "ferry-adrift-courier.md",
    "guild-denies-agency.md",
    "igud-haratzif.md",
    "marzban-peyk.md",
    "muhafiz-marsa.md",
    "recount-register.md",
    "shomer-haratzif.md",
    "storm-gazette.md",
    "tarjama-marsa.md",
    "tashih-marsa.md",
)
HURT = [
    "How many people were hurt on the ferry?",
    "در حادثهٔ آنسلما چند نفر زخمی شدند؟",
    "كم شخصًا أصيب في حادث العبّارة؟",
    "כמה בני אדם נפצעו במעבורת?",
    "¿Cuántas personas resultaron heridas en el transbordador?",
    "Combien de personnes ont été blessées sur le bac ?",
]
CUT = ["Who cut the cables?", "چه کسی کابل‌ها را بریده است؟", "من قطع أسلاك العبّارة؟", "מי חתך את הכבלים של המעבורת?"]
LIGHT = ["روشنایی آبی بر کدام کرانه بود؟", "על איזו גדה היה האור הכחול?"]
QUIET = [
    "گل‌اندام تورباف چند سال است ماهی می‌فروشد؟",
    "מתי תתקיים האסיפה הבאה?",
    "ما الذي وُجد على الضفة الشرقية؟",
    "¿Cuánto pesa la campana de bronce?",
    "Qui a trouvé la cloche de bronze ?",
    "زنگ برنزی را چه کسی پیدا کرد؟",
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("both-banks")
    opened = Shelf(folder / "catalogue.db", SentenceTransformerEmbedder(MULTILINGUAL, folder / "models"))
    reports = [read_sample(name) for name in REPORTS]
    board = {"publisher": "Waterways Safety Board", "published": date(2026, 6, 5)}
    opened.add(*(replace(each, **board) if each.id == "anselma-bulletin" else each for each in reports))
    yield opened
    opened.close()


def ask(shelf: Shelf, question: str) -> Answer:
    answer = shelf.ask(question)
    assert isinstance(answer, Answer), question
    return answer


def list_languages(answer: Answer) -> set[str]:
    return {citation.quote.source.language for citation in answer.citations}


def quote_first(answer: Answer, position: Position) -> str:
    return next(each.quote.text for each in answer.citations if each.number == position.citations[0])


@pytest.mark.parametrize("question", HURT)
def test_how_many_were_hurt_is_told_by_figure_whatever_language_each_report_is_in(shelf, question):
    answer = ask(shelf, question)
    firsts = [quote_first(answer, position) for position in answer.positions]
    figures = {"14": ("Fourteen", "14 injured"), "19": ("19", "١٩"), "21": ("21", "۲۱", "٢١")}
    held = [name for name, words in figures.items() if any(any(word in text for word in words) for text in firsts)]
    assert len(held) >= 2, firsts
    assert len(answer.positions) <= 3, firsts
    assert len({position.party for position in answer.positions}) == len(answer.positions)


@pytest.mark.parametrize("question", CUT)
def test_who_cut_the_cables_is_told_by_parties_in_their_own_words(shelf, question):
    answer = ask(shelf, question)
    stances = {position.stance for position in answer.positions}
    assert Stance.DENIES in stances
    assert stances & {Stance.BLAMES, Stance.CLAIMS, Stance.SUSPECTS}
    for citation in answer.citations:
        body = next(each for each in map(read_sample, REPORTS) if each.id == citation.quote.source.report_id).body
        assert citation.quote.text == body[citation.quote.start : citation.quote.end]


def test_a_question_in_one_language_is_answered_from_three(shelf):
    languages = set().union(*(list_languages(ask(shelf, question)) for question in (HURT[1], HURT[4])))
    assert len(languages) >= 3


@pytest.mark.parametrize("question", LIGHT)
def test_where_the_light_was_is_disputed_from_both_banks(shelf, question):
    answer = ask(shelf, question)
    assert len(answer.positions) == 2


@pytest.mark.parametrize("question", QUIET)
def test_no_dispute_is_made_where_reports_agree(shelf, question):
    answer = shelf.ask(question)
    assert not isinstance(answer, Answer) or answer.positions == ()


@pytest.fixture(scope="module")
def whole_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("whole")
    opened = Shelf(folder / "catalogue.db", SentenceTransformerEmbedder(MULTILINGUAL, folder / "models"))
    opened.add(*read_question_set(ACROSS).reports)
    yield opened
    opened.close()


def test_most_questions_in_another_language_find_their_answer_and_most_about_other_things_are_refused(whole_shelf):
    known = read_question_set(ACROSS).questions
    answers = {each.id: whole_shelf.answerer.quote(Question(each.text)) for each in known}

    def share(questions: list[KnownQuestion]) -> float:
        return sum(isinstance(answers[each.id], Answer) for each in questions) / len(questions)

    def finds(each: KnownQuestion) -> bool:
        reports = {quoted.quote.source.report_id for quoted in answers[each.id].citations}
        return any(place.report_id in reports for place in each.evidence)

    answered = [each for each in known if each.answerable and isinstance(answers[each.id], Answer)]
    assert share([each for each in known if each.answerable]) >= 0.7
    assert share([each for each in known if not each.answerable]) <= 0.3
    assert sum(map(finds, answered)) / len(answered) >= 0.8
