"""Where each detail of a document was found, as words that follow “from ”: an editor trusts some more than others."""

from corpus.readers.front_matter import DETAILS
from corpus.reports import Details

FRONT_MATTER = "the front matter"
PAGE = "the page’s own details"
PROPERTIES = "the file’s properties"
HEADING = "its first heading"
FIRST_LINE = "its first line"
FILE_NAME = "the file’s name"
WORDS = "its words"


def trace_details(details: Details, own: Details, origin: str) -> dict[str, str]:
    """Say where each known detail was found: those in `own` at `origin`, what came later in the first heading."""
    return {
        name: HEADING if getattr(own, name) is None else origin
        for name in DETAILS
        if getattr(details, name) is not None
    }
