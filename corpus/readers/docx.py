"""Reads Word documents (DOCX): paragraphs, headings, and tables as lines.

The only module that imports python-docx. Its own paragraphs leave out content controls and tracked insertions, so
the words are taken from the XML: those that Word shows when all changes are accepted. Hidden and struck-out words
and notes stay out, and the editor is told.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.styles.style import BaseStyle
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]  # lxml has no types of its own

from corpus.readers.blocks import STRUCK_OUT, Block, join_blocks, make_table_blocks, split_title, tidy_lines
from corpus.readers.characters import clean_line, describe_losses
from corpus.readers.origins import PROPERTIES, trace_details
from corpus.readers.packages import check_package, describe_macros, explain_failure
from corpus.reports import Details, Document
from corpus.worded import Worded

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TEXT_BOX, ROW, CELL, PARAGRAPH, TABLE = qn("w:txbxContent"), qn("w:tr"), qn("w:tc"), qn("w:p"), qn("w:tbl")
LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr"), qn("w:sectPr"), FALLBACK})
SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
OFF = frozenset({"0", "false", "off", "none"})
NO_AUTHOR = "python-docx"
ALSO_DOCUMENTS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(ALSO_DOCUMENTS, DocumentPart))


def read_docx(data: bytes, name: str) -> Document:
    """Read a Word document.

    Raises:
        UnreadableDocumentError: when it is cut off, damaged, protected, or no Word document.
        ReadingLimitError: when it would unpack to more than a report may.
    """
    entries = check_package(data, name, "DOCX")
    document = open_document(data, name)
    body, own = document.element.body, make_details(document)
    blocks, details = split_title(list(find_blocks(body, find_levels(document))), own)
    losses = describe_losses("".join(block.text for block in blocks))
    return Document(
        join_blocks(blocks),
        details,
        warnings=(*losses, *describe_left_out(body), *describe_macros(entries)),
        found_in=trace_details(details, own, PROPERTIES),
    )


def open_document(data: bytes, name: str) -> WordDocument:
    """Open a package as a Word document; python-docx itself takes neither templates nor documents with macros."""
    try:
        part = Package.open(BytesIO(data)).main_document_part
        if not isinstance(part, DocumentPart):
            raise ValueError(f"its main part is {part.content_type}")
        document: WordDocument = part.document
        return document
    except (OpcError, XMLSyntaxError, AttributeError, KeyError, ValueError) as error:
        raise explain_failure(error, name, "DOCX") from error


def make_details(document: WordDocument) -> Details:
    """Give what the document's properties say; the day it was typed is not the day it was published."""
    properties = document.core_properties
    author = clean_line(properties.author)
    return Details(title=clean_line(properties.title), author=None if author == NO_AUTHOR else author)


def find_levels(document: WordDocument) -> dict[str, int]:
    """Give the heading level of each style that makes a heading, by the style's id."""
    return {style.style_id: level for style in document.styles if (level := find_level(style))}


def find_level(style: BaseStyle) -> int:
    """Give the heading level of a style, taken from the styles it builds on where it has none; 0 for prose."""
    for _ in range(10):
        if match := re.fullmatch(r"Title|Heading ([1-9])", style.name or ""):
            return int(match[1] or 1)
        base = getattr(style, "base_style", None)
        if base is None:
            break
        style = base
    return 0


def find_blocks(parent: BaseOxmlElement, levels: dict[str, int]) -> Iterator[Block]:
    """Give the blocks below an element, in order; a text box comes after the paragraph it hangs on."""
    for element in parent:
        if element.tag in LEFT_OUT:
            continue
        if element.tag == PARAGRAPH:
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            level = 0 if style is None else levels.get(style.get(qn("w:val")), 0)
            yield Block(tidy_lines(find_words(element)), level)
            for box in find_inside(element, TEXT_BOX):
                yield from find_blocks(box, levels)
        elif element.tag == TABLE:
            yield from find_table_blocks(element, levels)
        else:
            yield from find_blocks(element, levels)


def find_table_blocks(table: BaseOxmlElement, levels: dict[str, int]) -> Iterator[Block]:
    """Give a table as one block of lines, or as paragraphs where it only frames them."""
    rows = [list(find_inside(row, CELL)) for row in find_inside(table, ROW)]
    yield from make_table_blocks([[list(find_blocks(cell, levels)) for cell in cells] for cells in rows])


def find_inside(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Give the elements of a tag below an element, but not those inside one another."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in LEFT_OUT:
            yield from find_inside(element, tag)


def find_words(parent: BaseOxmlElement) -> str:
    """Give the words of a paragraph that are shown."""
    words = []
    for element in parent:
        if element.tag in (qn("w:t"), MATHS):
            words.append(element.text or "")
        elif element.tag in SIGNS:
            words.append(SIGNS[element.tag])
        elif (
            element.tag not in LEFT_OUT
            and element.tag != TEXT_BOX
            and not is_set(element, "w:vanish", "w:strike", "w:dstrike")
        ):
            words.append(find_words(element))
    return "".join(words)


def is_set(run: BaseOxmlElement, *names: str) -> bool:
    """Whether a run has one of these properties, such as being hidden."""
    found = (run.find(f"{qn('w:rPr')}/{qn(name)}") for name in names)
    return any(flag is not None and flag.get(qn("w:val")) not in OFF for flag in found)


def describe_left_out(body: BaseOxmlElement) -> Iterator[str]:
    """Say what the document shows elsewhere or not at all, and what is therefore not in its text."""
    if notes := sum(1 for _ in body.iter(*NOTES)):
        yield Worded("Its footnotes and endnotes were left out: {count}.", count=notes)
    runs = list(body.iter(qn("w:r")))
    if any(is_set(run, "w:strike", "w:dstrike") for run in runs):
        yield STRUCK_OUT
    if any(is_set(run, "w:vanish") for run in runs):
        yield Worded("Words that the document hides were left out.")
