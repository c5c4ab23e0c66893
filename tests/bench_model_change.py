"""Questions beside a change of the model: how long they take before it, while it embeds, and after it.

    python -m tests.bench_model_change [FROM] [TO] [PASSAGES]

Fills a shelf with passages embedded with FROM, asks questions at even pauses, changes to TO in another thread as the
bot does, and goes on asking. Prints p50 and p95 of asking, how many answers stayed the same until the switch, and the
passages a second of the change.
"""

import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from bot.answering.answers import Question
from bot.home import Home
from bot.main import Desk, make_desk
from bot.settings import Settings
from corpus.database import Database
from corpus.publishing import Desk as PublishingDesk
from tests.shelves import write_report

PAUSE_S = 0.15
PASSAGES = 300


def open_desk(home: Path, model: str) -> Desk:
    settings = Settings(_env_file=None, onrecord_home=home, embedding_model=model)
    database = Database(Home(home).make().database_url)
    database.migrate()
    return make_desk(settings, Home(home), database)


def fill(desk: Desk, passages: int) -> None:
    editing, paragraph = (
        PublishingDesk(desk.catalogue),
        "The weir keeper of mill {n} said on day {n} that its gate {n} was shut. ",
    )
    reports = [write_report(f"weir-{n}", paragraph.format(n=n) * 6) for n in range(passages)]
    staged = [editing.stage_report(report, report.id, "bench") for report in reports]
    desk.index.stage(staged)
    for report in staged:
        editing.publish(report.id, report.version, "bench")


def ask(desk: Desk, number: int) -> tuple[float, list[str], str]:
    """Give milliseconds, what was quoted, and the model that answered."""
    began = time.perf_counter()
    record = desk.answerer.quote(Question(f"What did the weir keeper of mill {number % 20} say of the gate?"))
    took = 1000 * (time.perf_counter() - began)
    quoted = getattr(record, "citations", None) or record.nearest
    return took, [each.quote.text for each in quoted], record.receipt.model


def say(name: str, took: list[float]) -> None:
    sys.stdout.write(
        f"{name}: {len(took)} questions, p50 {np.percentile(took, 50):.0f} ms, p95 {np.percentile(took, 95):.0f} ms\n"
    )
    sys.stdout.flush()


def main(former: str, model: str, passages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        fill(open_desk(Path(folder), former), passages)
        desk = open_desk(Path(folder), model)
        before = [ask(desk, number) for number in range(25)][5:]
        expected = {number % 20: quoted for number, (_, quoted, _) in enumerate(before, 5)}
        say("before", [took for took, _, _ in before])
        began, done = time.perf_counter(), []
        worker = threading.Thread(target=lambda: done.append((desk.index.reindex(), time.perf_counter() - began)))
        worker.start()
        beside, same, number = [], 0, 0
        while worker.is_alive():
            took, quoted, answered_with = ask(desk, number)
            if answered_with == before[0][2]:
                beside.append(took)
                same += quoted == expected[number % 20]
            number += 1
            time.sleep(PAUSE_S)
        say(f"beside the change ({same} of {len(beside)} as before)", beside)
        say("after", [ask(desk, number)[0] for number in range(25)][5:])
        report, seconds = done[0]
        sys.stdout.write(f"{report.embedded} passages in {seconds:.1f} s, {report.embedded / seconds:.1f} a second\n")
        desk.catalogue.database.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        given[0] if given else "light",
        given[1] if given[1:] else "multilingual",
        int(given[2]) if given[2:] else PASSAGES,
    )
