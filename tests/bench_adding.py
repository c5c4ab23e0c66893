"""Adding beside plain `encode` (float32, batches of 32) on the same passages, in turns, in one run.

    python -m tests.bench_adding [ROUNDS]

Prints passages a second of both, their ratio for each round, and the smallest cosine between the two.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bot.question_sets import read_question_set
from index.embedding import SentenceTransformerEmbedder, load_model
from index.passages import split_report
from index.weight_packages import find_packaged_model

Result = TypeVar("Result")

QUESTIONS = Path(__file__).parent / "questions"


def read_passages() -> list[str]:
    """Give the text of every passage of the sample question set."""
    reports = read_question_set(QUESTIONS).reports
    return [report.body[passage.start : passage.end] for report in reports for passage in split_report(report)]


def clock(work: Callable[[], Result]) -> tuple[float, Result]:
    """Give how many seconds some work took, and what it gave."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def main(rounds: int) -> None:
    """Run both in turns and print what they took."""
    texts = read_passages()
    embedder = SentenceTransformerEmbedder("light")
    embedder.warm_up()
    plain: Any = load_model(find_packaged_model())
    plain.encode(texts[:32])
    for number in range(1, rounds + 1):
        plain_s, expected = clock(lambda: plain.encode(texts, batch_size=32))
        ours_s, found = clock(lambda: dict(embedder.embed_passages(texts)))
        cosine = min(float(found[place].vector @ expected[place]) for place in range(len(texts)))
        print(  # noqa: T201 (a program that prints)
            f"round {number}: plain {len(texts) / plain_s:.1f}/s, ours {len(texts) / ours_s:.1f}/s, "
            f"ratio {plain_s / ours_s:.2f}, least cosine {cosine:.6f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
