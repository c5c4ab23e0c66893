"""How a translation is shown: under its original, marked, in its own direction; never where words are copied."""

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console
from telegram import MessageEntity

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Statement, Translation
from bot.answering.json_form import make_answer_json
from bot.answering.receipt_wording import describe_explanation
from bot.answering.receipts import Explanation
from bot.answering.translations.wording import MARK
from bot.chat.answer_buttons import make_first_copy_button
from bot.chat.context import render_passage
from bot.chat.inline.rendering import render_result
from bot.chat.rendering import render_record
from bot.languages.language import Language
from bot.languages.speech import ENGLISH, get_speech
from bot.state import State
from bot.terminal.rendering import write_answer
from corpus.database import Database
from corpus.reports import Report
from corpus.worded import Counted

REPORT = Report(
    "weir", 1, "Weir opens", "The weir opened on Monday. Nobody cheered.", "The Courier", None, date(2026, 3, 9)
)
SAID = "بند روز دوشنبه باز شد."
QUOTE = Quote.cut(REPORT, 0, 26)
RECEIPT = replace(
    Receipt("", (), (), (), (), "m", 0.9, language_model="gpt"),
    untranslated=Counted("The language model left {count} quotation untranslated.", "x {count}", 1),
)
ANSWER = Answer(
    "id",
    Question("بند کی باز شد؟"),
    (Statement(QUOTE.text, (1,)),),
    (Citation(1, QUOTE),),
    RECEIPT,
    translations=(Translation(1, "fa", SAID, "gpt"),),
)
PERSIAN = get_speech(Language.PERSIAN)


def list_parts(part, kind):
    return [part.markup.text[e.offset : e.offset + e.length] for e in part.markup.entities if e.type == kind]


def test_translation_stands_in_italics_between_the_original_and_its_source() -> None:
    [part] = render_record(ANSWER, PERSIAN)
    [original] = list_parts(part, MessageEntity.EXPANDABLE_BLOCKQUOTE)
    assert original == QUOTE.text
    [shown] = [each for each in list_parts(part, MessageEntity.ITALIC) if SAID in each]
    assert shown == f"\u200f{PERSIAN.say(MARK, text=SAID)}"
    assert part.markup.text.index(QUOTE.text) < part.markup.text.index(SAID) < part.markup.text.index("[1]")
    assert not set('«»“”"„‘’') & set(shown)


@pytest.mark.parametrize("language", Language)
def test_mark_says_in_every_language_that_it_is_ours_and_has_no_quotation_marks(language: Language) -> None:
    said = get_speech(language).say(MARK, text="X")
    assert not set('«»“”"„') & set(said)
    assert said != MARK.format(text="X") or language is Language.ENGLISH


def test_answer_without_translations_is_shown_as_before() -> None:
    bare = replace(ANSWER, translations=())
    assert SAID not in render_record(bare, PERSIAN)[0].markup.text
    assert make_answer_json(bare)["citations"][0]["translation"] is None


def test_opened_passage_has_the_translation_below() -> None:
    page = render_passage(Citation(1, QUOTE), REPORT, PERSIAN, translation=ANSWER.translations[0])
    text = page.parts[0].markup.text
    assert text.index("Nobody cheered.") < text.index(SAID)
    assert list_parts(page.parts[0], MessageEntity.BOLD)[-1] == QUOTE.text


def test_what_is_copied_or_shared_carries_no_translation() -> None:
    assert SAID not in str(make_first_copy_button(ANSWER, ENGLISH, "bot").to_dict())
    assert SAID not in str(render_result(QUOTE, ENGLISH, "bot").to_dict())


def test_terminal_shows_it_under_the_block() -> None:
    console = Console(file=io.StringIO(), width=200)
    write_answer(console, ANSWER)
    lines = console.file.getvalue().splitlines()
    [at] = [number for number, line in enumerate(lines) if SAID in line]
    assert lines[at - 1].startswith("  │ ")
    assert lines[at].strip().startswith(PERSIAN.say(MARK, text="").strip()[:10])


def test_json_has_it_beside_the_quotation() -> None:
    [citation] = make_answer_json(ANSWER)["citations"]
    assert citation["quote"] == QUOTE.text
    assert citation["translation"] == {"language": "fa", "text": SAID, "model": "gpt"}


def test_receipt_counts_them_and_says_why_there_are_not_more() -> None:
    told = [line for paragraph in describe_explanation(Explanation(ANSWER, ())) for line in paragraph.lines]
    assert "Translated by gpt: 1 quotation." in told
    assert "The language model left 1 quotation untranslated." in told


def test_record_keeps_translations_and_older_records_have_none(tmp_path) -> None:
    database = Database.at(tmp_path / "catalogue.db")
    database.migrate()
    answers = State.of(database).answers
    answers.save(ANSWER, "telegram:1")
    kept = answers.get("id")
    assert kept is not None
    assert kept.translations == ANSWER.translations
    assert isinstance(kept.receipt.untranslated, Counted)
    with database.writing() as connection:
        body = str(connection.exec_driver_sql("SELECT body FROM answers").scalar_one())
        older = (
            body.replace('"translations"', '"no_such_field"')
            .replace('"untranslated"', '"no_such"')
            .replace('"likely"', '"x"')
        )
        connection.exec_driver_sql("UPDATE answers SET body = ?", (older,))
    old = answers.get("id")
    assert old is not None
    assert (old.translations, old.receipt.untranslated, old.question.likely) == ((), None, Language.ENGLISH)
    database.close()
