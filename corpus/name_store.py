"""Keeps the names that report versions give in two scripts, and finds them among what stands now.

A version is read for names in the transaction that stages it. Those that were staged before names were kept are read
when the catalogue is next opened. What a withdrawn or replaced version gives counts no longer from that moment on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row, insert, select

from corpus.catalogue import Catalogue
from corpus.catching_up import catch_up
from corpus.database import Connection
from corpus.names_across_scripts import NamePair, list_name_pairs, list_name_parts
from corpus.other_names import NOBODY, OtherNames, list_keys
from corpus.reports import Report
from corpus.spelling import fold
from corpus.tables import is_live, name_pairs, names_read, reports

KEYS_AT_ONCE = 400


def keep_names(connection: Connection, report: Report) -> None:
    """Keep the names of a version, which never changes, in the transaction of `connection`."""
    place = {"report_id": report.id, "version": report.version}
    connection.execute(insert(names_read).values(place))
    rows = [place | row for pair in list_name_pairs(report.body) for row in list_rows(pair)]
    if rows:
        connection.execute(insert(name_pairs), rows)


def list_rows(pair: NamePair) -> Iterator[dict[str, object]]:
    """Give the rows of a pair: either name for the other, and the words of both that are one word's two spellings."""
    for is_part, one, other in ((False, pair.latin, pair.other), *((True, *part) for part in list_name_parts(pair))):
        for name, spelled in ((one, other), (other, one)):
            yield {"key": fold(name), "name": name, "other": spelled, "is_part": is_part}


def find_other_names(connection: Connection, texts: Iterable[str]) -> OtherNames:
    """Give what the names in these texts are called in other letters, as the reports that stand now give them.

    What those other spellings are called goes along, so that one which several names share is known.
    """
    found = list(load_rows(connection, {key for text in texts for key in list_keys(text)}))
    back = load_rows(connection, {fold(row.other) for row in found})
    whole: defaultdict[str, dict[str, None]] = defaultdict(dict)
    parts: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in (*found, *back):
        (parts if row.is_part else whole)[row.key][row.other] = None
    if not found:
        return NOBODY
    return OtherNames(
        {key: tuple(each) for key, each in whole.items()}, {key: tuple(each) for key, each in parts.items()}
    )


def load_rows(connection: Connection, keys: Iterable[str]) -> Iterator[Row[Any]]:
    """Give the rows under these keys of versions that may be quoted as what stands now."""
    wanted = sorted(keys)
    live = is_live(name_pairs.c.report_id, name_pairs.c.version)
    for first in range(0, len(wanted), KEYS_AT_ONCE):
        chosen = name_pairs.c.key.in_(wanted[first : first + KEYS_AT_ONCE])
        yield from connection.execute(select(name_pairs).join(reports, live).where(chosen).order_by(name_pairs.c.id))


def read_unread(catalogue: Catalogue) -> int:
    """Read the versions that stand now and were never read for names; give how many.

    Raises:
        DatabaseError: when the database refuses.
    """
    return catch_up(catalogue, names_read, keep_names)
