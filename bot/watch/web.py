"""The two pages for operators: /metrics for Prometheus, and /healthz for whatever restarts the bot.

The only part of On Record that listens without a webhook. It does so for its own machine unless told otherwise, in
threads of its own, so that it answers also while everything else hangs.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer

from bot.errors import SettingsError
from bot.watch.health import Condition, Finding, Health, find_worst

App = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

PATIENCE_S = 10
LOOK_S = 0.2
NOT_FOUND = b"There are two pages here: /metrics and /healthz.\n"


class Pages:
    """What is answered to each address."""

    def __init__(self, registry: CollectorRegistry, health: Health) -> None:
        self._metrics: App = make_wsgi_app(registry)
        self._health = health

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        match environ.get("PATH_INFO"):
            case "/metrics":
                return self._metrics(environ, start_response)
            case "/healthz":
                status, body = render_health(self._health.look())
                return answer(start_response, status, "application/json", body)
        return answer(start_response, "404 Not Found", "text/plain; charset=utf-8", NOT_FOUND)


def answer(start_response: StartResponse, status: str, kind: str, body: bytes) -> Iterable[bytes]:
    """Give a page that no cache keeps."""
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [body]


def render_health(findings: list[Finding]) -> tuple[str, bytes]:
    """Give the status line and the JSON: 200 where everything does its work, be it with a stand-in, else 503."""
    worst = find_worst(findings)
    shown = {"status": worst.name.lower(), "parts": {each.part: render_finding(each) for each in findings}}
    status = "200 OK" if worst <= Condition.DEGRADED else "503 Service Unavailable"
    return status, json.dumps(shown, ensure_ascii=False).encode() + b"\n"


def render_finding(finding: Finding) -> dict[str, Any]:
    """Give one part as JSON has it."""
    age = None if finding.age_s is None else round(finding.age_s, 1)
    note = {"note": finding.note} if finding.note else {}
    return {"status": finding.condition.name.lower(), "age_s": age, **note}


class PatientHandler(WSGIRequestHandler):
    """Hears a request out for some seconds, and says nothing of it in the log."""

    timeout = PATIENCE_S

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as the standard library names it
        """Say nothing."""


@contextmanager
def serving_pages(address: str, port: int, pages: App) -> Iterator[int]:
    """Answer requests while the block lasts; gives the port, which is another where 0 was asked for.

    Raises:
        SettingsError: when nothing can listen there.
    """
    try:
        server = make_server(address, port, pages, ThreadingWSGIServer, PatientHandler)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(
            f"METRICS_PORT {port} at {address} cannot be listened on: {reason}; set METRICS_PORT or METRICS_ADDRESS "
            "to others."
        ) from error
    thread = Thread(target=server.serve_forever, args=(LOOK_S,), name="pages", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
