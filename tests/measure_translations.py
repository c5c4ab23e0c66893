"""How many honest translations the checks would drop: `python -m tests.measure_translations ENGLISH ARABIC`.

Reads two question sets with the same reports in two languages, takes the sentences of paragraphs that have as many in
both, and holds each against the other in both directions. People's translations are freer than those that are asked
for here, and some of them are wrong, so the figures are upper bounds.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.answering.translations.faults import Pair, clean_translation, list_faults
from bot.answering.translations.wording import OTHER_DENIALS, OTHER_FIGURES
from bot.languages.language import Language
from corpus.sentences import split_sentences


def read_reports(folder: str) -> dict[str, dict[str, str]]:
    lines = (Path(folder) / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return {report["id"]: report for report in map(json.loads, lines)}


def split_body(body: str) -> list[list[str]]:
    return [[each.text_of(text) for each in split_sentences(text)] for text in body.split("\n\n")]


def list_pairs(one: str, other: str) -> Iterator[tuple[Pair, Pair]]:
    reports, others = read_reports(one), read_reports(other)
    for report_id, report in reports.items():
        spoken, said = Language(report["language"]), Language(others[report_id]["language"])
        paragraphs = split_body(report["body"]), split_body(others[report_id]["body"])
        if len(paragraphs[0]) != len(paragraphs[1]):
            continue
        for own, translated in zip(*paragraphs, strict=True):
            if len(own) == len(translated):
                for left, right in zip(own, translated, strict=True):
                    yield (
                        Pair(left, clean_translation(right), spoken, said),
                        Pair(right, clean_translation(left), said, spoken),
                    )


def main() -> None:
    counts: Counter[str] = Counter()
    total = 0
    for pair in (each for both in list_pairs(*sys.argv[1:]) for each in both):
        total += 1
        faults = {str(fault) for fault in list_faults(pair)}
        counts.update(faults)
        counts["any"] += bool(faults)
        counts["figures or denials"] += bool(faults & {OTHER_FIGURES, OTHER_DENIALS})
    sys.stdout.write(f"{total} translations\n")
    for name, count in counts.most_common():
        sys.stdout.write(f"{count:5} {count / total:6.1%}  {name}\n")


if __name__ == "__main__":
    main()
