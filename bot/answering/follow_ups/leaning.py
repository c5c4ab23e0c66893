"""Where a question leans on what was said before: pronouns, openings, and phrases that say little by themselves."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.follow_ups.mentions import ONE_MORE, Mention, find_mentions
from bot.answering.follow_ups.question_words import ASKING, AUXILIARIES, COUNTING, PERSONS, SAYING, SPOKEN, THING
from bot.answering.follow_ups.typed_words import Word, is_verb, list_words

OPENING = re.compile(
    r"(?:(?:ok(?:ay)?|oh|so|well|then|now|hmm|right|thanks|really|interesting)\b[\s,.!?…]*)*"
    r"(?:and|but|or|nor|also|(?:what|how) (?:about|of)|why|how so|how come|says who|since when|like what|such as)\b"
    r"(?:(?<=why)(?:\s*(?:not|then))?\s*[?.!]*$|(?<!why))",
    re.IGNORECASE,
)
EMPTY_IT = re.compile(
    r"\bit (?:takes?|took|costs?|means?) .*\bto\b|\bit(?: is| was|['’]s)? (?:\w+ly )?"
    r"(?:true|important|possible|safe|better|best|legal|worth|likely|good|necessary|hard|easy|right|wrong|known|said|"
    r"clear|fair|normal|dangerous|late|raining) (?:to|that|for|if|how|who|when|why|what)\b|\bmakes? it \w+ to\b|"
    r"\bit (?:also )?(?:seems?|seemed|sounds?|sounded|looks?|looked|appears?|appeared|turn(?:s|ed) out)\b|"
    r"\b(?:is|was) it (?:called|held|said|known|thought|believed) (?:that|when|if|to)\b|"
    r"\b(?:worth|away with|let['’]s do) it\b|\bma(?:k|d)e it (?:in)?to\b",
    re.IGNORECASE,
)
MORE = frozenset(
    {"other", "others", "another", "else", "same", "both", "such", "latter", "former", "neither", "either"}
)
PAIRS, ORDINALS = frozenset({"two", "three"}), frozenset({"first", "second", "third"})
"""What counts things of which an answer spoke, so that the topic of the question before says little about them."""

MOST_BARE, MOST_DEFINITE, MOST_VAGUE = 1, 2, 4
"""How many content words a question without names may hold and still lean on what was said before."""

LONG = 12
"""From so many words on, what a question with a name points to mostly stands in it."""

OF_THAT = re.compile(r"\b(?:of|about) the \w", re.IGNORECASE)
"""A question with this says itself what something is of."""

WHO_IS = re.compile(r"(?:(?:and|but|so)\s+)?who(?: is| are| was| were|['’]s)\s+$", re.IGNORECASE)
ASKS_WHO = re.compile(r"(?:^|[.?!]\s+)who\b", re.IGNORECASE)
LONGER = 20
"""From so many words on, so do its pronouns."""

BEFORE_ONE = frozenset(["the", "this", "that", "first", "second", "third", "last", "next", "other", "another"])
NOT_PLACE = AUXILIARIES | {"", ",", "and", "but", "if", "that"}
"""What stands before a “there” that names no place: “is there”, “there is”."""
SENTENCE_END = re.compile(r"[.?!;:]")


class Kind(StrEnum):
    """What a word points to."""

    PERSON = "person"
    SEVERAL = "several"
    THING = "thing"
    ONE = "one"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points back and its place.

    `possessive` like “its”; `speaks`: what it means can speak; `acts`: it may be who acts, as “them” is not.
    """

    kind: Kind
    start: int
    end: int
    possessive: bool
    speaks: bool = False
    acts: bool = True


def needs_context(text: str, is_known: Callable[[Mention], bool] = lambda _: False) -> bool:
    """Whether the question does not stand alone; a phrase that was used before may be said again without more."""
    words = list_words(text)
    lows = {word.low for word in words}
    telling = find_telling(text)
    named = any(mention.named for mention in telling)
    if OPENING.match(text) or (find_pointers(text) and not (named and len(words) > LONGER)):
        return True
    if lows & MORE or points_vaguely(text, words):
        return not (named and len(words) > LONG) and sum(len(each.stems) for each in telling) <= MOST_VAGUE
    if named or is_keyword(words, telling) or any(map(is_known, telling)):
        return False
    return says_little(telling)


def find_telling(text: str) -> list[Mention]:
    """Give the phrases that say something by themselves."""
    return [mention for mention in find_mentions(text) if not mention.relational]


def leaves_topic(text: str) -> bool:
    """Whether the question speaks of nothing by itself, or of one thing with “the” alone."""
    telling = find_telling(text)
    lows = {word.low for word in list_words(text)}
    if lows & (MORE | PAIRS) or (lows & ORDINALS and not telling) or OF_THAT.search(text):
        return False
    complete = bool(telling) and ASKS_WHO.search(text) is not None
    return not complete and all(each.determiner == "the" and not each.named for each in telling)


def introduces(text: str, telling: Sequence[Mention]) -> bool:
    """Whether the question asks who somebody is, and nothing else: “Who was the minister?”."""
    return len(telling) == 1 and WHO_IS.match(text[: telling[0].opening]) is not None and not telling[0].headed


