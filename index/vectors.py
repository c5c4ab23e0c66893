"""Nearest neighbours in Chroma. The only module that imports chromadb.

Chroma holds vectors and passage ids and nothing else, is always a server (a child of ours, or CHROMA_URL), and never
embeds text for us. Its collection is named in the catalogue; everything in it can be made again from there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import numpy as np

from corpus.worded import Worded
from index.embedding import Floats
from index.errors import VectorIndexError

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

# Chroma's own limit is 5,461, its cloud's 300.
AT_ONCE = 250
TRIES = 2
# Chroma's client would wait for ever for a server that hangs; exact search takes over after this.
TIMEOUT_S = 10.0

Result = TypeVar("Result")


class Neighbour(NamedTuple):
    """A passage's id and the cosine between its vector and the one asked with."""

    id: int
    similarity: float


class ChromaVectors:
    """One collection of a Chroma server, with cosine distance; ids are passage ids."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}

    def put(self, name: str, vectors: Iterable[tuple[int, Floats]]) -> int:
        """Put vectors in, in place of any with the same ids; gives how many.

        Raises:
            VectorIndexError: when Chroma refuses; some may be in it then.
        """
        total, rest = 0, iter(vectors)
        while batch := list(islice(rest, AT_ONCE)):
            ids = [str(passage_id) for passage_id, _ in batch]
            matrix = np.stack([vector for _, vector in batch]).astype(np.float32)
            if not np.isfinite(matrix).all():
                raise VectorIndexError(
                    Worded("The embedding model gave a vector that is not a number; use another model.")
                )
            self._ask(name, partial(put_batch, ids, matrix))
            total += len(batch)
        return total

    def find(self, name: str, vector: Floats, limit: int) -> list[Neighbour]:
        """Give the nearest passages, nearest first; ties by id.

        Raises:
            VectorIndexError: when Chroma does not answer, or the vector is no number.
        """
        if not np.isfinite(vector).all():
            raise VectorIndexError(Worded("The embedding model gave a vector that is not a number; use another model."))
        found = self._ask(
            name, lambda it: it.query(query_embeddings=np.stack([vector]), n_results=limit, include=["distances"])
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        hits = (Neighbour(int(passage_id), 1 - float(distance)) for passage_id, distance in pairs)
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.id))

    def remove(self, name: str, ids: Sequence[int]) -> None:
        """Remove vectors by id; unknown ids are no error.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        for first in range(0, len(ids), AT_ONCE):
            self._ask(name, partial(remove_batch, [str(passage_id) for passage_id in ids[first : first + AT_ONCE]]))

    def list_ids(self, name: str) -> set[int]:
        """Give the ids of every vector in it.

        Raises:
            VectorIndexError: when Chroma does not answer.
        """
        found: set[int] = set()
        while batch := self._ask(name, lambda it: it.get(limit=AT_ONCE, offset=len(found), include=[]))["ids"]:
            found.update(map(int, batch))
        return found

    def make_collection(self, name: str) -> None:
        """Make an empty collection, in place of one of the same name.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        self.drop_collection(name)
        with our_errors():
            self._collections[name] = self._connect().create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 128}}
            )

    def drop_collection(self, name: str) -> None:
        """Drop a collection; an unknown one is no error.

        Raises:
            VectorIndexError: when Chroma refuses.
        """
        from chromadb.errors import NotFoundError

        self._collections.pop(name, None)
        with our_errors():
            try:
                self._connect().delete_collection(name)
            except NotFoundError:
                return

    def close(self) -> None:
        """Close the connections; a request under way fails as one of ours, and a later one opens them again."""
        client: Any = self._client
        self._client = None
        self._collections.clear()
        if client is not None:
            # Its own close() leaves the connections open, those of the second client within it too.
            client._server._session.close()
            client._admin_client._server._session.close()
            client.close()

    def _ask(self, name: str, request: "Callable[[Collection], Result]") -> Any:
        # A query that meets a delete fails once in some thousands with “Error finding id”; the second try holds.
        for left in reversed(range(TRIES)):
            try:
                with our_errors():
                    return request(self._find_collection(name))
            except VectorIndexError as error:
                self._collections.pop(name, None)
                if not left or ran_out_of_time(error):
                    raise
        raise AssertionError("unreachable")

    def _find_collection(self, name: str) -> "Collection":
        if name not in self._collections:
            self._collections[name] = self._connect().get_collection(name, embedding_function=None)
        return self._collections[name]

    def _connect(self) -> "ClientAPI":
        if self._client is None:
            self._client = open_client(self.address)
        return self._client


def put_batch(ids: list[str], matrix: Floats, collection: "Collection") -> None:
    """Put a batch in."""
    collection.upsert(ids=ids, embeddings=matrix)


def remove_batch(ids: list[str], collection: "Collection") -> None:
    """Remove a batch."""
    collection.delete(ids=ids)


def open_client(address: str) -> "ClientAPI":
    """Open a client for a server's address, such as http://127.0.0.1:8000.

    Raises:
        VectorIndexError: when nothing answers there.
    """
    import chromadb
    import httpx
    from chromadb.config import Settings

    # Without this Chroma would read a .env in the working folder, ours too.
    make_settings: Any = Settings

    with our_errors():
        parts = urlsplit(address)
        is_secure = parts.scheme == "https"
        port = parts.port or (443 if is_secure else 8000)
        check_that_chroma_answers(httpx.URL(address).copy_with(port=port, path="/api/v2/auth/identity"))
        client = chromadb.HttpClient(
            host=parts.hostname or "127.0.0.1",
            port=port,
            ssl=is_secure,
            settings=make_settings(anonymized_telemetry=False, _env_file=None),
        )
    transport: Any = client
    transport._server._session.timeout = TIMEOUT_S
    return client


def check_that_chroma_answers(identity: "httpx.URL") -> None:
    """Ask what Chroma's client asks first, since a client that fails while it is made leaves its connection open.

    Raises:
        httpx.HTTPError: when nothing answers.
        ValueError: when something else than Chroma does.
    """
    import httpx

    answer = httpx.get(identity, timeout=TIMEOUT_S).raise_for_status().json()
    if not isinstance(answer, dict) or "tenant" not in answer:
        raise ValueError("The server's answer is not Chroma's.")


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn whatever Chroma and its transport raise into `VectorIndexError`."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, RuntimeError) as error:
        raise make_error(error) from error
    except Exception as error:
        # Chroma raises a bare one for an answer that it does not know, such as the page of a proxy.
        if type(error) is not Exception:
            raise
        raise make_error(error) from error


def ran_out_of_time(error: VectorIndexError) -> bool:
    """Whether Chroma hangs, so that asking again would only take as long again."""
    import httpx

    return isinstance(error.__cause__, httpx.TimeoutException)


def make_error(error: Exception) -> VectorIndexError:
    """Give our error for one of Chroma's."""
    return VectorIndexError(
        Worded(
            "The vector index did not do what it was asked ({kind}); answers come from exact search until {command} "
            "has built it again.",
            kind=type(error).__name__,
            command="`onrecord reindex`",
        )
    )
