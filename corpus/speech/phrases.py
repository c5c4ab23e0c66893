"""The words of a sentence and the phrases that name who speaks: English noun phrases, read without a grammar.

Quotations count as one word each. Every scan is bounded, so that the time grows with the length of the text alone.
"""

import re
from dataclasses import dataclass

from corpus.abbreviations import list_words
from corpus.speech.cues import ADVERBS, COORDINATORS, CUE_VERBS, DAYS, FINITE, SUBORDINATORS, TIME_LEADS, TIME_WORDS
from corpus.speech.titles import BODIES, DOCUMENTS, HONORIFICS, PARTICLES, RANKS, TITLES
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

SINGLES = list_words("every each any no another")
COUNTS = list_words(
    "one two three four five six seven eight nine ten eleven twelve dozens hundreds both several many some other "
    "another all most few any each no"
)
PRONOUNS = list_words("he she they it i we you one")
OUTSIDE = list_words(
    "statement interview court answer response reply letter tweet post speech briefing conference message comments "
    "remarks testimony email press release television radio parliament twitter facebook condition monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december writing public private advance time background anonymity return turn his her their an a video"
)
"""What follows a preposition that does not go on with the phrase (“in a statement”)."""
TAILS = list_words("familiar close briefed involved opposed loyal responsible")
"""Adjectives that stand after the people they describe (“two people familiar with the matter”)."""
PAST = list_words(
    "began became went came took made lost won fell rose ran met gave got kept led left sent sold spent stood swam "
    "taught threw woke wore broke brought bought built caught chose drew drove ate felt fought flew forgot grew heard "
    "hid knew laid lay paid rang sang sat saw shook slept spoke stole struck understood blew bore bent bled sought "
    "shone sank seen given written taken shown drawn done gone begun broken chosen driven fallen flown hidden spoken "
    "stolen thrown woken worn"
)
"""Past forms that no ending tells, which never stand inside a phrase."""
PARTICIPLES = list_words(
    "seen given written taken shown drawn sent broken chosen driven hidden spoken stolen thrown worn made held kept "
    "brought built caught sold paid left obtained quoted"
)
"""Those of them that may describe what stands before them (“a letter seen by the Courier”)."""
DEMONYM = re.compile(r"(?:[ie]an|ese|ish|ani|can|ench|utch)\Z")
"""How adjectives of places end."""
NOUNS_IN_ING = list_words(
    "posting meeting hearing filing ruling building briefing finding warning opening painting wedding reading landing "
    "holding listing ing king spring string wing ring evening morning engineering housing nursing shipping training "
    "planning banking mining farming fishing lending"
)
PLURALS = frozenset(("police", "people", "media", "experts", "who", "staff", "crew"))
"""What a verb without an ending follows, that would be a noun elsewhere (“the audit report”)."""

TRAILING = frozenset(("and", "late", "early", "last", "next"))
"""What cannot end a phrase."""

