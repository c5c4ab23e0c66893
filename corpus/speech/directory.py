"""The people and bodies that an English report names: how fully anywhere, with what role, and who is meant.

Built once for a report from every capitalised name in it. Nobody is guessed: a surname that two people share, or a
description that fits none or several, finds nobody.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator

from corpus.speech.phrases import find_name, is_name_word
from corpus.speech.roles import list_content, read_gender, read_roles
from corpus.speech.speakers import Party, Sort
from corpus.speech.titles import BODIES, COMPANIES, HONORIFICS, PARTICLES, TITLES
from corpus.speech.tokens import DETERMINERS, INSIDE, Kind, Token

SELF_NAMED = re.compile(
    r" (?:calling (?:itself|themselves)|which calls itself|that calls itself|group called|group named) "
    r"(?:[“\"‘']([^”\"’\n]{2,60}?),?[”\"’']|((?:[A-Z][\w’'-]{0,30} ?){1,6})(?<! ))"
)
CAPITAL_ARTICLE = re.compile(r"(?<=[a-z,;] )The ([A-Z][\w’'-]{0,30})")
SMALL_ARTICLE = re.compile(r"\bthe ([A-Z][\w’'-]{0,30})")
"""Names written “The …” and “the …” inside a sentence."""

ACRONYM = re.compile(
    r"(?P<the>\b[Tt]he )?(?P<full>\b[A-Z][\w’'-]{0,30}(?: (?:of|for|and|the|on|[A-Z][\w’'-]{0,30})){1,8}) "
    r"\((?:the )?(?P<short>[A-Z][A-Za-z]{1,7})\)"
)
REACH = 15
"""How many candidates a description is held against, the nearest first."""


class Directory:
    """Every name of one report."""

    def __init__(self, body: str, sentences: list[list[Token]]) -> None:
        """Read the names out of its sentences, quotations included."""
        self.body = body
        self.parties: dict[str, Party] = {}
        self.surnames: dict[str, list[Party]] = {}
        self.called: dict[str, list[Party]] = {}
        self.acronyms = read_acronyms(body)
        self.articled = set(CAPITAL_ARTICLE.findall(body)) - set(SMALL_ARTICLE.findall(body))
        for tokens in sentences:
            for start, end in find_runs(tokens):
                self.add_run(tokens, start, end)
        for found in SELF_NAMED.finditer(body):
            name = (found[1] or found[2]).strip()
            self.parties[name] = Party(name, Sort.BODY, words={"group"}, places=[found.start()])
        self.join_names()
        self.heads: dict[str, list[tuple[int, Party]]] = {}
        self.note_heads()

    def add_run(self, tokens: list[Token], start: int, end: int) -> None:
        """Note a run of capitalised words: a person with titles, or a body."""
        place = find_name(tuple(tokens[start:end]))
        if place is None:
            return
        first = start + place[0]
        words = [token.low for token in tokens[first:end]]
        lead = [token.low for token in tokens[start:first]]
        before = tokens[start - 1].low if start else ""
        text = " ".join(self.body[tokens[first].start : tokens[end - 1].end].split())
        text = text.removesuffix("’s").removesuffix("'s")
        titled = any(word in TITLES or word in HONORIFICS or word in BODIES for word in lead)
        if "’s " in text or "'s " in text or (before == "the" and not titled) or (set(words) & BODIES and not lead):
            self.note_body(text, words, before == "the", tokens[first].start)
            return
        role, gender = read_roles(self.body, tokens, start, first, end)
        self.note_person(text, words, role, gender or read_gender(lead), tokens[first].start)

    def note_body(self, text: str, words: list[str], the: bool, place: int) -> None:
        """Note a body; it keeps the article that it is first named with inside a sentence."""
        party = self.parties.setdefault(text, Party(f"the {text}" if the else text, Sort.BODY))
        party.words |= list_content(words)
        party.places.append(place)

    def note_person(self, text: str, words: list[str], role: str | None, gender: str | None, place: int) -> None:
        """Note a person, and what this place tells about them."""
        person = (len(words) > 1 and words[-1] not in COMPANIES) or gender or role
        sort = Sort.PERSON if person else Sort.BODY
        party = self.parties.setdefault(text, Party(text, sort))
        party.role = party.role or role
        party.gender = party.gender or gender
        party.words |= list_content((role or "").lower().replace("’s", "").replace("'s", "").split())
        party.places.append(place)

    def join_names(self) -> None:
        """Let a surname alone stand for the one person with that surname."""
        for text, party in self.parties.items():
            words = text.split()
            if len(words) > 1 and (party.role or party.gender or words[-1].lower() in COMPANIES):
                self.called.setdefault(words[0], []).append(party)
            if party.sort is Sort.PERSON and len(words) > 1:
                self.surnames.setdefault(words[-1], []).append(party)
        for text, party in list(self.parties.items()):
            full = self.find_person(text, party.gender)
            if text in self.surnames and party.name == text:
                party.sort = Sort.PERSON
            if full and full is not party and party.name == text:
                full.role = full.role or party.role
                full.gender = full.gender or party.gender
                full.words |= party.words
                full.places += party.places
                self.parties[text] = full

    def find_person(self, text: str, gender: str | None = None) -> Party | None:
        """Give the one person whose name ends with these words."""
        words = text.split()
        fits = [
            party
            for party in self.surnames.get(words[-1], [])
            if len(party.name.split()) > len(words)
            and (party.name.endswith(" " + text) or (len(words) > 1 and party.name.split()[0] == words[0]))
            and (gender is None or party.gender in (None, gender))
        ]
        if len(words) == 1 and words[0] not in self.surnames:
            fits = self.called.get(words[0], [])
        longest = max(fits, key=lambda party: len(party.name), default=None)
        same = longest is not None and all(set(party.name.split()) <= set(longest.name.split()) for party in fits)
        return longest if same else None

    def find_described(self, words: set[str], head: str, place: int) -> Party | None:
        """Give whom a description means (“the minister”, “the guild”): the nearest before, of those that it fits."""
        known = self.heads.get(head, [])
        at = bisect_left(known, place, key=lambda pair: pair[0])
        before = (party for _, party in reversed(known[max(0, at - REACH) : at]))
        nearest = next((party for party in before if fits(party, words)), None)
        if nearest:
            return nearest
        later = {id(party): party for _, party in known[at : at + REACH] if fits(party, words)}
        return next(iter(later.values())) if len(later) == 1 else None

    def note_heads(self) -> None:
        """Index the parties by the words that can stand for them, each by where it is named."""
        for party in {id(party): party for party in self.parties.values()}.values():
            for head in list_heads(party):
                self.heads.setdefault(head, []).extend((at, party) for at in party.places)
        for places in self.heads.values():
            places.sort(key=lambda pair: pair[0])

    def note_role(self, party: Party, place: int) -> None:
        """Remember a role that was only found while reading on."""
        if party.role:
            insort(self.heads.setdefault(find_head(party.role), []), (place, party), key=lambda pair: pair[0])

    def expand(self, text: str) -> str:
        """Give the full name of an acronym that the report explains, or the text itself."""
        return self.acronyms.get(text.removeprefix("the "), text)


def fits(party: Party, words: set[str]) -> bool:
    """Whether every word of a description belongs to the party's role or name."""
    return words <= party.words | list_content(party.name.lower().split())


