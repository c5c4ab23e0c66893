"""Interviews: paragraphs that are somebody's turn, since “Name:” leads them or a question stands before them.

Name: …          every sentence of the turn is Name's, until the next turn or an unled paragraph
Q: … / A: …      the answers are those of the person whom the report is about
a question       as a paragraph of its own, then paragraphs in quotation marks: these are the same person's
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from corpus.paragraphs import Span
from corpus.speech.quotations import Quotation

LEAD = re.compile(
    r"[*_]{0,2}((?:[^\W\d_][\w.’'-]{0,30})(?: (?:&|[^\W\d_][\w.’'-]{0,30})){0,4})[*_]{0,2} ?:[*_]{0,2} ?(?=\S)"
)
QUESTION = frozenset(("Q", "Question", "س", "پرسش", "سؤال", "ש"))
ANSWER = frozenset(("A", "Answer", "ج", "پاسخ", "جواب", "ת"))
QUESTION_END = re.compile(r"[?؟]\Z")
LEAST = 3
"""How many turns make an interview."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph of an interview is: a question or other words of the outlet's, or someone's answer."""

    asks: bool
    name: str | None = None


def find_turns(body: str, paragraphs: list[Span], publisher: str | None) -> dict[int, Turn]:
    """Give the turns that a name or letter leads, by paragraph; none where too few are."""
    leads = {number: read_lead(body, paragraph) for number, paragraph in enumerate(paragraphs)}
    counts = Counter(lead for lead in leads.values() if lead)
    used = {lead for lead, count in counts.items() if count > 1}
    if sum(counts[lead] for lead in used) < LEAST or len(counts) < 2:
        return {}
    return {number: make_turn(lead, publisher, counts) for number, lead in leads.items() if lead and lead in counts}


def read_lead(body: str, paragraph: Span) -> str | None:
    """Give the name or letter that leads a paragraph."""
    found = LEAD.match(body, paragraph.start, min(paragraph.end, paragraph.start + 120))
    return found[1].strip("*_ ") if found else None


def make_turn(lead: str, publisher: str | None, counts: Counter[str]) -> Turn:
    """Tell questions from answers."""
    own = bool(publisher) and lead.lower().removeprefix("the ") == (publisher or "").lower().removeprefix("the ")
    initials = "".join(word[0] for word in (publisher or "").split() if word[0].isupper())
    if lead in QUESTION or own or (len(lead) > 1 and lead == initials):
        return Turn(asks=True)
    return Turn(asks=False, name=None if lead in ANSWER else lead)


def find_answers(body: str, paragraphs: list[Span], quotations: list[Quotation]) -> set[int]:
    """Give the paragraphs in quotation marks that answer a question standing as a paragraph before them."""
    whole = {number for number, paragraph in enumerate(paragraphs) if is_quoted(body, paragraph, quotations)}
    answers: set[int] = set()
    questions = 0
    for number in range(len(paragraphs)):
        asked = number > 0 and number - 1 not in whole and is_question(body, paragraphs[number - 1])
        if number in whole and (asked or number - 1 in answers):
            answers.add(number)
            questions += asked
    return answers if questions >= LEAST else set()


def is_question(body: str, paragraph: Span) -> bool:
    """Whether a paragraph can be a question or prompt: one short line."""
    text = paragraph.text_of(body)
    return len(text) < 200 and (QUESTION_END.search(text) is not None or len(text) < 90)


def is_quoted(body: str, paragraph: Span, quotations: list[Quotation]) -> bool:
    """Whether a paragraph is one quotation."""
    if body[paragraph.start] not in "“\"«„‘'״":
        return False
    at = bisect_left(quotations, paragraph.start, key=lambda quotation: quotation.start)
    return at < len(quotations) and quotations[at].start == paragraph.start and quotations[at].end >= paragraph.end - 1
