"""What a site's response holds: the document in it, unpacked within the limits, under a name that fits its content."""

import zlib
from collections.abc import Iterable, Iterator
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.errors import FetchError
from corpus.links import SPACE_OR_CONTROL, show_link
from corpus.readers.characters import clean_name
from corpus.readers.encodings import decode_strictly, find_codec, find_marked_encoding
from corpus.readers.kinds import SUFFIXES, Kind, find_suffix
from corpus.readers.limits import MAX_BYTES
from corpus.reports import Details, Submission
from corpus.worded import Worded

if TYPE_CHECKING:
    from httpcore import Response

LONGEST_HEADER = 4_096
UNPACKED = ("", "identity")
PACKINGS = (*UNPACKED, "gzip", "x-gzip", "deflate")
GZIP_OR_ZLIB = 47
STATED = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
}
TYPES = {stated: suffix for stated, suffix in STATED.items() if suffix in SUFFIXES}
HTML_STARTS = (b"<!doctype html", b"<html")
LOOKED_AT = 1024


def read_header(response: "Response", name: str) -> str:
    """Give the value of a header, those of several joined by commas, nothing where it is missing."""
    values = (value for key, value in response.headers if key.lower() == name.encode())
    return b", ".join(values)[:LONGEST_HEADER].decode("utf-8", "backslashreplace").strip()


def make_submission(response: "Response", link: str) -> Submission:
    """Read the document in a response.

    Raises:
        FetchError: when it is empty, too much, or cannot be unpacked.
    """
    data = read_body(response.iter_stream(), read_header(response, "content-encoding").lower(), link)
    if not data:
        raise FetchError(Worded("{link} is an empty page; check the link.", link=show_link(link)))
    head = Message()
    head["content-type"] = SPACE_OR_CONTROL.sub(" ", read_header(response, "content-type"))
    head["content-disposition"] = SPACE_OR_CONTROL.sub(" ", read_header(response, "content-disposition"))
    return Submission(suggest_name(link, head, data), state_encoding(data, head), "", Details(url=link))


def read_body(chunks: Iterable[bytes], packing: str, link: str) -> bytes:
    """Give the bytes of a page, unpacked, and stop as soon as they are too many.

    Raises:
        FetchError: when they are, or cannot be unpacked.
    """
    body = bytearray()
    for part in unpack(chunks, packing, link, MAX_BYTES):
        body += part
        if len(body) > MAX_BYTES:
            raise make_size_error(link)
    return bytes(body)


def read_start(chunks: Iterable[bytes], packing: str, link: str, most: int) -> bytes:
    """Give so many bytes of a page at most, unpacked; the rest is not asked for.

    Raises:
        FetchError: when they cannot be unpacked.
    """
    body = bytearray()
    for part in unpack(chunks, packing, link, most):
        body += part
        if len(body) >= most:
            break
    return bytes(body[:most])


def unpack(chunks: Iterable[bytes], packing: str, link: str, most: int) -> Iterator[bytes]:
    """Give the parts of a page unpacked, none longer than `most` and a byte.

    Raises:
        FetchError: when they cannot be unpacked, or too many arrive packed.
    """
    if packing not in PACKINGS:
        raise FetchError(
            Worded(
                "{link} is packed as {packing}, which is not read; send it as a file.",
                link=show_link(link),
                packing=packing[:40],
            )
        )
    if packing in UNPACKED:
        yield from chunks
        return
    unpacker, arrived = zlib.decompressobj(wbits=GZIP_OR_ZLIB), 0
    try:
        for chunk in chunks:
            arrived += len(chunk)
            if arrived > MAX_BYTES:
                raise make_size_error(link)
            yield unpacker.decompress(chunk, most + 1)
            if unpacker.unused_data:
                raise zlib.error("something follows the end")
    except zlib.error as error:
        raise FetchError(
            Worded("{link} is packed in a way that cannot be undone; send it as a file.", link=show_link(link))
        ) from error
    if arrived and not unpacker.eof:
        raise FetchError(Worded("{link} broke off; try again later, or send it as a file.", link=show_link(link)))


def make_size_error(link: str) -> FetchError:
    """Give the error for a page that is too large."""
    return FetchError(
        Worded(
            "{link} is over {most} MiB; send only its text, as a file.", link=show_link(link), most=MAX_BYTES // 2**20
        )
    )


def suggest_name(link: str, head: Message, data: bytes) -> str:
    """Give a file name: the one that the site gives, or the end of the link, with the suffix of what it is.

    What it is the content decides, where it shows at once; then what the site states.
    """
    parts = urlsplit(link)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    name = clean_name(head.get_filename() or last or f"{parts.hostname}".replace(".", "-"))
    stated, own = find_shown_suffix(data) or TYPES.get(find_type(head)), find_suffix(name)
    if stated is None or SUFFIXES.get(own) is SUFFIXES[stated]:
        return name
    if stated == ".txt" and SUFFIXES.get(own) is Kind.MARKDOWN:
        return name  # Markdown is often sent as plain text
    return name[: len(name) - len(own)] + stated


def find_shown_suffix(data: bytes) -> str | None:
    """Give the suffix of what shows at once what it is."""
    start = data[:LOOKED_AT]
    if b"%PDF-" in start:
        return ".pdf"
    return ".html" if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS) else None


def find_type(head: Message) -> str:
    """Give the media type that a site states, in small letters."""
    return str(head["content-type"]).partition(";")[0].strip().lower()


def state_encoding(data: bytes, head: Message) -> bytes:
    """Give a text as UTF-8 where its bytes do not tell what they are written in, but the site does."""
    if (
        not find_type(head).startswith("text/")
        or find_marked_encoding(data)
        or decode_strictly(data, "utf-8") is not None
    ):
        return data
    text = decode_strictly(data, find_codec(head.get_content_charset()))
    return data if text is None else text.encode("utf-8-sig")
