"""Who said it: for each sentence of a report the voice it speaks in, the speaker, the verb and through whom it came.

    body | quotations | sentences | hear each (as it stands, looked up in the report) | carry over quotations

By rule alone, and rather nobody than somebody wrong.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.paragraphs import Span, split_paragraphs
from corpus.reports import Report
from corpus.sentences import split_sentences
from corpus.speech.arabic import Arabic
from corpus.speech.cues import CueStance
from corpus.speech.english_reading import EnglishReading
from corpus.speech.hebrew import Hebrew
from corpus.speech.interviews import Turn, find_answers, find_turns
from corpus.speech.persian import Persian
from corpus.speech.plain_reading import Grammar, PlainReading
from corpus.speech.quotations import Quotation, find_quotations
from corpus.speech.speakers import Heard, Speaker

__all__ = ["Attribution", "CueStance", "Speaker", "Voice", "attribute_report"]


GRAMMARS: dict[str, Grammar] = {"fa": Persian(), "ar": Arabic(), "he": Hebrew()}


class Voice(StrEnum):
    """Whose words a sentence is in."""

    DIRECT = "direct"
    REPORTED = "reported"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says one sentence of a report.

    `span` is the sentence in the body and `cue` the verb as it stands there. `relay` names through whom it came, the
    one nearest to the speaker first; `target` is who is blamed, suspected or accused. A quotation whose speaker is not
    certain is direct and has none; the outlet's own sentences have neither speaker nor cue.
    """

    span: Span
    voice: Voice
    speaker: Speaker | None = None
    relay: tuple[str, ...] = ()
    cue: str | None = None
    stance: CueStance | None = None
    target: str | None = None


class Layout:
    """How sentences, paragraphs and quotations of a body lie over one another."""

    def __init__(self, body: str, sentences: list[Span], paragraphs: list[Span], quotations: list[Quotation]) -> None:
        """Find for each sentence its paragraph and the quotations in it."""
        self.body, self.sentences, self.paragraphs = body, sentences, paragraphs
        starts = [paragraph.start for paragraph in paragraphs]
        self.paragraph_of = [bisect_right(starts, sentence.start) - 1 for sentence in sentences]
        self.quotations: list[list[Quotation]] = [[] for _ in sentences]
        first = 0
        for quotation in quotations:
            while sentences[first].end <= quotation.start:
                first += 1
            at = first
            while at < len(sentences) and sentences[at].start < quotation.end:
                self.quotations[at].append(quotation)
                at += 1

    def count_words_outside(self, number: int) -> int:
        """Give how many words of a sentence stand in no quotation."""
        sentence = self.sentences[number]
        at, outside = sentence.start, []
        for quotation in self.quotations[number]:
            outside.append(self.body[at : max(at, quotation.start)])
            at = max(at, quotation.end)
        outside.append(self.body[min(at, sentence.end) : sentence.end])
        return sum(any(character.isalnum() for character in word) for word in " ".join(outside).split())

    def measure_quoted(self, number: int) -> float:
        """Give the share of a sentence's characters that is quoted, 0 to 1."""
        sentence = self.sentences[number]
        quoted = sum(
            min(quotation.end, sentence.end) - max(quotation.start, sentence.start)
            for quotation in self.quotations[number]
        )
        return quoted / len(sentence)

    def is_quotation(self, number: int) -> bool:
        """Whether a sentence is quoted as a whole."""
        return bool(self.quotations[number]) and self.count_words_outside(number) == 0


class Reading(Protocol):
    """What reads the sentences of one report in one language, in order."""

    def hear(self, number: int) -> Heard | None:
        """Give who speaks in a sentence by its own words; None where nobody but the outlet does."""

    def find_subject(self, author: str | None) -> Speaker | None:
        """Give the person whom an interview is with: the first whom the report names, its author left out."""


def attribute_report(report: Report) -> tuple[Attribution, ...]:
    """Give one attribution for each sentence of `split_sentences(report.body)`, in order.

    The time taken grows with the length of the body and nothing else.
    """
    sentences = split_sentences(report.body)
    paragraphs = split_paragraphs(report.body)
    quotations = find_quotations(report.body, paragraphs)
    reading = make_reading(report, sentences, quotations)
    layout = Layout(report.body, sentences, paragraphs, quotations)
    turns = find_turns(report.body, paragraphs, report.publisher)
    heard = [None if layout.paragraph_of[n] in turns else reading.hear(n) for n in range(len(sentences))]
    owners = find_owners(layout, heard)
    found = [attribute_sentence(layout, number, each, owners) for number, each in enumerate(heard)]
    answers = find_answers(report.body, paragraphs, quotations)
    return tuple(hear_turns(layout, found, turns, answers, reading.find_subject(report.author)))


