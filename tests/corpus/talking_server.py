"""A web server for tests that answers as a test wants: rightly, slowly, endlessly, or not at all."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator

from corpus.connections import Place

Talk = Callable[[socket.socket, bytes], None]
ROBOTS = "/robots.txt"
PAGE = b"<!doctype html><p>The bridge is closed.</p>"


class TalkingServer(socketserver.ThreadingTCPServer):
    """A web server on this machine that answers each path with a talk of its own, and remembers what it was asked.

    It has no robots.txt unless a talk gives one; who asks for it is remembered apart.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, talks: dict[str, Talk], tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), None)
        self.talks, self.tls = {ROBOTS: reply(status="404 Not Found")} | talks, tls
        self.requests: list[bytes] = []
        self.robots_requests: list[bytes] = []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def finish_request(self, request: socket.socket, client_address: object) -> None:
        with contextlib.suppress(OSError):
            connection = self.tls.wrap_socket(request, server_side=True) if self.tls else request
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += connection.recv(4096) or b"\r\n\r\n"
            path = asked.split(b" ", 2)[1].decode().partition("?")[0] if b" " in asked else "/"
            (self.robots_requests if path == ROBOTS else self.requests).append(asked)
            self.talks.get(path, self.talks["/"])(connection, asked)
            connection.close()

    def handle_error(self, request: object, client_address: object) -> None:
        pass

    def look_up(self, host: str, port: int) -> list[Place]:
        return [("127.0.0.1", self.server_address[1])]


def reply(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> Talk:
    fields = {"content_type": "text/html", "content_length": str(len(body))} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return lambda connection, _: connection.sendall("\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body)


def redirect(target: str) -> Talk:
    return reply(b"", "302 Found", location=target)


@contextlib.contextmanager
def serving(talks: Talk | dict[str, Talk], tls: ssl.SSLContext | None = None) -> Iterator[TalkingServer]:
    server = TalkingServer(talks if isinstance(talks, dict) else {"/": talks}, tls)
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
