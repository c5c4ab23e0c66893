"""Whom the words of one place mean: a name, a surname, “she”, “the minister”, “its general secretary, Maud Ferrant”.

Keeps who was spoken of last, as a reader does, and forgets them after `MEMORY` sentences.
"""

import re

from corpus.abbreviations import list_words
from corpus.speech.cues import DAYS
from corpus.speech.directory import Directory
from corpus.speech.phrases import COUNTS, TAILS, Phrase, find_name
from corpus.speech.roles import is_role, list_content, read_gender, read_role_gender
from corpus.speech.speakers import Party, Sort
from corpus.speech.titles import BODIES, DOCUMENTS, FEMALE, HONORIFICS, MALE, TITLES
from corpus.speech.tokens import DETERMINERS, INSIDE, Token

MEMORY = 5
"""How many sentences a pronoun may reach back."""

MET = 100
"""How many unnamed people are remembered."""

STATEMENTS = (["statement"], ["letter"], ["message"], ["tweet"], ["post"], ["email"])
"""What somebody has just been said to have written, where nothing more is told of it."""

NAMED_AFTER = re.compile(
    r" (?:calling (?:itself|themselves)|(?:which|that) calls itself|called|named) "
    r"(?:[“\"‘']([A-Z][^”\"’\n]{1,60}?),?[”\"’']|((?:[A-Z][\w’'-]{0,30} ?){1,6})(?<! ))"
)
"""The name that a group gives itself, after what it is."""

POSSESSIVES = list_words("its his her their")
GENERIC = list_words("one others another many some few nobody everyone someone both all")
"""What names nobody when it stands alone."""


