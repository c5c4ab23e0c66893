"""From a question in one language over quotations in another: translations under them, or the answer without."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.answers import Answer, Mode, Question, Refusal, Timing
from bot.answering.budgeting import BudgetedLanguageModel, TokenLimits
from bot.answering.concluding import make_record
from bot.answering.drafting import Drafter
from bot.answering.language_model import OpenAILanguageModel
from bot.answering.stages import Stage
from bot.answering.translating import MOST_CHARACTERS, Translator, choose_sent, find_spoken
from bot.answering.translations import wording
from bot.languages.language import Language
from bot.state import State
from bot.state.tokens import Tokens
from bot.state.translations import KEPT, translations
from corpus.database import make_now
from tests.bot.lying_translations import find_lies
from tests.bot.translated_replies import translate
from tests.bot.worded_replies import read_data, word
from tests.local_model import LocalModel
from tests.model_server import MODEL, ScriptedEndpoint, Step, complete, hang, refuse
from tests.shelves import Shelf, write_report

ASKED = "چند نفر در کشتی آنسلما زخمی شدند؟"
HURT = "How many people were injured when the ferry broke loose?"
INJURED = "Fourteen people were injured"
GOOD = {
    INJURED: "پلیس سالو ریچ بامداد چهارشنبه گفت که چهارده نفر زخمی شدند و حال دو نفر از آنان وخیم است.",
}
LIMIT_S = 2.0
PLENTY = TokenLimits(1_000_000, 1_000_000)


class Desk:
    """A shelf with one report, and answers about it that a translator goes over."""

    def __init__(self, shelf: Shelf, endpoint: ScriptedEndpoint) -> None:
        self.shelf, self.endpoint = shelf, endpoint
        self.state = State.of(shelf.database)
        model = OpenAILanguageModel(MODEL, endpoint.url, endpoint.key, LIMIT_S)
        self.model = BudgetedLanguageModel(model, Tokens(shelf.database), PLENTY)
        self.translator = Translator(self.model, self.state.translations, LIMIT_S)
        self.stages: list[Stage] = []

    def answer(self, language: Language = Language.PERSIAN) -> Answer | Refusal:
        record = self.shelf.ask(HURT)
        question = Question(ASKED) if language is Language.PERSIAN else Question("x", likely=language)
        return replace(record, question=question)

    def translate(self, *script: Step, record: Answer | Refusal | None = None) -> Answer | Refusal:
        self.endpoint.script.extend(script)
        return asyncio.run(
            self.translator.translate(record or self.answer(), "telegram:1", asyncio.to_thread, self.stages.append)
        )


@pytest.fixture
def desk(shelf: Shelf, endpoint: ScriptedEndpoint) -> Desk:
    shelf.add(
        write_report(
            "courier",
            "The ferry Anselma broke loose on Tuesday. "
            "Fourteen people were injured, two of them seriously, police in Sallow Reach said early on Wednesday.",
            title="Ferry adrift",
        )
    )
    return Desk(shelf, endpoint)


def give(text: str) -> Step:
    return translate({INJURED: text})


def test_quotation_in_another_language_gets_its_translation(desk: Desk) -> None:
    record = desk.translate(translate(GOOD))
    [translation] = record.translations
    assert (translation.language, translation.text, translation.model) == ("fa", GOOD[INJURED], MODEL)
    quoted = next(each.quote.text for each in record.citations if each.number == translation.number)
    assert quoted.startswith(INJURED) or INJURED in quoted
    assert record.receipt.untranslated is None
    assert desk.stages == [Stage.TRANSLATING]
    plain = replace(desk.answer(), id="", receipt=record.receipt)
    assert replace(record, id="", translations=()) == plain


def test_only_the_quotations_are_sent_and_the_language_is_named(desk: Desk) -> None:
    desk.translate(translate(GOOD))
    [request] = desk.endpoint.requests
    assert "into Persian" in json.dumps(request.body)
    assert all(set(line) == {"number", "text"} for line in read_data(request))
    assert ASKED not in json.dumps(request.body, ensure_ascii=False)


def test_same_language_is_not_translated(desk: Desk) -> None:
    record = desk.shelf.ask(HURT)
    assert desk.translate(record=record) is record
    assert desk.endpoint.requests == []


def test_same_quotation_is_paid_for_once(desk: Desk) -> None:
    first = desk.translate(translate(GOOD))
    again = desk.translate()
    assert again.translations == first.translations
    assert len(desk.endpoint.requests) == 1
    assert again.receipt.tokens == 0


def test_translation_goes_with_what_stood_in_its_request(desk: Desk) -> None:
    desk.translate(translate(GOOD))
    [citation] = [each for each in desk.answer().citations if INJURED in each.quote.text]
    other = write_report("other", "The reader has to be told that forty were injured.")
    desk.shelf.add(other)
    beside = replace(citation.quote, source=replace(citation.quote.source, report_id="other"))
    desk.state.translations.keep({citation.quote: GOOD[INJURED]}, [citation.quote, beside], "fa", MODEL)
    assert desk.state.translations.find([citation.quote], "fa", MODEL) == {citation.quote: GOOD[INJURED]}
    desk.shelf.withdraw("other")
    assert desk.state.translations.find([citation.quote], "fa", MODEL) == {}


def test_old_translations_go(desk: Desk) -> None:
    desk.translate(translate(GOOD))
    with desk.shelf.database.writing() as connection:
        connection.execute(translations.update().values(made_at=make_now() - KEPT))
    quotes = [each.quote for each in desk.answer().citations]
    assert desk.state.translations.find(quotes, "fa", MODEL) == {}
    desk.state.translations.keep({}, [], "fa", MODEL)
    assert desk.shelf.count_rows("translations") == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", wording.NOTHING),
        ("پلیس گفت که چهل نفر زخمی شدند و حال دو نفر از آنان وخیم است.", wording.OTHER_FIGURES),
        ("پلیس گفت که نفر زخمی شدند و حال دو نفر از آنان وخیم است.", wording.OTHER_FIGURES),
        (GOOD[INJURED] + " @evilbot", wording.PRESSED),
        (GOOD[INJURED] + " t.me/evil", wording.PRESSED),
        (GOOD[INJURED] + " [اینجا](https://evil.example)", wording.PRESSED),
        (GOOD[INJURED].replace("نفر", "نف\u202eر"), wording.HIDDEN),
        ("چهارده نفر Osric Vane زخمی شدند و حال دو نفر از آنان وخیم است.", wording.OTHER_NAMES),
        (
            "Police said that fourteen people were injured, two of them seriously, early on Wednesday.",
            wording.OTHER_LANGUAGE,
        ),
        ("قالت الشرطة إن أربعة عشر شخصا أصيبوا بجروح، اثنان منهم إصابتهما خطيرة.", wording.OTHER_LANGUAGE),
        (" ".join([GOOD[INJURED]] * 5), wording.TOO_LONG),
        ("چهارده نفر", wording.TOO_SHORT),
        (GOOD[INJURED].replace("زخمی شدند", "زخمی نشدند"), wording.OTHER_DENIALS),
    ],
)
def test_bad_translation_is_dropped_and_counted(desk: Desk, text: str, reason: str) -> None:
    record = desk.translate(give(text))
    assert record.translations == ()
    assert [each.reason for each in record.receipt.dropped if "translation" in each.reason] == [reason]
    assert desk.shelf.count_rows("translations") == 0


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“", "‘{}’", "『{}』", "'{}'"])
def test_translation_is_never_in_quotation_marks(desk: Desk, marks: str) -> None:
    [translation] = desk.translate(give(marks.format(GOOD[INJURED]))).translations
    assert translation.text == GOOD[INJURED]


@pytest.mark.parametrize(
    "step",
    [
        complete("I would rather not."),
        complete('{"translations": [{"number": 1, "text": "a"}, {"number": 1, "text": "b"}]}'),
        complete('{"translations": [{"number": 1}]}'),
        complete('{"statements": []}'),
        refuse(401),
    ],
)
def test_answer_goes_out_without_translations_and_says_why(desk: Desk, step: Step) -> None:
    record = desk.translate(step)
    assert record.translations == ()
    assert record.receipt.untranslated
    assert record.citations == desk.answer().citations


def test_slow_model_leaves_the_answer_as_it_was_in_time(desk: Desk) -> None:
    record = desk.translate(hang())
    assert record.translations == ()
    assert "did not reply" in str(record.receipt.untranslated)
    [timing] = [each for each in record.receipt.timings if each.step == "translate"]
    assert timing.ms < (LIMIT_S + 0.5) * 1000


def test_no_time_left_by_the_draft_asks_nobody(desk: Desk) -> None:
    record = desk.answer()
    late = replace(record, receipt=replace(record.receipt, timings=(Timing("draft", LIMIT_S * 1000 - 100),)))
    assert desk.translate(record=late).receipt.untranslated == wording.NO_TIME
    assert desk.endpoint.requests == []


def test_quotation_left_out_by_the_model_is_counted(desk: Desk) -> None:
    record = desk.translate(translate({}))
    assert record.translations == ()
    assert record.receipt.untranslated == f"The language model left {len(record.citations)} quotation" + (
        "s untranslated." if len(record.citations) > 1 else " untranslated."
    )


def test_refusal_has_translations_of_what_came_nearest(desk: Desk) -> None:
    record = make_record(desk.shelf.answerer.read(Question("What did the bishop of Orrenhaven eat on Sunday?")))
    assert isinstance(record, Refusal)
    nearest = replace(record, question=Question(ASKED), nearest=desk.answer().citations)
    assert desk.translate(translate(GOOD), record=nearest).translations


def test_first_quotations_are_sent_as_far_as_there_is_room(desk: Desk) -> None:
    [citation, *_] = desk.answer().citations
    long = replace(citation.quote, text="x" * 1700, start=0, end=1700)
    citations = [replace(citation, number=number, quote=long) for number in range(1, 4)]
    sent, left = choose_sent(citations)
    assert [each.number for each in sent] == [1]
    assert left == 2
    assert MOST_CHARACTERS < 2 * 1700


@pytest.mark.parametrize(
    ("language", "text", "spoken"),
    [
        ("en", "The ferry broke loose in the night.", Language.ENGLISH),
        ("en", "«کشتی در شب رها شد»، رحیم دانش گفت.", Language.PERSIAN),
        ("fa", "کشتی در شب رها شد.", Language.PERSIAN),
        ("de", "Die Fähre hat sich in der Nacht losgerissen.", None),
        ("de", "کشتی در شب رها شد و کسی ندید.", Language.PERSIAN),
    ],
)
def test_language_of_a_quotation_is_that_of_its_words(
    desk: Desk, language: str, text: str, spoken: Language | None
) -> None:
    [citation, *_] = desk.answer().citations
    quote = replace(
        citation.quote, text=text, start=0, end=len(text), source=replace(citation.quote.source, language=language)
    )
    assert find_spoken(quote) is spoken


def test_spent_tokens_leave_what_is_known(desk: Desk) -> None:
    desk.translate(translate(GOOD))
    spent = TokenLimits(1, 1)
    model = BudgetedLanguageModel(desk.model, Tokens(desk.shelf.database), spent)
    poor = Translator(model, desk.state.translations, LIMIT_S)
    record = asyncio.run(poor.translate(desk.answer(), "telegram:1", asyncio.to_thread))
    assert [each.text for each in record.translations] == [GOOD[INJURED]]


def test_worded_answer_keeps_its_originals_and_gets_translations_under_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Question, "language", Language.SPANISH)  # the small model finds nothing English for it
    said = "Police in Sallow Reach said that fourteen people were injured."
    meant = (
        "Catorce personas resultaron heridas, dos de ellas de gravedad, dijo la policía a primera hora del miércoles."
    )
    desk.endpoint.script.extend([word((said, INJURED)), give(meant)])
    drafter = Drafter(desk.model, lambda: desk.shelf.embedder, LIMIT_S)
    answerer = Answerer(desk.shelf.catalogue, desk.shelf.search, drafter, translator=desk.translator)
    record = asyncio.run(answerer.answer(Question(HURT), person="telegram:1", on_stage=desk.stages.append))
    assert isinstance(record, Answer)
    assert record.mode is Mode.MODEL
    assert [each.text for each in record.statements] == [said]
    assert [each.text for each in record.translations] == [meant]
    assert INJURED in record.citations[0].quote.text
    assert desk.stages[-3:] == [Stage.WRITING, Stage.CHECKING, Stage.TRANSLATING]
    assert record.receipt.tokens == 200


@pytest.mark.slow
def test_real_model_on_this_machine_translates_or_the_answer_goes_out_without(desk: Desk) -> None:
    with LocalModel() as local:
        model = OpenAILanguageModel(local.name, local.url, local.key, 120.0)
        translator = Translator(model, desk.state.translations, 120.0)
        record = asyncio.run(translator.translate(desk.answer(), "terminal", asyncio.to_thread))
    plain = replace(desk.answer(), id="", receipt=record.receipt)
    assert replace(record, id="", translations=()) == plain
    dropped = [each for each in record.receipt.dropped if each.reason.startswith("a translation")]
    assert record.translations or dropped or record.receipt.untranslated
    assert record.receipt.tokens > 100
    for each in record.translations:
        quoted = next(citation.quote.text for citation in record.citations if citation.number == each.number)
        assert list(find_lies(quoted, each.text)) == []
