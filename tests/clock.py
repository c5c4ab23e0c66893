"""How long something takes, whatever else the process holds."""

import gc
import time
from collections.abc import Callable


def clock(act: Callable[[], object]) -> float:
    """Give the seconds of processor time, without those of the garbage collector.

    That looks through all that the process holds, such as the models that other tests have loaded.
    """
    gc.collect()
    gc.disable()
    started = time.process_time()
    try:
        act()
        return time.process_time() - started
    finally:
        gc.enable()
