"""Sites that mean harm, as a table: what is linked to, how the site answers, and the words that the person is told.

Every case is served from this machine under `outside.example`, whose address has the form of a public one.
"""

import gzip
import itertools
import socket
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.readers.limits import MAX_BYTES
from corpus.robots import MOST_BYTES
from tests.corpus.talking_server import PAGE, ROBOTS, Talk, redirect, reply

PUBLIC = "93.184.216.34"
OUTSIDE = "http://outside.example"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
CHUNKED = HEAD + b"transfer-encoding: chunked\r\n\r\n"
GZIPPED = HEAD + b"content-encoding: gzip\r\n\r\n"
READ = ""


@dataclass(frozen=True)
class Case:
    """A hostile link; `told` are words of the sentence, `READ` where the page is read and the trick does nothing."""

    name: str
    told: str
    talks: dict[str, Talk] = field(default_factory=dict)
    link: str = f"{OUTSIDE}/"
    names: dict[str, list[str]] = field(default_factory=dict)


def send(*parts: bytes) -> Talk:
    return lambda connection, _: connection.sendall(b"".join(parts))


def pour(start: bytes, parts: Iterator[bytes] | None = None, pause: float = 0.0) -> Talk:
    def talk(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        for part in parts if parts is not None else itertools.repeat(bytes(2**16)):
            connection.sendall(part)
            time.sleep(pause)

    return talk


def drip(start: bytes, part: bytes) -> Talk:
    return pour(start, itertools.repeat(part, 400), 0.05)


def wait(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


def leads(name: str, target: str, told: str, **names: list[str]) -> Case:
    return Case(f"redirect to {name}", told, {"/": redirect(target)}, names=names)


def answers(name: str, talk: Talk, told: str) -> Case:
    return Case(name, told, {"/": talk})


def forbids(name: str, talk: Talk, told: str) -> Case:
    return Case(f"robots.txt: {name}", told, {ROBOTS: talk, "/": reply()})


NOT_PUBLIC = "not on the public web"
HIDDEN = "hides an address"
NO_LINK = "is not a link"
LATE = "did not answer in time"
LARGE = "over 20 MiB"
BROKEN = "broke off"
PACKED = "cannot be undone"

PLACES = [
    leads("this machine", "http://127.0.0.1/", NOT_PUBLIC),
    leads("this machine, another of its addresses", "http://127.255.1.2/", NOT_PUBLIC),
    leads("this machine by name", "http://localhost/", "names no site"),
    leads("this machine by name with a dot", "http://localhost./", "names no site"),
    leads("this machine in IPv6", "http://[::1]/", NOT_PUBLIC),
    leads("no address", "http://0.0.0.0/", NOT_PUBLIC),
    leads("no address in IPv6", "http://[::]/", NOT_PUBLIC),
    leads("a mapped address", "http://[::ffff:127.0.0.1]/", NOT_PUBLIC),
    leads("a mapped address in hexadecimal", "http://[::ffff:7f00:1]/", NOT_PUBLIC),
    leads("a 6to4 address", "http://[2002:7f00:1::]/", NOT_PUBLIC),
    leads("a Teredo address", "http://[2001:0:a00:1::80ff:fffe]/", NOT_PUBLIC),
    leads("a NAT64 address", "http://[64:ff9b::127.0.0.1]/", NOT_PUBLIC),
    leads("a link-local address with a zone", "http://[fe80::1%25eth0]/", NO_LINK),
    leads("a unique local address", "http://[fd12:3456::1]/", NOT_PUBLIC),
    leads("a private address", "http://192.168.1.1/", NOT_PUBLIC),
    leads("a carrier's shared address", "http://100.100.100.200/", NOT_PUBLIC),
    leads("a group of machines", "http://224.0.0.1/", NOT_PUBLIC),
    leads("a cloud's own data", "http://169.254.169.254/latest/meta-data/", NOT_PUBLIC),
    leads("a cloud's own data in IPv6", "http://[fd00:ec2::254]/", NOT_PUBLIC),
    leads("a cloud's own data at a public address", "http://168.63.129.16/machine", NOT_PUBLIC),
    leads("127.1", "http://127.1/", HIDDEN),
    leads("a hexadecimal number", "http://0x7f000001/", HIDDEN),
    leads("a decimal number", "http://2130706433/", HIDDEN),
    leads("an octal number", "http://0177.0.0.1/", HIDDEN),
    leads("one octal number", "http://017700000001/", HIDDEN),
    leads("nothing but 0", "http://0/", HIDDEN),
    leads("full-width digits and dots", "http://１２７。０。０。１/", NOT_PUBLIC),
    leads("full-width hexadecimal", "http://０ｘ７ｆ．１/", HIDDEN),
    leads("digits in circles", "http://①②⑦.0.0.1/", NOT_PUBLIC),
    leads("an address in percent signs", "http://%31%32%37.0.0.1/", HIDDEN),
    leads("an address with a dot behind", "http://127.0.0.1./", NOT_PUBLIC),
    leads("a user that looks like a site", "http://outside.example@127.0.0.1/", "names a user"),
    leads("a backslash before a user", "http://outside.example\\@127.0.0.1/", "names a user"),
    leads("a backslash after an address", "http://127.0.0.1\\.outside.example/", "names no site"),
    leads("a tab inside", "http://127.0.\t0.1/", NOT_PUBLIC),
    leads("a name of a private address", "http://inside.example/", "10.1.2.3"),
    leads("a name of two addresses", "http://two.example/", NOT_PUBLIC, **{"two.example": [PUBLIC, "10.0.0.1"]}),
    leads("another port", "http://outside.example:6379/", "names port 6379"),
    leads("port 0", "http://outside.example:0/", "names port 0"),
    leads("a file", "file:///etc/passwd", NO_LINK),
    leads("an FTP server", "ftp://outside.example/a", NO_LINK),
    leads("a Gopher server", "gopher://127.0.0.1:6379/_FLUSHALL", NO_LINK),
    leads("data", "data:text/html,<p>Words", NO_LINK),
    leads("half an address", "http://[::1/", NO_LINK),
    leads("itself", "/", "redirected more than 5 times"),
    leads("an endless link", f"/{'a' * 4_100}", "longer than 4,000 characters"),
    Case("redirects in a ring", "redirected more than 5 times", {"/": redirect("/b"), "/b": redirect("/")}),
    Case(
        "six redirects, then a page",
        "redirected more than 5 times",
        {"/": redirect("/1"), "/6": reply()} | {f"/{step}": redirect(f"/{step + 1}") for step in range(1, 6)},
    ),
    Case(
        "a name that means a private address from the second question on",
        READ,
        {"/": redirect("/b"), "/b": reply()},
        "http://turning.example/",
        {"turning.example": [PUBLIC, "then", "10.0.0.1"]},
    ),
    Case(
        "a name that means a private address on another port",
        "10.0.0.1",
        {"/": redirect("http://turning.example:443/")},
        "http://turning.example/",
        {"turning.example": [PUBLIC, "then", "10.0.0.1"]},
    ),
]

TALKS = [
    answers("no answer", wait, LATE),
    answers("status in drips", drip(b"", b"H"), LATE),
    answers("headers in drips", drip(HEAD, b"x-a: b\r\n"), LATE),
    answers("body in drips", drip(HEAD + b"\r\n", b"x"), LATE),
    answers("chunks in drips", drip(CHUNKED, b"1\r\nx\r\n"), LATE),
    answers("“go on”, in drips", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), LATE),
    answers("endless “go on”", pour(b"", itertools.repeat(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")), LATE),
    answers("endless body", pour(HEAD + b"\r\n"), LARGE),
    answers("endless chunks", pour(CHUNKED, itertools.repeat(b"10000\r\n" + bytes(2**16) + b"\r\n")), LARGE),
    answers("a byte too many", reply(bytes(MAX_BYTES + 1)), LARGE),
    answers("gzip bomb", reply(gzip.compress(bytes(2**28), 9), content_encoding="gzip"), LARGE),
    answers("deflate bomb", reply(zlib.compress(bytes(2**28), 9), content_encoding="deflate"), LARGE),
    answers(
        "endless gzip", pour(GZIPPED + gzip.compress(b"a", 0)[:10], itertools.repeat(b"\0\0\0\xff\xff" * 9_999)), LARGE
    ),
    answers("two gzips, one behind the other", reply(gzip.compress(PAGE) * 2, content_encoding="gzip"), PACKED),
    answers(
        "gzip twice", reply(gzip.compress(gzip.compress(PAGE)), content_encoding="gzip, gzip"), "packed as gzip, gzip"
    ),
    answers("gzip that is none", reply(content_encoding="gzip"), PACKED),
    answers("gzip cut off", reply(gzip.compress(PAGE)[:-9], content_encoding="gzip"), BROKEN),
    answers("gzip with a wrong sum", reply(gzip.compress(PAGE)[:-8] + bytes(8), content_encoding="gzip"), PACKED),
    answers("a packing of its own", reply(content_encoding="br"), "packed as br"),
    answers("less than the length says", reply(content_length="999"), BROKEN),
    answers("two lengths", send(HEAD, b"content-length: 5\r\ncontent-length: 50\r\n\r\n", PAGE), BROKEN),
    answers("a length below nothing", reply(content_length="-5"), BROKEN),
    answers("a length that is a word", reply(content_length="many"), BROKEN),
    answers("a chunk with no length", send(CHUNKED, b"zz\r\n", PAGE), BROKEN),
    answers("a chunk that never comes", send(CHUNKED, b"fffff\r\n", PAGE), BROKEN),
    answers("chunks without an end", send(CHUNKED, b"5\r\nhello\r\n"), BROKEN),
    answers("endless headers", pour(HEAD, itertools.repeat(b"x: y\r\n" * 999)), BROKEN),
    answers("one endless header", pour(HEAD + b"x: ", itertools.repeat(b"y" * 9_999)), BROKEN),
    answers("a header with a zero byte", send(HEAD, b"x: \0\r\n\r\n", PAGE), BROKEN),
    answers("another protocol", send(b"SSH-2.0-OpenSSH_9.6\r\n"), BROKEN),
    answers("a page without a head", send(PAGE), BROKEN),
    answers("nothing at all", send(), BROKEN),
    answers("a switch of protocols", send(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"), BROKEN),
    answers("a part of a page", reply(status="206 Partial Content"), "status 206"),
    answers("a redirect to nowhere", reply(status="302 Found"), "status 302"),
    answers("an empty page", reply(b""), "empty page"),
    answers("no page", reply(status="404 Not Found"), "no such page"),
]


def tell_other(connection: socket.socket, asked: bytes) -> None:
    closed = b"other.example" in asked
    reply(b"User-agent: *\nDisallow: /" if closed else b"")(connection, asked)


MANY_ROBOTS = b"".join(b"User-agent: a%d\n" % number for number in range(15_000))
WILD = b"User-agent: *\nDisallow: /" + b"*a" * 2_000 + b"*b\n"

RULES = [
    forbids("closed to all", reply(b"User-agent: *\nDisallow: /"), "closed to programs"),
    forbids(
        "closed to us", reply(b"User-agent: ONRECORD/9\nDisallow: /\n\nUser-agent: *\nAllow: /"), "closed to programs"
    ),
    forbids(
        "closed, packed", reply(gzip.compress(b"User-agent: *\nDisallow: /"), content_encoding="gzip"), "closed to"
    ),
    forbids("closed, old line ends", reply(b"\xef\xbb\xbfuser-agent: *\rdisallow: /"), "closed to programs"),
    forbids("trouble", reply(status="503 Unavailable"), "does not say what programs may read"),
    forbids("asked too often", reply(status="429 Too Many Requests"), "does not say what programs may read"),
    forbids("no answer", wait, LATE),
    forbids("in drips", drip(HEAD + b"\r\n", b"#"), LATE),
    forbids("broken off", reply(content_length="999"), BROKEN),
    forbids("no gzip", reply(content_encoding="gzip"), PACKED),
    forbids("redirect to this machine", redirect("http://127.0.0.1/robots.txt"), NOT_PUBLIC),
    forbids("redirect to a private name", redirect("http://inside.example/"), "10.1.2.3"),
    forbids("redirect to another port", redirect("http://outside.example:6379/"), "names port 6379"),
    forbids("redirects without end", redirect(ROBOTS), READ),
    forbids("not there", reply(status="403 Forbidden"), READ),
    forbids("a web page", reply(), READ),
    forbids("endless", pour(HEAD + b"\r\n"), READ),
    forbids("gzip bomb", reply(gzip.compress(bytes(2**28), 9), content_encoding="gzip"), READ),
    forbids("15,000 robots and 30,000 rules", reply((MANY_ROBOTS + b"Allow: /\n" * 30_000)[:MOST_BYTES]), READ),
    forbids("2,000 wild cards", reply(WILD), READ),
    Case(
        "robots.txt of the site redirected to",
        "http://other.example/ is closed to programs",
        {"/": redirect("http://other.example/"), ROBOTS: tell_other},
        names={"other.example": [PUBLIC]},
    ),
]


def reset(connection: socket.socket, _: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


CASES = [
    *PLACES,
    *TALKS,
    *RULES,
    answers("a slammed door", reset, "does not answer"),
    Case("https that never shakes hands", LATE, {}, "https://silent.example/", {"silent.example": [PUBLIC]}),
    Case("a site that is not there", "no such site", {}, "http://nowhere.example/", {"nowhere.example": []}),
]
