"""Fetching links: what is fetched, how it is named, and that nothing leads off the public web or past the limits."""

import contextlib
import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import httpcore
import pytest
import trustme

from corpus.connections import NotPublicError, Place
from corpus.errors import FetchError
from corpus.fetching import LinkFetcher, fetch_link
from corpus.readers.kinds import SUFFIXES
from corpus.readers.limits import MAX_BYTES
from corpus.responses import STATED, read_body
from tests.corpus.talking_server import PAGE, Talk, TalkingServer, redirect, reply, serving


def make_fetcher(server: TalkingServer, seconds: float = 10.0, **parts) -> LinkFetcher:
    return LinkFetcher(
        look_up=server.look_up, is_allowed=lambda address: address == "127.0.0.1", seconds=seconds, **parts
    )


def fetch(talks: Talk | dict[str, Talk], url: str = "http://example.org/news/bridge.html", seconds: float = 10.0):
    with serving(talks) as server:
        return make_fetcher(server, seconds).fetch(url)


def test_page_is_fetched_with_its_name_and_address():
    submission = fetch(reply())
    assert submission.data == PAGE
    assert submission.name == "bridge.html"
    assert submission.details.url == "http://example.org/news/bridge.html"


def test_request_names_the_host_and_carries_nothing_else_of_ours():
    with serving(reply()) as server:
        make_fetcher(server).fetch("http://exämple.org/ä?q=ü#part")
    lines = server.requests[0].decode().split("\r\n")
    assert lines[0] == "GET /%C3%A4?q=%C3%BC HTTP/1.1"
    assert "host: xn--exmple-cua.org" in [line.lower() for line in lines]
    assert {line.split(":")[0].lower() for line in lines[1:] if line} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


def state(name: str) -> dict[str, str]:
    return {"content_disposition": f"attachment; {name}"}


PDF = {"body": b"%PDF-1.7"}
WORDS = {"body": b"The bridge is closed."}
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        pytest.param("/story.php?id=3", {}, "story.html", id="another suffix"),
        pytest.param("/story", {}, "story.html", id="no suffix"),
        pytest.param("/a%20b/", {}, "a b.html", id="escaped, a folder"),
        pytest.param("/", {}, "example-org.html", id="no path"),
        pytest.param("/report", {"content_type": "application/pdf", **PDF}, "report.pdf", id="PDF"),
        pytest.param("/report.pdf", {"content_type": "application/octet-stream", **PDF}, "report.pdf", id="unknown"),
        pytest.param("/report.html", PDF, "report.pdf", id="PDF that is called a page"),
        pytest.param("/report.pdf", {"content_type": "application/pdf"}, "report.html", id="page that is called a PDF"),
        pytest.param("/report", {"content_type": DOCX_TYPE, **WORDS}, "report.docx", id="DOCX"),
        pytest.param("/report.pdf", {"content_type": "text/HTML; charset=utf-8"}, "report.html", id="no PDF"),
        pytest.param("/read.md", {"content_type": "text/plain", **WORDS}, "read.md", id="Markdown as plain text"),
        pytest.param("/read.htm", {}, "read.htm", id="the same kind"),
        pytest.param("/x", state('filename="a b.htm"'), "a b.htm", id="stated"),
        pytest.param("/x", state("filename*=UTF-8''%C3%A4.html"), "ä.html", id="stated in UTF-8"),
        pytest.param("/x", state('filename="../../etc/passwd"'), "passwd.html", id="stated with folders"),
        pytest.param("/..%2f..%2fetc%2fpasswd", {}, "passwd.html", id="folders in the link"),
        pytest.param("/a%00%E2%80%AEb", {}, "ab.html", id="hidden characters"),
        pytest.param("/x", {"content_type": "nonsense", **WORDS}, "x", id="no type"),
        pytest.param("/x", {"content_type": "", **WORDS}, "x", id="type not stated"),
        pytest.param("/x", {"content_type": ""}, "x.html", id="type not stated, but a page"),
    ],
)
def test_name_is_suggested(url, headers, name):
    assert fetch(reply(**headers), f"http://example.org{url}").name == name


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        pytest.param("gzip", gzip.compress(PAGE), id="gzip"),
        pytest.param("deflate", zlib.compress(PAGE), id="deflate"),
        pytest.param("identity", PAGE, id="identity"),
        pytest.param("GZIP", gzip.compress(PAGE), id="capitals"),
    ],
)
def test_page_is_unpacked(packing, body):
    assert fetch(reply(body, content_encoding=packing)).data == PAGE


