"""Labelled statements about quotations: read from `tests/bot/drafts`, and checked as a draft of one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.answering import draft_checking
from bot.answering.answers import Quote, QuotedDate
from bot.answering.draft_checking import CheckedDraft, check_draft
from bot.answering.drafts import Draft, DraftedStatement, DraftKind
from bot.answering.faults import characters, closeness, days, figures, grave, hedges, names, turning
from bot.answering.prompts import NumberedSentence
from index.embedding import Embedder
from tests.shelves import write_report

TABLES = Path(__file__).parent / "drafts"

LABELS = {
    "figure": figures.FOREIGN_FIGURE,
    "moved": figures.MOVED_FIGURE,
    "date": days.FOREIGN_DATE,
    "name": names.FOREIGN_NAME,
    "negation": turning.LOST_NEGATION,
    "opposite": turning.OPPOSITE,
    "turned": turning.TURNED_ROUND,
    "doubt": hedges.LOST_DOUBT,
    "expected": hedges.LOST_DOUBT,
    "claim": hedges.LOST_CLAIM,
    "voice": hedges.WRONG_VOICE,
    "far": closeness.FAR,
    "grave": grave.FOREIGN_CHARGE,
    "markup": characters.MARKUP,
    "strange": characters.STRANGE,
    "invisible": characters.INVISIBLE,
    "addressed": characters.FOREIGN_VOICE,
    "unknown": draft_checking.NO_SUCH_SENTENCE,
}


@dataclass(frozen=True)
class Case:
    """A statement, the quotations it cites, and whether it may be kept (“keep”) or why not."""

    label: str
    text: str
    numbers: tuple[int, ...]
    question: str
    sentences: tuple[NumberedSentence, ...]


def read_cases(name: str) -> Iterator[Case]:
    for group in yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8")):
        sentences = tuple(number_quotes(group["quotes"]))
        labelled = [("keep", text) for text in group["keep"]] + [
            pair for each in group["drop"] for pair in each.items()
        ]
        for label, line in labelled:
            numbers, bar, text = line.partition(" | ")
            cited = tuple(map(int, numbers.split())) if bar else tuple(range(1, len(sentences) + 1))
            yield Case(label, text if bar else line, cited, group["question"], sentences)


def number_quotes(quotes: list[dict[str, Any]]) -> Iterator[NumberedSentence]:
    for number, given in enumerate(quotes, 1):
        quote = make_quote(**given)
        yield NumberedSentence(number, quote.text, quote)


def make_quote(text: str, **given: Any) -> Quote:
    details = {"publisher": "The Lethwin Courier", "published": date(2026, 3, 11), "title": "A report"} | given
    voice = {name: details.pop(name, None) for name in ("speaker", "role")}
    dates = tuple(QuotedDate(*pair) for pair in details.pop("dates", {}).items())
    quote = Quote.cut(write_report("report", text, **details), 0, len(text))
    return Quote(quote.source, quote.start, quote.end, quote.text, dates=dates, **voice)


def check_case(case: Case, embedder: Embedder) -> CheckedDraft:
    draft = Draft(DraftKind.STATEMENTS, (DraftedStatement(case.text, case.numbers),))
    return check_draft(draft, case.sentences, case.question, embedder)
