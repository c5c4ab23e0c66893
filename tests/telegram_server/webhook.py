"""Webhooks: setting one, and delivering updates to it, in order, each until it is taken."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

PORTS = {443, 80, 88, 8443}
MAX_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_FIRST_RETRY = 0.1
_LONGEST_RETRY = 1.0


def set_webhook(world: World, arguments: dict[str, Any]) -> bool:
    url = arguments["url"]
    if url:
        _check_address(url)
    if not _SECRET.fullmatch(arguments.get("secret_token", "")):
        raise bad_request("secret token contains unallowed characters or is too long")
    if not 1 <= arguments.get("max_connections", DEFAULT_CONNECTIONS) <= MAX_CONNECTIONS:
        raise bad_request(f"max_connections must be from 1 to {MAX_CONNECTIONS}")
    world.updates.allow(arguments.get("allowed_updates"))
    if arguments.get("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = dict(arguments) if url else {}
    world.changed.notify_all()
    for waker in world.wakers:
        waker()
    return True


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, arguments: dict[str, Any]) -> bool:
    return set_webhook(world, {"url": "", **arguments})


def get_webhook_info(world: World, _: dict[str, Any]) -> dict[str, Any]:
    hook = world.webhook
    copied = ("max_connections", "ip_address", "allowed_updates", "last_error_date", "last_error_message")
    shown = {name: hook[name] for name in copied if name in hook}
    waiting = len(world.updates.pending)
    has_certificate = "certificate" in hook
    return {
        "url": hook.get("url", ""),
        "has_custom_certificate": has_certificate,
        "pending_update_count": waiting,
    } | shown


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}


class Courier:
    """Carries updates to the webhook. Lives on the server's event loop.

    `doors` says where a public address really is, as the proxy that ends TLS before a bot would:
    from `https://host` to `http://127.0.0.1:port`.
    """

    def __init__(self, world: World, doors: Mapping[str, str]) -> None:
        self._world = world
        self._doors = doors
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._client = AsyncHTTPClient(force_instance=True)
        world.wakers.append(self._wake_from_anywhere)

    def _wake_from_anywhere(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        """Deliver for ever; ends when cancelled."""
        pause = _FIRST_RETRY
        try:
            while True:
                if (due := self._next_delivery()) is None:
                    self._news.clear()
                    await self._news.wait()
                elif await self._deliver(*due):
                    pause = _FIRST_RETRY
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_RETRY)
        finally:
            self._client.close()

    def _next_delivery(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        with self._world.changed:
            hook, pending = self._world.webhook, self._world.updates.pending
            return (hook, pending[0]) if hook and pending else None

    async def _deliver(self, hook: dict[str, Any], update: dict[str, Any]) -> bool:
        with self._world.changed:
            self._world.updates.deliveries[update["update_id"]] += 1
        fault = await self._send(hook, update)
        with self._world.changed:
            if fault:
                hook |= {"last_error_date": int(self._world.now()), "last_error_message": fault}
            else:
                self._world.updates.confirm_before(update["update_id"] + 1)
            self._world.changed.notify_all()
        return fault is None

    async def _send(self, hook: dict[str, Any], update: dict[str, Any]) -> str | None:
        headers = {"Content-Type": "application/json"}
        if "secret_token" in hook:
            headers[SECRET_HEADER] = hook["secret_token"]
        request = HTTPRequest(self._door_of(hook["url"]), "POST", headers, json.dumps(update), request_timeout=10)
        try:
            await self._client.fetch(request)
        except HTTPClientError as error:
            return f"Wrong response from the webhook: {error.code} {error.message}"
        except OSError as error:
            return f"Connection failed: {error.strerror or error}"
        return None

    def _door_of(self, url: str) -> str:
        for public, door in self._doors.items():
            if url.startswith(public):
                return door + url.removeprefix(public)
        return url
