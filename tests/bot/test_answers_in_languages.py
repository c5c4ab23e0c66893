"""What stands around an answer is said in the language of the question, and its names turn no line around."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from unicodedata import bidirectional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answering.answers import (
    Answer,
    Dropped,
    Position,
    Question,
    QuotedDate,
    Receipt,
    Refusal,
    Spent,
    Stance,
    Statement,
    Timing,
)
from bot.answering.faults.figures import FOREIGN_FIGURE
from bot.answering.lookups.alterations import Difference
from bot.answering.lookups.finding import Finding, PastQuote, Verdict
from bot.answering.reason_wording import NOT_LIVE, word_copy
from bot.answering.receipt_wording import describe_explanation
from bot.answering.receipts import Explanation, PassageRead, ReportRead
from bot.answering.wording import format_source
from bot.chat.citing import format_citation
from bot.chat.context import render_passage
from bot.chat.finding import render_finding
from bot.chat.inline.rendering import render_result
from bot.chat.markup import count_units
from bot.chat.parts import pack
from bot.chat.receipts import render_receipt, show_name
from bot.chat.rendering import render_record
from bot.languages.language import Language
from bot.languages.speech import ENGLISH, get_speech
from corpus.reports import Status
from corpus.worded import Worded
from tests.bot.shown_parts import check_valid, cite, get_labels, get_marked, get_quotations, make_report, speak
from tests.bot.test_rendering import answers
from tests.bot.untranslated import find_latin

ASKED = {
    Language.ENGLISH: "Who opened the weir?",
    Language.PERSIAN: "چه کسی سد را باز کرد؟",
    Language.ARABIC: "من فتح السد في المساء؟",
    Language.HEBREW: "מי פתח את הסכר?",
    Language.SPANISH: "¿Quién abrió la presa?",
    Language.FRENCH: "Qui a ouvert le barrage ?",
}
FROM_RIGHT = [each for each in Language if each.is_right_to_left]
NAMES = [
    "The ferry and the guild",
    "Ms Rao admitted",
    "The Courier",
    "The ferry",
    "Ms Rao",
    "ISNA",
    "The guild",
    "Lord Vane",
    "on Thursday",
    "harbour",
]
NAMES += ["Statement", "It was cut.", "No report of theirs", "Weir", "minilm", "small-model", "efef"]


def make_full_answer(language, stances=tuple(Stance)):
    """An answer with everything in it that an answer can have."""
    dated = {"speaker": "Ms Rao", "role": "harbour", "relay": ("ISNA",), "page": 3}
    dates = (QuotedDate("on Thursday", "2022-06-02"), QuotedDate("harbour", None), QuotedDate("It was cut.", "2021-05"))
    shown = [
        speak(cite(number, f"The quotation {number}.", status=status), dates=dates, **dated)
        for number, status in enumerate((Status.CURRENT, Status.CORRECTED, *[Status.CURRENT] * 5), 1)
    ]
    dropped = (
        Dropped("It was cut.", FOREIGN_FIGURE),
        Dropped("It was cut.", word_copy("Weir", "The Courier", same_words=True)),
        Dropped("It was cut.", word_copy("Weir", None, same_words=False)),
        Dropped("It was cut.", NOT_LIVE),
    )
    receipt = Receipt(
        "The ferry and the guild", ("ferry@1:0-9",), (), dropped,
        tuple(Timing(step, 1250.4) for step in ("search", "choose", "check", "describe", "draft", "check draft")),
        "minilm", 0.914, (), "small-model", 1204, Worded("nothing in it passed the checks"), 0.45,
        date(2026, 3, 1), date(2026, 3, 9), Spent(datetime(2026, 11, 28, tzinfo=UTC), by_everybody=False),
    )  # fmt: skip
    positions = tuple(
        Position("The guild", stance, (number,), 4, 1, newest=number == 2) for number, stance in enumerate(stances, 1)
    )
    question = Question(ASKED[language], date(2026, 3, 1), date(2026, 3, 9), "The Courier")
    return Answer(
        "abc", question, (Statement("Statement.", (7,)),), tuple(shown), receipt, positions,
        Worded("No report on this shelf says that {claim}.", claim="Ms Rao admitted"), ("Lord Vane", "ISNA"),
        date(2026, 3, 16),
    )  # fmt: skip


def show_text(parts):
    """What a person reads of parts beside the quotations."""
    shown = "\n".join(part.markup.text for part in parts)
    for quotation in get_quotations(parts):
        shown = shown.replace(quotation, "")
    return "\n".join([shown, *(label for part in parts for label in get_labels(part))])


def check_isolates(text):
    """Every name that is kept apart ends on its line."""
    for line in text.split("\n"):
        depth = 0
        for character in line:
            depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
            assert depth >= 0, line
        assert depth == 0, line


@given(answers(), st.sampled_from(Language), st.sampled_from(["", "onrecord_bot"]))
@settings(max_examples=80)
def test_every_part_is_one_that_telegram_takes_in_every_language(answer, language, bot_name):
    parts = render_record(replace(answer, question=Question(ASKED[language])), ENGLISH, "Heading", bot_name)
    check_valid(parts)
    shown = get_quotations(parts)
    assert {each.quote.text for each in answer.citations if count_units(each.quote.text) <= 4096} <= set(shown)


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_nothing_around_an_answer_stays_english(language):
    parts = render_record(make_full_answer(language), ENGLISH, bot_name="onrecord_bot")
    text = show_text(parts)
    assert find_latin(text, NAMES) == []
    check_isolates(text)


@pytest.mark.parametrize("language", [Language.SPANISH, Language.FRENCH])
def test_sentences_of_an_answer_differ_from_the_english_ones(language):
    said, english = (show_text(render_record(make_full_answer(each), ENGLISH)) for each in (language, Language.ENGLISH))
    same = set(said.split("\n")) & set(english.split("\n"))
    assert {each for each in same if find_latin(each, NAMES)} == set()


@pytest.mark.parametrize("language", Language)
def test_refusal_is_said_in_the_language_of_its_question(language):
    full = make_full_answer(language)
    parts = render_record(Refusal("ref", full.question, full.citations[:2], full.receipt, ("Lord Vane",)), ENGLISH)
    check_valid(parts)
    assert get_speech(language).say("The reports on this shelf do not answer that.") in parts[0].markup.text
    if language.is_right_to_left:
        assert find_latin(show_text(parts), NAMES) == []


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_line_with_a_source_runs_from_the_right(language):
    full = make_full_answer(language)
    unvoiced = speak(full.citations[0], speaker=None, relay=())
    answer = replace(full, citations=(unvoiced, *full.citations[1:]))
    lines = [line for part in render_record(answer, ENGLISH) for line in part.markup.text.split("\n")]
    sources = [line for line in lines if re.match(r"\u200f?\[\d\] ", line)]
    assert len(sources) == len(answer.citations)
    assert all(line.startswith("\u200f") for line in sources)
    for line in sources:
        bare = re.sub("\u2068[^\u2068\u2069]*\u2069", "", line)
        assert all(bidirectional(letter) != "L" for letter in bare), line


def test_persian_reader_is_told_the_solar_day_beside_the_other():
    answer = make_full_answer(Language.PERSIAN)
    line = next(line for line in show_text(render_record(answer, ENGLISH)).split("\n") if line.startswith("\u200f[1]"))
    assert "«\u2068on Thursday\u2069»: پنجشنبه ۱۲ خرداد ۱۴۰۱ (۲ ژوئن ۲۰۲۲)" in line
    assert " · ۲۰ اسفند ۱۴۰۴ (۱۱ مارس ۲۰۲۶) · صفحهٔ ۳ · " in line
    assert "«\u2068harbour\u2069»: تاریخ نامعلوم" in line
    assert line.startswith("\u200f[1] \u2068Ms Rao\u2069، \u2068harbour\u2069، به گزارش \u2068ISNA\u2069، به نقل از ")


@pytest.mark.parametrize("language", Language)
def test_stance_is_named_without_number_and_gender(language):
    texts = [show_text(render_record(make_full_answer(language, [each] * 2), ENGLISH)) for each in Stance]
    bold = [
        text
        for part in render_record(make_full_answer(language), ENGLISH)
        for text in get_marked(part, MessageEntity.BOLD)
    ]
    assert len(set(texts)) == len(texts)
    assert any("The guild" in each for each in bold)


@pytest.mark.parametrize("language", Language)
def test_answer_to_a_name_alone_is_said_as_the_person_is_spoken_to(language):
    answer = replace(make_full_answer(language), question=Question("12?"))
    assert get_speech(language).say("newest") in show_text(render_record(answer, get_speech(language)))


@pytest.mark.parametrize("language", Language)
def test_receipt_is_said_in_the_language(language):
    answer = make_full_answer(language)
    passages = (PassageRead(0, 1300, 3, used=True), PassageRead(1400, 1500, None, used=False))
    reports = (
        ReportRead("weir", 1, "Weir", "The Courier", date(2026, 3, 11), "ef" * 32, Status.WITHDRAWN, 2, True, passages,
                   "It was cut."),
        ReportRead("mill", 1, "Weir", None, None, "", Status.CURRENT, None, False, passages),
    )  # fmt: skip
    speech = get_speech(language)
    for record in (
        answer,
        replace(answer, positions=()),
        Refusal("r", answer.question, answer.citations, answer.receipt),
    ):
        said = describe_explanation(Explanation(record, reports), show_name, speech)
        parts = pack(list(render_receipt(said)))
        check_valid(parts)
        text = "\n".join(part.markup.text for part in parts)
        check_isolates(text)
        if language.is_right_to_left:
            assert find_latin(text, [*NAMES, "weir", "mill"]) == []


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_what_is_found_is_said_in_the_language(language):
    quote = cite(1, "The quotation.").quote
    withdrawn = replace(quote, source=replace(quote.source, status=Status.WITHDRAWN, note="It was cut."))
    past = PastQuote(withdrawn, is_replaced=True, replaced=date(2026, 4, 3), withdrawn=date(2026, 4, 5))
    differences = (Difference("The ferry", "Weir"), Difference("Weir", ""), Difference("", "Weir"))
    for finding in (
        Finding(Verdict.EXACT, (quote,) * 12),
        Finding(Verdict.ALTERED, (quote,), differences * 4),
        Finding(Verdict.ABSENT, past=(past,)),
        Finding(Verdict.ALTERED, (quote,), differences, (past,)),
    ):
        parts = render_finding(finding, get_speech(language), "onrecord_bot")
        check_valid(parts)
        assert find_latin(show_text(parts), NAMES) == []
        check_isolates(show_text(parts))


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_passage_and_inline_result_are_said_in_the_language(language):
    speech, report = get_speech(language), make_report("Before.\n\nThe quotation.\n\nAfter.")
    shown = cite(1, "The quotation.")
    header = render_passage(shown, report, speech).parts[0].markup.text.split("\n\n")[0].split("\n")[1]
    assert header.startswith("\u200f\u2068The Courier\u2069 · ")
    assert find_latin(header, NAMES) == []
    result = render_result(shown.quote, speech, "onrecord_bot")
    content = result.input_message_content
    assert find_latin(f"{result.title}\n{content.message_text.partition(chr(10))[2]}", NAMES) == []
    assert speech.say("in its report") in content.message_text


@pytest.mark.parametrize("language", Language)
def test_copied_citation_fits_and_is_said_in_the_language(language):
    copied = format_citation(cite(1, "The quotation.").quote, get_speech(language), "https://t.me/b?start=c_1_abc", 256)
    assert count_units(copied) <= 256
    assert "“The quotation.”" in copied
    assert get_speech(language).format_day(date(2026, 3, 11)) in copied


def test_source_in_the_terminal_has_its_names_apart_only_where_they_could_turn_the_line():
    shown = cite(1, "The quotation.", publisher="نیلوفر")
    assert format_source(shown) == "نیلوفر · The ferry · 11 March 2026"
    hebrew = format_source(shown, speech=get_speech(Language.HEBREW))
    assert hebrew == "نیلوفر · \u2068The ferry\u2069 · 11 במרץ 2026"
