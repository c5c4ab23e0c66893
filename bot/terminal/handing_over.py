"""How a command hands many documents over: those that wait are finished first, and none is handed in twice.

Whatever was handed in gets onto the shelf, though the command is cut short: by the next one, or by the bot.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.main import Desk
from bot.state.jobs import Job, JobState
from bot.terminal.console import OnProgress, show_progress
from bot.worker import ADDING
from bot.working import POLL_S, STOP_S, start_thread


def finish_waiting(desk: Desk) -> None:
    """Let reports that were handed in before get onto the shelf."""
    waiting = [job.id for job in desk.state.jobs.list_waiting() if job.kind in ADDING]
    with show_progress("Finishing what was left", shown=bool(waiting)) as on_progress:
        wait_for_all(desk, waiting, on_progress)


def wait_for_all(desk: Desk, job_ids: Sequence[int], on_progress: OnProgress) -> list[Job]:
    """Give jobs when all are finished, hosting the index once; `on_progress` is told how many are, of how many."""

    def note(done: int, total: int) -> None:
        finished = desk.state.jobs.count(first, last, JobState.DONE, JobState.FAILED)
        running = desk.state.jobs.count(first, last, JobState.RUNNING)
        on_progress(finished + running * done // max(total, 1), len(job_ids))

    if job_ids:
        first, last = min(job_ids), max(job_ids)
        desk.wait(last, note)
    return [desk.wait(job_id) for job_id in job_ids]


@contextmanager
def working_meanwhile(desk: Desk, *, at_once: bool) -> Iterator[None]:
    """Do jobs in a thread while the block hands more of them in and waits for them, unless another process does.

    Handing in mostly waits for the disk, and embedding for the processor. With `at_once` false, nothing is done.
    """
    stop = threading.Event()
    worker = start_thread("worker", partial(_work_until, desk, stop)) if at_once else None
    try:
        yield
    finally:
        stop.set()
        if worker is not None:
            worker.join(STOP_S)


def _work_until(desk: Desk, stop: threading.Event) -> None:
    # What goes wrong ends the thread and gives the folder back; whoever waits for a job does it then, and meets it too.
    with suppress(Exception), desk.home.hold(), desk.open_runner() as runner:
        runner.recover()
        while not stop.is_set():
            if not runner.run_next():
                stop.wait(POLL_S)


def drop_known(desk: Desk, files: Sequence[str]) -> list[str]:
    """Give the files whose bytes no version of any report came from; what cannot be opened is given, too."""
    originals = desk.catalogue.list_originals()
    return [file for file in files if find_digest(Path(file)) not in originals]


def find_digest(file: Path) -> str | None:
    """Give the sha256 of a file's bytes, or None where it cannot be opened."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