class Resolver:
    """Reads phrases in the order of the text."""

    def __init__(self, directory: Directory, body: str) -> None:
        """Start with nobody spoken of."""
        self.directory = directory
        self.body = body
        self.recent: list[tuple[int, Party]] = []
        self.barred: tuple[Party, str, int] | None = None
        self.unnamed: list[tuple[set[str], str, Party]] = []

    def note(self, sentence: int, party: Party) -> None:
        """Remember that this sentence is about a party."""
        self.recent = [(at, each) for at, each in self.recent if each is not party and sentence - at <= MEMORY]
        self.recent.append((sentence, party))

    def find_party(self, phrase: Phrase, apposed: Phrase | None, sentence: int) -> Party | None:
        """Give whom a phrase means; None where that is not certain."""
        if phrase.pronoun:
            return self.find_pronoun(phrase.tokens[0].low, sentence)
        place = find_name(phrase.tokens)
        if place and not (place[0] and is_prepositional(phrase, place[0])):
            return self.find_named(phrase, place, apposed)
        named = find_name(apposed.tokens) if apposed else None
        if apposed and named and (is_person_name(apposed, named) or named == (0, len(apposed.tokens))):
            return self.find_named(apposed, named, phrase)
        return self.find_common(phrase)

    def bar(self, party: Party, pronoun: str, sentence: int) -> None:
        """Remember that a pronoun means somebody else than this party: “Ms Rao asked him …”."""
        self.barred = (party, pronoun, sentence)

    def note_other(self, phrase: Phrase, sentence: int) -> None:
        """Remember someone without a name who speaks beside the main speaker of a sentence."""
        if not phrase.pronoun and not phrase.tokens[0].capital:
            self.find_party(phrase, None, sentence)

    def find_pronoun(self, pronoun: str, sentence: int) -> Party | None:
        """Give the one spoken of last that a pronoun suits."""
        if pronoun not in ("he", "she", "they", "it"):
            return None
        ordered = sorted(self.recent, key=lambda pair: (pronoun != "they" or pair[1].sort is Sort.SEVERAL, pair[0]))
        for at, party in reversed(ordered):
            barred = self.barred is not None and self.barred[:2] == (party, pronoun) and sentence - self.barred[2] < 3
            unknown = party.sort is Sort.PERSON and party.gender is None and party.role is None
            if pronoun == "it" and unknown and sentence - at <= MEMORY:
                return party
            if sentence - at <= MEMORY and party.suits(pronoun) and not barred:
                if pronoun in ("he", "she") and party.gender is None:
                    party.gender = "m" if pronoun == "he" else "f"
                return party
        return None

    def find_named(self, phrase: Phrase, place: tuple[int, int], apposed: Phrase | None) -> Party:
        """Give the party with this name, as fully as the report names it."""
        first, end = place
        text = self.cut(phrase.tokens[first:end])
        lead = [token.low for token in phrase.tokens[:first]]
        expanded = self.directory.expand(text)
        if expanded != text:
            return Party(expanded, Sort.BODY)
        titled = any(word in HONORIFICS or word in TITLES for word in lead)
        gender = "f" if FEMALE & set(lead) else "m" if MALE & set(lead) else None
        owned = any(token.possessive for token in phrase.tokens[:first])
        known = self.directory.parties.get(text)
        person = end - first > 1 and known is not None and known.sort is Sort.PERSON
        the = phrase.tokens[0].low in DETERMINERS or (owned and not person)
        if the and not titled:
            return self.find_body(phrase, text)
        full = self.directory.find_person(text, gender) or self.directory.parties.get(text)
        if full and full.sort is Sort.PERSON and gender and full.gender not in (None, gender):
            full = None
        if full is None:
            full = Party(text, Sort.PERSON if titled or len(text.split()) > 1 else Sort.BODY, gender=gender)
        return self.tell_apart(full, phrase, first, apposed, lead)

    def tell_apart(self, party: Party, phrase: Phrase, first: int, apposed: Phrase | None, lead: list[str]) -> Party:
        """Add the role that this place gives; a name known only with its honorific keeps it."""
        honorific = phrase.tokens[first - 1] if first and phrase.tokens[first - 1].low in HONORIFICS else None
        if party.sort is not Sort.PERSON and not honorific:
            return party
        if honorific and len(party.name.split()) == 1:
            party = Party(
                self.cut(phrase.tokens[first - 1 :]), Sort.PERSON, party.role, party.gender, party.words, party.places
            )
            self.directory.parties.setdefault(party.name, party)
        role = self.read_role(phrase.tokens[:first]) or (self.read_role(apposed.tokens) if apposed else None)
        if role and (party.role is None or role.endswith(f" {party.role}")):
            party.role = role
            party.words |= list_content(role.lower().replace("’s", "").split())
            self.directory.note_role(party, phrase.tokens[0].start)
        owner = max((number for number, token in enumerate(phrase.tokens[:first]) if token.possessive), default=-1)
        party.gender = party.gender or read_gender(lead[owner + 1 :]) or read_role_gender(role or "")
        return party

    def read_role(self, tokens: tuple[Token, ...]) -> str | None:
        """Give the role that words before a name or beside it hold."""
        kept = list(tokens)
        while kept and kept[-1].low in HONORIFICS:
            kept = kept[:-1]
        while kept and (kept[0].low in DETERMINERS or kept[0].text.isdigit() or kept[0].low == "aged"):
            kept = kept[1:]
        if not kept or not is_role([token.low for token in kept]):
            return None
        return self.cut(tuple(kept))

    def find_body(self, phrase: Phrase, text: str) -> Party:
        """Give a body by its name, with the article that the report gives it."""
        whole = self.cut(phrase.tokens)
        if any(token.possessive for token in phrase.tokens[:-1]) or phrase.tokens[0].low not in ("the",):
            return Party(lower_first(whole, phrase), Sort.BODY)
        bare = whole.split(" ", 1)[1]
        expanded = self.directory.expand(bare)
        if expanded != bare:
            return Party(expanded, Sort.BODY)
        known = self.directory.parties.get(bare)
        if known is None or known.sort is not Sort.BODY:
            known = Party(f"the {bare}", Sort.BODY)
            described = self.find_shortened(phrase)
            known = described or known
        return Party(self.choose_article(bare), Sort.BODY, words=known.words) if known.name.endswith(bare) else known

    def find_shortened(self, phrase: Phrase) -> Party | None:
        """Give the body whose name a shorter one stands for: “the Board” for “the Waterways Safety Board”."""
        words = list_content(token.low for token in phrase.tokens)
        head = phrase.tokens[-1].low.rstrip("s")
        return self.directory.find_described(words, head, phrase.tokens[0].start) if words else None

    def choose_article(self, bare: str) -> str:
        """Give “the” or “The” as the report writes it inside a sentence."""
        return f"The {bare}" if bare.split()[0] in self.directory.articled else f"the {bare}"

    def find_common(self, phrase: Phrase) -> Party | None:
        """Give whom a description means: someone named, someone met before, or whom it says."""
        first = phrase.tokens[0].low
        if (len(phrase.tokens) == 1 and first in GENERIC) or first in ("each", "every", "neither", "no"):
            return None
        named = self.find_self_named(phrase)
        if named:
            return named
        stops = INSIDE | TAILS | {"by"}
        head_end = next((n for n, token in enumerate(phrase.tokens) if token.low in stops and n), len(phrase.tokens))
        head = phrase.tokens[head_end - 1].low
        if head in DOCUMENTS:
            return self.find_writer(phrase, head_end)
        words = list_content(token.low for token in phrase.tokens)
        definite = first == "the" or first in POSSESSIVES or first == "that" or phrase.tokens[0].capital
        if definite and first not in COUNTS:
            party = self.directory.find_described(words, head.rstrip("s"), phrase.tokens[0].start)
            party = party or self.find_met(words, head)
            if party:
                return party
        if first in POSSESSIVES or first in ("i", "you", "we"):
            return None
        return self.make_unnamed(phrase, words, head)

    def find_self_named(self, phrase: Phrase) -> Party | None:
        """Give the group that names itself after the phrase: “a group calling itself Low Tide”."""
        found = NAMED_AFTER.match(self.body, phrase.tokens[-1].end)
        name = (found[1] or found[2]).strip() if found else None
        if not name:
            return None
        head = phrase.tokens[-1].low
        known = self.directory.parties.get(name)
        return known or Party(name, Sort.BODY if head in BODIES else Sort.PERSON, words=list_content([head]))

    def find_met(self, words: set[str], head: str) -> Party | None:
        """Give the unnamed one met before that a description means."""
        for known, known_head, party in reversed(self.unnamed[-MET:]):
            if known_head == head and words <= known:
                return party
        return None

    def make_unnamed(self, phrase: Phrase, words: set[str], head: str) -> Party:
        """Give someone without a name, and remember them."""
        plural = (head.endswith("s") and head not in ("boss",)) or head in ("police", "people", "staff", "crew")
        body = head in BODIES and not plural
        sort = Sort.SEVERAL if plural else Sort.BODY if body else Sort.UNNAMED
        text = lower_first(self.cut(phrase.tokens), phrase)
        party = Party(text, sort, gender=read_gender(words), words=words)
        self.unnamed.append((words, head, party))
        return party

    def find_writer(self, phrase: Phrase, head_end: int) -> Party | None:
        """Give whose document speaks: its owner where one is named, who spoke last for a bare “statement”."""
        owner = next((n for n, token in enumerate(phrase.tokens[:head_end]) if token.possessive), None)
        if owner is not None:
            inside = Phrase(phrase.tokens[: owner + 1], phrase.start, phrase.start + owner + 1)
            return self.find_party(inside, None, 0)
        if phrase.low.split()[0] in ("the", "its", "their") and phrase.low.split()[1:] in STATEMENTS:
            party = self.recent[-1][1] if self.recent else None
            return party if party and party.sort in (Sort.BODY, Sort.PERSON, Sort.SEVERAL) else None
        words = list_content(token.low for token in phrase.tokens)
        met = self.find_met(words, phrase.tokens[head_end - 1].low) if phrase.tokens[0].low == "the" else None
        if met:
            return met
        text = lower_first(self.cut(phrase.tokens), phrase)
        self.unnamed.append((words, phrase.tokens[head_end - 1].low, Party(text, Sort.TEXT)))
        return Party(text, Sort.TEXT) if phrase.tokens[0].low not in POSSESSIVES else None

    def cut(self, tokens: tuple[Token, ...]) -> str:
        """Cut the words out of the body, without the possessive ending of the last."""
        text = " ".join(self.body[tokens[0].start : tokens[-1].end].split())
        return text.removesuffix("’s").removesuffix("'s").rstrip("’'") if tokens[-1].possessive else text