def list_heads(party: Party) -> set[str]:
    """Give the nouns that can stand for a party: its role's, or the last of its name and what it is called besides."""
    if party.sort is Sort.PERSON:
        return {find_head(party.role)} if party.role else set()
    name = party.name.lower().split(" of ")[0].split(" for ")[0]
    return {name.split()[-1].rstrip("s")} | (party.words - list_content(party.name.lower().split()))


def find_head(role: str) -> str:
    """Give the noun that a role turns on: “head” of “head of the Tehran City Council”."""
    words = role.lower().split()
    end = next((number for number, word in enumerate(words) if word in INSIDE and number), len(words))
    return words[end - 1].rstrip("s,")


def read_acronyms(body: str) -> dict[str, str]:
    """Give the acronyms that the report explains: “the Young Journalists Club (YJC)”."""
    found: dict[str, str] = {}
    for match in ACRONYM.finditer(body):
        if match["full"].split()[0].lower() not in ("the", "a"):
            found.setdefault(match["short"], ("the " if match["the"] else "") + match["full"])
        else:
            found.setdefault(match["short"], "the " + match["full"].split(" ", 1)[1])
    return found


def find_runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Give the runs of capitalised words of a sentence, an article that begins one left out."""
    at = 0
    while at < len(tokens):
        if not is_name_word(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and goes_on(tokens, end) and end - at < 12:
            end += 1
        start = at + 1 if tokens[at].low in DETERMINERS else at
        if start < end:
            yield start, end
        at = end


def goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a run goes on here; after a possessive only with what a body is (“the River Pilots’ Guild”)."""
    if tokens[at - 1].possessive:
        return tokens[at].capital and tokens[at].low in BODIES
    return takes_part(tokens, at)


def takes_part(tokens: list[Token], at: int) -> bool:
    """Whether a run goes on with this token: another capital, or a small word between two."""
    if is_name_word(tokens[at]):
        return True
    return (
        tokens[at].low in PARTICLES and tokens[at].kind is Kind.WORD and at + 1 < len(tokens) and tokens[at + 1].capital
    )
