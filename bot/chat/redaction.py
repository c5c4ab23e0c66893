"""Keeps the bot's token and the language model's key out of the logs: taken out at the handlers, also of tracebacks.

The HTTP client logs every address that it calls, and Telegram's addresses hold the token.
"""

import logging
from collections.abc import Iterable

CONCEALED = "[concealed]"
CHATTY = ("httpx", "httpcore", "httpx2", "httpcore2", "openai")
plain_formatter = logging.Formatter()


class Redaction(logging.Filter):
    """Replaces secrets in everything that a handler is about to write."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

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
        for secret in self._secrets:
            text = text.replace(secret, CONCEALED)
        return text


def conceal(secrets: Iterable[str]) -> None:
    """Take secrets out of everything that the root's handlers write from now on, and quieten the HTTP client."""
    redaction = Redaction(secrets)
    for handler in [*logging.getLogger().handlers, logging.lastResort]:
        if handler is not None:
            handler.addFilter(redaction)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
