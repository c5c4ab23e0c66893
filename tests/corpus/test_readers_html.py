"""Reading web pages: the article without its frame, what the page says about itself, and pages made to hurt."""

from datetime import date

import pytest

from corpus.errors import UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.html import WHOLE_PAGE, read_html
from corpus.reports import Details

FIRST = "The city council said on Thursday that repairs to the old bridge would cost four million, twice the estimate."
SECOND = (
    "The opposition asked for an inquiry into the spending, and the company declined to say why it had taken so long."
)
HEAD = """
<meta charset="utf-8"><title>Bridge to cost four million | The Example</title>
<meta property="og:title" content="Bridge to cost four million"><meta property="og:site_name" content="The Example">
<meta name="author" content="Ann Rao"><link rel="canonical" href="https://example.org/bridge">
<meta property="article:published_time" content="2022-06-07T23:30:00+03:00">
<meta property="article:modified_time" content="2022-06-09T08:00:00+03:00">"""


def make_page(article: str, head: str = HEAD) -> bytes:
    return f"""<!doctype html><html lang="en"><head>{head}</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge to cost four million</h1>{article}</article>
<aside><p>Subscribe to our newsletter now, and never miss a story.</p></aside>
<footer><p>Copyright 2022 The Example. All rights reserved.</p></footer></body></html>""".encode()


def read_body(article: str) -> str:
    return read_html(make_page(article), "a.html").body


def test_article_is_read_without_its_frame():
    document = read_html(make_page(f"<p>{FIRST}</p><p>{SECOND}</p>"), "a.html")
    assert document.body == f"{FIRST}\n\n{SECOND}"
    assert document.warnings == ()


def test_page_says_its_details_and_the_day_it_was_first_published():
    assert read_html(make_page(f"<p>{FIRST}</p>"), "a.html").details == Details(
        "Bridge to cost four million", "The Example", "Ann Rao", date(2022, 6, 7), "https://example.org/bridge"
    )


