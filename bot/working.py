"""The threads that work beside the chat: they load what takes seconds, do jobs, and ask followed questions again.

    next job | a sign of life | done, or logged, told and tried again

Nothing that goes wrong in them ends the bot.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from index.errors import EmbeddingModelError

if TYPE_CHECKING:
    from bot.main import Desk
    from bot.watch.watch import Watch

POLL_S = 0.2
PAUSE_AFTER_FAULT_S = 5.0
STOP_S = 10.0
IDLE_S, BUSY_S = 30.0, 900.0
"""How long the worker may give no sign of life: while it looks for jobs, and between two steps of one."""


@contextmanager
def working(desk: "Desk", watch: "Watch | None" = None) -> Iterator[Callable[[], None]]:
    """Host the index, do jobs and watch followed questions while the block lasts; gives what tells that to stop sooner.

    What is cut short is done at the next start.
    """
    from bot.watch.watch import Watch  # it takes time to load, and few commands host the index

    kept = watch or Watch.over(desk.state, desk.settings.admin_ids)
    stop = threading.Event()
    start_thread("warming", partial(warm_up, desk, kept))
    threads = [
        start_thread("worker", partial(work_until, desk, stop, kept)),
        start_thread("follows", partial(watch_until, desk, stop, kept)),
    ]
    try:
        yield stop.set
    finally:
        stop.set()
        for thread in threads:
            thread.join(STOP_S)


def start_thread(name: str, function: Callable[[], None]) -> threading.Thread:
    """Start a thread that no stop waits for."""
    thread = threading.Thread(target=function, name=name, daemon=True)
    thread.start()
    return thread


def warm_up(desk: "Desk", watch: "Watch") -> None:
    """Load what takes seconds; what cannot be loaded is tried again by each question."""
    try:
        desk.warm_up()
    except EmbeddingModelError as error:
        watch.health.index.miss(str(error))
        watch.report("The embedding model could not be loaded", error)


def work_until(desk: "Desk", stop: threading.Event, watch: "Watch") -> None:
    """Run jobs as they come until told to stop; a fault is logged, and the work is tried again some times."""
    pulse = watch.health.worker
    with desk.open_runner() as runner:
        runner.recover()
        runner.follow_settings()
        while not stop.is_set():
            pulse.expect(BUSY_S)
            try:
                busy = runner.run_next(lambda *_: pulse.expect(BUSY_S), stop.is_set)
            except Exception as error:  # noqa: BLE001  # the worker's last catcher: the bot goes on answering
                found = watch.report("A job failed unexpectedly; it will be tried again", error)
                pulse.miss(f"a job failed unexpectedly; the log has it under {found}")
                stop.wait(PAUSE_AFTER_FAULT_S)
            else:
                pulse.beat(IDLE_S)
                if not busy:
                    stop.wait(POLL_S)


def watch_until(desk: "Desk", stop: threading.Event, watch: "Watch") -> None:
    """Ask followed questions again when the shelf has changed, with a pause between two, until told to stop."""
    while not stop.wait(POLL_S):
        try:
            desk.follow_watch.take_next()
        except Exception as error:  # noqa: BLE001  # the last catcher here: what was not told is told later
            watch.report("A followed question could not be asked again; it will be tried again", error)
            stop.wait(PAUSE_AFTER_FAULT_S)
