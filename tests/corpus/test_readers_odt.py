"""ODT: what of it is text, headings, tables and details, written by odfpy and by hand; and what is refused."""

from io import BytesIO

import pytest
from odf.dc import Title
from odf.meta import InitialCreator
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import H, LineBreak, List, ListItem, P, S, Span, Tab

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.odt import read_odt
from corpus.readers.packages import MACROS
from tests.corpus.office_documents import make_odt

HIDDEN = "Words that the document hides were left out."
LISTS = "Its table of contents or index was left out."
STYLES = (
    '<style:style style:name="Gone" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="Back" style:family="text" style:parent-style-name="Gone">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="Not" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Title" style:family="paragraph"/>'
)
RUBY = "<text:p>a <text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>"
BOX = (
    "<text:p>a<draw:frame><svg:desc>x</svg:desc><draw:text-box><text:p>b</text:p>"
    "</draw:text-box></draw:frame> c</text:p>"
)
NOTE = (
    "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
    "<text:p>n</text:p></text:note-body></text:note></text:p>"
)
CONTENTS = (
    "<text:table-of-content><text:index-body><text:p>x</text:p></text:index-body>"
    "</text:table-of-content><text:p>a</text:p>"
)


def read(body, **more):
    return read_odt(make_odt(body, **more), "a.odt")


def save(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def fill(element, *children):
    for child in children:
        element.addElement(child)
    return element


def test_document_written_by_odfpy_is_read():
    document = OpenDocumentText()
    fill(document.meta, Title(text="پل بسته شد"), InitialCreator(text="آن رائو"))
    gone = fill(Style(name="Gone", family="text"), TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(gone)
    rows = [("سال", "هزینه"), ("۱۴۰۰", "دو میلیون")]
    table = fill(
        Table(name="t"),
        *(fill(TableRow(), *(fill(TableCell(), P(text=words)) for words in row)) for row in rows),
    )
    fill(
        document.text,
        H(outlinelevel=1, text="پل بسته شد"),
        fill(P(text="می\u200cشود"), Span(stylename=gone, text=" نه"), S(c=3), Span(text="گفت"), Tab(), LineBreak()),
        fill(List(), fill(ListItem(), P(text="یک")), fill(ListItem(), P(text="دو"))),
        table,
        H(outlinelevel=2, text="پایان"),
        P(text="تمام."),
    )
    found = read_odt(save(document), "a.odt")
    assert found.body == "می\u200cشود گفت\n\nیک\n\nدو\n\nسال | هزینه\n۱۴۰۰ | دو میلیون\n\nپایان\n\nتمام."
    assert (found.details.title, found.details.author) == ("پل بسته شد", "آن رائو")
    assert found.warnings == (STRUCK_OUT,)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<text:p>a <text:span>b</text:span>\n  c</text:p>", "a b c", id="span and line end"),
        pytest.param("<text:p>a<text:s text:c='999999999'/>b<text:tab/>c</text:p>", "a b c", id="a billion spaces"),
        pytest.param("<text:p>a<text:line-break/>b</text:p>", "a\nb", id="line break"),
        pytest.param("<text:p>a <text:a>b</text:a></text:p>", "a b", id="link"),
        pytest.param("<text:p>a<text:bookmark/><text:change-start/> b</text:p>", "a b", id="marks"),
        pytest.param("<text:section><text:p>a</text:p></text:section>", "a", id="section"),
        pytest.param(
            "<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:p>a</text:p>", "a", id="deleted"
        ),
        pytest.param(
            "<text:p>a<office:annotation><text:p>x</text:p></office:annotation> b</text:p>", "a b", id="comment"
        ),
        pytest.param(RUBY, "a b", id="ruby"),
        pytest.param(BOX, "a c\n\nb", id="text box"),
        pytest.param(
            "<text:p>a <text:span text:style-name='Back'>b</text:span></text:p>", "a b", id="not struck out after all"
        ),
        pytest.param("<text:p>a<!-- x --> b<?x y?></text:p>", "a b", id="comments of XML"),
        pytest.param(
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Year</text:p>"
            "</table:table-cell><table:table-cell table:number-columns-repeated='9999999'/></table:table-row>"
            "</table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
            "<table:table-cell><text:p>2</text:p><text:p>3</text:p></table:table-cell></table:table-row></table:table>",
            "Year\n1 | 2 3",
            id="table",
        ),
        pytest.param(
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            "a\n\nb",
            id="table that frames",
        ),
    ],
)
def test_words_are_those_that_are_shown(body, text):
    document = read(body, styles=STYLES)
    assert (document.body, document.warnings) == (text, ())


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        pytest.param(NOTE, "Its footnotes and endnotes were left out: 1.", id="note"),
        pytest.param(CONTENTS, LISTS, id="contents"),
        pytest.param("<text:p>a<text:span text:style-name='Gone'>x</text:span></text:p>", STRUCK_OUT, id="struck out"),
        pytest.param("<text:p>a<text:span text:style-name='Not'>x</text:span></text:p>", HIDDEN, id="hidden by style"),
        pytest.param("<text:p>a<text:hidden-text>x</text:hidden-text></text:p>", HIDDEN, id="hidden"),
    ],
)
def test_editor_is_told_what_was_left_out(body, warning):
    document = read(body, styles=STYLES)
    assert (document.body, document.warnings) == ("a", (warning,))


def test_macros_are_named_and_not_read():
    document = read("<text:p>a</text:p>", files={"Basic/Standard/Module1.xml": "<a>Sub Evil</a>"})
    assert (document.body, document.warnings) == ("a", (MACROS,))


def test_properties_give_title_and_first_author_and_no_day():
    details = read("<text:p>a</text:p>").details
    assert (details.title, details.author, details.published) == ("The Bridge Book", "Ann Rao", None)


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("<text:h text:outline-level='1'>On bridges</text:h>", id="heading"),
        pytest.param("<text:p text:style-name='P9'>On bridges</text:p>", id="title"),
    ],
)
def test_heading_gives_the_title_where_the_properties_do_not(heading):
    data = make_odt(f"{heading}<text:p>a</text:p>", styles=STYLES, files={"meta.xml": "<a/>"})
    document = read_odt(data, "a.odt")
    assert (document.details.title, document.body) == ("On bridges", "a")


LOCKED = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"files": {"META-INF/manifest.xml": LOCKED}}, "password", id="locked"),
        pytest.param({"files": {"content.xml": "<office"}}, "an ODT that cannot be read", id="broken"),
        pytest.param({"files": {"content.xml": "<a/>"}}, "not an OpenDocument text;", id="another root"),
        pytest.param({"head": LAUGHS}, "document type", id="entities"),
        pytest.param({"files": {"../evil.xml": "<a/>"}}, "leads outside", id="a way out"),
    ],
)
def test_bad_document_is_one_sentence(more, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        read("<text:p>a</text:p>", **more)


def test_document_that_unpacks_to_too_much_is_refused():
    with pytest.raises(ReadingLimitError, match="unpack to"):
        read("<text:p>a</text:p>", files={"Pictures/a.png": bytes(30 * 2**20)})
