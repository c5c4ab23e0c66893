"""What is said when a report's id was mistyped: the ids that may have been meant."""

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.catalogue import Catalogue
from corpus.errors import UnknownReportError


@contextmanager
def naming_reports(catalogue: Catalogue) -> Iterator[None]:
    """Add to an error about an unknown report the ids that look like the one that was typed.

    Raises:
        UnknownReportError: the one that came, with them.
    """
    try:
        yield
    except UnknownReportError as error:
        if error.version is not None:
            raise
        raise UnknownReportError(error.report_id, nearest=catalogue.find_nearest_ids(error.report_id)) from None
