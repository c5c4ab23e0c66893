"""The two packaged models in turns, in one run: what starts, memory, passages and questions cost.

    python -m tests.bench_models [ROUNDS]

Each round starts a process for each model that embeds a question cold, then others warm, then passages of the samples,
and prints seconds to the first vectors, milliseconds a question (median), passages a second and megabytes of memory.
Then the command answers from a shelf of the samples, with each model: seconds from its start to its answer.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from platformdirs import user_cache_path

ROUNDS = 3
PASSAGES = 64
MODELS = ("light", "multilingual")
QUESTION = "How many people were hurt on the ferry?"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


def measure_here(model: str) -> dict[str, float]:
    """Measure one model in this process, which must not have loaded anything."""
    began = time.perf_counter()
    from index.embedding import SentenceTransformerEmbedder
    from tests.bench_adding import read_passages

    embedder = SentenceTransformerEmbedder(model, user_cache_path("onrecord", appauthor=False) / "models")
    embedder.embed_question(QUESTION)
    cold_s, questions = time.perf_counter() - began, []
    for number in range(20):
        began = time.perf_counter()
        embedder.embed_question(f"{QUESTION} And on day {number}?")
        questions.append(1000 * (time.perf_counter() - began))
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = read_passages()[:PASSAGES]
    began = time.perf_counter()
    list(embedder.embed_passages(texts))
    speed = len(texts) / (time.perf_counter() - began)
    return {"cold_s": cold_s, "question_ms": median(questions), "passages_per_s": speed, "memory_mb": memory_mb}


def measure_command(model: str, folder: Path) -> float:
    """Give the seconds from the start of `onrecord ask` to its end, over reports that were added before."""
    environment = os.environ | {"EMBEDDING_MODEL": model, "ONRECORD_HOME": str(folder / model)}
    command = [sys.executable, "-m", "bot.cli"]
    if not (folder / model).exists():
        files = [str(path) for path in sorted(SAMPLES.glob("ferry*.md"))]
        subprocess.run([*command, "add", "--yes", *files], env=environment, check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    subprocess.run([*command, "ask", QUESTION], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main(rounds: int) -> None:
    """Measure in turns, and print."""
    for number in range(1, rounds + 1):
        for model in MODELS:
            command = [sys.executable, "-m", "tests.bench_models", "--here", model]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            figures = ", ".join(f"{name} {value:.1f}" for name, value in json.loads(done.stdout).items())
            print(f"round {number}, {model}: {figures}", flush=True)  # noqa: T201 (a program that prints)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            for model in MODELS:
                print(f"onrecord ask, {model}: {measure_command(model, Path(folder)):.1f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        sys.stdout.write(json.dumps(measure_here(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
