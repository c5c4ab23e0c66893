"""Fetches the documents that links name, from the public web and nowhere else.

A link may use http and https on their own ports, without a user's name; each of at most five redirects is checked
like the first link; what arrives is at most 20 MiB, packed and unpacked, within 20 seconds in all.
"""

import re
import ssl
import zlib
from collections.abc import Callable, Iterable
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from corpus.addresses import is_public
from corpus.errors import FetchError
from corpus.readers.characters import clean_line, clean_name
from corpus.readers.encodings import decode_strictly, find_codec, find_marked_encoding
from corpus.readers.kinds import SUFFIXES, Kind, find_suffix
from corpus.readers.limits import MAX_BYTES
from corpus.reports import Details, Submission

if TYPE_CHECKING:
    from httpcore import Response

    from corpus.connections import LookUp

MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
PORTS = (None, 80, 443)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HOST = re.compile(r"[\w.:%-]+", re.ASCII)
SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0]")
UNQUOTED = "/%:@!$&'()*+,;=~?"
HEADERS = {
    "User-Agent": "OnRecord/0.1",
    "Accept": "text/html,text/plain,text/markdown,application/pdf,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def fetch_link(url: str) -> Submission:
    """Fetch the document that a link names; its details hold the address that it came from in the end.

    Raises:
        FetchError: when the link is not allowed, or nothing can be read from it within the limits.
    """
    return LinkFetcher().fetch(url)


class LinkFetcher:
    """Fetches documents; how hosts are looked up, which addresses are allowed and whom TLS trusts can be given."""

    def __init__(
        self,
        look_up: "LookUp | None" = None,
        is_allowed: Callable[[str], bool] = is_public,
        tls: ssl.SSLContext | None = None,
        seconds: float = MAX_SECONDS,
    ) -> None:
        self._look_up = look_up
        self._is_allowed = is_allowed
        self._tls = tls
        self._seconds = seconds

    def fetch(self, url: str) -> Submission:
        """Fetch the document that a link names, wherever it is redirected to.

        Raises:
            FetchError: when a link on the way is not allowed, or nothing can be read within the limits.
        """
        # Loaded here, since most commands fetch nothing.
        from corpus.connections import Deadline, Route, look_up_host, open_response

        route = Route(self._look_up or look_up_host, self._is_allowed, Deadline(self._seconds))
        link = url
        for _ in range(MAX_REDIRECTS + 1):
            link = check_link(link)
            with open_response(link, HEADERS, route, self._tls) as response:
                target = find_redirect(response, link)
                if target is None:
                    return make_submission(response, link)
            link = target
        raise FetchError(f"{show_link(url)} is redirected more than {MAX_REDIRECTS} times; check the link.")


def check_link(url: str) -> str:
    """Give a link in plain ASCII, without its fragment.

    Raises:
        FetchError: when it is no link to the web's own ports, or names a user.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{show_link(url)} is not a link; write it in full, from https:// on.") from error
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(host) or SPACE_OR_CONTROL.search(url.strip()):
        raise FetchError(f"{show_link(url)} is not a link; write it in full, from https:// on.")
    if "@" in parts.netloc:
        raise FetchError(f"{show_link(url)} names a user before an “@”; leave that out.")
    if port not in PORTS:
        raise FetchError(f"{show_link(url)} names port {port}; only the web's own ports, 80 and 443, are read.")
    path = quote(parts.path or "/", safe=UNQUOTED)
    query = f"?{quote(parts.query, safe=UNQUOTED)}" if parts.query else ""
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{path}{query}"


def show_link(url: str) -> str:
    """Give a link as it may stand in a message: on one line, short, and without a user's name or password."""
    shown = re.sub(r"//[^/?#]*@", "//", clean_line(url) or "The link")
    return shown if len(shown) <= 200 else f"{shown[:200]}…"


def find_redirect(response: "Response", link: str) -> str | None:
    """Give the link that a response sends us on to, None where it is the document.

    Raises:
        FetchError: when it is neither.
    """
    location = read_header(response, "location")
    if response.status in REDIRECTS and location:
        return join_link(link, location)
    if 200 <= response.status < 300:
        return None
    raise FetchError(f"{show_link(link)} cannot be read: {describe_status(response.status)}.")


def join_link(link: str, target: str) -> str:
    """Give the link that a page means by another."""
    try:
        return urljoin(link, target)
    except ValueError:
        return target


def describe_status(status: int) -> str:
    """Say what a status means for someone who wants the page."""
    match status:
        case 401 | 402 | 403 | 407 | 451:
            return f"the site does not let us read it (status {status}), so save the page and send the file"
        case 404 | 410:
            return f"there is no such page (status {status}), so check the link"
        case 429:
            return "the site is asked too often (status 429), so try again later"
        case _ if status >= 500:
            return f"the site has trouble (status {status}), so try again later"
    return f"the site answers with status {status}, so save the page and send the file"


def read_header(response: "Response", name: str) -> str:
    """Give the value of a header, nothing where it is missing."""
    values = (value for key, value in response.headers if key.lower() == name.encode())
    return next(values, b"").decode("utf-8", "backslashreplace").strip()


def make_submission(response: "Response", link: str) -> Submission:
    """Read the document in a response."""
    data = read_body(response.iter_stream(), read_header(response, "content-encoding").lower(), link)
    if not data:
        raise FetchError(f"{show_link(link)} is an empty page; check the link.")
    head = Message()
    head["content-type"] = SPACE_OR_CONTROL.sub(" ", read_header(response, "content-type"))
    head["content-disposition"] = SPACE_OR_CONTROL.sub(" ", read_header(response, "content-disposition"))
    return Submission(suggest_name(link, head), state_encoding(data, head), "", Details(url=link))


def read_body(chunks: Iterable[bytes], packing: str, link: str) -> bytes:
    """Give the bytes of a page, unpacked, and stop as soon as they are too many.

    Raises:
        FetchError: when they are, or cannot be unpacked.
    """
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{show_link(link)} is packed as {packing[:40]}, which is not read; send it as a file.")
    unpacker = None if packing in ("", "identity") else zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
    body, arrived = bytearray(), 0
    try:
        for chunk in chunks:
            arrived += len(chunk)
            body += unpacker.decompress(chunk, MAX_BYTES + 1 - len(body)) if unpacker else chunk
            if max(arrived, len(body)) > MAX_BYTES:
                raise FetchError(f"{show_link(link)} is over {MAX_BYTES // 2**20} MiB; send only its text, as a file.")
    except zlib.error as error:
        raise FetchError(f"{show_link(link)} is packed in a way that cannot be undone; send it as a file.") from error
    if unpacker and arrived and not unpacker.eof:
        raise FetchError(f"{show_link(link)} broke off; try again later, or send it as a file.")
    return bytes(body)


def suggest_name(link: str, head: Message) -> str:
    """Give a file name: the one that the site gives, or the end of the link, with the suffix of what it is."""
    parts = urlsplit(link)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    name = clean_name(head.get_filename() or last or f"{parts.hostname}".replace(".", "-"))
    stated, own = TYPES.get(find_type(head)), find_suffix(name)
    if stated is None or SUFFIXES.get(own) is SUFFIXES[stated]:
        return name
    if stated == ".txt" and SUFFIXES.get(own) is Kind.MARKDOWN:
        return name  # Markdown is often sent as plain text
    return name[: len(name) - len(own)] + stated


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
