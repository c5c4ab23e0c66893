"""Keeps the bot's token and other secrets out of the logs: taken out of every line that a handler writes.

The HTTP client logs every address that it calls, and Telegram's addresses hold the token.
"""

import json
import logging
from collections.abc import Iterable, Iterator
from urllib.parse import quote

CONCEALED = "[concealed]"
CHATTY = ("httpx", "httpcore", "httpx2", "httpcore2", "openai")
LEAST_HALF = 16
plain_formatter = logging.Formatter()


class Redaction(logging.Filter):
    """Replaces secrets in everything that a handler is about to write."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._forms: list[str] = []
        self.add(secrets)

    def add(self, secrets: Iterable[str]) -> None:
        """Take these secrets out as well."""
        forms = {*self._forms, *(form for secret in secrets if secret for form in list_forms(secret))}
        # The longest first, so that no half of a secret is left of it.
        self._forms = sorted(forms, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with its message and its traceback made safe."""
        record.msg, record.args = self.redact(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self.redact(record.exc_text or plain_formatter.formatException(record.exc_info))
            record.exc_info = None
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def redact(self, text: str) -> str:
        """Take the secrets out of a text."""
        for form in self._forms:
            text = text.replace(form, CONCEALED)
        return text


def list_forms(secret: str) -> Iterator[str]:
    """Give the ways in which a secret can stand in a line: as it is, quoted, in an address, its second half alone."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield repr(secret)[1:-1]
    yield quote(secret, safe="")
    half = secret.partition(":")[2]
    if len(half) >= LEAST_HALF:
        yield half


def conceal(secrets: Iterable[str]) -> None:
    """Take secrets out of everything that the root's handlers write from now on, and quieten the HTTP client."""
    kept = list(secrets)
    redaction = Redaction(kept)
    for handler in [*logging.getLogger().handlers, logging.lastResort]:
        if handler is None:
            continue
        own = getattr(handler.formatter, "redaction", None)
        if isinstance(own, Redaction):
            own.add(kept)
        else:
            handler.addFilter(redaction)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
