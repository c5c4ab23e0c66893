"""How the documents of an offer become rows of `bot.state.offers` and are made of them again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.offering.arrivals import Arrival, Offered, Stage, Verdict
from bot.offering.details import Given
from bot.offering.pieces import Piece
from bot.state.kept_words import keep_words, read_words
from corpus.reports import Details, Submission

PIECE, DETAILS, GIVEN = TypeAdapter(Piece), TypeAdapter(Details), TypeAdapter(Given)


def make_row(arrival: Arrival) -> dict[str, Any]:
    """Give the columns of a document that arrived."""
    submission = arrival.submission
    return {
        "state": Stage.WAITING,
        "name": submission.name,
        "offered_by": submission.offered_by,
        "report_id": submission.report_id,
        "copy_of": submission.copy_of,
        "details": DETAILS.dump_json(submission.details).decode(),
        "given": keep_given(arrival.given),
        "error": arrival.error,
        "data": None if arrival.error else submission.data,
    }


def make_offered(row: Row[*tuple[Any, ...]], data: bytes) -> Offered:
    """Give the document of a row, with these bytes."""
    details, given = DETAILS.validate_json(row.details), change_warnings(GIVEN.validate_json(row.given), read_words)
    return Offered(
        offer_id=row.offer_id,
        number=row.number,
        stage=Stage(row.state),
        revision=row.revision,
        submission=Submission(row.name, data, row.offered_by, details, row.report_id, row.copy_of),
        given=given,
        title=row.title,
        verdict=Verdict(row.verdict) if row.verdict else None,
        error=row.error,
        decided_by=row.decided_by,
    )


def keep_given(given: Given) -> str:
    """Give what goes with a document as its column holds it."""
    return GIVEN.dump_json(change_warnings(given, keep_words)).decode()


def change_warnings(given: Given, change: Callable[[str], str]) -> Given:
    """Give what goes with a document with each of its warnings changed so."""
    return replace(given, warnings=tuple(map(change, given.warnings)))
