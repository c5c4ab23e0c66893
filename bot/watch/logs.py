"""The log: one line for each event on standard error, for people or as JSON, with nobody's words in it.

    stdlib logger | other libraries' chatter left out | what may quote somebody concealed | fields | line | secrets out

The only module that imports structlog. Every part logs with the standard library: an event is a sentence that never
changes, and what changes stands beside it in `extra`. An error there is written down as `describe_error` has it.
"""

import logging
import sys
import threading
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict

from bot.settings import LogForm
from bot.watch.error_texts import describe_error, format_traceback
from bot.watch.redaction import CHATTY, CONCEALED, Redaction

OURS = ("bot", "corpus", "index", "tests", "__main__")

log = logging.getLogger(__name__)


class Manners(logging.Filter):
    """Leaves out what other libraries say below a warning, since that repeats whole messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is ours, or at least a warning."""
        return is_ours(record.name) or record.levelno >= logging.WARNING


class LogFormatter(logging.Formatter):
    """Makes a record a line; with `texts`, errors and other libraries say whatever they say."""

    def __init__(self, form: LogForm, secrets: Iterable[str] = (), *, texts: bool = False) -> None:
        super().__init__()
        self.redaction = Redaction(secrets)
        self._texts = texts
        render = make_json_renderer() if form == "json" else make_line_renderer()
        self._formatter = structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.ExtraAdder(),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                self._write_errors,
                *render,
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        return self.redaction.redact(self._formatter.format(self._conceal(record)))

    def _conceal(self, record: logging.LogRecord) -> logging.LogRecord:
        """Give the record without what other libraries fill into their sentences, numbers apart."""
        known = is_ours(record.name) or self._texts
        args = record.args
        copy = logging.makeLogRecord(record.__dict__)
        if isinstance(args, Mapping):
            copy.args = {key: self._fill_in(value, known=known) for key, value in args.items()}
        elif args:
            copy.args = tuple(self._fill_in(value, known=known) for value in args)
        return copy

    def _fill_in(self, value: object, *, known: bool) -> object:
        if isinstance(value, BaseException):
            return describe_error(value, whole=self._texts)
        return value if known or isinstance(value, (int, float)) else CONCEALED

    def _write_errors(self, _logger: object, _method: str, event: EventDict) -> EventDict:
        """Put words in the place of errors: those among the fields, and the one that the event is about."""
        for key, value in event.items():
            if isinstance(value, BaseException):
                event[key] = describe_error(value, whole=self._texts)
        info = event.pop("exc_info", None)
        error = info[1] if isinstance(info, tuple) else info
        if isinstance(error, BaseException):
            event["exception"] = format_traceback(error, whole=self._texts)
        return event


def make_json_renderer() -> list[Any]:
    """Give what makes an event one JSON object on one line."""
    return [structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]


def make_line_renderer() -> list[Any]:
    """Give what makes an event a line for people, with a traceback below it."""
    return [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, pad_level=False, sort_keys=False)]


def set_up_logs(
    level: str, form: LogForm, secrets: Iterable[str] = (), *, texts: bool = False, stream: TextIO | None = None
) -> logging.Handler:
    """Write the log from now on, in this form; gives the handler that does, in the place of all that were there."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LogFormatter(form, secrets, texts=texts))
    if not texts:
        handler.addFilter(Manners())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.showwarning = log_warning
    threading.excepthook = log_thread_end
    return handler


def log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Put what a library warns of into the log, in the place of standard error."""
    said = message if isinstance(message, Warning) else category(message)
    log.warning("A library warns", extra={"warning": said, "place": f"{filename}:{lineno}"})


def log_thread_end(failed: threading.ExceptHookArgs) -> None:
    """Put the error that ended a thread into the log, in the place of standard error."""
    name = failed.thread.name if failed.thread else ""
    log.error("A thread ended with an error", extra={"thread_name": name}, exc_info=failed.exc_value)


def log_loop_fault(_loop: object, context: Mapping[str, Any]) -> None:
    """Put into the log what went wrong in an event loop where nobody was waiting for it."""
    log.error("Something failed in the event loop", exc_info=context.get("exception"))


def is_ours(name: str) -> bool:
    """Whether a logger is one of On Record's own."""
    return name.partition(".")[0] in OURS
