"""How a record keeps the sentences in it that can be said in another language, beside what they are in English.

`worded` in a record's JSON holds them; it is left out where there are none, and older records have none.
"""

import json
from dataclasses import replace
from typing import Any, TypeVar

from bot.answering.answers import Answer, Refusal
from corpus.worded import Worded, pack_words, unpack_words

WORDED = "worded"
R = TypeVar("R", Answer, Refusal)


def add_words(body: str, record: Answer | Refusal) -> str:
    """Give the JSON of a record with how its notice, its reasons and its fallback were worded."""
    receipt = record.receipt
    reasons = {number: each.reason for number, each in enumerate(receipt.dropped) if isinstance(each.reason, Worded)}
    notice = record.notice if isinstance(record, Answer) else None
    said = {"notice": notice, "fallback": receipt.fallback, "untranslated": receipt.untranslated}
    worded: dict[str, Any] = {name: pack_words(text) for name, text in said.items() if isinstance(text, Worded)}
    if reasons:
        worded["reasons"] = {str(number): pack_words(reason) for number, reason in reasons.items()}
    return json.dumps(json.loads(body) | {WORDED: worded}, ensure_ascii=False) if worded else body


def put_words(record: R, body: str) -> R:
    """Give a record that was read from this JSON with its sentences as they were worded."""
    worded = json.loads(body).get(WORDED)
    if not worded:
        return record
    receipt, reasons = record.receipt, worded.get("reasons", {})
    dropped = tuple(
        replace(each, reason=unpack_words(reasons[str(number)])) if str(number) in reasons else each
        for number, each in enumerate(receipt.dropped)
    )
    fallback = unpack_words(worded["fallback"]) if "fallback" in worded else receipt.fallback
    untranslated = unpack_words(worded["untranslated"]) if "untranslated" in worded else receipt.untranslated
    receipt = replace(receipt, dropped=dropped, fallback=fallback, untranslated=untranslated)
    record = replace(record, receipt=receipt)
    if isinstance(record, Answer) and "notice" in worded:
        return replace(record, notice=unpack_words(worded["notice"]))
    return record
