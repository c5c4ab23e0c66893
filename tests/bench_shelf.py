"""Ten thousand reports on one machine: added by the command with kills, then asked, listed and replaced.

    python -m tests.bench_shelf [--reports 10000] [--folder FOLDER] [--kill-after 300] [--minutes 20]

`onrecord add` is killed (kill -9) whenever it has run for `--kill-after` seconds, and run again. After `--minutes` of
adding the rest waits for the next run with the same folder, which goes on. Times are wall clock, memory is the peak
resident size (VmHWM) of each process.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.answering.answers import Answer, Question
from bot.home import Home
from bot.main import Desk, open_desk, working
from bot.question_sets import read_question_set
from bot.settings import Settings
from corpus.reports import Details, Submission
from index.embedding import SentenceTransformerEmbedder, load_model
from index.passages import split_report
from index.weight_packages import find_packaged_model
from tests.bench_adding import clock
from tests.make_shelf import make_reports, write_shelf

QUESTIONS = Path(__file__).parent / "questions"
ROOT = Path(__file__).parents[1]
ASKED, LISTED, REPLACED = 200, 20, 5
YARDSTICK = 400


@dataclass
class Progress:
    """What is known of the adding, over all runs on one folder: seconds, kills, and peak sizes in MiB by process."""

    seconds: float = 0.0
    indexing_s: float = 0.0
    kills: int = 0
    done: bool = False
    sizes: dict[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Progress":
        return cls(**json.loads(file.read_text())) if file.exists() else cls()

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(vars(self)))


def run_add(folder: Path, seconds: float, progress: Progress) -> str:
    """Run `onrecord add` for so long at most, and kill it then; gives what it said when it ended by itself."""
    environment = os.environ | {"ONRECORD_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "add", str(folder / "reports"), "--yes"]
    begun, started_at, counted = time.monotonic(), None, count_vectors(folder)
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=said, cwd=folder, start_new_session=True
        ) as process,
    ):
        while process.poll() is None and time.monotonic() - begun < seconds:
            time.sleep(1)
            note_sizes(process.pid, progress.sizes)
            if started_at is None and count_vectors(folder) > counted:
                started_at = time.monotonic()
        progress.done = process.poll() is not None
        if not progress.done:
            os.killpg(process.pid, signal.SIGKILL)
            progress.kills += 1
        now = time.monotonic()
        progress.seconds += now - begun
        progress.indexing_s += now - started_at if started_at else 0.0
        said.seek(0)
        return said.read()


def count_vectors(folder: Path) -> int:
    """Count the passages that are embedded."""
    return count_rows(folder, "passage_vectors")


def count_rows(folder: Path, table: str) -> int:
    file = folder / "home" / "catalogue.db"
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    except sqlite3.OperationalError:
        return 0


def note_sizes(pid: int, sizes: dict[str, float]) -> None:
    """Keep the peak size of a process and of those below it, by what they run."""
    for number, name in list_family(pid):
        try:
            status = Path(f"/proc/{number}/status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                sizes[name] = max(sizes.get(name, 0.0), int(line.split()[1]) / 1024)


def list_family(pid: int) -> list[tuple[int, str]]:
    """Give a process and those below it, each with a short name."""
    found, names = [(pid, "itself")], {"chroma": "Chroma", "forking": "reader", "child": "reader"}
    for number, _ in found:
        below = (path.read_text().split() for path in Path(f"/proc/{number}/task").glob("*/children"))
        for child in (int(each) for row in below for each in row):
            try:
                command = Path(f"/proc/{child}/cmdline").read_text()
            except OSError:
                continue
            found.append((child, next((name for word, name in names.items() if word in command), "other")))
    return found


def measure_embedding() -> tuple[float, float]:
    """Give passages a second of plain `encode` and of ours, on the first passages of the shelf."""
    texts = [
        report.body[piece.start : piece.end] for report in make_reports(YARDSTICK) for piece in split_report(report)
    ]
    embedder, plain = SentenceTransformerEmbedder("light"), load_model(find_packaged_model())
    embedder.warm_up()
    plain.encode(texts[:32])
    plain_s, _ = clock(lambda: plain.encode(texts, batch_size=32))
    ours_s, _ = clock(lambda: dict(embedder.embed_passages(texts)))
    return len(texts) / plain_s, len(texts) / ours_s


def measure_shelf(folder: Path) -> None:
    """Do what the bot does, over the shelf, and print what it took."""
    settings, begun = Settings(_env_file=None, onrecord_home=folder / "home"), time.monotonic()
    with Home(settings.onrecord_home).hold(), open_desk(settings) as desk, working(desk):
        questions = [each.text for each in read_question_set(QUESTIONS).questions]
        desk.ask(Question(questions[0]), "bench")
        tell("start to the first answer", f"{time.monotonic() - begun:.1f} s")
        while desk.search.vectors is None:
            time.sleep(0.2)
        chosen = (random.Random(1).sample(questions, len(questions)) * 20)[:ASKED]
        asked = [clock(lambda text=text: desk.ask(Question(text), "bench"))[0] for text in chosen]
        tell(f"a question ({ASKED})", describe_times(asked))
        listed = [clock(desk.catalogue.list_reports)[0] for _ in range(LISTED)]
        tell(f"all of the list ({LISTED})", describe_times(listed))
        replaced = [measure_replacement(desk, number) for number in range(REPLACED)]
        tell(f"a replacement until it is quoted ({REPLACED})", describe_times(replaced))
        sizes: dict[str, float] = {}
        note_sizes(os.getpid(), sizes)
        tell("peak memory while it answers", describe_sizes(sizes))


def measure_replacement(desk: Desk, number: int) -> float:
    """Give how long it takes from handing a new version in until its words answer a question."""
    old = desk.catalogue.get_report(random.Random(number).choice(desk.catalogue.list_reports()).id)
    sentence = f"The toll keeper Quillon Starweather counted {number + 40} herons on the Tarn Gate sluice."
    text = old.body.rsplit("\n\n", 1)[0] + f"\n\n{sentence}"
    begun = time.monotonic()
    details = Details(old.title, old.publisher, old.author, old.published, old.url, old.language)
    submission = Submission(f"{old.id}.txt", text.encode(), "bench", details)
    job = desk.intake.accept(desk.intake.propose_replacement(old.id, submission), "bench")
    desk.state.jobs.wait(job)
    record = desk.ask(Question(f"Who counted {number + 40} herons on the Tarn Gate sluice?"), "bench")
    took = time.monotonic() - begun
    assert isinstance(record, Answer)
    assert any(sentence in citation.quote.text for citation in record.citations)
    return took


def describe_times(seconds: Sequence[float]) -> str:
    """Give the median, the 95th percentile and the longest, in milliseconds."""
    ordered = sorted(1000 * each for each in seconds)
    at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95)]
    return f"p50 {at[0]:,.0f} ms, p95 {at[1]:,.0f} ms, longest {ordered[-1]:,.0f} ms"


def describe_sizes(sizes: dict[str, float]) -> str:
    return ", ".join(f"{name} {size:,.0f} MiB" for name, size in sizes.items())


def tell(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value}\n")
    sys.stdout.flush()


def describe_adding(folder: Path, progress: Progress) -> None:
    passages, seconds = count_vectors(folder), progress.seconds
    tell("reports on the shelf", f"{count_rows(folder, 'reports'):,}, with {passages:,} passages embedded")
    tell("adding, all in all", f"{seconds:,.0f} s, {progress.kills} kills, {passages / max(seconds, 1):.1f} passages/s")
    tell("of it indexing", f"{progress.indexing_s:,.0f} s, {passages / max(progress.indexing_s, 1):.1f} passages/s")
    tell("peak memory while it adds", describe_sizes(progress.sizes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--kill-after", type=float, default=300.0)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--measure", action="store_true", help="measure only, in the process that this starts itself")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    if given.measure:
        measure_shelf(folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_shelf(folder / "reports", given.reports)
    progress, until, said = Progress.read(folder / "progress.json"), time.monotonic() + 60 * given.minutes, ""
    while not progress.done and time.monotonic() < until:
        said = run_add(folder, min(given.kill_after, until - time.monotonic()), progress)
        progress.write(folder / "progress.json")
    describe_adding(folder, progress)
    if not progress.done:
        tell("not finished", f"run again with --folder {folder}")
        return
    tell("what it complained of", f"{len(said.splitlines())} lines")
    again = replace(progress, sizes={})
    seconds, _ = clock(lambda: run_add(folder, 600, again))
    tell("adding all of it again", f"{seconds:.1f} s")
    plain, ours = measure_embedding()
    tell("embedding alone", f"plain {plain:.1f} passages/s, ours {ours:.1f} passages/s")
    command = [sys.executable, "-m", "tests.bench_shelf", "--measure", "--folder", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
