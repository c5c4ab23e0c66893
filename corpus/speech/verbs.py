"""Whether a word of a sentence is a verb of speech: its form, what it needs beside it, and what negation does."""

from dataclasses import dataclass

from corpus.abbreviations import list_words
from corpus.speech.cues import (
    ADVERBS,
    CHARGES,
    COORDINATORS,
    CUE_VERBS,
    FINITE,
    QUESTION_WORDS,
    SILENCES,
    SUBORDINATORS,
    CueStance,
    Frame,
)
from corpus.speech.phrases import Phrase, is_stop, read_phrase
from corpus.speech.titles import OUTLETS
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

REACH = 14
EMPTY = list_words("nothing little goodbye farewell mass grace prayers hello thanks prayer thank-you sorry yes no")
"""What can be said without saying anything: “said goodbye”."""

PHRASAL: dict[str, tuple[tuple[tuple[str, ...], CueStance, Frame], ...]] = {
    "pointed": (
        (("the", "finger", "at"), CueStance.BLAMES, Frame.OBJECT),
        (("a", "finger", "at"), CueStance.BLAMES, Frame.OBJECT),
        (("out",), CueStance.SAYS, Frame.CLAUSE),
    ),
    "points": (
        (("the", "finger", "at"), CueStance.BLAMES, Frame.OBJECT),
        (("out",), CueStance.SAYS, Frame.CLAUSE),
    ),
    "took": (
        (("responsibility",), CueStance.CLAIMS, Frame.FREE),
        (("full", "responsibility"), CueStance.CLAIMS, Frame.FREE),
        (("issue", "with"), CueStance.DENIES, Frame.CHARGE),
    ),
    "accepted": ((("responsibility",), CueStance.CONFIRMS, Frame.FREE), (("blame",), CueStance.CONFIRMS, Frame.FREE)),
    "laid": (
        (("the", "blame", "on"), CueStance.BLAMES, Frame.OBJECT),
        (("blame", "on"), CueStance.BLAMES, Frame.OBJECT),
    ),
    "put": (
        (("the", "blame", "on"), CueStance.BLAMES, Frame.OBJECT),
        (("blame", "on"), CueStance.BLAMES, Frame.OBJECT),
        (("it",), CueStance.SAYS, Frame.QUOTED),
    ),
    "made": ((("it", "clear"), CueStance.SAYS, Frame.CLAUSE), (("clear",), CueStance.SAYS, Frame.CLAUSE)),
    "makes": ((("it", "clear"), CueStance.SAYS, Frame.CLAUSE), (("clear",), CueStance.SAYS, Frame.CLAUSE)),
    "called": ((("on",), CueStance.SAYS, Frame.ACT), (("for",), CueStance.SAYS, Frame.FREE)),
    "calls": ((("on",), CueStance.SAYS, Frame.ACT), (("for",), CueStance.SAYS, Frame.FREE)),
    "quoted": ((("as", "saying"), CueStance.SAYS, Frame.FREE), (("as", "telling"), CueStance.SAYS, Frame.FREE)),
    "gave": ((("warning",), CueStance.SAYS, Frame.CLAUSE),),
    "issued": ((("a", "denial"), CueStance.DENIES, Frame.FREE),),
    "blamed": ((("it", "on"), CueStance.BLAMES, Frame.OBJECT),),
}
REFUSALS = list_words("declined refused declines refuses decline refuse")


@dataclass(frozen=True, slots=True)
class Matched:
    """A verb of speech at tokens `start` to `end` (not included), and what it needs beside it."""

    start: int
    end: int
    lemma: str
    form: str
    frame: Frame
    stance: CueStance


def match_verb(tokens: list[Token], at: int) -> Matched | None:
    """Give the verb of speech that begins at a token."""
    token = tokens[at]
    if token.kind is not Kind.WORD or token.possessive or (token.capital and at > 0):
        return None
    refusal = match_refusal(tokens, at)
    if refusal:
        return refusal
    for words, stance, frame in PHRASAL.get(token.low, ()):
        if tuple(each.low for each in tokens[at + 1 : at + 1 + len(words)]) == words:
            return Matched(at, at + 1 + len(words), f"{token.low} {words[0]}", "past", frame, stance)
    verb = CUE_VERBS.get(token.low)
    if verb is None:
        return None
    return Matched(at, at + 1, verb.lemma, verb.form, verb.frame, verb.stance)


def match_refusal(tokens: list[Token], at: int) -> Matched | None:
    """Give “declined to comment” and its like."""
    following = [token.low for token in tokens[at + 1 : at + 4]]
    if tokens[at].low not in REFUSALS or not following:
        return None
    if following[0] == "comment":
        return Matched(at, at + 2, "decline", "past", Frame.FREE, CueStance.DECLINES)
    drawn = following[1:3] in (["be", "drawn"], ["be", "quoted"], ["be", "interviewed"], ["be", "named"])
    if following[0] == "to" and len(following) > 1 and (drawn or (following[1] in SILENCES and following[1] != "be")):
        return Matched(at, at + 3 + drawn, "decline", "past", Frame.FREE, CueStance.DECLINES)
    return None


def judge_negated(verb: Matched) -> CueStance | None:
    """Give the stance of a verb that is negated; None where nothing is said then."""
    if verb.lemma in SILENCES or verb.stance in (CueStance.DENIES, CueStance.CONFIRMS):
        return CueStance.DECLINES
    return None


