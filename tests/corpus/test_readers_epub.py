"""EPUB: chapters in the order of reading, what of a page is text, details, and what is refused."""

from datetime import date

import pytest

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.epub import read_epub
from corpus.readers.packages import MACROS
from tests.corpus.office_documents import CONTAINER, make_epub, make_package, make_page, zip_book

NOTES = "Its footnotes and endnotes were left out: 1."


def read(*bodies, **more):
    return read_epub(make_epub(*bodies, **more), "a.epub")


def item(key, href, more=""):
    return f'<item id="{key}" href="{href}" media-type="application/xhtml+xml" {more}/>'


def make_book(items, spine, pages, rest=""):
    files = {f"OEBPS/{place}": make_page(body) for place, body in pages.items()}
    package = make_package(items, spine, rest=rest)
    return zip_book({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package, **files}, "application/epub+zip")


def test_chapters_are_read_in_the_order_of_the_spine():
    data = make_book(
        item("a", "a.xhtml") + item("b", "text/b%20b.xhtml"),
        '<itemref idref="b"/><itemref idref="a"/><itemref idref="b"/>',
        {"a.xhtml": "<p>Second.</p>", "text/b b.xhtml": "<p>First.</p>"},
    )
    assert read_epub(data, "a.epub").body == "First.\n\nSecond."


def test_contents_pages_are_left_out():
    data = make_book(
        item("n", "nav.xhtml", 'properties="nav"') + item("t", "toc.xhtml") + item("a", "a.xhtml"),
        '<itemref idref="n"/><itemref idref="t"/><itemref idref="a"/>',
        {"nav.xhtml": "<p>Contents</p>", "toc.xhtml": "<p>Contents</p>", "a.xhtml": "<p>Text.</p>"},
        rest='<guide><reference type="toc" href="toc.xhtml"/></guide>',
    )
    document = read_epub(data, "a.epub")
    assert (document.body, document.warnings) == ("Text.", ())


def test_pages_outside_the_order_of_reading_are_left_out_and_told():
    data = make_book(
        item("x", "x.xhtml") + item("a", "a.xhtml"),
        '<itemref idref="x" linear="no"/><itemref idref="a"/>',
        {"x.xhtml": "<p>Aside.</p>", "a.xhtml": "<p>Text.</p>"},
    )
    document = read_epub(data, "a.epub")
    assert document.body == "Text."
    assert document.warnings == ("Pages outside its order of reading were left out: 1.",)


def test_chapter_that_is_missing_is_told():
    data = make_book(
        item("a", "a.xhtml") + item("b", "../../etc/passwd"),
        '<itemref idref="a"/><itemref idref="b"/>',
        {"a.xhtml": "<p>Text.</p>"},
    )
    assert read_epub(data, "a.epub").warnings == ("It lacks 1 of the 2 chapters that it names.",)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>a <b>b</b>\n c</p>", "a b c", id="bold and line end"),
        pytest.param("<p>a<br/>b</p>", "a\nb", id="line break"),
        pytest.param("<p>a&nbsp;b &mdash; &#x645;</p>", "a b — م", id="named entities"),
        pytest.param("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo", id="list"),
        pytest.param("<div>a<div>b</div>c</div>", "a\n\nb\n\nc", id="divisions"),
        pytest.param("<script src='x'/><p>a</p><style>b</style>", "a", id="script and style"),
        pytest.param("<p>a</p><p hidden='hidden'>b</p>", "a", id="hidden"),
        pytest.param("<p>m<sup>2</sup></p>", "m2", id="a raised figure that leads nowhere"),
        pytest.param("<p>a<sup><a href='#n'>1</a></sup> b</p>", "a b", id="mark of a note"),
        pytest.param("<p>a<a href='#n'><sup>12</sup></a> b</p>", "a b", id="mark of a note inside its link"),
        pytest.param("<p>a <sup><a href='#n'>see there</a></sup></p>", "a see there", id="raised words"),
        pytest.param("<p><ruby>漢<rt>kan</rt></ruby>字</p>", "漢字", id="reading beside a character"),
        pytest.param("<p>می‌شود</p>", "می‌شود", id="ZWNJ"),
        pytest.param(
            "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2021</td><td><p>two</p><p>million</p></td></tr></table>",
            "Year | Cost\n2021 | two million",
            id="table",
        ),
        pytest.param("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb", id="table that frames"),
        pytest.param(
            "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>", "a b | c", id="nested"
        ),
        pytest.param("<table><tr><td>a</td><td>b</td></tr>", "a | b", id="table that never ends"),
        pytest.param("<svg><text>a</text></svg><p>b</p>", "b", id="drawing"),
        pytest.param("<div>" * 5000 + "deep" + "</div>" * 5000, "deep", id="nested deeply"),
    ],
)
def test_text_is_what_a_page_shows(body, text):
    assert read(body).body == text


