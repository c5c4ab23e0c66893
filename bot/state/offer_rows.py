"""How the documents of an offer become rows of `bot.state.offers` and are made of them again."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.offering.arrivals import Arrival, Offered, Stage, Verdict
from bot.offering.details import Given
from bot.offering.pieces import Piece
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
        "given": GIVEN.dump_json(arrival.given).decode(),
        "error": arrival.error,
        "data": None if arrival.error else submission.data,
    }


def make_offered(row: Row[*tuple[Any, ...]], data: bytes) -> Offered:
    """Give the document of a row, with these bytes."""
    details, given = DETAILS.validate_json(row.details), GIVEN.validate_json(row.given)
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
