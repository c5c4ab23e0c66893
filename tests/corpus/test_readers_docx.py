"""Reading Word documents: what Word shows, headings, tables, properties, and packages made to hurt."""

import docx
import pytest

from corpus.errors import InvalidReportError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.docx import read_docx
from corpus.reports import Document
from tests.corpus.documents import replace_entry, save_docx, write_docx, zip_files


def text(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def read(*paragraphs: str) -> Document:
    return read_docx(write_docx("".join(paragraphs)), "a.docx")


def make_document(title: str = "", author: str = "") -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    return document


def test_paragraphs_and_headings_are_read():
    document = make_document()
    document.add_heading("The old bridge", 0)
    document.add_paragraph("It is closed.")
    document.add_heading("Costs", 2)
    document.add_paragraph("Steel", style="List Bullet")
    document.add_paragraph("Labour", style="List Number")
    found = read_docx(save_docx(document), "a.docx")
    assert found.details.title == "The old bridge"
    assert found.body == "It is closed.\n\nCosts\n\nSteel\n\nLabour"


@pytest.mark.parametrize(
    ("title", "author", "found"),
    [
        pytest.param("The bridge", "Ann Rao", ("The bridge", "Ann Rao"), id="both"),
        pytest.param("", "", ("Opening", None), id="none, so the heading"),
        pytest.param(" The\n bridge ", " Ann ", ("The bridge", "Ann"), id="untidy"),
        pytest.param("", "python-docx", ("Opening", None), id="a program is no author"),
    ],
)
def test_properties_give_title_and_author(title, author, found):
    document = make_document(title, author)
    document.add_heading("Opening", 1)
    document.add_paragraph("It is closed.")
    details = read_docx(save_docx(document), "a.docx").details
    assert (details.title, details.author) == found
    assert details.published is None


def test_heading_of_another_title_stays():
    document = make_document("The bridge")
    document.add_heading("Opening", 1)
    document.add_paragraph("It is closed.")
    assert read_docx(save_docx(document), "a.docx").body == "Opening\n\nIt is closed."


def test_style_built_on_a_heading_is_a_heading():
    document = make_document()
    style = document.styles.add_style("Our headline", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("The old bridge", style="Our headline")
    document.add_paragraph("It is closed.")
    assert read_docx(save_docx(document), "a.docx").details.title == "The old bridge"


def test_table_becomes_lines():
    document = make_document()
    document.add_paragraph("Costs:")
    table = document.add_table(2, 3)
    for place, words in zip([(0, 0), (0, 1), (1, 0), (1, 2)], ["Year", "Cost", "2021", "two\nmillion"], strict=True):
        table.cell(*place).text = words
    assert read_docx(save_docx(document), "a.docx").body == "Costs:\n\nYear | Cost\n2021 | two million"


def test_table_that_only_frames_the_text_becomes_paragraphs():
    document = make_document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "One."
    cell.add_paragraph("Two.")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert read_docx(save_docx(document), "a.docx").body == "One.\n\nTwo.\n\na | b"


@pytest.mark.parametrize(
    ("runs", "body"),
    [
        pytest.param([text("a "), text("b", "<w:b/>"), text(" c")], "a b c", id="bold"),
        pytest.param(["<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"], "a b\nc", id="tab and break"),
        pytest.param(["<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>"], "a-b", id="hyphens"),
        pytest.param([text("a "), f"<w:hyperlink>{text('b')}</w:hyperlink>"], "a b", id="link"),
        pytest.param([text("a "), f"<w:ins>{text('b')}</w:ins>"], "a b", id="tracked insertion"),
        pytest.param([text("a"), "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"], "a", id="tracked deletion"),
        pytest.param([text("a "), f"<w:moveTo>{text('b')}</w:moveTo>"], "a b", id="moved here"),
        pytest.param([text("a"), f"<w:moveFrom>{text('b')}</w:moveFrom>"], "a", id="moved away"),
        pytest.param(
            [text("a "), f"<w:sdt><w:sdtContent>{text('b')}</w:sdtContent></w:sdt>"], "a b", id="content control"
        ),
        pytest.param([text("a "), f"<w:fldSimple>{text('7')}</w:fldSimple>"], "a 7", id="field"),
        pytest.param(["<w:r><w:instrText>PAGE</w:instrText></w:r>", text("7")], "7", id="field's code"),
        pytest.param([text("a"), text("b", '<w:strike w:val="0"/>')], "ab", id="not struck out after all"),
        pytest.param([text("می\u200cشود")], "می\u200cشود", id="ZWNJ"),
    ],
)
def test_words_are_those_that_word_shows(runs, body):
    assert read(paragraph(*runs)).body == body


@pytest.mark.parametrize(
    ("run", "warning"),
    [
        pytest.param(text("secret", "<w:strike/>"), STRUCK_OUT, id="struck out"),
        pytest.param(text("secret", "<w:dstrike/>"), STRUCK_OUT, id="struck out twice"),
        pytest.param(text("secret", "<w:vanish/>"), "Words that the document hides were left out.", id="hidden"),
        pytest.param(
            '<w:r><w:footnoteReference w:id="1"/></w:r>', "Its footnotes and endnotes were left out: 1.", id="note"
        ),
    ],
)
def test_editor_is_told_what_was_left_out(run, warning):
    document = read(paragraph(text("Open."), run))
    assert document.body == "Open."
    assert document.warnings == (warning,)


def test_text_box_comes_after_its_paragraph_and_once():
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph(text('In the box.'))}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert (
        read(paragraph(text("Before."), drawing), paragraph(text("After."))).body == "Before.\n\nIn the box.\n\nAfter."
    )


DOCX = write_docx(paragraph(text("It is closed.")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(DOCX[:-30], "cut off or damaged", id="cut off"),
        pytest.param(DOCX[:200] + bytes(40) + DOCX[240:], "cut off or damaged", id="wiped"),
        pytest.param(zip_files({"word/document.xml": b"<a/>"}), "a DOCX that cannot be read", id="nothing else inside"),
        pytest.param(
            replace_entry(DOCX, "word/document.xml", b"<w:document"), "a DOCX that cannot be read", id="broken XML"
        ),
        pytest.param(replace_entry(DOCX, "[Content_Types].xml", b"<a/>"), "a DOCX that cannot be read", id="no types"),
        pytest.param(write_docx("", '<!DOCTYPE w [<!ENTITY a "b">]>'), "document type", id="entities"),
        pytest.param(
            replace_entry(DOCX, "word/styles.xml", '<?xml version="1.0"?><!DOCTYPE w><w/>'.encode("utf-16")),
            "document type",
            id="a document type in UTF-16",
        ),
    ],
)
def test_bad_package_is_one_sentence(data, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        read_docx(data, "a.docx")


def test_package_with_a_password_inside_is_refused():
    data = bytearray(DOCX)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        start = data.index(mark)
        data[start + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(UnreadableDocumentError, match="password"):
        read_docx(bytes(data), "a.docx")


def test_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    with pytest.raises(ReadingLimitError, match="unpack to"):
        read_docx(replace_entry(DOCX, "word/media/a.bin", bytes(30 * 2**20)), "a.docx")


def test_package_that_lies_about_its_size_is_refused():
    data = bytearray(replace_entry(DOCX, "word/media/a.bin", bytes(2**20)))
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableDocumentError, match="cut off or damaged"):
        read_docx(bytes(data), "a.docx")


def test_document_without_words_is_refused():
    with pytest.raises(InvalidReportError, match="no text"):
        read_docx(save_docx(docx.Document()), "a.docx")
