"""How much may be sent when: what Telegram allows in all, in a group and in a chat. Only computes; the time is given.

All times are seconds of one clock that only goes forward.
"""

from collections import deque
from dataclasses import dataclass
from enum import IntEnum
from math import inf


class Priority(IntEnum):
    """What goes first when not everything can go; passed to the library's calls as `rate_limit_args`.

    Whoever names none has `ANSWER`, or `PASSING` for drafts and typing. All but answers are given up, by a
    `RetryAfter`, when they cannot go soon: they would be out of date, or can be told later.
    """

    ANSWER = 1
    """What somebody waits for: an answer, a page, the message in which it will stand."""
    EDIT = 2
    """A change on the way to an answer, such as the stage reached."""
    NOTICE = 3
    """What somebody is told without having asked just now."""
    PASSING = 4
    """What only shows that something is under way: drafts and typing."""

    @property
    def share(self) -> float:
        """How much of what is allowed it may use up; the rest is kept for what goes first."""
        return {Priority.ANSWER: 1.0, Priority.EDIT: 0.75, Priority.NOTICE: 0.6, Priority.PASSING: 0.5}[self]


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows: calls a second in all, calls a minute in a group, and new messages at once in one chat.

    After a burst, one new message a second may go to the same chat. Telegram names these figures in its answers to
    bot makers' questions (https://core.telegram.org/bots/faq) and gives no others.
    """

    a_second: int = 30
    a_minute_in_group: int = 20
    burst: int = 5


class Window:
    """Lets at most so many through in any stretch of so many seconds.

    When something arrives is known only when it is answered: from `hold` to `release` it counts in every stretch.
    """

    __slots__ = ("_held", "_most", "_seconds", "_times")

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._times: deque[float] = deque()
        self._held = 0

    def find_wait(self, now: float, share: float = 1.0) -> float:
        """Give in how many seconds one more may go that may use up this share of it.

        0 for now, and infinity when that depends on what is held.
        """
        self._forget(now)
        in_the_way = self._held + len(self._times) - max(1, int(self._most * share))
        if in_the_way < 0:
            return 0.0
        return self._times[in_the_way] + self._seconds - now if in_the_way < len(self._times) else inf

    def take(self, now: float) -> None:
        """Say that one goes."""
        self._times.append(now)

    def hold(self) -> None:
        """Say that one goes and arrives at a time that is not known yet."""
        self._held += 1

    def release(self, now: float) -> None:
        """Say that one that was held has arrived at the latest now."""
        self._held -= 1
        self.take(now)

    def is_idle(self, now: float) -> bool:
        """Whether nothing of it is used up."""
        self._forget(now)
        return not self._times and not self._held

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] + self._seconds <= now:
            self._times.popleft()


class Bucket:
    """Lets a burst of so many through, and then one every second."""

    __slots__ = ("_burst", "_full_at")

    def __init__(self, burst: int) -> None:
        self._burst = burst
        self._full_at = -inf

    def find_wait(self, now: float) -> float:
        """Give in how many seconds one more may go; 0 for now."""
        return max(0.0, self._full_at - (self._burst - 1) - now)

    def take(self, now: float) -> None:
        """Say that one goes."""
        self._full_at = max(self._full_at, now) + 1

    def is_idle(self, now: float) -> bool:
        """Whether nothing of it is used up."""
        return self._full_at <= now


class ChatPace:
    """What may go to one chat: new messages by the bucket, in a group all calls by the window, nothing in a pause."""

    __slots__ = ("_bucket", "_paused_until", "_window")

    def __init__(self, limits: Limits, *, is_group: bool) -> None:
        self._bucket = Bucket(limits.burst)
        self._window = Window(limits.a_minute_in_group, 60.0) if is_group else None
        self._paused_until = -inf

    def find_wait(self, now: float, priority: Priority, *, is_message: bool) -> float:
        """Give in how many seconds a call may go to the chat; 0 for now."""
        waits = [self._paused_until - now]
        if is_message:
            waits.append(self._bucket.find_wait(now))
        if self._window and priority is not Priority.PASSING:
            waits.append(self._window.find_wait(now, priority.share))
        return max(0.0, *waits)

    def take(self, now: float, priority: Priority, *, is_message: bool) -> None:
        """Say that a call goes to the chat."""
        if is_message:
            self._bucket.take(now)
        if self._window and priority is not Priority.PASSING:
            self._window.take(now)

    def pause(self, until: float) -> None:
        """Let nothing through before a time, as Telegram asked."""
        self._paused_until = max(self._paused_until, until)

    def is_idle(self, now: float) -> bool:
        """Whether it stands as at the beginning."""
        used = self._window is not None and not self._window.is_idle(now)
        return not used and self._bucket.is_idle(now) and self._paused_until <= now
