"""Links: one spelling of each, and a sentence for what may not be followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FetchError
from corpus.links import check_link, join_link, show_link


@pytest.mark.parametrize(
    "url", ["", "example.org", "mailto:a@b.org", "http://", "https:///a", "http://a b/", "http://é\0/"]
)
def test_what_is_no_link_is_one_sentence(url):
    with pytest.raises(FetchError, match="is not a link; write it in full"):
        check_link(url)


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        (" https://example.org:443/a?b=c#d ", "https://example.org:443/a?b=c"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://example.org/ä b".replace(" ", "%20"), "http://example.org/%C3%A4%20b"),
        ("http://bücher.example/?q=“x”", "http://xn--bcher-kva.example/?q=%E2%80%9Cx%E2%80%9D"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://ｅｘａｍｐｌｅ。org/", "http://example.org/"),
        ("http://example.org./a", "http://example.org/a"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://９３.184.216.34/", "http://93.184.216.34/"),
    ],
)
def test_link_is_put_in_plain_letters(url, checked):
    assert check_link(url) == checked
    assert check_link(checked) == checked


@pytest.mark.parametrize(
    "host",
    [
        *("127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0", "1.2.3.4.5"),
        *(
            "1.1",
            "16843009",
            "0x1.0x1.0x1.0x1",
            "01.1.1.1",
            "１６８４３００９",
            "example.0x7f",
            "1.1.1.256",
            "1.1.1.08",
        ),
    ],
)
def test_number_in_disguise_is_refused_wherever_it_leads(host):
    with pytest.raises(FetchError, match="hides an address behind a number"):
        check_link(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["localhost", "intranet", "a..b", "-a.example", ".example.org", "exa mple.org", "a_.b-", "x" * 250 + ".org"]
)
def test_what_names_no_site_is_refused(host):
    with pytest.raises(FetchError, match=r"names no site|is not a link"):
        check_link(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["[fe80::1%25eth0]", "[::1%lo]", "[v1.a]", "[1.2.3.4]", "[::g]", "[::1]x", "a[::1]", "exa.\u202e.org"]
)
def test_odd_address_is_refused(host):
    with pytest.raises(FetchError):
        check_link(f"http://{host}/")


def test_other_ports_are_refused_unless_they_are_allowed():
    with pytest.raises(FetchError, match="names port 8080"):
        check_link("http://example.org:8080/")
    with pytest.raises(FetchError, match="names port 0"):
        check_link("http://example.org:0/", frozenset({8080}))
    assert check_link("http://example.org:8080/", frozenset({8080})) == "http://example.org:8080/"


def test_endless_link_is_refused_and_shown_short():
    with pytest.raises(FetchError, match="longer than 4,000 characters") as caught:
        check_link("http://example.org/" + "a" * 5_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("link", "target", "joined"),
    [
        ("http://a.org/b/c", "../d?e", "http://a.org/d?e"),
        ("http://a.org/b", "//other.org/", "http://other.org/"),
        ("http://a.org/", "https://a.org/", "https://a.org/"),
        ("https://a.org/", "http://b.org/c", "https://b.org/c"),
        ("https://a.org/", "http://b.org:80/c", "https://b.org/c"),
        ("https://a.org/", "http://[::1/", "http://[::1/"),
    ],
)
def test_target_is_joined_and_never_leads_from_https_to_http(link, target, joined):
    assert join_link(link, target) == joined


@pytest.mark.parametrize("port", [443, 8080])
def test_way_back_to_http_on_another_port_is_refused(port):
    with pytest.raises(FetchError, match="back to http"):
        join_link("https://a.org/", f"http://b.org:{port}/")


def test_password_is_not_shown():
    assert show_link("https://me:secret@example.org/a@b") == "https://example.org/a@b"
    assert len(show_link("https://example.org/" + "a" * 999)) == 201


@given(
    st.text(max_size=60) | st.text(st.sampled_from("htps:/@[]%.\\0127#?é。 \t"), max_size=40).map("http://{}".format)
)
def test_any_text_is_a_link_or_a_sentence(url):
    try:
        checked = check_link(url)
    except FetchError as error:
        checked = f"http://refused/{error}".replace("\n", "")
    assert checked.startswith(("http://", "https://"))
