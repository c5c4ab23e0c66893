"""English reports: who speaks in each sentence, named as the report names them."""

import re

from corpus.paragraphs import Span
from corpus.reports import Report
from corpus.speech.directory import Directory
from corpus.speech.english import Speech, read_speech
from corpus.speech.phrases import Phrase, read_phrase
from corpus.speech.quotations import Quotation
from corpus.speech.resolving import Resolver
from corpus.speech.speakers import Heard, Party, Sort, Speaker
from corpus.speech.subjects import find_opening_subject, find_presented
from corpus.speech.tokens import Kind, Spelling, Token, read_tokens

KIND = re.compile(r"^the (?:\w+ )?(?:newspaper|agency|broadcaster|magazine|daily|weekly|station|website) (?=[A-Z])")
"""What an outlet is, before its name."""


class EnglishReading:
    """Reads the sentences of one report in order."""

    def __init__(self, report: Report, sentences: list[Span], quotations: list[Quotation]) -> None:
        """Learn the names of the whole report first."""
        self.body = report.body
        self.publisher = (report.publisher or "").lower().removeprefix("the ")
        spelling = Spelling(report.body)
        directory = Directory(report.body, [read_tokens(spelling, span, []) for span in sentences])
        self.resolver = Resolver(directory, report.body)
        self.tokens = [read_tokens(spelling, span, quotations) for span in sentences]

    def hear(self, number: int) -> Heard | None:
        """Give who speaks in a sentence; None where it is the outlet."""
        tokens = self.tokens[number]
        speech = read_speech(tokens)
        if speech is None:
            self.follow_subject(tokens, number)
            return None
        party = self.find_speaker(speech, tokens, number)
        if party and party.name.lower().removeprefix("the ") == self.publisher:
            return None
        if party:
            self.resolver.note(number, party)
        if party and speech.told_pronoun and party.gender is None:
            self.resolver.bar(party, speech.told_pronoun, number)
        for phrase in speech.others:
            self.resolver.note_other(phrase, number)
        relay = tuple(self.name_relays(speech, party, number))
        target = self.name_target(speech.target, number) if speech.target else None
        return Heard(party.speaker if party else None, speech.cue, speech.stance, relay, target)

    def find_speaker(self, speech: Speech, tokens: list[Token], number: int) -> Party | None:
        """Give whom the subject means; a pronoun in a second clause only where the first one’s subject suits it."""
        if speech.tag and speech.subject.pronoun:
            owner = self.find_owner(tokens, speech, number)
            if owner:
                return owner
        if not (speech.late and speech.subject.pronoun):
            return self.resolver.find_party(speech.subject, speech.apposed, number)
        opening = find_opening_subject(tokens, 0, speech.subject.start)
        party = self.resolver.find_party(opening.phrase, opening.apposed, number) if opening else None
        return party if party and party.suits(speech.subject.tokens[0].low) else None

    def find_owner(self, tokens: list[Token], speech: Speech, number: int) -> Party | None:
        """Give whose the subject of what is said is: “The Board’s recount was made from names, it said”."""
        phrase = read_phrase(tokens, 0)
        owner = next((n for n, token in enumerate(phrase.tokens) if token.possessive), None) if phrase else None
        if phrase is None or owner is None:
            return None
        party = self.resolver.find_party(Phrase(phrase.tokens[: owner + 1], 0, owner + 1), None, number)
        return party if party and party.suits(speech.subject.tokens[0].low) else None

    def find_subject(self, author: str | None) -> Speaker | None:
        """Give the person whom an interview is with: the first whom the report names, its author left out."""
        authors = author or ""
        people = (party for party in self.resolver.directory.parties.values() if party.sort is Sort.PERSON)
        named = (party for party in people if " " in party.name and party.name not in authors)
        first = min(named, key=lambda party: min(party.places, default=len(self.body)), default=None)
        return first.speaker if first else None

    def follow_subject(self, tokens: list[Token], number: int) -> None:
        """Remember whom a sentence of the outlet's own is about: the named subject that it begins with."""
        if not tokens or tokens[0].kind is not Kind.WORD:
            return
        subject = find_presented(tokens) or find_opening_subject(tokens, 0, len(tokens))
        if subject is None:
            return
        party = self.resolver.find_party(subject.phrase, subject.apposed, number)
        if party and (party.sort in (Sort.PERSON, Sort.BODY)):
            self.resolver.note(number, party)

    def name_relays(self, speech: Speech, speaker: Party | None, number: int) -> list[str]:
        """Give the names of those through whom it came, the report's own outlet and the speaker left out."""
        names: list[str] = []
        for phrase in speech.relays:
            party = self.resolver.find_party(phrase, None, number)
            name = KIND.sub("", party.name) if party else ""
            own = bool(self.publisher) and name.lower().removeprefix("the ").startswith(self.publisher)
            if name and not own and name not in names and not (speaker and speaker.name == name):
                names.append(name)
        return names

    def name_target(self, phrase: Phrase, number: int) -> str | None:
        """Give the name of whoever is blamed."""
        party = self.resolver.find_party(phrase, None, number)
        return party.name if party else None
