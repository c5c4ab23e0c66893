"""What the package of a book says: its details, and which files are its chapters, in the order of reading."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml.etree import XMLSyntaxError, _Element  # type: ignore[import-untyped]  # it has no types

from corpus.errors import UnreadableDocumentError
from corpus.readers.characters import clean_line
from corpus.readers.front_matter import LANGUAGE, LINK
from corpus.readers.packages import explain_failure, parse_xml
from corpus.readers.pdf_metadata import parse_day
from corpus.reports import Details
from corpus.worded import Worded

CONTAINER, RIGHTS = "META-INF/container.xml", "META-INF/encryption.xml"
ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
EARLIEST = date(1400, 1, 1)
"""Programs that know no date write one of the year 101."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book's details and the content of its chapters; how many are missing, and how many stand `aside`."""

    details: Details
    chapters: tuple[bytes, ...]
    missing: int
    aside: int


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its place in the archive, its media type, its properties."""

    path: str
    media_type: str
    properties: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        """Whether it is a page of text, and not the table of contents."""
        return self.media_type in PAGES and "nav" not in self.properties


def open_book(data: bytes, name: str) -> Book:
    """Open a book whose archive was checked.

    Raises:
        UnreadableDocumentError: when it has no package, or its chapters are locked.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = frozenset(archive.namelist())
        try:
            place = find_package(archive, names)
            package = parse_xml(archive.read(place))
            locked = find_locked(archive, names)
        except (XMLSyntaxError, KeyError) as error:
            raise explain_failure(error, name, "EPUB") from error
        linear, aside = order_items(package, posixpath.dirname(place))
        if locked.intersection(item.path for item in linear):
            raise UnreadableDocumentError(
                Worded("{name} is locked against copying; send a copy without such a lock, or its text.", name=name)
            )
        here = [item.path for item in linear if item.path in names]
        beside = sum(item.path in names for item in aside)
        return Book(make_details(package), tuple(map(archive.read, here)), len(linear) - len(here), beside)


def find_package(archive: zipfile.ZipFile, names: frozenset[str]) -> str:
    """Give the place of the package, where the container says that it is.

    Raises:
        KeyError: when the container names none that is there.
    """
    container = parse_xml(archive.read(CONTAINER))
    places = (unquote(root.get("full-path", "")) for root in container.iter(ROOT_FILE))
    found = next((place for place in places if place in names), None)
    if found is None:
        raise KeyError("no package")
    return found


def find_locked(archive: zipfile.ZipFile, names: frozenset[str]) -> frozenset[str]:
    """Give the places of the files that are encrypted; in books that anyone may read, only fonts are."""
    if RIGHTS not in names:
        return frozenset()
    references = parse_xml(archive.read(RIGHTS)).iter(CIPHER)
    return frozenset(unquote(reference.get("URI", "")) for reference in references)


def order_items(package: _Element, folder: str) -> tuple[list[Item], list[Item]]:
    """Give the pages in the order of reading, and those that stand aside from it; each page once."""
    items = {key: make_item(item, folder) for item in package.iter(f"{OPF}item") if (key := item.get("id"))}
    contents = set(find_contents(package, folder))
    linear, aside = dict[str, Item](), dict[str, Item]()
    for reference in package.iter(f"{OPF}itemref"):
        item = items.get(reference.get("idref", ""))
        if item and item.is_page and item.path not in contents:
            (aside if reference.get("linear") == "no" else linear).setdefault(item.path, item)
    return list(linear.values()), list(aside.values())


def make_item(element: _Element, folder: str) -> Item:
    """Make an item of its element."""
    return Item(
        join_place(folder, element.get("href", "")),
        element.get("media-type", "").lower(),
        tuple(element.get("properties", "").split()),
    )


def find_contents(package: _Element, folder: str) -> Iterator[str]:
    """Give the places of the pages that older books call their table of contents."""
    for reference in package.iter(f"{OPF}reference"):
        if reference.get("type") == "toc" and "#" not in reference.get("href", ""):
            yield join_place(folder, reference.get("href", ""))


def join_place(folder: str, link: str) -> str:
    """Give the place in the archive that a link from the package names."""
    try:
        return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(link).path)))
    except ValueError:
        return ""


def make_details(package: _Element) -> Details:
    """Give what the package says about the book; a date that names no day is left out."""
    language = LANGUAGE.fullmatch(find_value(package, "language") or "")
    published = next((day for day in map(parse_day, find_dates(package)) if day), None)
    source = find_value(package, "source")
    return Details(
        title=find_value(package, "title"),
        publisher=find_value(package, "publisher"),
        author=", ".join(dict.fromkeys(find_values(package, "creator"))) or None,
        published=published if published and published >= EARLIEST else None,
        url=source if source and LINK.fullmatch(source) else None,
        language=language[1].lower() if language and language[1].lower() != "und" else None,
    )


def find_values(package: _Element, name: str) -> Iterator[str]:
    """Give the values of a property."""
    for element in package.iter(f"{DC}{name}"):
        if value := clean_line("".join(element.itertext())):
            yield value


def find_value(package: _Element, name: str) -> str | None:
    """Give the first value of a property."""
    return next(find_values(package, name), None)


def find_dates(package: _Element) -> Iterator[str]:
    """Give the dates that may be that of publication, and not the day on which the file was made or changed."""
    for element in package.iter(f"{DC}date"):
        if element.get(f"{OPF}event", "publication").lower() in ("publication", "original-publication"):
            yield "".join(element.itertext()).strip()