def has_complement(tokens: list[Token], verb: Matched, tag: bool, quoted: bool) -> bool:
    """Whether the verb has beside it what makes it one of speech; `tag` says that speech stands before it."""
    after = tokens[verb.end : verb.end + REACH]
    match verb.frame:
        case Frame.FREE:
            return not (after and after[0].low in EMPTY and not tag)
        case Frame.OBJECT:
            return takes_object(tokens, verb, tag)
        case Frame.QUOTED:
            named = (
                verb.lemma in ("call", "dub", "brand", "label", "term") and bool(after) and after[0].kind is Kind.QUOTE
            )
            return quoted or (takes_quotation(after, 12) and not named)
        case Frame.TELL:
            return tells(tokens, verb, tag)
        case Frame.CHARGE:
            return tag or rejects_charge(after)
        case _:
            return tag or takes_clause(tokens, verb) or takes_act(verb, after)


def takes_act(verb: Matched, after: list[Token]) -> bool:
    """Whether responsibility is claimed, or something promised or demanded."""
    if verb.frame is Frame.CLAIM:
        return any(token.low in ("responsibility", "credit") for token in after[:3])
    return verb.frame is Frame.ACT and asks_for(after)


def takes_object(tokens: list[Token], verb: Matched, tag: bool) -> bool:
    """Whether something is denied, confirmed, blamed or suspected."""
    if verb.end >= len(tokens):
        return tag or verb.lemma in ("deny", "confirm")
    first = tokens[verb.end]
    if verb.stance is CueStance.SUSPECTS:
        return takes_clause(tokens, verb) or first.capital or first.low in DETERMINERS
    return first.kind is not Kind.MARK or tag


def rejects_charge(after: list[Token]) -> bool:
    """Whether what is turned away is a charge, claim or report."""
    for number, token in enumerate(after[:9]):
        if token.kind is Kind.MARK or (token.low in SUBORDINATORS and token.low != "that"):
            return False
        if token.low in CHARGES and token.kind is Kind.WORD:
            following = after[number + 1].low if number + 1 < len(after) else ""
            return token.low not in ("it", "them") or following in ("as", "")
    return False


def takes_quotation(after: list[Token], reach: int) -> bool:
    """Whether a quotation follows within some words of the same clause."""
    for number, token in enumerate(after[:reach]):
        if token.kind is Kind.QUOTE:
            return number == 0 or after[number - 1].low not in LABELS
        if token.is_mark(";") or token.low in FINITE:
            return False
    return False


LABELS = frozenset(
    ("called", "titled", "entitled", "named", "dubbed", "headlined", "word", "words", "novel", "book", "song")
)
"""What a quoted name or title follows."""


def tells(tokens: list[Token], verb: Matched, tag: bool) -> bool:
    """Whether “told” has someone who is told, and what."""
    phrase = read_phrase(tokens, verb.end)
    if phrase is None:
        return False
    after = tokens[phrase.end : phrase.end + REACH + 6]
    if any(token.low in OUTLETS and token.low not in ("review", "programme") for token in phrase.tokens):
        return True
    return tag or takes_quotation(after, 14) or has_clause(tokens, phrase.end) or takes_that(after)


def takes_clause(tokens: list[Token], verb: Matched) -> bool:
    """Whether a quotation, “that”, a question or a clause follows the verb."""
    after = tokens[verb.end : verb.end + REACH]
    if not after:
        return False
    if after[0].low in QUESTION_WORDS and not (after[0].low in ("when", "where", "who") and verb.lemma not in ASKING):
        return True
    return takes_that(after) or takes_quotation(after, 10) or has_clause(tokens, verb.end)


ASKING = list_words("ask wonder explain reveal disclose say indicate show find learn tell")


def takes_that(after: list[Token]) -> bool:
    """Whether “that” or a colon opens what is said, before anything else begins."""
    for number, token in enumerate(after):
        if token.low in ("that", "how", "why", "whether"):
            following = after[number + 1] if number + 1 < len(after) else None
            return number == 0 or (following is not None and after[number - 1].low not in INSIDE)
        if token.is_mark(":"):
            return True
        finite = token.low in FINITE and not token.capital
        if finite or (token.kind is Kind.MARK and not token.is_mark(",")) or token.low in COORDINATORS:
            return False
    return False


def has_clause(tokens: list[Token], at: int) -> bool:
    """Whether a clause of its own begins here: a phrase with a verb after it (“insisted the bridge was safe”)."""
    while at < len(tokens) and (tokens[at].is_mark(",") or tokens[at].low in ("on", "last", "late")):
        at += 1 if tokens[at].low not in ("on", "last", "late") else 2
    phrase = read_phrase(tokens, at)
    if phrase is None:
        return False
    following = tokens[phrase.end] if phrase.end < len(tokens) else None
    if phrase.tokens[-1].capital and following and following.kind is Kind.WORD and not following.capital:
        return following.low not in INSIDE | COORDINATORS | AFTER_NAMES
    return has_verb(tokens, phrase)


AFTER_NAMES = frozenset(("to", "by", "as", "after", "before", "during", "over", "into"))
"""What goes on after a name that is no subject."""


def has_verb(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a verb follows a phrase, at most a few words after it."""
    for token in tokens[phrase.end : phrase.end + 4]:
        if token.kind is not Kind.WORD:
            return False
        if token.low in FINITE:
            return True
        if phrase.pronoun and token.low not in INSIDE:
            return phrase.tokens[0].low != "you" and not is_stop(token)
        if token.low not in ADVERBS and not token.low.endswith("ed"):
            return False
    return False


def asks_for(after: list[Token]) -> bool:
    """Whether someone is asked or promises to do something (“urged ministers to act”)."""
    for token in after[:10]:
        if token.low == "to" and token.kind is Kind.WORD:
            return True
        if token.kind is Kind.MARK or token.low in FINITE:
            return False
    return False
