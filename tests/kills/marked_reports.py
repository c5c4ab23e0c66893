"""Reports that can be made again from their names, each sentence of which says where it stands.

“The bridge was closed (note-20-1 e12n3).” stands in edition e12n3 of the report `note-20-1`, which has 20 passages, and
nowhere else: whatever is quoted can be held against the one text that it may come from, without asking the catalogue.
"""

import random
import re
from functools import cache
from pathlib import Path

from bot.answering.answers import Quote
from corpus.readers.markdown import read_markdown
from corpus.reports import Submission
from corpus.sentences import split_sentences

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
SENTENCES_A_PASSAGE = 3
HEAD = "---\ntitle: The {}\npublisher: The Weir Post\nlanguage: en\n---\n\n"
MARK = re.compile(r"\(([a-z0-9-]+) (e\d+n\d+)\)\.")


@cache
def list_sentences() -> tuple[str, ...]:
    """Sentences of the English samples, without their full stops."""
    bodies = [read_markdown(file.read_bytes(), file.name).body for file in sorted(SAMPLES.glob("*.md"))]
    texts = [span.text_of(body) for body in bodies for span in split_sentences(body)]
    return tuple(text[:-1] for text in texts if 85 <= len(text) <= 180 and re.fullmatch(r"[A-Z][\w ,’;]+\.", text))


@cache
def make_body(report_id: str, edition: str) -> str:
    """The text of one edition of a report."""
    chance = random.Random(f"{report_id} {edition}")
    marked = [f"{sentence} ({report_id} {edition})." for sentence in list_sentences()]
    paragraphs = (" ".join(chance.sample(marked, SENTENCES_A_PASSAGE)) for _ in range(int(report_id.split("-")[1])))
    return "\n\n".join(paragraphs)


@cache
def find_bounds(report_id: str, edition: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where sentences of an edition start, and where they end."""
    body = make_body(report_id, edition)
    ends = [match.end() for match in MARK.finditer(body)]
    starts = [0, *(re.compile(r"\S").search(body, end).start() for end in ends[:-1])]
    return frozenset(starts), frozenset(ends)


def find_edition(text: str) -> str | None:
    """The edition that all of a text's marks name, or None where they name several or there are none."""
    editions = {edition for _, edition in MARK.findall(text)}
    return editions.pop() if len(editions) == 1 else None


def make_submission(report_id: str, edition: str) -> Submission:
    """An edition as somebody would hand it in."""
    text = HEAD.format(report_id) + make_body(report_id, edition)
    return Submission(f"{report_id}.md", text.encode(), "terminal", report_id=report_id)


def make_question(body: str, chance: random.Random) -> str:
    """A question about one of a text's sentences; it names the edition, so that older ones are found by it too."""
    places = [match.start() for match in MARK.finditer(body)]
    before = body[: chance.choice(places)]
    sentence = before[max(before.rfind(")."), before.rfind("\n")) + 1 :].strip(" ).")
    words = sentence.split()
    first = chance.randrange(max(1, len(words) - 8))
    return f"What of {' '.join(words[first : first + 8])} {' '.join(MARK.search(body).groups())}?"


def find_fault(quote: Quote) -> str | None:
    """What is wrong with a quotation: anything but whole sentences, word for word, of one edition of its report."""
    place = f"{quote.source.report_id}@{quote.source.version}:{quote.start}-{quote.end}"
    edition = find_edition(quote.text)
    if edition is None:
        return f"{place} mixes editions: {quote.text[:200]!r}"
    if make_body(quote.source.report_id, edition)[quote.start : quote.end] != quote.text:
        return f"{place} is not what edition {edition} says there: {quote.text[:200]!r}"
    starts, ends = find_bounds(quote.source.report_id, edition)
    if quote.start not in starts or quote.end not in ends:
        return f"{place} begins or ends within a sentence: {quote.text[:200]!r}"
    return None
