"""What the log adds to an event is said in the language of its reader, and read from the log as it stands there."""

import pytest

from bot.keeping_wording import format_event
from bot.languages.language import Language
from bot.languages.speech import ENGLISH, get_speech
from bot.log_details import read_detail
from corpus.catalogue import Event
from corpus.database import make_now

CASES = [
    ("grant", "5: no role → editor", "{p} نقشی داد: \u2068 5\u2069: بدون نقش ← ویراستار"),
    ("revoke", "5: editor → no role", "{p} نقشی را پس گرفت: \u2068 5\u2069: ویراستار ← بدون نقش"),
    ("redeem", "no role → reader, invited by telegram:8",
     "{p} دعوتی را به کار برد: بدون نقش ← خواننده، به دعوت شخص \u2068 8\u2069"),
    ("invite", "reader, for 7 days", "{p} دعوت کرد: خواننده، برای ۷ روز"),
    ("uninvite", "editor, invited by terminal", "{p} دعوتی را پس گرفت: ویراستار، به دعوت \u2068 terminal\u2069"),
    ("dismiss gap", "gap 3: Who rang?", "{p} سؤالی بی‌پاسخ را کنار گذاشت: سؤال بی‌پاسخ ۳: \u2068 Who rang?\u2069"),
    ("ban", "44: Sells tickets.", "{p} کسی را منع کرد: \u2068 44: Sells tickets.\u2069"),
    ("grant", "as it was in the old days", "{p} نقشی داد: \u2068 as it was in the old days\u2069"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "detail", "said"), CASES)
def test_event_is_told_in_persian(action, detail, said):
    event = Event(make_now(), "telegram:7", action, None, None, detail)
    expected = said.replace("\u2068 ", "\u2068").format(p="شخص \u20687\u2069")
    assert format_event(event, get_speech(Language.PERSIAN)) == expected


@pytest.mark.parametrize(("action", "detail", "_said"), CASES)
def test_detail_reads_in_english_as_it_is_written(action, detail, _said):
    assert read_detail(action, detail) == detail.replace("telegram:8", "person 8")


def test_report_stands_beside_what_was_done_to_it():
    event = Event(make_now(), "telegram:7", "withdraw", "ferry", 2, "It was\nmade up.")
    assert format_event(event, ENGLISH) == "person 7 withdrew ferry, version 2: It was made up."
    hebrew = format_event(event, get_speech(Language.HEBREW))
    assert hebrew == "אדם \u20687\u2069: הסרת \u2068ferry\u2069, גרסה 2: \u2068It was made up.\u2069"
