"""Reads Rich Text (RTF): paragraphs, headings, list items with their numbers, and tables as lines.

Notes, comments, and hidden, deleted and struck-out words stay out, and so do embedded objects, and the editor is
told. striprtf, the one library for it that is kept up, gives neither paragraphs' styles nor details, and takes
binary data for text.
"""

from collections.abc import Iterator

from corpus.errors import UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT, join_blocks, split_title
from corpus.readers.characters import describe_losses
from corpus.readers.kinds import RTF_START
from corpus.readers.origins import PROPERTIES, trace_details
from corpus.readers.rtf_reading import RtfReading
from corpus.reports import Details, Document
from corpus.worded import Worded

FINAL_JUNK = b"\0 \r\n\t\x1a"


def read_rtf(data: bytes, name: str) -> Document:
    """Read Rich Text. Its default language is its program's, and its dates are those of typing: neither is taken.

    Raises:
        UnreadableDocumentError: when it is cut off, or no Rich Text.
        ReadingLimitError: when it is nested more deeply than any text is.
    """
    if not RTF_START.match(data):
        raise UnreadableDocumentError(
            Worded("{name} is named as an RTF but is none; if it is plain text, name it .txt.", name=name)
        )
    reading = RtfReading(data, name).read()
    if not reading.ended:
        raise UnreadableDocumentError(
            Worded("{name} is an RTF file whose end is missing; send it again whole.", name=name)
        )
    own = Details(title=reading.find_detail("title"), author=reading.find_detail("author"))
    found = reading.blocks
    blocks, details = split_title(found, own)
    losses = describe_losses("".join(block.text for block in found))
    return Document(
        join_blocks(blocks),
        details,
        warnings=(*losses, *describe_left_out(reading)),
        found_in=trace_details(details, own, PROPERTIES),
    )


def describe_left_out(reading: RtfReading) -> Iterator[str]:
    """Say what the file shows elsewhere or not at all, and what is therefore not in its text."""
    if reading.notes:
        yield Worded("Its footnotes and endnotes were left out: {count}.", count=reading.notes)
    if reading.objects:
        yield Worded(
            "Objects that are embedded in it, such as sheets or programs, were left out: {count}.",
            count=reading.objects,
        )
    if reading.struck_out:
        yield STRUCK_OUT
    if reading.hid:
        yield Worded("Words that the document hides were left out.")
