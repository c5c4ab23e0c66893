"""The real bot as a process of its own, against the server for tests: started, stopped, killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from tests.telegram_server import TelegramServer

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "bot.cli", "serve")
READY_TIMEOUT = 90.0
STOP_TIMEOUT = 30.0
_DIES_WITH_US = (
    "import ctypes, os, signal, sys\n"
    "if sys.platform == 'linux': ctypes.CDLL(None).prctl(1, signal.SIGKILL)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
_PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "HF_HOME", "HF_HUB_OFFLINE", "VIRTUAL_ENV", "MODELS_HOME")


class BotProcess:
    """`onrecord serve` in a home of its own; use it as a context manager.

    Leaving it stops the bot by SIGTERM and checks that its log holds neither a traceback nor the token;
    `expects_tracebacks` leaves out the first check, for a test that breaks the bot on purpose.
    On Linux the bot is killed when the thread that started it ends, so start it from the main thread.
    """

    def __init__(
        self,
        server: TelegramServer,
        home: Path,
        *,
        admin_ids: Iterable[int] = (),
        environment: Mapping[str, str] | None = None,
        command: Iterable[str] = COMMAND,
        expects_tracebacks: bool = False,
    ) -> None:
        self.server = server
        self.expects_tracebacks = expects_tracebacks
        self.home = home
        self.log_path = home.parent / f"{home.name}.log"
        self._command = (sys.executable, "-c", _DIES_WITH_US, *command)
        self._environment = {
            **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "TELEGRAM_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "ADMIN_IDS": ",".join(map(str, admin_ids)),
            "ONRECORD_HOME": str(home),
            **(environment or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._end_family()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is not None:
            error.add_note(f"The end of the bot's log:\n{self.tail()}")
        try:
            code = self.stop() if self.is_running else 0
        finally:
            self._end_family()
        if kind is None:
            assert code == 0, f"the bot ended with {code} on SIGTERM\n{self.tail()}"
            self.check_log()

    def start(self, *, wait: bool = True) -> None:
        """Start the bot; it is ready with its first getUpdates."""
        assert not self.is_running, "the bot runs already"
        polls = self.server.polls
        self.home.parent.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self.home.parent,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if wait:
            self.wait_until_ready(polls)

    def wait_until_ready(self, polls_before: int, timeout: float = READY_TIMEOUT) -> None:
        """Wait for a getUpdates after those counted before."""
        self.server.wait_for(
            lambda: self.server.polls > polls_before or not self.is_running, timeout, "the bot's start"
        )
        assert self.is_running, f"the bot ended with {self.exit_code} while it started\n{self.tail()}"

    def stop(self, timeout: float = STOP_TIMEOUT) -> int:
        """Ask the bot to end, by SIGTERM; its exit code."""
        return self._signal(signal.SIGTERM, timeout)

    def kill(self) -> None:
        """End the bot as a power cut would, by SIGKILL."""
        self._signal(signal.SIGKILL, STOP_TIMEOUT)

    def restart(self) -> None:
        """Stop the bot if it runs, and start it."""
        if self.is_running:
            self.stop()
        self.start()

    def _signal(self, number: signal.Signals, timeout: float) -> int:
        assert self._process is not None, "the bot was never started"
        self._process.send_signal(number)
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the bot did not end within {timeout:g} s of {number.name}\n{self.tail()}") from None

    def _end_family(self) -> None:
        """End what the bot and its children left running."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self._process.wait()

    @property
    def pid(self) -> int:
        """Its process number."""
        assert self._process is not None, "the bot was never started"
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """What it ended with; None while it runs."""
        return None if self._process is None else self._process.poll()

    @property
    def log(self) -> str:
        """All that it wrote, over all starts."""
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    @property
    def kept_logs(self) -> str:
        """What it wrote into the logs of its home."""
        kept = sorted(path for path in self.home.glob("logs/*") if path.is_file())
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in kept)

    def tail(self, lines: int = 40) -> str:
        """The end of what it wrote, and of the logs in its home."""
        return "\n".join([*self.log.splitlines()[-lines:], *self.kept_logs.splitlines()[-lines:]])

    def check_log(self) -> None:
        """Fail if the log holds a traceback, or the log or those of its home hold the token."""
        if not self.expects_tracebacks:
            assert "Traceback (most recent call last)" not in self.log, self.tail(80)
        secret = self.server.token.split(":")[1]
        shown = [line for line in f"{self.log}\n{self.kept_logs}".splitlines() if secret in line]
        assert not shown, f"the log shows the token: {shown[0].replace(secret, '…')}"
