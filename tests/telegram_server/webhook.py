"""Webhooks: setting one, and delivering updates to it, in order, each until it is taken."""

import asyncio
import json
import re
from collections.abc import Hashable, Mapping
from itertools import islice
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
    """Carries updates to the webhook: several at once, but those of one chat one after another, as Telegram does.

    Lives on the server's event loop. `doors` says where a public address really is, as the proxy that ends TLS before
    a bot would: from `https://host` to `http://127.0.0.1:port`.
    """

    def __init__(self, world: World, doors: Mapping[str, str]) -> None:
        self._world = world
        self._doors = doors
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._client = AsyncHTTPClient(force_instance=True, max_clients=MAX_CONNECTIONS)
        self._ways: dict[Hashable, asyncio.Task[None]] = {}
        world.wakers.append(self._wake_from_anywhere)

    def _wake_from_anywhere(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        """Deliver for ever; ends when cancelled."""
        try:
            while True:
                self._news.clear()
                for hook, update in self._list_due():
                    self._ways[find_way(update)] = asyncio.create_task(self._carry(hook, update))
                await self._news.wait()
        finally:
            for task in self._ways.values():
                task.cancel()
            self._client.close()

    def _list_due(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The first update of each way on which nobody is, as many as there are connections."""
        with self._world.changed:
            hook = self._world.webhook
            firsts: dict[Hashable, dict[str, Any]] = {}
            for update in self._world.updates.pending if hook else ():
                if find_way(update) not in self._ways:
                    firsts.setdefault(find_way(update), update)
            room = hook.get("max_connections", DEFAULT_CONNECTIONS) - len(self._ways)
            return [(hook, update) for update in islice(firsts.values(), max(0, room))]

    async def _carry(self, hook: dict[str, Any], update: dict[str, Any]) -> None:
        """Bring an update once; when it is not taken, stay on its way for a while, so that it is brought again."""
        if not await self._deliver(hook, update):
            tries = self._world.updates.deliveries[update["update_id"]]
            await asyncio.sleep(min(_FIRST_RETRY * 2**tries, _LONGEST_RETRY))
        del self._ways[find_way(update)]
        self._news.set()

    async def _deliver(self, hook: dict[str, Any], update: dict[str, Any]) -> bool:
        with self._world.changed:
            self._world.updates.deliveries[update["update_id"]] += 1
        fault = await self._send(hook, update)
        with self._world.changed:
            if fault:
                hook |= {"last_error_date": int(self._world.now()), "last_error_message": fault}
            else:
                self._world.updates.confirm(update["update_id"])
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


def find_way(update: Mapping[str, Any]) -> Hashable:
    """What an update shares with those that must not overtake it: its chat, or nothing."""
    for kind, content in update.items():
        if "message" in kind or "post" in kind:
            return kind, content.get("chat", {}).get("id") if isinstance(content, dict) else None
    return update["update_id"]
