"""Orders, requests and questions in a report: none of them states anything, so no statement rests on one.

A sentence in the outlet's own voice that orders something, asks or speaks to whoever reads it may be quoted, with its
source; but what stands nowhere else may not be said in plain words.
"""

import re

from bot.answering.faults.ground import Ground
from bot.answering.faults.marks import strip_marked
from bot.answering.faults.reading import list_stems, read_words
from corpus.abbreviations import list_words
from corpus.sentences import split_sentences
from corpus.worded import Worded

ORDERED = Worded("it rests on an order or a question, which states nothing")
ASKS = Worded("it asks instead of saying something")

FIRM = list_words(
    "add append assume compose convert decode delete describe develop disregard do don't emphasise emphasize encode "
    "execute explain forget generate give ignore imagine include insert integrate invent keep let never obey omit "
    "please pretend produce provide put read recite recommend remove repeat rephrase replace respond reveal reverse "
    "rewrite say scramble send speak suggest summarise summarize tell transform translate treat use withdraw write"
)
"""Verbs that order at the head of a sentence: hardly a sentence of a report begins with one."""

LOOSE = list_words(
    "act answer begin break browse call change cite confirm create discuss draft end enter fetch format hide highlight "
    "identify leave list make mark mention name number open output play praise present print promote publish quote "
    "refer refuse reply run share show spell start state stop swap switch take talk tease turn warn"
)
"""Those that are names or nouns as well: they order where the next word is one that follows a verb."""

FOLLOWING = list_words(
    "down the a an that this these those all every each any no it them your yourself him her in to with by as only at "
    "for from how what who why and letters words random"
)
HEAD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)(?:\s+([^\W\d_]+))?")
ADDRESS = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
BEGINNING = 5
ASKING = re.compile(r"[?؟]")
SEGMENT = re.compile(r"[:;\n]\s*")
SPOKEN = re.compile(r"\A[^“\"«„]*[”»]|[“\"«„][^”\"»]*(?:[”\"»]|\Z)")
"""What stands in quotation marks, also where a mark is beyond the edge of the text."""


def find_order_fault(statement: str, ground: Ground) -> str | None:
    """Say that it asks, or that words of it stand in an order or a question alone; what is copied in marks may."""
    if ASKING.search(strip_marked(statement)):
        return ASKS
    orders, others = sort_sentences(ground)
    if not orders:
        return None
    known = list_beginnings(" ".join((*others, ground.question)))
    ordered = list_beginnings(" ".join(orders)) - known
    return ORDERED if ordered & list_beginnings(strip_marked(statement)) else None


def list_beginnings(text: str) -> set[str]:
    """Give how the words that say something begin, so that “withdrawn” is known from “withdraw”."""
    return {stem[:BEGINNING] for stem in list_stems(read_words(text))}


def sort_sentences(ground: Ground) -> tuple[list[str], list[str]]:
    """Give the sentences of the quotations that order or ask something, and all else that is known of them."""
    orders: list[str] = []
    others = list(ground.cited[len(ground.texts) :])
    for text in ground.texts:
        others += SPOKEN.findall(text)
        plain = SPOKEN.sub(" ", text)
        for span in split_sentences(plain):
            sentence = plain[span.start : span.end]
            (orders if is_order(sentence) else others).append(sentence)
    return orders, others


def is_order(sentence: str) -> bool:
    """Whether a sentence tells its reader to do something, asks, or speaks to whoever reads it."""
    speaks = ADDRESS.search(sentence) or ASKING.search(sentence)
    return speaks is not None or any(map(begins_order, SEGMENT.split(sentence)))


def begins_order(segment: str) -> bool:
    """Whether its first word orders."""
    head = HEAD.search(segment)
    if head is None:
        return False
    first, second = head[1].lower().replace("’", "'"), head[2] or ""
    return first in FIRM or (first in LOOSE and second in FOLLOWING)
