"""Reports in languages without capitals: what Persian, Arabic and Hebrew have in common when one asks who speaks.

Each of them has a grammar (`corpus.speech.persian`, `corpus.speech.arabic`, `corpus.speech.hebrew`) that finds the verb
and the words that name its subject; here they are looked up in the report. Quotations are blanked out, so that only the
outlet's own words are read; a short one that is a name (“«پیک نیلوفر»”) stays.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from corpus.paragraphs import Span
from corpus.reports import Report
from corpus.speech.cues import CueStance
from corpus.speech.quotations import Quotation
from corpus.speech.speakers import Heard, Speaker

BLANK = "\ue000"
"""What each character of a quotation becomes."""

SPEECH_ENDS = (".", "!", "؟", "?", ",", "،")
AGAIN = re.compile(r"\([^()]*\)")
WORD = re.compile(r"\w[\w\u200c’׳״-]*[,،]?")
MOST = 20
"""How many places of a surname are looked at for a full name."""

MEMORY = 1
"""How many sentences of the outlet's own may stand between a speaker and a verb that names nobody."""


@dataclass(frozen=True, slots=True)
class Named:
    """The words that name a speaker: a name, a role, or both; `last` means whoever spoke last."""

    name: str | None
    role: str | None = None
    last: bool = False
    body: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a grammar finds in a sentence: who speaks, the verb's place in the sentence, its stance, and the rest.

    `feminine` is what the verb's form says, where the language tells.
    """

    subject: Named
    cue: tuple[int, int]
    stance: CueStance
    relay: tuple[str, ...] = ()
    target: str | None = None
    feminine: bool | None = None


class Grammar(Protocol):
    """How one language says who says what; `roles` are the nouns that introduce a name."""

    @property
    def roles(self) -> frozenset[str]:
        """The nouns, without an article."""

    def read(self, text: str) -> Told | None:
        """Give who speaks in a sentence whose quotations are blanked out."""

    def find_people(self, text: str) -> list[Named]:
        """Give the people whom a sentence names together with their roles."""


class PlainReading:
    """Reads the sentences of one report in order."""

    def __init__(self, report: Report, sentences: list[Span], quotations: list[Quotation], grammar: Grammar) -> None:
        """Learn the names of the whole report first."""
        self.grammar = grammar
        self.body = report.body
        self.words = WORD.findall(report.body)
        self.places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            places = self.places.setdefault(word.strip(",،"), [])
            if len(places) < MOST:
                places.append(at)
        self.publisher = report.publisher or ""
        self.starts = [sentence.start for sentence in sentences]
        masked = mask_quotations(report.body, quotations)
        self.texts = [masked[sentence.start : sentence.end] for sentence in sentences]
        self.people: dict[str, Named] = {}
        for text in self.texts:
            for person in grammar.find_people(text):
                self.learn(person)
        self.last: tuple[int, Named, bool | None] | None = None

    def learn(self, person: Named) -> None:
        """Remember a person by the last word of a full name."""
        words = (person.name or "").split()
        if len(words) < 2:
            return
        known = self.people.get(words[-1])
        if known is None or known.name == person.name:
            self.people[words[-1]] = Named(person.name, person.role or (known.role if known else None))
        else:
            self.people[words[-1]] = Named(None)

    def hear(self, number: int) -> Heard | None:
        """Give who speaks in a sentence; None where it is the outlet."""
        told = self.grammar.read(self.texts[number])
        if told is None:
            return None
        found = self.find_last(told, number) if told.subject.last else self.find_speaker(told.subject)
        if found and found.name and found.name.strip('«»״"') == self.publisher:
            return None
        if found:
            self.last = (number, found, told.feminine)
        start = self.starts[number]
        cue = start + told.cue[0], start + told.cue[1]
        speaker = make_speaker(found) if found else None
        relay = tuple(
            " ".join(name.split()) for name in told.relay if name.strip() and name.strip('«»״"') != self.publisher
        )
        return Heard(speaker, cue, told.stance, relay, told.target)

    def find_last(self, told: Told, number: int) -> Named | None:
        """Give who spoke last, where only quotations stand between and the verb's form does not speak against it."""
        if self.last is None or self.last[1].body:
            return None
        at, party, feminine = self.last
        between = sum(not self.is_quotation(each) for each in range(at + 1, number))
        agrees = told.feminine is None or feminine is None or told.feminine == feminine
        return party if agrees and between <= MEMORY else None

    def is_quotation(self, number: int) -> bool:
        """Whether a sentence is quoted as a whole."""
        return not any(character.isalnum() for character in self.texts[number])

    def find_speaker(self, subject: Named) -> Named | None:
        """Give the full name of whoever the words mean."""
        if subject.name is None:
            return None
        if " " not in subject.name and subject.name not in self.people:
            self.people[subject.name] = self.find_full_name(subject.name)
        known = self.people.get(subject.name.split()[-1]) if not subject.body else None
        if known and known.name and (subject.name == known.name or " " not in subject.name):
            return Named(known.name, subject.role or known.role)
        return self.find_role(subject) or subject

    def find_full_name(self, surname: str) -> Named:
        """Give the name that a role introduces with this surname anywhere in the report (“الطبيب وسيم الحاتمي”)."""
        for at in self.places.get(surname, ()):
            given = self.words[at - 1]
            lead = [
                word.strip(",،").removeprefix("ال").removeprefix("ה") for word in self.words[max(0, at - 4) : at - 1]
            ]
            if at > 1 and given.strip(",،") == given and any(word in self.grammar.roles for word in lead):
                return Named(f"{given} {surname}")
        return Named(None)

    def find_role(self, subject: Named) -> Named | None:
        """Give the one named person whose role a description alone names."""
        head = (subject.name or "").removeprefix("ال").removeprefix("ה")
        if subject.role is not None or head not in self.grammar.roles:
            return None
        fits = {
            person.name: person
            for person in self.people.values()
            if person.name and person.role and " " not in head and person.role.split()[0].removeprefix("ال") == head
        }
        return next(iter(fits.values())) if len(fits) == 1 else None

    def find_subject(self, author: str | None) -> Speaker | None:
        """Give the person whom an interview is with: the first whom the report names, its author left out."""
        people = (each for each in self.people.values() if each.name and each.name not in (author or ""))
        first = next(people, None)
        return make_speaker(first) if first else None


def make_speaker(found: Named) -> Speaker | None:
    """Give the speaker with white space made single; None where no name is left.

    A name that stands again behind it in brackets, in another script, is left out.
    """
    name = " ".join(AGAIN.sub(" ", found.name or "").split())
    return Speaker(name, " ".join((found.role or "").split()) or None) if name else None


def mask_quotations(body: str, quotations: list[Quotation]) -> str:
    """Blank out what is quoted, offsets kept; names in marks stay."""
    pieces: list[str] = []
    at = 0
    for quotation in quotations:
        text = body[quotation.start : quotation.end]
        if is_label(body, quotation, text):
            continue
        pieces += (body[at : quotation.start], BLANK * len(text))
        at = quotation.end
    return "".join((*pieces, body[at:]))


def is_label(body: str, quotation: Quotation, text: str) -> bool:
    """Whether a quotation is a name in marks: a few words without a stop, inside a sentence."""
    lead = body[max(0, quotation.start - 2) : quotation.start].strip()
    inside = text[1:-1].rstrip()
    return len(text.split()) < 4 and not inside.endswith(SPEECH_ENDS) and lead not in (":", "", "،")
