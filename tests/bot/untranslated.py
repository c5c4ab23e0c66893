"""What a bot showed in Latin letters to somebody who reads none: each is a sentence that nobody translated.

calls of the bot | texts, drafts, labels, pop-ups | without quotations, code, commands and names | Latin words left

For tests of conversations in Persian, Arabic and Hebrew. Names that no language translates are given as `names`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.bot.scripted_chat import REPORTS
from tests.telegram_server import BOT_NAME
from tests.telegram_server.utf16 import cut_units
from tests.telegram_server.world import Call

SHOWING = ("sendMessage", "editMessageText", "sendMessageDraft", "sendDocument", "answerCallbackQuery")
APART = ("blockquote", "expandable_blockquote", "code", "pre")
"""What is marked so stands in its own words, or is meant to be copied."""

COMMAND = re.compile(r"/[a-z]+(?:@\w+)?")
CODE = re.compile(r"\S*[A-Za-z]\S*[0-9_]\S*|\S*[0-9_]\S*[A-Za-z]\S*")
"""An id, a link, a file's name."""

WORDS = re.compile(r"[A-Za-z]{2,}(?:[^\w\n]+[A-Za-z]{2,})*")
SCRIPTED = ["About", *(each for report in REPORTS for each in (report.title, report.publisher))]
"""What statements begin with in the script of the answers, and what its reports are called."""

LANGUAGES = ["English", "Español", "Français"]


def find_untranslated(calls: Iterable[Call], names: Iterable[str] = ()) -> list[str]:
    """Give what stands in Latin letters in what these calls showed, each once, with the text that it stands in."""
    kept = sorted({*SCRIPTED, *LANGUAGES, BOT_NAME, *names}, key=len, reverse=True)
    found = [
        f"“{words}” in “{text}”" for call in calls for text in list_shown(call) for words in find_latin(text, kept)
    ]
    return list(dict.fromkeys(found))


def list_shown(call: Call) -> Iterator[str]:
    """Give the texts that a call shows: that of its message or pop-up, and those on its buttons."""
    if call.method not in SHOWING:
        return
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        yield cut_apart(call.arguments.get(text) or "", call.arguments.get(entities) or [])
    markup = call.arguments.get("reply_markup") or {}
    yield from (button["text"] for row in markup.get("inline_keyboard", []) for button in row)


def cut_apart(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """Take out what is quoted, and what is code."""
    for entity in sorted(entities, key=lambda each: each["offset"], reverse=True):
        if entity["type"] in APART:
            start, end = entity["offset"], entity["offset"] + entity["length"]
            text = cut_units(text, 0, start) + cut_units(text, end, len(text.encode("utf-16-le")) // 2)
    return text


def find_latin(text: str, names: Iterable[str]) -> list[str]:
    """Give the runs of Latin words in a text, beside names, commands and what is no word."""
    for name in names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return WORDS.findall(CODE.sub(" ", COMMAND.sub(" ", text)))
