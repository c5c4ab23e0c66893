"""What followers are told, in their language: that an answer changed, and how, in the words of the reports.

    change | headline | new quotations | those gone, and why | those corrected | text and its looks

The words of a quotation are marked as one, and so is nothing else; what is cut ends in an ellipsis.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.answering.answers import Quote
from bot.answering.wording import format_voice
from bot.following.changes import Change, Known, Turn
from bot.languages.speech import Speech
from bot.state.notices import Look, Mark
from bot.telling import close_note, isolate

HEADLINES = {
    Turn.BEGUN: "The reports answer a question that you follow.",
    Turn.ENDED: "The reports no longer answer a question that you follow.",
    Turn.DISPUTED: "The reports now disagree on a question that you follow.",
    Turn.SETTLED: "The answer to a question that you follow has changed: the reports quoted disagree no longer.",
    Turn.OTHER: "The answer to a question that you follow has changed.",
}
NEW, GONE, CORRECTED = "New in the answer:", "Quoted no longer:", "Corrected since it was quoted to you:"
WITHDRAWN = "The report was withdrawn: {note}"
REWORDED = "The report has new wording, without these words."
NOTE = "The correction: {note}"
MORE = (
    "And {count} more change; the whole answer has it.",
    "And {count} more changes; the whole answer has them.",
)
ENDING = "/unfollow ends this."
SHOW = "Show the answer"

QUESTION, WORDS, NAME, TITLE, LONGEST_NOTE = 300, 300, 80, 100, 200
"""Characters shown of each; a message has 4,096."""

MOST = 4
"""Quotations shown of all the change; the others are counted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and how they look."""

    text: str
    look: Look | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A quotation under its heading (in English), and what became of its report (as it is told)."""

    heading: str
    quote: Quote
    fate: str = ""


def format_change(speech: Speech, question: str, change: Change) -> tuple[str, tuple[Mark, ...]]:
    """Give the text of a notice, and how its words look."""
    entries = list_entries(speech, change)
    shown = list(islice(share_out(entries), MOST))
    pieces = [
        Piece(f"{speech.say(HEADLINES[change.turn])}\n"),
        Piece(clip(isolate(question), QUESTION), Look.BOLD),
        *write_entries(speech, [each for each in entries if each in shown]),
    ]
    if len(entries) > len(shown):
        pieces.append(Piece(f"\n\n{speech.count(*MORE, len(entries) - len(shown))}"))
    return join_pieces([*pieces, Piece(f"\n\n{speech.say(ENDING)}")])


def list_entries(speech: Speech, change: Change) -> list[Entry]:
    """Give every quotation of a change: first the new ones, then those gone and those corrected."""
    return [
        *(Entry(NEW, quote) for quote in change.new),
        *(Entry(GONE, each.quote, describe_fate(speech, each)) for each in change.gone),
        *(Entry(CORRECTED, each.quote, format_note(speech, NOTE, each.note)) for each in change.corrected),
    ]


def share_out(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give the first of each heading, then the second of each, so that none crowds out another."""
    groups = [[each for each in entries if each.heading == heading] for heading in (NEW, GONE, CORRECTED)]
    for place in range(max(map(len, groups))):
        yield from (group[place] for group in groups if place < len(group))


def write_entries(speech: Speech, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Give each quotation, where it stands, and what became of its report, under the headings."""
    heading = ""
    for entry in entries:
        if entry.heading != heading:
            yield Piece(f"\n\n{speech.say(entry.heading)}")
            heading = entry.heading
        yield Piece("\n")
        yield Piece(clip(" ".join(entry.quote.text.split()), WORDS), Look.QUOTATION)
        yield Piece(f"\n{speech.line_start}{name_voice(speech, entry.quote)} · ")
        yield name_title(entry.quote)
        yield Piece(f" · {speech.format_day(entry.quote.source.published)}")
        if entry.fate:
            yield Piece(f"\n{entry.fate}")


def describe_fate(speech: Speech, known: Known) -> str:
    """Say why words are quoted no longer."""
    return format_note(speech, WITHDRAWN, known.note) if known.is_withdrawn else speech.say(REWORDED)


def format_note(speech: Speech, sentence: str, note: str | None) -> str:
    """Put an editor's note into a sentence, or that there is none."""
    return speech.say(sentence, note=close_note(speech, note, LONGEST_NOTE))


def name_voice(speech: Speech, quote: Quote) -> str:
    """Say whose words they are at the beginning of a line, each name on its own direction."""
    source = replace(quote.source, publisher=isolate_name(quote.source.publisher))
    relay = tuple(name for each in quote.relay[:2] if (name := isolate_name(each)))
    speaker, role = isolate_name(quote.speaker), isolate_name(quote.role)
    return format_voice(replace(quote, source=source, speaker=speaker, role=role, relay=relay), speech, opens=True)


def isolate_name(name: str | None) -> str | None:
    """Give a name that cannot turn its line around, or None for none."""
    return isolate(clip(name, NAME)) if name else None


def name_title(quote: Quote) -> Piece:
    """Give a report's title, which leads to where it was published."""
    url = quote.source.url
    return Piece(isolate(clip(quote.source.title, TITLE)), Look.LINK if url else None, url)


def clip(text: str, limit: int) -> str:
    """Give at most so many characters of a text."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def join_pieces(pieces: Iterable[Piece]) -> tuple[str, tuple[Mark, ...]]:
    """Give the whole text, and where in it which look begins and ends."""
    text, marks = "", []
    for piece in pieces:
        if piece.look and piece.text:
            marks.append(Mark(piece.look, len(text), len(text) + len(piece.text), piece.url))
        text += piece.text
    return text, tuple(marks)