def make_reading(report: Report, sentences: list[Span], quotations: list[Quotation]) -> Reading:
    """Give what reads the language of a report; English where it is none of the others."""
    grammar = GRAMMARS.get(report.language.split("-")[0].lower())
    return (
        PlainReading(report, sentences, quotations, grammar)
        if grammar
        else EnglishReading(report, sentences, quotations)
    )


def hear_turns(
    layout: Layout, found: list[Attribution], turns: dict[int, Turn], answers: set[int], person: Speaker | None
) -> Iterator[Attribution]:
    """Give the sentences of an interview's turns to whose they are, and all others as they were found."""
    for number, each in enumerate(found):
        paragraph = layout.paragraph_of[number]
        turn = turns.get(paragraph)
        if turn:
            speaker = Speaker(turn.name) if turn.name else person
            yield Attribution(each.span, Voice.OUTLET) if turn.asks else Attribution(each.span, Voice.DIRECT, speaker)
        elif paragraph in answers and each.speaker is None:
            yield Attribution(each.span, Voice.DIRECT, person)
        else:
            yield each


def find_owners(layout: Layout, heard: list[Heard | None]) -> dict[int, Heard]:
    """Give who speaks in each quotation, by its chain: by the verb beside it, or as it follows on from another."""
    owners: dict[int, Heard] = {}
    for number, each in enumerate(heard):
        if each:
            for quotation in layout.quotations[number]:
                owners.setdefault(quotation.chain, each)
    last: Heard | None = None
    for number, each in enumerate(heard):
        if layout.is_quotation(number):
            chain = layout.quotations[number][0].chain
            follows = last if continues(layout, number) else None
            if chain not in owners and follows:
                owners[chain] = follows
            last = owners.get(chain)
        else:
            last = each
    return owners


def continues(layout: Layout, number: int) -> bool:
    """Whether a quotation follows right on the sentence before it: in its paragraph, or after a colon."""
    if number == 0:
        return False
    same = layout.paragraph_of[number] == layout.paragraph_of[number - 1]
    return same or layout.body[layout.sentences[number - 1].end - 1] == ":"


def attribute_sentence(layout: Layout, number: int, heard: Heard | None, owners: dict[int, Heard]) -> Attribution:
    """Give one sentence's attribution."""
    span = layout.sentences[number]
    if heard is None:
        return attribute_quotation(layout, number, owners)
    start, end = heard.cue
    voice = Voice.DIRECT if is_direct(layout, number, heard) else Voice.REPORTED
    return Attribution(span, voice, heard.speaker, heard.relay, layout.body[start:end], heard.stance, heard.target)


def attribute_quotation(layout: Layout, number: int, owners: dict[int, Heard]) -> Attribution:
    """Give the attribution of a sentence without a verb of speech: a quotation's, or the outlet's own."""
    span = layout.sentences[number]
    pieces = layout.quotations[number]
    begun = bool(pieces) and pieces[0].start < span.start and layout.measure_quoted(number) >= 0.5
    if not layout.is_quotation(number) and not begun:
        return Attribution(span, Voice.OUTLET)
    owner = owners.get(pieces[0].chain)
    if owner is None:
        return Attribution(span, Voice.DIRECT)
    return Attribution(span, Voice.DIRECT, owner.speaker, owner.relay, None, owner.stance)


def is_direct(layout: Layout, number: int, heard: Heard) -> bool:
    """Whether a sentence quotes whole words of its speaker rather than a few inside the outlet's own."""
    pieces = layout.quotations[number]
    fragment = bool(pieces) and all(
        layout.body[piece.start + 1 : piece.start + 2].islower() and piece.start > layout.sentences[number].start
        for piece in pieces
    )
    if layout.measure_quoted(number) >= (0.8 if fragment else 0.6):
        return True
    return any(is_whole(layout, number, quotation, heard) for quotation in layout.quotations[number])


def is_whole(layout: Layout, number: int, quotation: Quotation, heard: Heard) -> bool:
    """Whether a quotation stands on its own: after a mark, “that”, or the verb itself, and of several words."""
    text = layout.body[quotation.start : quotation.end]
    lead = layout.body[layout.sentences[number].start : quotation.start].rstrip()
    if not lead:
        return len(text.split()) > 2 or text[-2:-1] in ",?!.،؟"
    if layout.body[heard.cue[0] : heard.cue[1]].lower() == "in the words of":
        return True
    capital = not text[1:2].islower() and len(text.split()) > 2
    after_verb = quotation.start - heard.cue[1] in (1, 2)
    return capital and (lead[-1] in ",:;–—،؛" or lead.endswith(" that") or after_verb)