def is_keyword(words: Sequence[Word], telling: Sequence[Mention]) -> bool:
    """Whether nothing but things to look for were typed, as into a search box."""
    asks = any(word.low in ASKING | AUXILIARIES or is_verb(words, at) for at, word in enumerate(words))
    return bool(telling) and not asks and not any(mention.determiner for mention in telling)


def says_little(telling: Sequence[Mention]) -> bool:
    """Whether the phrases of a question without names leave open what it is about: one noun, or two with “the”."""
    definite = all(each.determiner in ONE_MORE for each in telling)
    return sum(len(each.stems) for each in telling) <= (MOST_DEFINITE if definite else MOST_BARE)


def points_vaguely(text: str, words: Sequence[Word]) -> bool:
    """Whether “this” or “those reasons” points to something that stands nowhere in the question before it."""
    for at, word in enumerate(words):
        if word.low in ("this", "these", "those") or (word.low == "that" and _is_pointing_that(words, at)):
            return not _stands_before(text, words[at])
    return False


def find_pointers(text: str) -> list[Pointer]:
    """Give the words that point out of the question, in order."""
    words = list_words(text)
    mentions = find_telling(text)
    empty = [range(*found.span()) for found in EMPTY_IT.finditer(text)]
    found = [_read_pointer(words, at) for at in range(len(words))]
    return [
        pointer
        for at, pointer in enumerate(found)
        if pointer
        and not any(pointer.start in stretch for stretch in empty)
        and not _is_answered_inside(text, words, at, pointer, mentions)
    ]


def _read_pointer(words: Sequence[Word], at: int) -> Pointer | None:
    word = words[at]
    kind = _find_kind(words, at)
    possessive = word.low in ("its", "their", "his") or (word.low == "her" and _opens_phrase(words, at))
    if kind is None or word.is_acronym:
        return None
    return Pointer(kind, word.start, word.end, possessive, _speaks(words, at, possessive), word.low != "them")


def _speaks(words: Sequence[Word], at: int, possessive: bool) -> bool:
    """Whether what only a body of people does or has comes next: “does it say”, “its bulletin”."""
    if possessive:
        owned = [word.stem for word in words[at + 1 : at + 4] if word.is_content]
        return not SPOKEN.isdisjoint(owned)
    return at + 1 < len(words) and words[at + 1].stem in SAYING


def _find_kind(words: Sequence[Word], at: int) -> Kind | None:
    low = words[at].low
    if low in PERSONS:
        return Kind.PERSON
    if low in THING:
        return Kind.THING
    if low in ("they", "them", "their", "theirs"):
        return Kind.SEVERAL
    if low in ("one", "ones") and _stands_for_noun(words, at):
        return Kind.ONE
    return Kind.PLACE if low == "there" and _is_place(words, at) else None


def _opens_phrase(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and (words[at + 1].is_content or words[at + 1].low in COUNTING)


def _stands_for_noun(words: Sequence[Word], at: int) -> bool:
    """Whether “one” stands where a noun would: “a new one”, “which one”, “the British ones”."""
    before = words[at - 1] if at else None
    after = words[at + 1].low if at + 1 < len(words) else ""
    if after == "of" or (at + 1 < len(words) and words[at + 1].is_content and words[at].low == "one"):
        return False
    return before is not None and (before.low in BEFORE_ONE or (before.is_content and not is_verb(words, at - 1)))


def _is_place(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    return before not in NOT_PLACE and after not in AUXILIARIES


def _is_pointing_that(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1] if at else None
    last = at + 1 == len(words) or words[at + 1].is_mark
    return last or (before is not None and before.low in AUXILIARIES | {"of", "about", "to", "for", "with", "by"})


def _stands_before(text: str, word: Word) -> bool:
    """Whether an earlier sentence of the question speaks of something."""
    return any(
        not mention.relational and SENTENCE_END.search(text, mention.end, word.start) for mention in find_mentions(text)
    )


def _is_answered_inside(
    text: str, words: Sequence[Word], at: int, pointer: Pointer, mentions: Sequence[Mention]
) -> bool:
    """Whether what a pronoun means stands before it in the question itself."""
    if pointer.kind in (Kind.ONE, Kind.PLACE):
        return False
    fitting = [mention for mention in _list_before(text, pointer, mentions) if _agrees(mention, pointer.kind)]
    if not fitting:
        return False
    apart = any(SENTENCE_END.search(text, mention.end, pointer.start) for mention in fitting)
    return apart or pointer.possessive or _is_subject(words, at)


def _list_before(text: str, pointer: Pointer, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        asked_for = text[: mention.opening].lower().endswith(("what ", "which ", "many ", "much "))
        if mention.end <= pointer.start and not asked_for:
            yield mention


def _agrees(mention: Mention, kind: Kind) -> bool:
    if kind is Kind.PERSON:
        return not mention.plural
    return mention.plural == (kind is Kind.SEVERAL) or mention.named


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """Whether the pronoun begins a clause of its own or comes right after an auxiliary."""
    if words[at].low not in ("he", "she", "it", "they"):
        return False
    after = at + 1 < len(words) and (words[at + 1].low in AUXILIARIES or is_verb(words, at + 1))
    return after or (at > 0 and words[at - 1].low in AUXILIARIES)
