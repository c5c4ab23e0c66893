"""When to leave a language model alone: after failures in a row it rests, and one trial decides whether it goes on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.errors import LanguageModelError, ModelRestingError

MOST_FAILURES = 3
REST_S = 60.0


class Breaker:
    """Counts failures in a row; `clock` gives seconds that never go back."""

    def __init__(self, place: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._place = place
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch one call; how it ends is noted, and one that is cancelled says nothing about the model.

        Raises:
            ModelRestingError: instead of the call, while the model rests or another call is the trial.
        """
        trial = self._begin()
        try:
            yield
        except LanguageModelError as error:
            self._note(failed=error.blames_model)
            raise
        except BaseException:
            if trial:
                self._rests_until = self._clock()
            raise
        self._note(failed=False)

    def _begin(self) -> bool:
        with self._lock:
            if self._failures < MOST_FAILURES:
                return False
            now = self._clock()
            if now < self._rests_until:
                raise ModelRestingError(self._place, self._rests_until - now)
            self._rests_until = now + REST_S  # for all others, while this call tries
            return True

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= MOST_FAILURES:
                self._rests_until = self._clock() + REST_S
