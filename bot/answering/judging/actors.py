"""Who does what a sentence tells: a name as it is said in a text, and whether a verb can be that one's. For English.

It is asked of sentences that may contradict a question, so that in doubt a verb is somebody's.
"""

import re
from dataclasses import dataclass

from bot.answering.judging.coverage import Word, find_stem, read_words
from corpus.abbreviations import list_words
from corpus.attribution import Attribution
from index.words import WORD, fold

PRONOUNS = list_words("i you he she it they we this that these those who anyone anybody someone somebody everyone")
TITLES = list_words("mr mrs ms miss dr sir dame lord lady professor prof")
ROLES = list_words(
    "mayor minister president professor secretary general inspector captain chairman chairwoman chair governor judge "
    "senator king queen prince princess director officer detective sergeant colonel major premier chancellor bishop "
    "deputy councillor editor treasurer spokesman spokeswoman"
)
# Words that are no part of a name and no matter to be about.
SMALL = list_words(
    "the a an of in on at to for by from with and or its his her their our own it that this these those was were is "
    "are be been being had has have did do does not about over after before when why how what as than then there so "
    "any all having into out up will would"
)
BREAK = re.compile(r"[;:—]|\b(?:but|while|whereas|although|though)\b", re.IGNORECASE)
CLAUSE = re.compile(
    r"[,–()“”\"]|\b(?:and|who|which|that|because|as|after|before|when|if|since)\b",
    re.IGNORECASE,
)
THE_OTHER = re.compile(r"\b(?:the|a|an|my|our|your)\s+\w+", re.IGNORECASE)
AGENT = re.compile(r"(?:\W+\w+){0,6}?\W+by((?:\W+\w+){1,6})")


@dataclass(frozen=True, slots=True)
class Name:
    """How somebody is told by name: the stem that is always said, all that are needed, and the given name if any."""

    head: str
    keys: frozenset[str]
    given: str | None

    @classmethod
    def of(cls, subject: str) -> "Name":
        """Take it from a question's subject.

        “Maud Ferrant” and “General Secretary Maud Ferrant” go by “Ferrant”; “the head of the council” and “Ferrant’s
        lawyer” by both their nouns.
        """
        plain = re.sub(r"['’]s\b", " of", subject)
        words = [word for word in WORD.findall(plain) if fold(word) not in SMALL | TITLES]
        proper = [word for word in words if word[0].isupper()]
        if plain != subject or " of " in subject:
            head = words[-1] if plain != subject else words[0]
            return cls(find_stem(fold(head)), frozenset(stem_text(" ".join(words))), None)
        last = (proper or words)[-1]
        given = fold(proper[-2]) if len(proper) > 1 else None
        return cls(find_stem(fold(last)), frozenset({find_stem(fold(last))}), given)

    def is_in(self, text: str) -> bool:
        """Whether a text names them, and not only a namesake with another given name."""
        return self.keys <= stem_text(text) and self.leads(text)

    def leads(self, text: str) -> bool:
        """Whether a text has the word that is always said of them, for them and not for a namesake."""
        words = read_words(text)
        return any(
            word.stem == self.head and not self._is_namesake(words[place - 1] if place else None, text, word)
            for place, word in enumerate(words)
        )

    def _is_namesake(self, previous: Word | None, text: str, word: Word) -> bool:
        if self.given is None or previous is None or text[previous.end : word.start].strip():
            return False
        return previous.text[0].isupper() and previous.folded not in {self.given} | SMALL | TITLES | ROLES


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a premise is about, as one sentence sees them.

    `name` is theirs, `speaks` whether they say the sentence, and `is_known` whether a sentence just before it named
    them, so that a pronoun may mean them.
    """

    name: Name
    speaks: bool
    is_known: bool

    def may_be_in(self, text: str) -> bool:
        """Whether a sentence can be about them."""
        return self.speaks or self.is_known or self.name.is_in(text)

    def acts_before(self, text: str, verb: re.Match[str]) -> bool:
        """Whether a verb may be theirs: their name stands before it in its clause, or a word that may mean them."""
        clause = find_clause(text[: verb.start()])
        if self.name.leads(clause):
            return True
        return self.may_be_in(text) and not has_other_actor(clause)

    def acts_after(self, text: str, verb: re.Match[str]) -> bool:
        """Whether a passive names them: “was admitted by the guild”."""
        after = AGENT.match(text, verb.end())
        return after is not None and self.name.leads(after[1])


def find_clause(lead: str) -> str:
    """Give the clause that a verb ends: from the last comma or joining word on; all of it where nothing is there."""
    parts = CLAUSE.split(BREAK.split(lead)[-1])
    if re.search(r"\w", parts[-1]):
        return parts[-1]
    return " ".join(parts)


def has_other_actor(clause: str) -> bool:
    """Whether a clause has a subject of its own that is no pronoun."""
    words = WORD.findall(clause)
    if any(fold(word) in PRONOUNS for word in words):
        return False
    return any(word[0].isupper() and fold(word) not in SMALL for word in words) or THE_OTHER.search(clause) is not None


def is_spoken_by(attribution: Attribution, name: Name) -> bool:
    """Whether the speaker of a sentence is the one with this name or role."""
    speaker = attribution.speaker
    return speaker is not None and name.is_in(f"{speaker.name}, {speaker.role or ''}")


def stem_text(text: str) -> set[str]:
    """Give the stems of all words of a text."""
    return {word.stem for word in read_words(text)}
