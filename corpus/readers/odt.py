"""Reads OpenDocument texts (ODT): paragraphs, headings, lists, and tables as lines.

The words are those that LibreOffice shows when all tracked changes are accepted. Notes, comments, the table of
contents, and hidden and struck-out words stay out, and the editor is told.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml.etree import XMLSyntaxError, _Element  # type: ignore[import-untyped]  # it has no types

from corpus.errors import UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT, Block, join_blocks, make_table_blocks, split_title, tidy_lines
from corpus.readers.characters import clean_line, describe_losses
from corpus.readers.front_matter import LANGUAGE
from corpus.readers.odt_styles import META, OFFICE, TABLE, TEXT, Styles, read_styles
from corpus.readers.origins import PROPERTIES, trace_details
from corpus.readers.packages import check_package, describe_macros, explain_failure, parse_xml
from corpus.reports import Details, Document
from corpus.worded import Worded

DC = "{http://purl.org/dc/elements/1.1/}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
NOTE = f"{TEXT}note"
BOXES = tuple(
    DRAW + kind
    for kind in ("text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "caption")
)
SPACE = re.compile(r"[ \t\r\n]+")
CONTENTS = frozenset(
    TEXT + kind
    for kind in (
        "table-of-content",
        "alphabetical-index",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
    )
)
HIDDEN = frozenset({f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"})
LEFT_OUT = (
    frozenset({NOTE, f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}script", f"{TEXT}sequence-decls"})
    | {f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{OFFICE}annotation", f"{OFFICE}forms"}
    | {f"{OFFICE}event-listeners", f"{SVG}title", f"{SVG}desc"}
    | CONTENTS
    | HIDDEN
)
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}


def read_odt(data: bytes, name: str) -> Document:
    """Read an OpenDocument text.

    Raises:
        UnreadableDocumentError: when it is cut off, damaged, protected, or no OpenDocument text.
        ReadingLimitError: when it would unpack to more than a report may.
    """
    entries = check_package(data, name, "ODT")
    parts = open_parts(data, name)
    body = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocumentError(
            Worded("{name} is not an OpenDocument text; save it as ODT, or send its text.", name=name)
        )
    styles = read_styles(parts.styles, parts.content)
    own = make_details(parts.meta)
    blocks, details = split_title(list(find_blocks(body, styles)), own)
    losses = describe_losses("".join(block.text for block in blocks))
    return Document(
        join_blocks(blocks),
        details,
        warnings=(*losses, *describe_left_out(body, styles), *describe_macros(entries)),
        found_in=trace_details(details, own, PROPERTIES),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """The files inside that are read; an old or small program may leave out all but the content."""

    content: _Element
    styles: _Element | None
    meta: _Element | None


def open_parts(data: bytes, name: str) -> Parts:
    """Parse the files inside an archive that was checked, unless they are encrypted."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and is_encrypted(archive.read("META-INF/manifest.xml")):
            raise UnreadableDocumentError(
                Worded("{name} is protected with a password; save it without one and send it again.", name=name)
            )
        try:
            content, styles, meta = (
                parse_xml(archive.read(part)) if part in names else None
                for part in ("content.xml", "styles.xml", "meta.xml")
            )
        except XMLSyntaxError as error:
            raise explain_failure(error, name, "ODT") from error
    if content is None:
        raise UnreadableDocumentError(
            Worded("{name} is an ODT that lacks its text; save it again, or send its text.", name=name)
        )
    return Parts(content, styles, meta)


def is_encrypted(manifest: bytes) -> bool:
    """Whether the list of the files inside says that some are encrypted."""
    try:
        return next(parse_xml(manifest).iter(f"{MANIFEST}encryption-data"), None) is not None
    except XMLSyntaxError:
        return False


def make_details(meta: _Element | None) -> Details:
    """Give what the properties say; the days on which it was typed are not the day on which it was published."""
    found = {name: clean_line("".join(meta.itertext(name))) if meta is not None else None for name in READ}
    language = LANGUAGE.fullmatch(found[f"{DC}language"] or "")
    return Details(
        title=found[f"{DC}title"],
        author=found[f"{META}initial-creator"] or found[f"{DC}creator"],
        language=language[1].lower() if language else None,
    )


READ = (f"{DC}title", f"{META}initial-creator", f"{DC}creator", f"{DC}language")


def find_blocks(parent: _Element, styles: Styles) -> Iterator[Block]:
    """Give the blocks below an element, in order; a text box comes after the paragraph it hangs on."""
    for element in parent:
        if element.tag in LEFT_OUT or not isinstance(element.tag, str):
            continue
        if element.tag in PARAGRAPHS:
            yield Block(tidy_lines(find_words(element, styles)), styles.find_level(element))
            for box in find_inside(element, *BOXES):
                yield from find_blocks(box, styles)
        elif element.tag == f"{TABLE}table":
            rows = [list(find_inside(row, f"{TABLE}table-cell")) for row in find_inside(element, f"{TABLE}table-row")]
            yield from make_table_blocks([[list(find_blocks(cell, styles)) for cell in cells] for cells in rows])
        else:
            yield from find_blocks(element, styles)


def find_inside(parent: _Element, *tags: str) -> Iterator[_Element]:
    """Give the elements of these tags below an element, but not those inside one another."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag not in LEFT_OUT:
            yield from find_inside(element, *tags)


def find_words(element: _Element, styles: Styles) -> str:
    """Give the words of a paragraph, or of a part of one, that are shown."""
    if styles.is_hidden(element) or styles.is_struck_out(element):
        return ""
    words = [squeeze(element.text)]
    for child in element:
        if child.tag in SIGNS:
            words.append(SIGNS[child.tag])
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT and child.tag not in BOXES:
            words.append(find_words(child, styles))
        words.append(squeeze(child.tail))
    return "".join(words)


def squeeze(text: str | None) -> str:
    """Give a text whose white space is single spaces, as a page shows it."""
    return SPACE.sub(" ", text or "")


def describe_left_out(body: _Element, styles: Styles) -> Iterator[str]:
    """Say what the document shows elsewhere or not at all, and what is therefore not in its text."""
    if notes := sum(1 for _ in body.iter(NOTE)):
        yield Worded("Its footnotes and endnotes were left out: {count}.", count=notes)
    if next(body.iter(*CONTENTS), None) is not None:
        yield Worded("Its table of contents or index was left out.")
    if any(map(styles.is_struck_out, body.iter(*PARAGRAPHS, f"{TEXT}span"))):
        yield STRUCK_OUT
    if next(body.iter(*HIDDEN), None) is not None or any(map(styles.is_hidden, body.iter(*PARAGRAPHS, f"{TEXT}span"))):
        yield Worded("Words that the document hides were left out.")
