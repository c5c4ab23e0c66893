"""Signatures: a few numbers by which the texts that share wording are found among thousands, without reading them.

The only module that imports datasketch. A signature estimates the Jaccard index of two texts' shingles of three words
(Broder 1997); texts that share much of it mostly share a band too (locality-sensitive hashing: Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, chapter 3).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.duplicates import list_texts, make_shingles, read_words
from corpus.folding import fold_text
from corpus.reports import Report

if TYPE_CHECKING:
    from datasketch import MinHash

VALUES = 128
ROWS = 3
"""Of texts that share .3, .4 and .5 of their shingles, 68, 94 and 99.6% share a band of three; of .05, one in 200."""

SHINGLE = 3
SIGNED = 200_000
"""So many characters of a text are compared; a signature is made inside a transaction, which others wait for."""

AT_ONCE = 4_096
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A character of a script that writes no spaces between words: each stands for a word."""

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmpid|igshid")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a text is found by: `values` are 128 numbers of 32 bits, `bands` keys of 64 bits.

    The keys stand for its link, and for its outlet and title; None where it has none.
    """

    values: bytes
    bands: tuple[int, ...]
    link_key: str | None
    title_key: str | None


def make_signature(report: Report) -> Signature:
    """Give the signature of a report; a few milliseconds for a thousand words."""
    values = hash_shingles(make_shingles(list_units(report.body), SHINGLE))
    return Signature(
        values,
        tuple(make_bands(values)),
        make_link_key(report.url),
        make_title_key(report.publisher, report.title),
    )


def list_units(body: str) -> list[str]:
    """Give what a text is compared by: its words in one spelling, and single characters where no spaces are written."""
    words = list_texts(read_words.__wrapped__(body[:SIGNED]))  # not remembered: whole bodies are large
    if not UNSPACED.search(body):
        return words
    return [unit for word in words for unit in (word if UNSPACED.search(word) else (word,))]


def hash_shingles(shingles: Iterable[tuple[str, ...]]) -> bytes:
    """Give the values that stand for a set of shingles."""
    sketch = load_empty_sketch().copy()
    packed = [" ".join(shingle).encode("utf-8", "replace") for shingle in shingles]
    for first in range(0, len(packed), AT_ONCE):
        sketch.update_batch(packed[first : first + AT_ONCE])
    return bytes(sketch.hashvalues.tobytes())


@cache
def load_empty_sketch() -> "MinHash":
    """Give a sketch of nothing; loading the library takes most of a second, and making one a millisecond."""
    from datasketch import MinHash

    return MinHash(num_perm=VALUES, scheme="affine32")


def make_bands(values: bytes) -> Iterator[int]:
    """Give the key of each band: three values at a time, with the band's place."""
    size = ROWS * 4
    for first in range(0, len(values) - size + 1, size):
        digest = blake2b(values[first : first + size], digest_size=8, salt=first.to_bytes(2, "big")).digest()
        yield int.from_bytes(digest, "big", signed=True)


def estimate_resemblance(values: bytes, others: Iterable[bytes]) -> list[float]:
    """Give the share of wording that each of the others' values has with these, give or take .04."""
    import numpy as np

    own = np.frombuffer(values, dtype=np.uint32)
    table = np.frombuffer(b"".join(others), dtype=np.uint32).reshape(-1, len(own))
    return [float(share) for share in (table == own).mean(axis=1)]


def make_link_key(url: str | None) -> str | None:
    """Give what two links to one page have in common; None where a link names only a site.

    Left out are the scheme, “www.”, a slash at the end, and what only says where a reader came from.
    """
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    query = urlencode([pair for pair in parse_qsl(parts.query) if not TRACKING.fullmatch(pair[0].lower())])
    path = parts.path.rstrip("/")
    return digest_key(f"{host}{path}?{query}") if host and (path or query) else None


def make_title_key(publisher: str | None, title: str) -> str | None:
    """Give what two versions under one title of one outlet have in common; None where the outlet is not known."""
    outlet = fold_outlet(publisher)
    return digest_key(f"{outlet}\n{' '.join(list_units(title))}") if outlet else None


def fold_outlet(publisher: str | None) -> str:
    """Give the name of an outlet in one spelling, nothing where it is not known."""
    return fold_text(publisher or "").text.strip().removeprefix("the ")


def digest_key(text: str) -> str:
    """Give a short key of a text, in hex."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