def test_page_in_chunks_is_read():
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:9], PAGE[9:], b""))
    assert fetch(reply(chunked, content_length="", transfer_encoding="chunked")).data == PAGE


def test_page_whose_charset_only_the_site_states_is_put_in_utf_8():
    arabic = "أغلق الجسر يوم الخميس"
    data = fetch(reply(arabic.encode("cp1256"), content_type="text/html; charset=windows-1256")).data
    assert data.decode("utf-8-sig") == arabic
    assert fetch(reply(arabic.encode(), content_type="text/html; charset=windows-1256")).data == arabic.encode()
    assert fetch(reply(b"\xff", content_type="text/html; charset=nonsense")).data == b"\xff"


def test_redirects_are_followed():
    talks = {f"/{step}": redirect(f"/{step + 1}" if step % 2 else f"http://other.org/{step + 1}") for step in range(5)}
    assert fetch({**talks, "/": reply()}, "http://example.org/0").details.url == "http://other.org/5"


def test_redirects_have_an_end():
    with pytest.raises(FetchError, match="redirected more than 5 times"):
        fetch(redirect("/again"))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        pytest.param("ftp://example.org/a", "not a link", id="another scheme"),
        pytest.param("file:///etc/passwd", "not a link", id="a file"),
        pytest.param("http://example.org:8080/", "port 8080", id="another port"),
        pytest.param("http://me:secret@example.org/", "names a user", id="a user"),
        pytest.param("http://[::1/", "not a link", id="broken"),
        pytest.param("http://inside.example/", "10.1.2.3", id="a private address"),
    ],
)
def test_each_redirect_is_checked(target, words):
    with serving({"/": redirect(target)}) as server:
        fetcher = LinkFetcher(
            look_up=lambda host, port: [("10.1.2.3", 80)] if host == "inside.example" else server.look_up(host, port),
            is_allowed=lambda address: address == "127.0.0.1",
        )
        with pytest.raises(FetchError, match=words):
            fetcher.fetch("http://example.org/")
    assert len(server.requests) == 1


LOCAL = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://017700000001/", "http://0/", "http://0.0.0.0/", "http://[::]/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[0:0:0:0:0:ffff:7f00:1]/", "http://１２７。０。０。１/", "http://127。0。0。1/",
    "http://127.0.0.1./", "http://①②⑦.0.0.1/", "http://localhost/", "https://localhost/", "http://LOCALHOST/",
    "http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://169.254.169.254/latest/meta-data/",
    "http://%31%32%37.0.0.1/", "http://127.0.0.1%2f@example.org/", "http://example.org@127.0.0.1/", "http:127.0.0.1/",
    "http://127.0.0.1:80\\@example.org/", "//127.0.0.1/", "\thttp://127.0.0.1/", "http://127.0.0.1\n.example.org/",
]  # fmt: skip


@pytest.mark.parametrize("url", LOCAL)
def test_no_spelling_of_this_machine_is_connected_to(url, monkeypatch):
    connected = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_, **__: connected.append(1))
    with pytest.raises(FetchError):
        fetch_link(url)
    assert connected == []


def test_new_formats_are_named_as_soon_as_they_can_be_read():
    stated = {suffix: media for media, suffix in STATED.items()}
    for suffix in (".epub", ".rtf", ".odt"):
        name = fetch(reply(WORDS["body"], content_type=stated[suffix]), "http://example.org/x").name
        assert name == ("x" + suffix if suffix in SUFFIXES else "x")


def test_other_port_is_used_when_it_is_allowed():
    with serving(reply()) as server:
        with pytest.raises(FetchError, match="names port 8080"):
            make_fetcher(server).fetch("http://example.org:8080/")
        assert make_fetcher(server, ports=frozenset({8080})).fetch("http://example.org:8080/").data == PAGE
    assert b"host: example.org:8080" in server.requests[0].lower()


