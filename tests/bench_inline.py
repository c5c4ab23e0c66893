"""Inline mode through the real bot process with the real model: how long a page of quotations takes, and a burst.

    python -m tests.bench_inline [--reports 0] [--home FOLDER] [--queries 200]

The shelf is the samples, with `--reports` generated ones beside them, or the data folder given (a copy of it is used,
and nothing is added). Times are wall clock, from the moment at which Telegram has the words to that at which it has
the results; so they hold the way through HTTP, the process and back.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.question_sets import read_question_set
from tests.bench_shelf import describe_times, tell
from tests.bot_process import ROOT, BotProcess
from tests.make_shelf import SAMPLES, write_shelf
from tests.telegram_server import Call, Inline, Person, TelegramServer

QUESTIONS = Path(__file__).parent / "questions"
WARM_S = 120.0
KEYSTROKE_S = 0.08
BURST_PEOPLE = 5


def make_home(folder: Path, reports: int) -> Path:
    """Shelve the samples and this many generated reports, by the command."""
    home = folder / "home"
    write_shelf(folder / "reports", reports)
    places = [str(SAMPLES), *([str(folder / "reports")] if reports else [])]
    environment = os.environ | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", *places]
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    return home


def list_queries(count: int) -> list[str]:
    """Give queries as people type them: whole questions, and two or three words of one."""
    chance = random.Random(20260311)
    questions = [each.text for each in read_question_set(QUESTIONS).questions]
    queries = []
    while len(queries) < count:
        question = chance.choice(questions)
        words = question.strip("?").split()
        first = chance.randrange(max(1, len(words) - 3))
        queries.append(question if len(queries) % 2 else " ".join(words[first : first + chance.randint(2, 3)]))
    return queries


def ask(server: TelegramServer, person: Person, words: str, timeout: float = 20.0) -> float:
    """Type words and wait for the results; gives the seconds."""
    return wait_for_results(server, person.asks_inline(words), timeout)


def wait_for_results(server: TelegramServer, asked: Inline, timeout: float = 20.0) -> float:
    """Give how many seconds after they were typed some words were answered."""
    calls = server.wait_for(lambda: list_answers(server, asked), timeout, f"results for “{asked.text}”")
    return calls[0].at - asked.query.asked_at


def list_answers(server: TelegramServer, asked: Inline) -> list[Call]:
    calls = server.calls_of("answerInlineQuery")
    return [each for each in calls if each.code == 200 and each.arguments["inline_query_id"] == asked.query.id]


def measure_pages(server: TelegramServer, person: Person, queries: Sequence[str]) -> list[float]:
    """Ask one query after another; gives the seconds of each."""
    return [ask(server, person, words) for words in queries]


def measure_burst(
    server: TelegramServer, people: Sequence[Person], sentences: Sequence[str]
) -> tuple[list[float], float]:
    """Let each person type a sentence letter by letter, all at once, and time what each waits after the last letter.

    Gives those seconds, and which share of the keystrokes was answered.
    """
    asked: list[list[Inline]] = [[] for _ in people]
    for end in range(1, max(map(len, sentences)) + 1):
        for place, (person, sentence) in enumerate(zip(people, sentences, strict=True)):
            if end <= len(sentence):
                asked[place].append(person.asks_inline(sentence[:end]))
        time.sleep(KEYSTROKE_S)
    waits = [wait_for_results(server, queries[-1]) for queries in asked]
    answered = sum(each.answer is not None for queries in asked for each in queries)
    return waits, answered / sum(map(len, asked))


def warm_up(server: TelegramServer, person: Person) -> None:
    """Wait until the model is loaded: the first results may take that long."""
    ask(server, person, "ferry", WARM_S)
    for words in ("guild", "weir", "Who denied it?"):
        ask(server, person, words, WARM_S)


def measure(home: Path, count: int) -> None:
    """Measure and print."""
    with TelegramServer() as server, BotProcess(server, home, admin_ids=[7]):
        people = [server.person(number) for number in range(1, BURST_PEOPLE + 1)]
        warm_up(server, people[0])
        queries = list_queries(count)
        tell(f"a page of quotations ({count})", describe_times(measure_pages(server, people[0], queries)))
        waits, share = measure_burst(server, people[:1], queries[1:2])
        tell("one person types a sentence", f"last letter answered after {describe_times(waits)}; {share:.0%} answered")
        waits, share = measure_burst(server, people, queries[1 : 2 * BURST_PEOPLE : 2])
        tell(f"{BURST_PEOPLE} people type at once", f"last letters after {describe_times(waits)}; {share:.0%} answered")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if given.home:
            shutil.copytree(given.home, home, ignore=shutil.ignore_patterns("*.lock", "logs"))
        else:
            home = make_home(Path(folder), given.reports)
        measure(home, given.queries)


if __name__ == "__main__":
    main()
