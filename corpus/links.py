"""Which links may be followed, and how they are written: http and https, to a site's name, on the web's own ports.

A host is written in one spelling before anything is asked about it: names of other scripts as IDNA 2008 has them
(“straße” and “strasse” are two sites), full-width letters and dots plain. Numbers that only some programs take for
an address (127.1, 0x7f000001, 0177.0.0.1) are refused, whatever they would lead to.
"""

import re
from ipaddress import AddressValueError, IPv4Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from corpus.errors import FetchError
from corpus.readers.characters import clean_line
from corpus.worded import Worded

LONGEST_LINK = 4_000
LONGEST_HOST = 253
OWN_PORTS = {"http": 80, "https": 443}
NO_PORTS: frozenset[int] = frozenset()
BRACKETED = re.compile(r"\[[0-9a-f.]*:[0-9a-f:.]*\](?::\d*)?", re.IGNORECASE)
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAMED_HOST = re.compile(rf"{LABEL}(?:\.{LABEL})+")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0]")
UNQUOTED = "/%:@!$&'()*+,;=~?"


def check_link(url: str, ports: frozenset[int] = NO_PORTS) -> str:
    """Give a link in plain ASCII, without its fragment; `ports` may be named beside the web's own.

    Raises:
        FetchError: when it is no link to a site on one of these ports, or names a user.
    """
    link = url.strip()
    if len(link) > LONGEST_LINK:
        raise FetchError(
            Worded("{link} is longer than {most} characters; check the link.", link=show_link(link), most=LONGEST_LINK)
        )
    parts, port = split_link(link)
    if "@" in parts.netloc:
        raise FetchError(Worded("{link} names a user before an “@”; leave that out.", link=show_link(link)))
    host = spell_host(parts, link)
    if port not in (None, *OWN_PORTS.values(), *ports):
        raise FetchError(
            Worded(
                "{link} names port {port}; only the web's own ports, 80 and 443, are read.",
                link=show_link(link),
                port=str(port),
            )
        )
    path = quote(parts.path or "/", safe=UNQUOTED)
    query = f"?{quote(parts.query, safe=UNQUOTED)}" if parts.query else ""
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{path}{query}"


def split_link(link: str) -> tuple[SplitResult, int | None]:
    """Part a link of the web, and give the port that it names.

    Raises:
        FetchError: when it is none.
    """
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError as error:
        raise make_no_link_error(link) from error
    if parts.scheme not in OWN_PORTS or not parts.hostname or SPACE_OR_CONTROL.search(link):
        raise make_no_link_error(link)
    return parts, port


def spell_host(parts: SplitResult, link: str) -> str:
    """Give the one spelling of a link's host, an IPv6 address without its brackets.

    Raises:
        FetchError: when it is no name of a site, or a number in disguise.
    """
    host = parts.hostname or ""
    if "[" in parts.netloc or "]" in parts.netloc:
        if not BRACKETED.fullmatch(parts.netloc):
            raise make_no_link_error(link)
        return host
    plain = spell_name(host, link).removesuffix(".")
    if NUMBER.fullmatch(plain.rpartition(".")[2]):
        return check_address(plain, link)
    if len(plain) > LONGEST_HOST or not NAMED_HOST.fullmatch(plain):
        raise FetchError(
            Worded("{link} names no site of the public web; write it in full, from https:// on.", link=show_link(link))
        )
    return plain


def spell_name(host: str, link: str) -> str:
    """Give a site's name in plain ASCII and small letters."""
    if host.isascii():
        return host.lower()
    if len(host) > LONGEST_HOST:
        raise make_no_link_error(link)
    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise make_no_link_error(link) from error


def check_address(host: str, link: str) -> str:
    """Give an IPv4 address that is written in the one way that means the same to everybody."""
    try:
        return str(IPv4Address(host))
    except AddressValueError as error:
        raise FetchError(
            Worded("{link} hides an address behind a number; write the site's name instead.", link=show_link(link))
        ) from error


def make_no_link_error(link: str) -> FetchError:
    """Give the error for what is no link."""
    return FetchError(Worded("{link} is not a link; write it in full, from https:// on.", link=show_link(link)))


def show_link(url: str) -> str:
    """Give a link as it may stand in a message: on one line, short, and without a user's name or password."""
    shown = re.sub(r"//[^/?#]*@", "//", clean_line(url[:LONGEST_LINK]) or Worded("The link"))
    return shown if len(shown) <= 200 else f"{shown[:200]}…"


def join_link(link: str, target: str) -> str:
    """Give the link that a page means by another; from https it never leads back to http.

    Old redirects still say http, and mostly the site answers on https too: it is asked there.

    Raises:
        FetchError: when it leads back to http on a port of its own.
    """
    try:
        joined = urljoin(link, target)
        parts = urlsplit(joined)
        port = parts.port
    except ValueError:
        return target
    if not link.startswith("https:") or parts.scheme != "http":
        return joined
    if port not in (None, OWN_PORTS["http"]):
        raise FetchError(
            Worded(
                "{link} leads from https back to http, where anybody on the way could change it; save "
                "the page and send the file.",
                link=show_link(link),
            )
        )
    return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(f":{port}")).geturl()


def find_site(link: str) -> str:
    """Give the part of a checked link that names the site: scheme, host and port."""
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"
