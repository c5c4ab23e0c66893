"""What the ZIP archive inside a DOCX, EPUB or ODT must keep to before anything in it is unpacked.

Nothing is ever unpacked onto the disk, so a name that leads outside the archive could do no harm; but no program
writes one by accident.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED
from corpus.worded import Worded

DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
XML_NAMES = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm")
LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
MACRO_ENTRIES = re.compile(r"(?:^|/)vbaProject\.bin$|^(?:Basic|Scripts)/", re.IGNORECASE)
MACROS = Worded("The macros inside it were neither run nor read.")
ENCRYPTED = 0x1
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(NotImplementedError, EOFError, ValueError, OSError),
)
"""What Python's own modules raise for an archive that is damaged, or packed in a way that they do not know."""


def check_package(data: bytes, name: str, kind: str) -> frozenset[str]:
    """Refuse an archive that would unpack to too much, and XML that declares entities; give its entries' names.

    `kind` is what the document should be: “DOCX”, “EPUB” or “ODT”. Books may declare the document type that old
    XHTML asks for, the others none at all.

    Raises:
        ReadingLimitError: when it holds too many files or unpacks to too much.
        UnreadableDocumentError: when it is cut off or damaged, encrypted, or declares what it must not.
    """
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(
            Worded(
                "{name} is named as {kind} but is none; if it is plain text, name it .txt.",
                name=name,
                kind=with_article(kind),
            )
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            check_size(entries, len(data), name)
            for entry in entries:
                check_entry(archive, entry, name, ENTITY if kind == "EPUB" else DOCTYPE)
            return frozenset(entry.filename for entry in entries)
    except BROKEN as error:
        raise UnreadableDocumentError(
            Worded(
                "{name} is {kind} that is cut off or damaged; send it again whole.", name=name, kind=with_article(kind)
            )
        ) from error


def with_article(kind: str) -> Worded:
    """Give the name of a kind with its article."""
    return Worded("a {kind}", kind=kind) if kind == "DOCX" else Worded("an {kind}", kind=kind)


def check_size(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Refuse too many entries, or entries that say they unpack to too much; none unpacks to more than it says."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise ReadingLimitError(
            Worded(
                "{name} holds {count} files inside; a report may hold {most}.",
                name=name,
                count=len(entries),
                most=MAX_ENTRIES,
            )
        )
    if unpacked > min(MAX_UNPACKED, packed * MAX_RATIO):
        raise ReadingLimitError(
            Worded(
                "{name} would unpack to {size} MiB, more than a report may; send its text instead.",
                name=name,
                size=unpacked / 2**20,
            )
        )


def check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, forbidden: re.Pattern[bytes]) -> None:
    """Refuse an entry that is encrypted, leads outside, or declares what is forbidden; its checksum is checked too."""
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableDocumentError(
            Worded("{name} is protected with a password; save it without one and send it again.", name=name)
        )
    if LEADS_OUT.search(entry.filename):
        raise UnreadableDocumentError(
            Worded("{name} holds a file whose name leads outside it; send its text instead.", name=name)
        )
    content = archive.read(entry)
    if entry.filename.lower().endswith(XML_NAMES) and forbidden.search(content):
        found = Worded("entities") if forbidden is ENTITY else Worded("a document type")
        raise UnreadableDocumentError(
            Worded(
                "{name} declares {found}, which its kind does not need; send its text instead.", name=name, found=found
            )
        )


def describe_macros(entries: Iterable[str]) -> tuple[str, ...]:
    """Say that there are macros among the entries of an archive."""
    return (MACROS,) if any(map(MACRO_ENTRIES.search, entries)) else ()


def parse_xml(content: bytes) -> etree._Element:
    """Parse XML without expanding or fetching anything that it names.

    Raises:
        XMLSyntaxError: lxml's own, when it is broken, deeper than 256 elements, or holds more than 10 MB in one text.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def explain_failure(error: Exception, name: str, kind: str) -> UnreadableDocumentError:
    """Give our error for what went wrong when XML was parsed; lxml says of too little memory that the XML is broken."""
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
        return ReadingLimitError(
            Worded("Reading {name} took more memory than a report may take; send its text instead.", name=name)
        )
    return UnreadableDocumentError(
        Worded(
            "{name} is {kind} that cannot be read; save it again, or send its text.", name=name, kind=with_article(kind)
        )
    )