LIMIT = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, as tokens `start` to `end` (not included) of its sentence."""

    tokens: tuple[Token, ...]
    start: int
    end: int

    @property
    def low(self) -> str:
        """Its words in small letters, joined by single spaces."""
        return " ".join(token.low for token in self.tokens)

    @property
    def pronoun(self) -> bool:
        """Whether it is one of the pronouns that stand for a speaker."""
        return len(self.tokens) == 1 and self.tokens[0].low in PRONOUNS

    def text_of(self, body: str) -> str:
        """Cut it out of the body, white space made single."""
        return " ".join(body[self.tokens[0].start : self.tokens[-1].end].split())


def is_name_word(token: Token) -> bool:
    """Whether a token can stand inside a proper name."""
    return token.capital and token.low not in DAYS


def is_stop(token: Token) -> bool:
    """Whether a word ends the phrase before it."""
    low = token.low
    if token.capital and low not in DAYS:
        return False
    return (
        low in FINITE
        or low in PAST
        or low in SUBORDINATORS
        or low in COORDINATORS
        or low in DAYS
        or low in ("to", "by", "not", "through", "into", "via", "under", "against", "upon", "within", "without")
        or (low in ADVERBS and low not in ("first", "all", "both", "even"))
        or (low in TIME_LEADS and low not in INSIDE and low not in ("last", "next", "late", "early", "this"))
    )


def read_phrase(tokens: list[Token], start: int, limit: int | None = None) -> Phrase | None:
    """Give the longest noun phrase that begins at a token, or None where none does."""
    end = min(len(tokens), start + LIMIT, limit if limit is not None else len(tokens))
    if start >= end or tokens[start].kind is not Kind.WORD:
        return None
    first = tokens[start]
    if first.low in PRONOUNS and not (first.low == "one" and start + 1 < end):
        return Phrase((first,), start, start + 1)
    at = start
    while at < end and goes_on(tokens, start, at, end):
        at += 1
    while at > start + 1 and tokens[at - 1].low in (INSIDE | DETERMINERS | TRAILING) and not tokens[at - 1].capital:
        at -= 1
    if at == start or (at == start + 1 and first.low in DETERMINERS and not first.capital):
        return None
    return Phrase(tuple(tokens[start:at]), start, at)


def goes_on(tokens: list[Token], start: int, at: int, end: int) -> bool:
    """Whether the phrase that began at `start` takes the token at `at`."""
    token = tokens[at]
    if token.kind is not Kind.WORD:
        return token.kind is Kind.QUOTE and at > start and label_goes_on(tokens, at, end)
    if at == start:
        return begins_phrase(token)
    if token.low == "and":
        return joins_name(tokens, start, at, end)
    before = tokens[at - 1].low
    if token.low in ("known", "as"):
        return is_alias(tokens, at, end)
    if token.low == "by":
        return before in DOCUMENTS and at + 1 < end
    if token.low in DETERMINERS | SINGLES and not token.capital:
        return before in INSIDE or before in ("both", "all", "and", "by", "half")
    if token.low in INSIDE and not token.capital:
        return preposition_goes_on(tokens, start, at, end)
    return not is_stop(token) and noun_goes_on(tokens, start, at)


def is_alias(tokens: list[Token], at: int, end: int) -> bool:
    """Whether “known as” and a name stand here (“a commander known as Uncle Sim”)."""
    first = at if tokens[at].low == "known" else at - 1
    return tokens[first].low == "known" and first + 2 < end and tokens[first + 2].capital


def begins_phrase(token: Token) -> bool:
    """Whether a phrase can begin with a word."""
    verb = CUE_VERBS.get(token.low)
    spoken = verb is not None and verb.form in ("past", "ing") and not token.capital
    return not is_stop(token) and token.low not in INSIDE and not spoken


def noun_goes_on(tokens: list[Token], start: int, at: int) -> bool:
    """Whether a phrase takes a word that is no preposition, article or conjunction."""
    token, before = tokens[at], tokens[at - 1]
    joins = token.low in PARTICLES - {"of"} and before.capital and at + 1 < len(tokens) and tokens[at + 1].capital
    if token.capital or joins:
        return True
    if before.capital and not before.possessive and ends_person(tokens, start, at) and not is_people(token):
        return False
    if before.possessive or before.low in DETERMINERS:
        return True
    verb = CUE_VERBS.get(token.low)
    noun = verb is not None and verb.form == "base" and not (before.low.endswith("s") or before.low in PLURALS)
    return (verb is None or noun) and not is_participle(token, before)


def is_people(token: Token) -> bool:
    """Whether a small word after a name makes it a description (“Vessen police”, “the Halvard spokesperson”)."""
    low = token.low
    return low in BODIES or low in TITLES or low in DOCUMENTS or low.endswith(("woman", "person"))


def is_participle(token: Token, before: Token) -> bool:
    """Whether a participle after a noun leads away from it (“officials speaking”, “a note signed”)."""
    if token.low.endswith("ing"):
        return token.low not in NOUNS_IN_ING
    noun = (
        token.low not in TAILS
        and before.low not in COUNTS
        and before.low not in RANKS
        and not before.low.endswith("ly")
    )
    return token.low.endswith("ed") and noun and before.low not in INSIDE


def label_goes_on(tokens: list[Token], at: int, end: int) -> bool:
    """Whether a quotation inside a phrase is a name in marks."""
    return tokens[at - 1].low in ("called", "itself", "themselves", "the", "named", "newspaper", "group") and at < end


def joins_name(tokens: list[Token], start: int, at: int, end: int) -> bool:
    """Whether “and” stands inside a name (“Weir and Wharf”) or joins two things of the same kind."""
    following = tokens[at + 1] if at + 1 < end else None
    if following is None or following.kind is not Kind.WORD:
        return False
    if tokens[start].low == "both" and following.low == "the":
        return True
    same = tokens[at - 1].capital == following.capital
    return same and following.low not in PRONOUNS and following.low not in CUE_VERBS and not is_stop(following)


def preposition_goes_on(tokens: list[Token], start: int, at: int, end: int) -> bool:
    """Whether a preposition goes on with the phrase rather than with the verb."""
    following = tokens[at + 1] if at + 1 < end else None
    if following is None or following.kind is not Kind.WORD or following.low in DAYS:
        return False
    word, before = tokens[at].low, tokens[at - 1].low
    after = tokens[at + 2].low if at + 2 < end else ""
    if word != "of" and following.low in OUTSIDE and leads_away(word, following.low, after):
        return False
    if before in TAILS:
        return True
    if ends_person(tokens, start, at):
        return False
    closed = word in ("on", "about") or following.low in TIME_WORDS
    return word == "of" or (not closed and (word != "to" or before in TITLES))


def leads_away(word: str, following: str, after: str) -> bool:
    """Whether a preposition and what follows say where, when or how something is said (“in a statement”)."""
    if word in ("in", "on", "at", "to") or after in OUTSIDE:
        return True
    return following not in ("his", "her", "their", "a", "an", "parliament", "court", "radio")


def ends_person(tokens: list[Token], start: int, at: int) -> bool:
    """Whether the words before `at` end with a person's name rather than a title or a body's name."""
    if not tokens[at - 1].capital or tokens[at - 1].low in TITLES:
        return False
    first = at - 1
    while first > start and (is_name_word(tokens[first - 1]) or tokens[first - 1].low in PARTICLES - {"of"}):
        first -= 1
    words = [token.low for token in tokens[first:at]]
    if first == at - 1 and DEMONYM.search(words[0]):
        return False
    determined = first > start and tokens[first - 1].low in DETERMINERS
    if (determined or (tokens[start].low in DETERMINERS and first <= start + 1)) and tokens[first].low not in TITLES:
        return any(word in TITLES for word in words)
    return not any(word in BODIES for word in words)


def find_name(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """Give where the proper name that ends a phrase stands in it, its titles and honorifics left out."""
    end = len(tokens)
    first = end
    while first > 0 and (is_name_word(tokens[first - 1]) or can_join(tokens, first - 1, end)):
        if first < end and tokens[first - 1].possessive and tokens[first].low not in BODIES:
            break
        first -= 1
    while first < end and not tokens[first].capital:
        first += 1
    for at in range(end - 1, first - 1, -1):
        if tokens[at].low in TITLES or tokens[at].low in HONORIFICS:
            first = at + 1
            break
    while first < end and leads_name(tokens, first, end):
        first += 1
    if end - first > 2 and tokens[end - 1].alone and has_affiliation(tokens, first, end):
        first = end - 2
    return (first, end) if first < end else None


def leads_name(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a word with a capital stands before a name and is no part of it: “The”, “Acting”, “state TV”."""
    low = tokens[at].low
    medium = low in ("tv", "radio") and 0 < at < end - 1 and not tokens[at - 1].capital
    return low in DETERMINERS or medium or (end - at > 2 and low in RANKS)


def has_affiliation(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a run of capitals holds a place or body before a person’s name: “Minister of Health Zoran Petek”."""
    lead = [token.low for token in tokens[: end - 2]]
    mixed = lead[-1] in BODIES or any(word in INSIDE for word in lead[-4:-1])
    return (mixed or lead[-1] == "of") and not {tokens[end - 1].low, tokens[end - 2].low} & (BODIES | PARTICLES)


def can_join(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a small word stands inside a name (“Salem bin Harith”)."""
    if not (0 < at < end - 1 and tokens[at + 1].capital):
        return False
    if tokens[at].low in ("of", "for", "on"):
        return tokens[at - 1].low in BODIES and tokens[at - 1].capital
    return tokens[at].low in PARTICLES
