"""How a language model's endpoint is reached.

It imports httpx2, on which openai stands, so it is itself imported when a model is first asked.

What goes out is the request and the headers named here, straight to the address that the settings name: no proxy is
used whatever HTTP_PROXY says, no redirect is followed, and nothing is taken from the other environment variables that
the client library reads. What comes back is at most 1 MiB, not packed. TLS trusts what the system trusts, or the
authorities in SSL_CERT_FILE.
"""

import ssl
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx2

from bot.errors import ModelReplyError
from corpus.worded import Worded

CONNECT_S = 3.0
MOST_BYTES = 2**20
PASSED_ON = ("host", "content-length", "content-type", "transfer-encoding")
OWN = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "OnRecord", "connection": "close"}


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Sends requests over connections of its own, and reads no more than an endpoint may say."""

    def __init__(self, place: str, key: str, trust: ssl.SSLContext) -> None:
        self._place = place
        self._headers = OWN | ({"authorization": f"Bearer {key}"} if key else {})
        self._inner = httpx2.AsyncHTTPTransport(verify=trust, trust_env=False)
        self._connections: list[Any] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request with our headers alone.

        Raises:
            ModelReplyError: when the response is packed, or says that it is too large.
        """
        passed = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        bare = httpx2.Request(
            request.method,
            request.url,
            headers=passed | self._headers,
            stream=request.stream,
            extensions={**request.extensions, "trace": self._note_connection},
        )
        response = await self._inner.handle_async_request(bare)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise ModelReplyError(
                Worded("What {place} sent is packed, although that was not asked for.", place=self._place), tokens=None
            )
        stream = response.stream
        if not isinstance(stream, httpx2.AsyncByteStream):
            raise TypeError("an asynchronous transport gave a stream that is not asynchronous")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=CappedStream(stream, self._place),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close the connections, those too whose TLS handshake was cancelled: the pool forgets them unclosed."""
        await self._inner.aclose()
        for connection in self._connections:
            await connection.aclose()

    async def _note_connection(self, event: str, details: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._connections.append(details["return_value"])


class CappedStream(httpx2.AsyncByteStream):
    """A response's body, which may not be larger than it should."""

    def __init__(self, inner: httpx2.AsyncByteStream, place: str) -> None:
        self._inner = inner
        self._place = place

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the chunks of the body.

        Raises:
            ModelReplyError: as soon as they are too many.
        """
        arrived = 0
        async for chunk in self._inner:
            arrived += len(chunk)
            if arrived > MOST_BYTES:
                raise ModelReplyError(
                    Worded(
                        "The language model at {place} sent more than {size} MiB.",
                        place=self._place,
                        size=MOST_BYTES // 2**20,
                    ),
                    tokens=None,
                )
            yield chunk

    async def aclose(self) -> None:
        """Close the connection's side of it."""
        await self._inner.aclose()


def make_trust() -> ssl.SSLContext:
    """Give what TLS connections trust; making it takes some hundredths of a second."""
    return httpx2.create_ssl_context()


def make_http_client(place: str, key: str, trust: ssl.SSLContext) -> httpx2.AsyncClient:
    """Give a client for one conversation with one endpoint; but for connecting, the caller's clock limits it."""
    return httpx2.AsyncClient(
        transport=GuardedTransport(place, key, trust),
        timeout=httpx2.Timeout(None, connect=CONNECT_S),
        follow_redirects=False,
        trust_env=False,
    )
