"""Connections to the web that go only where they may, and end when their time is up.

The only module that imports httpcore. A host is looked up once, each of its addresses must be allowed, and the
connection goes to one of exactly these: what its name means a moment later does not matter. Proxy settings are not
read.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from corpus.errors import FetchError
from corpus.worded import Worded

Place = tuple[str, int]
LookUp = Callable[[str, int], list[Place]]

CONNECT_SECONDS = 5.0
LONGEST_NAME = 200


class NotPublicError(FetchError):
    """A host has an address that may not be connected to."""

    def __init__(self, host: str, address: str) -> None:
        self.address = address
        place = host if host == address else f"{host} is at {address}, which"
        super().__init__(f"{place} is not on the public web; send the document as a file instead.")


class Deadline:
    """A moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def take_rest(self) -> float:
        """Give the seconds that are left.

        Raises:
            TimeoutError: when none are.
        """
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise TimeoutError("the time is up")
        return rest


@dataclass(frozen=True, slots=True)
class Route:
    """How a host becomes a connection: its look-up, the addresses that are allowed, and until when.

    What was looked up and allowed stays, so that a site's name means one thing for all that is asked of it.
    """

    look_up: LookUp
    is_allowed: Callable[[str], bool]
    deadline: Deadline
    found: dict[Place, list[Place]] = field(default_factory=dict)

    def find_places(self, host: str, port: int) -> list[Place]:
        """Give the addresses of a host, looked up once.

        Raises:
            NotPublicError: when one of them is not allowed.
            OSError: when the host is not found.
            TimeoutError: when the look-up takes too long.
        """
        if (host, port) not in self.found:
            places = self._look_up_in_time(host, port)
            for address, _ in places:
                if not self.is_allowed(address):
                    raise NotPublicError(host, address)
            self.found[host, port] = places
        return self.found[host, port]

    def _look_up_in_time(self, host: str, port: int) -> list[Place]:
        outcome = SimpleQueue[list[Place] | OSError]()

        def look_up() -> None:
            try:
                outcome.put(self.look_up(host, port))
            except (OSError, UnicodeError) as error:
                outcome.put(OSError(str(error)))

        # The system's look-up knows no time limit, so it is left behind where it takes too long.
        threading.Thread(target=look_up, name="look-up", daemon=True).start()
        try:
            found = outcome.get(timeout=self.deadline.take_rest())
        except Empty:
            raise TimeoutError("the look-up takes too long") from None
        if isinstance(found, OSError):
            raise found
        return found


class TimedStream(httpcore.NetworkStream):
    """A connection on which no wait is longer than the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for bytes."""
        return self._stream.read(max_bytes, self._deadline.take_rest())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._deadline.take_rest())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection, with proof that the other side is the host."""
        rest = self._deadline.take_rest()
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, rest), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Tell what the connection itself knows."""
        return self._stream.get_extra_info(info)


class RoutedBackend(httpcore.NetworkBackend):
    """Makes connections along a route, to an address of the host that was looked up and checked."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers."""
        failure: Exception = OSError("no address")
        for address, at_port in self._route.find_places(host, port):
            wait = min(CONNECT_SECONDS, self._route.deadline.take_rest())
            try:
                return TimedStream(self._backend.connect_tcp(address, at_port, wait), self._route.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def look_up_host(host: str, port: int) -> list[Place]:
    """Ask the system for the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(place[4][0]), int(place[4][1])) for place in found))


@contextmanager
def open_response(
    url: str, headers: dict[str, str], route: Route, tls: ssl.SSLContext | None, shown: str = ""
) -> Iterator[httpcore.Response]:
    """Ask for a page and give the response while its bytes are read; redirects are not followed.

    `shown` is what an error calls it, where that is not its own link.

    Raises:
        FetchError: when there is none; what the network says is turned into one sentence here.
    """
    name = shown or url if len(url) <= LONGEST_NAME else f"{url[:LONGEST_NAME]}…"
    pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=RoutedBackend(route), max_connections=1)
    try:
        with pool, pool.stream("GET", url, headers=list(headers.items())) as response:
            yield response
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise FetchError(
            Worded("{name} did not answer in time; try again later, or send the document as a file.", name=name)
        ) from error
    except (OSError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(Worded("{name} could not be read: {why}.", name=name, why=describe_failure(error))) from error


def describe_failure(error: Exception) -> Worded:
    """Say in a few words why a page could not be read."""
    reasons = [error, error.__cause__, error.__context__]
    if any(isinstance(reason, ssl.SSLError) for reason in reasons):
        return Worded(
            "its certificate does not prove that it is the site it says it is; send the document as a file instead"
        )
    if isinstance(error, httpcore.ProtocolError):
        return Worded("the answer broke off or was no web page; try again later, or send the document as a file")
    if isinstance(error, httpcore.NetworkError):
        return Worded("the site does not answer; try again later, or send the document as a file")
    return Worded("there is no such site; check the link")
