"""What `add` was given: files, links and folders, found one by one and read into submissions."""

import os
from dataclasses import replace
from pathlib import Path

from bot.intake import Intake
from bot.offering.arrivals import Arrival, add_fetched, make_arrivals
from bot.offering.details import Given, list_changed
from bot.offering.places import THE_LINK
from corpus.collections import reading_beside
from corpus.errors import DocumentTooLargeError, UnreadableDocumentError
from corpus.readers.kinds import SUFFIXES
from corpus.readers.limits import MAX_BYTES
from corpus.reports import Details, Submission

OFFERED_BY = "terminal"


def is_link(target: str) -> bool:
    """Whether a target is a web address and not a path."""
    return target.lower().startswith(("http://", "https://"))


def list_documents(target: str) -> list[str]:
    """Give the documents of a target: the files below a folder that can be read, by path; anything else is one itself.

    Hidden files and folders are passed over.

    Raises:
        UnreadableDocumentError: when a folder holds none.
    """
    if is_link(target) or not os.path.isdir(target):
        return [target]
    folder = Path(target)
    files = sorted(path for path in folder.rglob("*") if _is_offered(path, folder))
    if not files:
        raise UnreadableDocumentError(f"{target} holds no report; name a folder with {', '.join(SUFFIXES)} files.")
    return [str(path) for path in files]


def read_document(
    target: str, details: Details, report_id: str | None, ports: frozenset[int] = frozenset()
) -> Submission:
    """Read a file, or fetch a link, into a submission with the details given; a link may name these ports too.

    Raises:
        UnreadableDocumentError: when there is no such file, or it is too large or cannot be opened.
        FetchError: when the link cannot be read.
    """
    if is_link(target):
        from corpus.fetching import fetch_link

        fetched = fetch_link(target, ports)
        known = details.filled_from(fetched.details)
        return replace(fetched, offered_by=OFFERED_BY, details=known, report_id=report_id)
    path = Path(target)
    return Submission(path.name, _read_file(path), OFFERED_BY, details, report_id)


def list_arrivals(intake: Intake, submission: Submission, target: str, details: Details) -> list[Arrival]:
    """Give the documents that a target holds: of a ZIP or a list each by itself, else the one that it is.

    `details` are those that were typed; the others of a submission were found at its link.

    Raises:
        UnreadableDocumentError: when it is a collection that cannot be opened.
    """
    beside = None if is_link(target) else reading_beside(Path(target))
    fetched = dict.fromkeys(list_changed(details, submission.details), THE_LINK)
    return make_arrivals(intake.unpack(submission, beside), submission, Given(fetched))


def fetch_member(arrival: Arrival, ports: frozenset[int]) -> Arrival:
    """Give a document with its bytes, which are fetched where a list gave only a link.

    Raises:
        FetchError: when the link cannot be read.
    """
    if arrival.submission.link is None:
        return arrival
    from corpus.fetching import fetch_link

    return add_fetched(arrival, fetch_link(arrival.submission.link, ports))


def _is_offered(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in SUFFIXES and os.path.isfile(path)


def _read_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableDocumentError(f"{path} is neither a file nor a folder; name a document.")
        if size > MAX_BYTES:
            raise DocumentTooLargeError(path.name, size, MAX_BYTES)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocumentError(f"There is no file {path}; check its name and folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocumentError(
            f"{path} cannot be opened ({reason.lower()}); check its name and who may read it."
        ) from error