def test_details_in_linked_data_are_read():
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Bridge closed", "datePublished": "2021-03-04", "author": [{"@type": "Person", "name": "Ann Rao"},
    {"@type": "Person", "name": "Bo Lind"}], "publisher": {"@type": "Organization", "name": "The Example"}}</script>"""
    details = read_html(make_page(f"<p>{FIRST}</p><p>{SECOND}</p>", head), "a.html").details
    assert (details.author, details.published) == ("Ann Rao, Bo Lind", date(2021, 3, 4))


def test_page_without_details_has_none_made_up():
    page = f"<html><body><p>{FIRST}</p><p>{SECOND} It began on 3 March 2020.</p></body></html>".encode()
    assert read_html(page, "a.html").details == Details()


@pytest.mark.parametrize(
    ("article", "body"),
    [
        pytest.param(f"<p>{FIRST}</p><p>a <b>b</b> <a href='x'>c</a>\n d.</p>", f"{FIRST}\n\na b c d.", id="inline"),
        pytest.param(f"<p>{FIRST}<br>Then more.</p>", f"{FIRST}\nThen more.", id="line break"),
        pytest.param(f"<p>{FIRST}</p><h2>Costs</h2><p>{SECOND}</p>", f"{FIRST}\n\nCosts\n\n{SECOND}", id="heading"),
        pytest.param(
            f"<p>{FIRST}</p><blockquote><p>“We were not told of it.”</p></blockquote><p>{SECOND}</p>",
            f"{FIRST}\n\n“We were not told of it.”\n\n{SECOND}",
            id="quotation",
        ),
        pytest.param(
            f"<p>{FIRST}</p><ul><li>Steel: two million</li><li>Labour: two million</li></ul><p>{SECOND}</p>",
            f"{FIRST}\n\nSteel: two million\n\nLabour: two million\n\n{SECOND}",
            id="list",
        ),
        pytest.param(
            f"<p>{FIRST}</p><table><tr><th>Year</th><th>Cost</th></tr><tr><td>2021</td><td>2 <i>m</i></td></tr></table>"
            f"<p>{SECOND}</p>",
            f"{FIRST}\n\nYear | Cost\n2021 | 2 m\n\n{SECOND}",
            id="table",
        ),
        pytest.param(
            f"<p>{FIRST}</p><p>Caf&eacute; &amp; br&shy;idge&#8203;</p>", f"{FIRST}\n\nCafé & bridge", id="entities"
        ),
        pytest.param(
            f"<p>{FIRST}</p><script>x()</script><style>p{{}}</style><p>{SECOND}</p>",
            f"{FIRST}\n\n{SECOND}",
            id="script",
        ),
    ],
)
def test_markup_becomes_clean_prose(article, body):
    assert read_body(article) == body


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_that_were_struck_out_are_left_out_and_the_editor_told(tag):
    document = read_html(make_page(f"<p>{FIRST}</p><p>They lost <{tag}>twelve</{tag}> ten men. {SECOND}</p>"), "a.html")
    assert "They lost ten men." in document.body
    assert document.warnings == (STRUCK_OUT,)


def test_short_page_is_read_whole():
    assert (
        read_html(b"<html><body><p>The bridge is closed.</p></body></html>", "a.html").body == "The bridge is closed."
    )


@pytest.mark.parametrize("depth", [300, 5000])
def test_nested_elements_that_the_parser_drops_are_read_and_the_editor_told(depth):
    page = "<html><body>" + "<div>" * depth + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * depth + "</body></html>"
    document = read_html(page.encode(), "a.html")
    assert document.body == f"{FIRST}\n\n{SECOND}"
    assert document.warnings == (WHOLE_PAGE,)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        pytest.param('<meta charset="windows-1256">', "cp1256", id="meta charset"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "cp1256", id="http-equiv"
        ),
        pytest.param('<meta charset="utf-8">', "utf-8", id="UTF-8"),
        pytest.param('<meta charset="windows-1252">', "utf-8", id="UTF-8 that says it is not"),
        pytest.param("", "utf-16", id="byte-order mark"),
        pytest.param("", "utf-8", id="nothing said"),
    ],
)
def test_page_is_decoded_as_it_says_or_is(head, encoding):
    arabic = "قال مجلس المدينة يوم الخميس إن الجسر سيغلق للإصلاح حتى نهاية العام وإن حركة المرور ستحول إلى طريق آخر."
    page = f"<!doctype html><html><head>{head}</head><body><p>{arabic}</p></body></html>"
    document = read_html(page.encode(encoding), "a.html")
    assert document.body == arabic
    assert document.warnings == ()


def test_page_in_xhtml_with_its_declaration_is_read():
    page = (
        f'<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html><html><body><p>Caf\u00e9. {FIRST}</p></body></html>'
    )
    assert read_html(page.encode("latin-1"), "a.html").body == f"Café. {FIRST}"


@pytest.mark.parametrize("charset", ["unicode_escape", "idna", "zlib", "rot13", "nonsense", "utf-16"])
def test_charset_that_no_page_is_written_in_is_not_obeyed(charset):
    page = f'<html><head><meta charset="{charset}"></head><body><p>{FIRST} \\u0041</p></body></html>'
    assert "\\u0041" in read_html(page.encode(), "a.html").body


def test_page_that_is_not_in_its_charset_is_refused():
    with pytest.raises(UnreadableDocumentError, match="encoding"):
        read_html(b'<html><meta charset="utf-8"><p>' + b"\xff\xfe\x81</p></html>", "a.html")


def test_external_entities_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("hunter2")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><body><p>{FIRST} &x;</p></body></html>'
    )
    assert "hunter2" not in read_html(page.encode(), "a.html").body


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/a", "data:text/html,x", "//x"])
def test_address_that_is_no_link_is_not_taken(link):
    page = make_page(f"<p>{FIRST}</p><p>{SECOND}</p>", f'<link rel="canonical" href="{link}">')
    assert (read_html(page, "a.html").details.url or "https://").startswith("https://")