def test_rules_of_a_site_are_asked_once_and_by_our_name():
    with serving({"/": redirect("/b"), "/b": reply()}) as server:
        make_fetcher(server).fetch("http://example.org/")
    assert len(server.robots_requests) == 1
    assert b"user-agent: OnRecord/" in server.robots_requests[0].replace(b"User-Agent", b"user-agent")


def test_only_what_the_rules_close_is_not_read():
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /*.pdf$\nAllow: /news/\nDisallow: /news/old"
    talks = {"/robots.txt": reply(rules), "/": reply()}
    assert fetch(talks, "http://example.org/news/a").data == PAGE
    assert fetch(talks, "http://example.org/robots.txt").data == rules
    for path in ("/news/old/a", "/a.pdf"):
        with pytest.raises(FetchError, match="closed to programs by its site"):
            fetch(talks, f"http://example.org{path}")


def test_host_is_looked_up_once_and_what_it_means_later_does_not_matter():
    answers = []

    def look_up(host: str, port: int) -> list[Place]:
        answers.append(("127.0.0.1", server.server_address[1]) if not answers else ("10.0.0.1", port))
        return [answers[-1]]

    with serving(reply()) as server:
        LinkFetcher(look_up=look_up, is_allowed=lambda address: address == "127.0.0.1").fetch("http://example.org/")
    assert len(answers) == 1


def test_host_with_one_private_address_is_not_connected_to():
    with serving(reply()) as server:
        places = [*server.look_up("", 80), ("10.0.0.1", 80)]
        fetcher = LinkFetcher(look_up=lambda *_: places, is_allowed=lambda address: address == "127.0.0.1")
        with pytest.raises(NotPublicError) as caught:
            fetcher.fetch("http://example.org/")
    assert caught.value.address == "10.0.0.1"
    assert server.requests == []


def test_next_address_is_tried_when_the_first_does_not_answer():
    with serving(reply()) as server, contextlib.closing(socket.create_server(("127.0.0.1", 0))) as closed:
        nowhere = ("127.0.0.1", closed.getsockname()[1])
        closed.close()
        fetcher = LinkFetcher(lambda *_: [nowhere, *server.look_up("", 80)], lambda address: address == "127.0.0.1")
        assert fetcher.fetch("http://example.org/").data == PAGE


def test_proxy_settings_are_not_read(monkeypatch):
    with serving(reply(b"from the proxy")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_address[1]}")
        assert fetch(reply()).data == PAGE
    assert proxy.requests == []


def say_slowly(start: bytes, rest: Iterator[bytes]) -> Talk:
    def talk(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        for part in rest:
            connection.sendall(part)
            time.sleep(0.05)

    return talk


def say_nothing(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(say_nothing, id="no answer"),
        pytest.param(say_slowly(b"", (b"x" for _ in range(1000))), id="status in drips"),
        pytest.param(say_slowly(HEAD, (b"x-a: b\r\n" for _ in range(1000))), id="headers in drips"),
        pytest.param(say_slowly(HEAD + b"\r\n", (b"x" for _ in range(1000))), id="body in drips"),
        pytest.param(say_slowly(b"", (b"HTTP/1.1 100 Continue\r\n\r\n" for _ in range(1000))), id="go on, in drips"),
    ],
)
def test_slow_page_is_given_up_in_time(talk):
    begun = time.monotonic()
    with pytest.raises(FetchError, match="did not answer in time"):
        fetch(talk, seconds=0.7)
    assert time.monotonic() - begun < 3


def test_time_counts_for_all_redirects_together():
    def talk(connection: socket.socket, asked: bytes) -> None:
        time.sleep(0.4)
        redirect("/again")(connection, asked)

    with pytest.raises(FetchError, match="did not answer in time"):
        fetch(talk, seconds=1)


def test_slow_look_up_is_given_up_in_time():
    fetcher = LinkFetcher(look_up=lambda *_: time.sleep(5) or [], seconds=0.3)
    with pytest.raises(FetchError, match="did not answer in time"):
        fetcher.fetch("http://example.org/")


def pour(chunk: bytes, times: int = 100_000) -> Talk:
    def talk(connection: socket.socket, _: bytes) -> None:
        for _ in range(times):
            connection.sendall(chunk)

    return talk


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(lambda *said: (reply(b"", content_length="")(*said), pour(bytes(2**16))(*said)), id="endless"),
        pytest.param(reply(bytes(MAX_BYTES + 1)), id="one byte too many"),
        pytest.param(reply(gzip.compress(bytes(MAX_BYTES + 1)), content_encoding="gzip"), id="too large when unpacked"),
        pytest.param(reply(zlib.compress(bytes(2**26), 9), content_encoding="deflate"), id="bomb"),
    ],
)
def test_large_page_is_given_up(talk):
    with pytest.raises(FetchError, match="over 20 MiB"):
        fetch(talk)


def test_bomb_in_one_piece_is_not_unpacked():
    bomb = zlib.compress(bytes(2**27), 9)
    tracemalloc.start()
    with pytest.raises(FetchError, match="over 20 MiB"):
        read_body([bomb], "deflate", "http://example.org/")
    assert tracemalloc.get_traced_memory()[1] < 4 * MAX_BYTES
    tracemalloc.stop()


def test_largest_page_is_read():
    assert len(fetch(reply(bytes(MAX_BYTES))).data) == MAX_BYTES


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        pytest.param(reply(b""), "empty page", id="empty"),
        pytest.param(reply(b"", "204 No Content", content_length=""), "empty page", id="no content"),
        pytest.param(reply(status="404 Not Found"), "no such page", id="not found"),
        pytest.param(reply(status="403 Forbidden"), "does not let us", id="forbidden"),
        pytest.param(reply(status="429 Too Many Requests"), "asked too often", id="too often"),
        pytest.param(reply(status="503 Unavailable"), "has trouble", id="trouble"),
        pytest.param(reply(status="418 Teapot"), "status 418", id="odd"),
        pytest.param(reply(status="302 Found"), "status 302", id="redirect to nowhere"),
        pytest.param(reply(content_encoding="br"), "packed as br", id="brotli"),
        pytest.param(reply(content_encoding="gzip"), "cannot be undone", id="not packed after all"),
        pytest.param(reply(gzip.compress(PAGE)[:-9], content_encoding="gzip"), "broke off", id="packed, cut off"),
        pytest.param(reply(content_length="999"), "broke off", id="cut off"),
        pytest.param(lambda connection, _: connection.sendall(b"SSH-2.0\r\n"), "no web page", id="another protocol"),
        pytest.param(lambda connection, _: None, "no web page", id="nothing said"),
        pytest.param(pour(b"x: y\r\n", 99_999), "no web page", id="endless headers"),
    ],
)
def test_page_that_cannot_be_read_is_one_sentence(talk, words):
    with pytest.raises(FetchError, match=words) as caught:
        fetch(talk)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("http://example.org/")


def fail_to_find(host: str, port: int) -> list[Place]:
    raise socket.gaierror(-2, "Name or service not known")


@pytest.mark.parametrize(
    "look_up", [fail_to_find, lambda *_: [], lambda *_: "\ud800".encode()], ids=["no host", "no address", "no name"]
)
def test_host_that_is_not_found_is_one_sentence(look_up):
    with pytest.raises(FetchError, match="no such site; check the link"):
        LinkFetcher(look_up=look_up).fetch("http://nowhere.example/")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def make_tls(authority: trustme.CA, host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


def test_encrypted_page_is_fetched_from_the_host_that_proves_its_name(authority):
    client, named = ssl.create_default_context(), []
    authority.configure_trust(client)
    server_side = make_tls(authority, "example.org")
    server_side.sni_callback = lambda _, name, __: named.append(name)
    with serving(reply(), server_side) as server:
        assert make_fetcher(server, tls=client).fetch("https://example.org/").data == PAGE
    assert set(named) == {"example.org"}


@pytest.mark.parametrize("host", ["other.org", "127.0.0.1"])
def test_host_that_cannot_prove_its_name_is_not_read(authority, host):
    client = ssl.create_default_context()
    authority.configure_trust(client)
    with serving(reply(), make_tls(authority, host)) as server, pytest.raises(FetchError, match="certificate"):
        make_fetcher(server, tls=client).fetch("https://example.org/")
    assert server.requests == []


def test_certificate_of_an_unknown_authority_is_not_trusted(authority):
    with serving(reply(), make_tls(authority, "example.org")) as server, pytest.raises(FetchError, match="certificate"):
        make_fetcher(server).fetch("https://example.org/")