@pytest.mark.parametrize(
    ("body", "warnings"),
    [
        pytest.param(
            "<p>a<a epub:type='noteref' href='#n'>1</a></p><aside epub:type='footnote'>n</aside>", (NOTES,), id="3"
        ),
        pytest.param("<p>a</p><section role='doc-endnotes'><p>n</p></section>", (NOTES,), id="by its role"),
        pytest.param("<p>a</p><p><del>b</del></p>", (STRUCK_OUT,), id="struck out"),
    ],
)
def test_editor_is_told_what_was_left_out(body, warnings):
    document = read(body)
    assert (document.body, document.warnings) == ("a", warnings)


def test_package_gives_the_details():
    details = read("<p>a</p>").details
    assert (details.title, details.author, details.publisher) == ("The Bridge Book", "Ann Rao", "The Courier")
    assert (details.published, details.language, details.url) == (date(2022, 6, 7), "en", None)


@pytest.mark.parametrize(
    ("details", "name", "value"),
    [
        pytest.param("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>", "author", "A, B", id="two authors"),
        pytest.param("<dc:date>2022-06-07T10:00:00Z</dc:date>", "published", date(2022, 6, 7), id="time of day"),
        pytest.param("<dc:date>2022</dc:date>", "published", None, id="a year is no day"),
        pytest.param("<dc:date>0101-01-01</dc:date>", "published", None, id="a date that means none"),
        pytest.param("<dc:date opf:event='modification'>2022-06-07</dc:date>", "published", None, id="day of change"),
        pytest.param("<dc:language>fa-IR</dc:language>", "language", "fa", id="language with its country"),
        pytest.param("<dc:language>und</dc:language>", "language", None, id="language undetermined"),
        pytest.param("<dc:source>https://example.org/a</dc:source>", "url", "https://example.org/a", id="link"),
        pytest.param("<dc:source>urn:isbn:1</dc:source>", "url", None, id="source that is no link"),
    ],
)
def test_details_are_read_as_they_are_meant(details, name, value):
    assert getattr(read("<p>a</p>", details=details).details, name) == value


def test_heading_gives_the_title_of_a_book_without_one():
    document = read("<h1>On bridges</h1><p>a</p>", details="")
    assert (document.details.title, document.body, document.found_in["title"]) == (
        "On bridges",
        "a",
        "its first heading",
    )


LOCKED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>'
)


def test_book_whose_fonts_alone_are_locked_is_read():
    assert read("<p>a</p>", files={"META-INF/encryption.xml": LOCKED.format("OEBPS/f.otf")}).body == "a"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param(
            {"META-INF/encryption.xml": LOCKED.format("OEBPS/c0.xhtml")}, "locked against copying", id="locked"
        ),
        pytest.param({"META-INF/container.xml": "<a/>"}, "an EPUB that cannot be read", id="no package"),
        pytest.param({"OEBPS/book.opf": "<package"}, "an EPUB that cannot be read", id="broken package"),
        pytest.param({"OEBPS/book.opf": make_package("", "")}, "no chapter", id="no chapters"),
        pytest.param(
            {"OEBPS/c0.xhtml": '<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>'}, "declares entities", id="entities"
        ),
        pytest.param({"../../evil.txt": "x"}, "leads outside", id="a way out"),
        pytest.param({"C:\\evil.txt": "x"}, "leads outside", id="a drive"),
        pytest.param({"/etc/evil": "x"}, "leads outside", id="from the root"),
        pytest.param({"OEBPS/c0.xhtml": b"caf\xe9 " * 9}, "encoding", id="encoding"),
    ],
)
def test_bad_book_is_one_sentence(files, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        read("<p>a</p>", files=files)


def test_book_that_unpacks_to_too_much_is_refused():
    with pytest.raises(ReadingLimitError, match="unpack to"):
        read("<p>a</p>", files={"OEBPS/big.jpg": bytes(30 * 2**20)})


def test_macros_are_no_part_of_a_book():
    assert MACROS not in read("<p>a</p>").warnings
