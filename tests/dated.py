"""Labelled sentences: {words=value} marks a date, “?” one that stays unclear, and “¶” ends a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from corpus.dates import DateMention, find_dates
from corpus.sentences import Span

MARK = re.compile(r"\{([^{}=]+)=([^{}]+)\}")
SETS = Path(__file__).parent / "corpus" / "dated"


@dataclass(frozen=True)
class LabelledBody:
    """A body with the words and values of the dates that it names, in order."""

    body: str
    published: date | None
    language: str
    wanted: tuple[tuple[str, str | None], ...]

    def find(self) -> list[tuple[str, str | None]]:
        return [(mention.text, mention.value) for mention in self.read()]

    def read(self) -> tuple[DateMention, ...]:
        return find_dates(self.body, Span(0, len(self.body)), self.published, self.language)

    def count_found(self) -> int:
        """Count the dates found with the right value, in words that hold the marked ones or lie within them."""
        left = self.find()
        found = 0
        for words, value in self.wanted:
            match = next((each for each in left if each[1] == value and (each[0] in words or words in each[0])), None)
            if match:
                left.remove(match)
                found += 1
        return found


def read_labelled(name: str) -> Iterator[LabelledBody]:
    """Read a set of labelled sentences."""
    for group in yaml.safe_load((SETS / f"{name}.yaml").read_text(encoding="utf-8")):
        for line in group["sentences"].strip().splitlines():
            text = line.replace(" ¶ ", "\n\n")
            wanted = tuple((words, None if value == "?" else value) for words, value in MARK.findall(text))
            yield LabelledBody(MARK.sub(r"\1", text), group["published"], group["language"], wanted)
