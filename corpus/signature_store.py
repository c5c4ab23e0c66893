"""Keeps the signatures of report versions, and finds the versions that may be alike by them.

A version is signed in the transaction that stages it. Those that were staged before there were signatures are signed
when something is first compared with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, select

from corpus.catalogue import Catalogue
from corpus.catching_up import catch_up
from corpus.database import Connection
from corpus.reports import Report
from corpus.signatures import Signature, estimate_resemblance, make_signature
from corpus.tables import bands, is_live, reports, signatures

MOST_FOUND = 60
"""How many versions that share a band are looked at, those that share the most first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that stands now and may be like another; `estimate` is the wording they share, give or take .04."""

    report_id: str
    version: int
    estimate: float
    same_link: bool
    same_title: bool


def keep_signature(connection: Connection, report: Report) -> None:
    """Keep the signature of a version, which never changes, in the transaction of `connection`."""
    signature = make_signature(report)
    row = {
        "report_id": report.id,
        "version": report.version,
        "link_key": signature.link_key,
        "title_key": signature.title_key,
        "values": signature.values,
    }
    number = connection.execute(insert(signatures).values(row).returning(signatures.c.id)).scalar_one()
    connection.execute(insert(bands), [{"key": key, "signature_id": number} for key in set(signature.bands)])


def find_candidates(connection: Connection, signature: Signature) -> list[Candidate]:
    """Give the versions that stand now and share a band, the link or the outlet and title, the likest first."""
    standing = select(signatures.c.id).join(reports, is_signed_live()).limit(MOST_FOUND)
    shared = standing.join(bands, bands.c.signature_id == signatures.c.id).where(bands.c.key.in_(signature.bands))
    queries = [shared.group_by(signatures.c.id).order_by(func.count().desc())]
    if signature.link_key:
        queries.append(standing.where(signatures.c.link_key == signature.link_key))
    if signature.title_key:
        queries.append(standing.where(signatures.c.title_key == signature.title_key))
    numbers = {number for query in queries for number in connection.execute(query).scalars()}
    return sorted(list_candidates(connection, signature, numbers), key=lambda each: (-each.estimate, each.report_id))


def list_candidates(connection: Connection, signature: Signature, numbers: set[int]) -> Iterator[Candidate]:
    """Give the candidates whose signatures have these numbers."""
    query = select(signatures).where(signatures.c.id.in_(numbers))
    rows = connection.execute(query).all()
    estimates = estimate_resemblance(signature.values, [row.values for row in rows])
    for row, estimate in zip(rows, estimates, strict=True):
        yield Candidate(
            row.report_id,
            row.version,
            estimate,
            row.link_key is not None and row.link_key == signature.link_key,
            row.title_key is not None and row.title_key == signature.title_key,
        )


def sign_unsigned(catalogue: Catalogue) -> int:
    """Sign the versions that stand now and were never signed; give how many.

    Raises:
        DatabaseError: when the database refuses.
    """
    return catch_up(catalogue, signatures, keep_signature)


def is_signed_live() -> ColumnElement[bool]:
    """Give the condition under which a signature is of a version that may be quoted as what stands now."""
    return is_live(signatures.c.report_id, signatures.c.version)
