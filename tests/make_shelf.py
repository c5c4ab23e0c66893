"""A shelf as large as wanted, made by recombining the sentences of the samples: no report is like another.

    python -m tests.make_shelf FOLDER [REPORTS]

The same number gives the same files. A report has seven to eleven sentences, about 220 words; its headline is the
beginning of one of them.
"""

import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from corpus.readers.front_matter import parse_front_matter, split_front_matter
from corpus.readers.markdown import format_report, read_markdown
from corpus.reports import Report, make_slug
from corpus.sentences import split_sentences

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
SEED = 20260311
FIRST_DAY, DAYS = date(2021, 1, 1), 1900
HEADLINE = re.compile(r"(?:[\w’-]+ ){5,8}[\w’-]+(?=[ ,;])")
WEAK_END = re.compile(
    r" (?:an?|the|of|to|and|or|in|on|at|by|for|with|that|which|who|as|from|its|his|her|their|was|had)$"
)
A_FOLDER = 1000


@cache
def list_sentences() -> tuple[str, ...]:
    """Whole sentences of the English samples."""
    bodies = [read_markdown(file.read_bytes(), file.name).body for file in sorted(SAMPLES.glob("*.md"))]
    texts = (span.text_of(body).strip() for body in bodies for span in split_sentences(body))
    return tuple(dict.fromkeys(text for text in texts if re.fullmatch(r"[“A-Z][^\n\u0590-\u06ff]{60,260}[.?!”]", text)))


@cache
def list_publishers() -> tuple[str, ...]:
    """The outlets of the English samples."""
    heads = [split_front_matter(file.read_text("utf-8"))[0] or "" for file in sorted(SAMPLES.glob("*.md"))]
    details = [parse_front_matter(head, "a sample").details for head in heads]
    return tuple(sorted({each.publisher for each in details if each.publisher and each.language == "en"}))


def make_reports(count: int) -> Iterator[Report]:
    """Make this many reports, each with an id, an outlet and a day, and with a text that no other has."""
    chance, seen = random.Random(SEED), set[str]()
    while len(seen) < count:
        sentences = chance.sample(list_sentences(), chance.randint(7, 11))
        body = "\n\n".join(" ".join(sentences[first : first + 3]) for first in range(0, len(sentences), 3))
        if body in seen:
            continue
        seen.add(body)
        title = make_title(sentences, chance)
        yield Report(
            id=f"{make_slug(title)}-{len(seen)}",
            version=1,
            title=title,
            body=body,
            publisher=chance.choice(list_publishers()),
            published=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            language="en",
        )


def make_title(sentences: list[str], chance: random.Random) -> str:
    """Give the beginning of one of some sentences, as headlines are."""
    found = [match.group() for sentence in sentences if (match := HEADLINE.match(sentence))]
    if not found:
        return sentences[0][:60].rsplit(" ", 1)[0].strip("“ ")
    title = chance.choice(found)
    while weak := WEAK_END.search(title):
        title = title[: weak.start()]
    return title


def write_shelf(folder: Path, count: int) -> None:
    """Write the reports as Markdown files, a thousand a folder; files that are there already stay."""
    for number, report in enumerate(make_reports(count)):
        file = folder / f"{number // A_FOLDER:02}" / f"{report.id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(format_report(report), "utf-8")


if __name__ == "__main__":
    write_shelf(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
