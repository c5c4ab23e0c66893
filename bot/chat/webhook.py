"""How updates come in that Telegram brings: each is on disk before Telegram hears that it arrived.

    POST | secret | size | whole body | parse | store | queue | 200

The only module that imports tornado. Whoever does not know the secret is turned away before the body is read. What is
answered by anything but 200 is brought again by Telegram, so an update that cannot be understood is set aside.
"""

import hmac
import json
import logging
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, NetworkError
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from bot.chat.receiving import StoredUpdates
from bot.chat.sending import insist
from bot.errors import SettingsError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
FORBIDDEN, TOO_LARGE, BAD_REQUEST, UNAVAILABLE = 403, 413, 400, 503

LARGEST_BODY = 2**20
"""In bytes. The longest message with the one that it answers has under 100,000."""

BODY_SECONDS, IDLE_SECONDS = 10, 75


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates, and where the bot listens for them, mostly behind a proxy that ends TLS."""

    url: str
    secret: str = field(repr=False)
    listen: str = "127.0.0.1"
    port: int = 8443


class Reception:
    """Listens for updates as long as it is open."""

    def __init__(self, webhook: Webhook, updates: StoredUpdates) -> None:
        self._webhook = webhook
        self._updates = updates
        self._http: HTTPServer | None = None

    def open(self, bot: Bot) -> None:
        """Listen, and take in what comes for this bot.

        Raises:
            SettingsError: when the address or the port cannot be had.
        """
        given = {"secret": self._webhook.secret.encode(), "updates": self._updates, "bot": bot}
        application = Application([(r".*", UpdateHandler, given)], log_function=lambda _: None)
        self._http = HTTPServer(
            application, max_body_size=LARGEST_BODY, body_timeout=BODY_SECONDS, idle_connection_timeout=IDLE_SECONDS
        )
        try:
            self._http.add_socket(listen(self._webhook.listen, self._webhook.port))
        except OSError as error:
            raise SettingsError(
                f"Nothing can listen on {self._webhook.listen} port {self._webhook.port} ({error.strerror or error}): "
                "change WEBHOOK_LISTEN or WEBHOOK_PORT, or end what uses them."
            ) from None

    async def close(self) -> None:
        """Listen no longer; what was not confirmed yet, Telegram brings again after the next start."""
        if self._http:
            http, self._http = self._http, None
            http.stop()
            await http.close_all_connections()


@stream_request_body
class UpdateHandler(RequestHandler):
    """Takes one update; it is at every address, since the secret alone says who may."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: bytes, updates: StoredUpdates, bot: Bot) -> None:
        """Take what stays the same for every request."""
        self._secret = secret
        self._updates = updates
        self._bot = bot
        self._body = bytearray()

    def prepare(self) -> None:
        """Turn away, before the body is read, who does not know the secret, and what is too large."""
        given = self.request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            log.info("Somebody who does not know WEBHOOK_SECRET was turned away")
            raise HTTPError(FORBIDDEN)
        if int(self.request.headers.get("Content-Length", "0")) > LARGEST_BODY:
            log.error("An update was refused for its size", extra={"most_bytes": LARGEST_BODY})
            raise HTTPError(TOO_LARGE)

    def data_received(self, chunk: bytes) -> None:
        """Take in a piece of the body."""
        self._body += chunk

    async def post(self) -> None:
        """Store the update, and say so by 200."""
        content = parse_body(bytes(self._body))
        try:
            is_kept = await self._updates.take(content, self._bot)
        except NetworkError:
            raise HTTPError(UNAVAILABLE) from None
        if not is_kept:
            raise HTTPError(BAD_REQUEST)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer by the code alone."""
        self.set_status(status_code)
        self.finish()

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """Log what nobody expected; what we refuse is no fault."""
        if not isinstance(value, HTTPError):
            log.error("An update could not be taken in", exc_info=value)


async def set_webhook(bot: Bot, webhook: Webhook, kinds: Sequence[str]) -> None:
    """Tell Telegram where to bring updates of these kinds, as often as it takes.

    What it brought before goes on coming meanwhile.

    Raises:
        InvalidToken: when it does not know the bot.
        SettingsError: when it refuses the address.
    """
    try:
        await insist(lambda: bot.set_webhook(webhook.url, allowed_updates=kinds, secret_token=webhook.secret))
    except BadRequest as error:
        raise SettingsError(f"Telegram refuses the WEBHOOK_URL {webhook.url} ({error}): correct it.") from None
    except NetworkError:  # not within an hour
        await set_webhook(bot, webhook, kinds)


def listen(address: str, port: int) -> socket.socket:
    """Give a socket that listens for connections; the library's own way leaves it open when that fails.

    Raises:
        OSError: when the address or the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.create_server((address, port), family=family, backlog=128)
    opened.setblocking(False)
    return opened


def parse_body(body: bytes) -> object:
    """Give the JSON in a body.

    Raises:
        HTTPError: when there is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPError(BAD_REQUEST) from None
