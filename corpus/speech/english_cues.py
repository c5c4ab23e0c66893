"""The verbs of speech of one English sentence that have a subject and what they need beside them.

Verbs in relative and subordinate clauses, passives and verbs without a complement give nobody speech.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.abbreviations import list_words
from corpus.speech.cues import DAYS, INVERTING, SUBORDINATORS, TIME_LEADS, TIME_WORDS, CueStance
from corpus.speech.phrases import Phrase, read_phrase
from corpus.speech.subject_phrases import OPENINGS, Subject, introduces, skip_lead
from corpus.speech.subjects import find_chunk_start, find_left_subject, find_right_subject, skip_back
from corpus.speech.titles import AUDIENCES, BODIES, DOCUMENTS, TITLES
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token
from corpus.speech.verbs import Matched, has_complement, judge_negated, match_verb

MOST = 40
"""How many verbs of speech one sentence is searched for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech and its subject; `tag` says that what is said stands before it, `quoted` that it is quoted."""

    verb: Matched
    subject: Subject
    stance: CueStance
    tag: bool
    quoted: bool
    last: bool


def find_cues(tokens: list[Token]) -> Iterator[Cue]:
    """Give the verbs of speech that have a subject, from left to right."""
    tried = at = 0
    while at < len(tokens) and tried < MOST:
        verb = match_verb(tokens, at)
        at = verb.end if verb else at + 1
        tried += verb is not None
        cue = read_cue(tokens, verb) if verb else None
        if cue:
            yield cue


def read_cue(tokens: list[Token], verb: Matched) -> Cue | None:
    """Give the verb with its subject and stance, where it has them."""
    before = skip_back(tokens, verb.start)
    quoted_as = verb.lemma == "quoted as"
    if (before.passive and verb.form != "ing" and not quoted_as) or (verb.form == "ing" and not before.passive):
        return None
    if before.modal and not before.negated and tokens[verb.start - 1].low != "only":
        return None
    subject, right = find_subject(tokens, verb, before.at)
    aside = subject is not None and subject.inner and is_aside(tokens, verb, subject)
    if (
        subject is None
        or (subject.inner and not aside)
        or (verb.form == "base" and not takes_base(before.negated, subject))
    ):
        return None
    quoted = touches_quote(tokens, subject, right, verb)
    tag = right or quoted or aside or (stands_after_clause(tokens, subject) and closes_clause(tokens, verb))
    if verb.lemma in WEAK and not can_tell(subject.phrase):
        return None
    negated = before.negated and verb.stance is not CueStance.DECLINES
    stance = judge_negated(verb) if negated else verb.stance
    if stance is None or not (negated or has_complement(tokens, verb, tag, quoted)):
        return None
    return Cue(verb, subject, stance, tag, quoted, ends_here(tokens, verb, subject, right))


WEAK = list_words("show indicate suggest imply reveal signal find mention record foresee")
"""Verbs that things do as well: they need a subject that is a person, a body or a document."""


def can_tell(phrase: Phrase) -> bool:
    """Whether a phrase names a person, a body or something written."""
    return phrase.tokens[0].low in ("he", "she", "we") or any(
        token.capital or token.low in DOCUMENTS or token.low in BODIES or token.low in TITLES for token in phrase.tokens
    )


def is_aside(tokens: list[Token], verb: Matched, subject: Subject) -> bool:
    """Whether the verb stands in an aside that the whole sentence hangs on: “As Ms Rao told the court, …”."""
    return tokens[subject.phrase.start - 1].low == "as" and closes_clause(tokens, verb)


def takes_base(negated: bool, subject: Subject) -> bool:
    """Whether a verb without an ending fits its subject: “did not say”, “officials say”, “they say”."""
    last = subject.phrase.tokens[-1].low
    plural = last in ("they", "we", "people", "police") or any(
        token.low in ("and", "people", "police", "officials", "sources", "experts") for token in subject.phrase.tokens
    )
    words = subject.phrase.tokens
    end = next((number for number, token in enumerate(words) if token.low in INSIDE and number), len(words))
    return negated or plural or words[end - 1].low.endswith("s")


def find_subject(tokens: list[Token], verb: Matched, at: int) -> tuple[Subject | None, bool]:
    """Give the subject of a verb, and whether it stands after it."""
    if can_invert(tokens, verb, at):
        left = find_left_subject(tokens, at) if at >= 0 and tokens[at].is_mark(",") else None
        right = find_right_subject(tokens, verb.end) if left is None or left.apposed is None else None
        if right and ends_inversion(tokens, right):
            return right, True
    return find_left_subject(tokens, at), False


def can_invert(tokens: list[Token], verb: Matched, at: int) -> bool:
    """Whether the verb may stand before its subject: after a quotation or a comma, or first in the sentence."""
    if verb.lemma not in INVERTING or verb.form not in ("past", "present") or verb.lemma == "tell":
        return False
    return at < 0 or tokens[at].kind is Kind.QUOTE or tokens[at].is_mark(",?!–—")


def ends_inversion(tokens: list[Token], subject: Subject) -> bool:
    """Whether nothing after the phrase makes it the subject of a clause of its own."""
    at = subject.phrase.end
    if at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return True
    low = tokens[at].low
    return (
        low
        in (
            "who",
            "which",
            "whose",
            "in",
            "on",
            "at",
            "after",
            "when",
            "as",
            "during",
            "before",
            "while",
            "of",
            "and",
            "from",
            "to",
            "with",
        )
        or low in DAYS
        or low in TIME_WORDS
        or low in TIME_LEADS
    )


def stands_after_clause(tokens: list[Token], subject: Subject) -> bool:
    """Whether a clause and a comma stand before the subject, and not words that only lead to it."""
    at = subject.phrase.start - 1
    if at < 2 or not tokens[at].is_mark(","):
        return False
    start = find_chunk_start(tokens, at - 1)
    first = skip_lead(tokens, start, at)
    leads = introduces(tokens, first, at) or tokens[first].low in SUBORDINATORS | INSIDE | OPENINGS
    sourced = start == 0 and match_source(tokens, 0) > 0
    return not sourced and not (leads and start == 0) and at - start > 1


def closes_clause(tokens: list[Token], verb: Matched) -> bool:
    """Whether nothing that could be said follows the verb: an end, a mark, a time, a place or who is told."""
    at = verb.end
    if verb.lemma in ("tell", "inform", "remind", "assure"):
        told = read_phrase(tokens, at)
        at = told.end if told else at
    if at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return True
    low = tokens[at].low
    if low == "to" and at + 1 < len(tokens):
        return tokens[at + 1].capital or tokens[at + 1].low in DETERMINERS | AUDIENCES
    return low in TIME_LEADS or low in DAYS or low in TIME_WORDS or low in ("as", "when", "while", "later", "also")


def touches_quote(tokens: list[Token], subject: Subject, right: bool, verb: Matched) -> bool:
    """Whether the verb and its subject stand beside a quotation."""
    first = verb.start if right else subject.phrase.start
    if first > 1 and tokens[first - 1].is_mark(","):
        first -= 1
    return first > 0 and tokens[first - 1].kind is Kind.QUOTE


def ends_here(tokens: list[Token], verb: Matched, subject: Subject, right: bool) -> bool:
    """Whether only times and places follow: what is said stands before the verb."""
    at = subject.phrase.end if right else verb.end
    if subject.apposed and right:
        at = subject.apposed.end
    for token in tokens[at : at + 12]:
        if token.is_mark(",;"):
            return True
        if token.low in ("that", "was", "were", "had", "is", "would") or token.kind is Kind.QUOTE:
            return False
    return True


def match_source(tokens: list[Token], at: int) -> int:
    """Give how many words introduce a source here, or 0."""
    words = [token.low for token in tokens[at : at + 4]]
    if words[:2] == ["according", "to"]:
        return 2
    if words[:2] == ["in", "the"] and words[2:3] in (["words"], ["view"], ["opinion"]) and words[3:] == ["of"]:
        return 4
    return 0
