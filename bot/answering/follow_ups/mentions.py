"""What a question speaks of: its noun phrases, found by where function words and verbs stand.

words | runs of content words | mentions
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.follow_ups.question_words import COUNTING, DETERMINERS, GROUPS, RELATIONAL, ROLES, stem_word
from bot.answering.follow_ups.typed_words import POSSESSIVE, Word, is_verb, list_words, look

OWNING = re.compile(r"[’']s?\s+(?:[\w-]+\s+){0,2}")
DEGREES = ("how", "so", "very", "too", "quite", "rather")
ONE_MORE = ("the", "a", "an", "this", "that", "these", "those")
OWNED = ("my", "our", "your")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase and its place in the text, from its first content word to its last, without its determiner.

    `relational` says that it means little without what it is of: “the causes”; `headed` that its last word does.
    `determiner` is “its” behind any owner, and `owner` says whose it is.
    `opening` is where the phrase begins with all that stands before the noun.
    """

    text: str
    start: int
    end: int
    stems: frozenset[str]
    named: bool
    plural: bool
    relational: bool
    headed: bool
    determiner: str
    opening: int
    owner: str = ""

    @property
    def head(self) -> str:
        """The stem of the noun that it turns on: “cables” in “cables of the ferry”."""
        return stem_word(self.text.partition(" of ")[0].split()[-1])

    @property
    def several(self) -> bool:
        """Whether “they” may mean it: a plural, or a body of people."""
        return self.plural or self.head in GROUPS

    @property
    def personal(self) -> bool:
        """Whether it may be a person’s name: nothing but capitals at the beginnings of its words."""
        return (
            self.named
            and not (self.several or self.determiner)
            and all(word[:1].isupper() for word in self.text.split())
        )

    @property
    def human(self) -> bool:
        """Whether it may be one person, by name or by office: “Corwin Haddle”, “the minister”."""
        if self.plural or self.head in GROUPS:
            return False
        titled = not self.stems.isdisjoint(ROLES) and self.text.split()[-1][:1].isupper()
        return self.personal or titled or self.head in ROLES

    @property
    def may_be_person(self) -> bool:
        """Whether “he” or “she” may mean it where nobody is named: “my cat”, or a name that only looks like several."""
        words = self.text.split()
        name = self.plural and not self.determiner and len(words) == 2 and all(word[:1].isupper() for word in words)
        return self.human or name or self.determiner in OWNED

    @property
    def phrase(self) -> str:
        """Its words as they are said again: “a new ferry” has become “the new ferry”."""
        if self.owner:
            return f"{self.owner}’ {self.text}" if self.owner.endswith("s") else f"{self.owner}’s {self.text}"
        if self.determiner in ONE_MORE or (self.determiner == "which" and not self.plural):
            return f"the {self.text}"
        return f"{self.determiner} {self.text}" if self.determiner in OWNED else self.text


def find_mentions(text: str) -> list[Mention]:
    """Give the noun phrases of a text in order; those that “of” holds together are one."""
    words = list_words(text)
    mentions: list[Mention] = []
    for first, last in _join(words, list(_find_runs(words))):
        found = _make_mention(text, words, first, last)
        owned = mentions and OWNING.fullmatch(text, mentions[-1].end, found.start)
        mentions.append(replace(found, owner=mentions[-1].phrase) if owned else found)
    return mentions


def is_plural(noun: str) -> bool:
    """Whether a noun looks like several."""
    return (noun.endswith("s") and not noun.endswith(("ss", "us", "is", "’s", "'s"))) or noun == "police"


def _find_runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give first and last place of each run of content words that are no verbs."""
    first: int | None = None
    for at, word in enumerate(words):
        inside = word.is_content and not is_verb(words, at) and look(words, at - 1) not in DEGREES
        if not inside:
            if first is not None:
                yield first, at - 1
            first = None
            continue
        first = at if first is None else first
        if word.is_possessive and not (at + 1 < len(words) and word.is_capital and words[at + 1].is_capital):
            yield first, at
            first = None
    if first is not None:
        yield first, len(words) - 1


def _join(words: Sequence[Word], runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join runs that “of” or “of the” holds together, and single words with “and” between them."""
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and _are_one(words, joined[-1], (first, last)):
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _are_one(words: Sequence[Word], left: tuple[int, int], right: tuple[int, int]) -> bool:
    between = [word.low for word in words[left[1] + 1 : right[0]]]
    if between in (["and"], ["&"]):
        return left[0] == left[1] and right[0] == right[1]
    return between in (["of"], ["of", "the"]) and words[left[1]].stem not in RELATIONAL


def _make_mention(text: str, words: Sequence[Word], first: int, last: int) -> Mention:
    before = first - 2 if look(words, first - 1) in COUNTING else first - 1
    determiner = look(words, before)
    if first and words[first - 1].is_possessive:
        determiner = "its"
    if determiner == "that" and words[first].is_capital:
        determiner = ""
    opening = words[before if determiner in DETERMINERS else first].start
    while first < last and words[first + 1].is_content and _only_describes(words[first], determiner):
        first += 1
    chosen = [word for word in words[first : last + 1] if word.is_content]
    start, end = words[first].start, words[last].end
    owns = last + 1 < len(words) and (words[last + 1].is_content or words[last + 1].low in COUNTING)
    spoken = POSSESSIVE.sub("", text[start:end]) if owns else text[start:end]
    return Mention(
        text=spoken,
        start=start,
        end=start + len(spoken),
        stems=frozenset(word.stem for word in chosen),
        named=any(word.is_capital for word in chosen),
        plural=is_plural(spoken.partition(" of ")[0].lower()) or " and " in spoken,
        relational=all(_is_relational(word) for word in chosen),
        headed=_is_relational(chosen[-1]) and not any(word.is_capital for word in chosen),
        determiner=determiner if determiner in DETERMINERS | {"which"} else "",
        opening=opening,
    )


def _is_relational(word: Word) -> bool:
    return (word.stem in RELATIONAL and not word.is_capital) or word.low.isdigit()


def _only_describes(word: Word, determiner: str) -> bool:
    """Whether a word before a noun can be left away when the thing is named again: “the cheap …”, “a used …”."""
    done = determiner in ("", "a", "an") and not word.is_capital and word.low.split("-")[0].endswith("ed")
    return done or _is_relational(word)
