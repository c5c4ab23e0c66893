"""Which kind of document some bytes are: by their content first, by the name's suffix second."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

from corpus.readers.encodings import LOOKED_AT, is_like_utf_16
from corpus.worded import Worded


class Kind(StrEnum):
    """A kind of document that can be read; its value is how it is called in messages."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    EPUB = "EPUB"
    RTF = "RTF"
    ODT = "ODT"


SUFFIXES = {
    ".txt": Kind.PLAIN,
    ".text": Kind.PLAIN,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".epub": Kind.EPUB,
    ".rtf": Kind.RTF,
    ".odt": Kind.ODT,
}
BY_CONTENT = frozenset({Kind.PDF, Kind.DOCX, Kind.EPUB, Kind.RTF, Kind.ODT})
"""The kinds whose content tells what they are; a name that claims one is not taken at its word."""

ARCHIVED = {".docx": Kind.DOCX, ".epub": Kind.EPUB, ".odt": Kind.ODT}
SUPPORTED = Worded(
    "plain text, Markdown, HTML, PDF, DOCX, EPUB, RTF and ODT files ({suffixes})",
    suffixes=".txt, .md, .html, .pdf, .docx, .epub, .rtf, .odt",
)

MARKS = (
    (b"\xff\xd8\xff", Worded("a JPEG picture")),
    (b"\x89PNG\r\n", Worded("a PNG picture")),
    (b"GIF8", Worded("a GIF picture")),
    (b"II*\0", Worded("a TIFF picture")),
    (b"MM\0*", Worded("a TIFF picture")),
    (b"BM", Worded("a BMP picture")),
    (b"%!PS", Worded("a PostScript file")),
    (b"\x1f\x8b", Worded("a gzip archive")),
    (b"BZh", Worded("a bzip2 archive")),
    (b"\xfd7zXZ\0", Worded("an xz archive")),
    (b"7z\xbc\xaf\x27\x1c", Worded("a 7-Zip archive")),
    (b"Rar!\x1a", Worded("a RAR archive")),
    (b"SQLite format 3\0", Worded("an SQLite database")),
    (b"ID3", Worded("an MP3 recording")),
    (b"OggS", Worded("an Ogg recording")),
    (b"fLaC", Worded("a FLAC recording")),
    (b"\x7fELF", Worded("a program")),
    (b"MZ", Worded("a program")),
)
TEXT_MARKS = (b"%!PS",)
RIFF = {b"WEBP": Worded("a WebP picture"), b"WAVE": Worded("a WAV recording"), b"AVI ": Worded("an AVI video")}
ARCHIVES = (
    ("xl/workbook.xml", Worded("an Excel workbook")),
    ("ppt/presentation.xml", Worded("a PowerPoint file")),
    ("content.xml", Worded("an OpenDocument file that is no text")),
)
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": Worded("an OpenDocument spreadsheet"),
    b"application/vnd.oasis.opendocument.presentation": Worded("an OpenDocument presentation"),
    b"application/vnd.oasis.opendocument.graphics": Worded("an OpenDocument drawing"),
}
EPUB_TYPE = b"application/epub+zip"
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
LONGEST_TYPE = 100
RTF_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
HTML_START = re.compile(rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
XML_START = re.compile(rb"\s*<\?xml\s")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a document looks like that no reader takes, as words that follow “looks like”."""

    looks_like: str


def find_kind(name: str, data: bytes) -> Kind | Foreign:
    """Tell how a document is to be read; its suffix decides only where the content leaves it open."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return find_archive_kind(name, data)
    if RTF_START.match(data[:LONGEST_TYPE]):
        return Kind.RTF
    if looks_like := find_mark(data):
        return Foreign(looks_like)
    suffix = find_suffix(name)
    if SUFFIXES.get(suffix) in BY_CONTENT:
        return SUFFIXES[suffix]
    return find_text_kind(suffix, data)


def find_suffix(name: str) -> str:
    """Give the suffix of a name in small letters, or nothing where its last dot starts no suffix (“No. 5”)."""
    suffix = PurePath(name).suffix.lower()
    return suffix if SUFFIX.fullmatch(suffix) else ""


def find_mark(data: bytes) -> str | None:
    """Name the foreign kind whose mark these bytes begin with."""
    if data.startswith(OLE):
        if ENCRYPTED_OFFICE in data:
            return Worded("a password-protected Office file")
        return Worded("an old Office file ({suffixes})", suffixes=".doc, .xls, .ppt")
    if data[4:8] == b"ftyp":
        return Worded("a video or a HEIC picture")
    if data.startswith(b"RIFF"):
        return RIFF.get(data[8:12])
    # Words may begin with “BM” or “ID3” too, so most marks count only where binary data follows.
    return next(
        (found for mark, found in MARKS if data.startswith(mark) and (mark in TEXT_MARKS or looks_binary(data))), None
    )


def find_text_kind(suffix: str, data: bytes) -> Kind | Foreign:
    """Tell HTML, Markdown and plain text apart, and refuse what is no text."""
    if not data.startswith(UTF_16_OR_32) and looks_binary(data):
        return Foreign(Worded("binary data, not text"))
    if HTML_START.match(data[:LOOKED_AT]):
        return Kind.HTML
    if suffix and suffix not in SUFFIXES:
        return Foreign(Worded("a “{suffix}” file", suffix=suffix))
    if XML_START.match(data) and suffix not in (".html", ".htm", ".xhtml"):
        return Foreign(Worded("an XML file"))
    return SUFFIXES.get(suffix, Kind.PLAIN)


def looks_binary(data: bytes) -> bool:
    """Whether bytes cannot be text: one control character in a hundred, and not UTF-16 without its mark."""
    start = data[:LOOKED_AT].replace(b"\0", b"") if is_like_utf_16(data) else data[:LOOKED_AT]
    return b"\0" in start or len(CONTROL.findall(start)) > max(1, len(start) // 100)


def find_archive_kind(name: str, data: bytes) -> Kind | Foreign:
    """Tell the formats that are ZIP archives inside by what they call themselves, or by the files that they hold."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names, stated = set(archive.namelist()), read_type(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ARCHIVED.get(find_suffix(name)) or Foreign(Worded("a damaged ZIP archive"))
    if "word/document.xml" in names:
        return Kind.DOCX
    if stated.startswith(EPUB_TYPE) or "META-INF/container.xml" in names:
        return Kind.EPUB
    if stated.startswith(ODT_TYPE) or ("content.xml" in names and find_suffix(name) == ".odt" and not stated):
        return Kind.ODT
    if stated in OPEN_DOCUMENTS:
        return Foreign(OPEN_DOCUMENTS[stated])
    return Foreign(next((found for mark, found in ARCHIVES if mark in names), Worded("a ZIP archive")))


def read_type(archive: zipfile.ZipFile) -> bytes:
    """Give the media type that an archive says it is; nothing where it says none, or not in the clear."""
    try:
        with archive.open("mimetype") as entry:
            return entry.read(LONGEST_TYPE).strip()
    except (KeyError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error):
        return b""