def is_prepositional(phrase: Phrase, first: int) -> bool:
    """Whether the name that ends a phrase only belongs to what comes before: “the head of the Tehran City Council”."""
    lead = phrase.tokens[:first]
    stops = INSIDE | {"by", "as"}
    at = next((number for number, token in enumerate(lead) if token.low in stops and not token.capital), None)
    if at is None:
        return False
    titled = any(token.low in TITLES for token in lead[:at]) and lead[0].low not in DETERMINERS
    return not (titled and lead[-1].capital and phrase.tokens[-1].alone)


def is_person_name(phrase: Phrase, place: tuple[int, int]) -> bool:
    """Whether an apposition is a person's name, with or without a title."""
    honoured = len(phrase.tokens) > 2 and phrase.tokens[1].low in HONORIFICS
    if (phrase.tokens[0].low in DETERMINERS and not honoured) or is_prepositional(phrase, place[0]):
        return False
    words = [token.low for token in phrase.tokens[place[0] :]]
    titled = any(token.low in HONORIFICS or token.low in TITLES for token in phrase.tokens[: place[0]])
    return titled or (len(words) > 1 and not set(words) & BODIES and not set(words) & DAYS)


def lower_first(text: str, phrase: Phrase) -> str:
    """Give the text with a small first letter where only its place in the sentence made it a capital."""
    first = phrase.tokens[0]
    if first.capital:
        return text
    ordinary = (
        first.low in DETERMINERS or first.low in COUNTS or len(phrase.tokens) == 1 or not phrase.tokens[1].capital
    )
    keeps = first.text.isupper() and len(first.text) > 1
    return text[0].lower() + text[1:] if ordinary and not keeps and not first.possessive else text
