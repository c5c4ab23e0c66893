"""Books, Rich Text and OpenDocument texts made for tests, with exactly the parts and faults that a test needs."""

import zipfile
from io import BytesIO

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
DETAILS = (
    "<dc:title>The Bridge Book</dc:title><dc:creator>Ann Rao</dc:creator><dc:publisher>The Courier</dc:publisher>"
    "<dc:date>2022-06-07</dc:date><dc:language>en</dc:language>"
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = " ".join(
    f'xmlns:{short}="{space}"'
    for short, space in {
        "office": f"{ODF}office:1.0", "text": f"{ODF}text:1.0", "table": f"{ODF}table:1.0", "style": f"{ODF}style:1.0",
        "draw": f"{ODF}drawing:1.0", "meta": f"{ODF}meta:1.0", "svg": f"{ODF}svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)  # fmt: skip
RTF_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset178 Arial;}"
    r"{\f2\fnil\fcharset2 Symbol;}{\f3\fswiss\fcharset204 Arial;}}{\colortbl;\red255\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s2\outlinelevel1 Zwischentitel;}}"
)
RTF_INFO = r"{\info{\title The Bridge Book}{\author Ann Rao}{\creatim\yr2020\mo1\dy2}}"


def zip_book(files: dict[str, str | bytes], kind: str) -> bytes:
    """Make an archive that says first what it is, as books and OpenDocument files do."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_page(body: str) -> str:
    """Make one page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>page</title></head><body>{body}</body></html>'
    )


def make_package(items: str, spine: str, details: str = DETAILS, rest: str = "") -> str:
    """Make the package of a book: its details, its files, and their order."""
    return (
        '<?xml version="1.0"?><package version="3.0" xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:opf="http://www.idpf.org/2007/opf">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{details}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine>{rest}</package>"
    )


def make_epub(*bodies: str, details: str = DETAILS, files: dict[str, str | bytes] | None = None) -> bytes:
    """Make a book with these chapters; `files` are put into its archive as they are, over those made here."""
    numbers = range(len(bodies))
    items = [f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>' for number in numbers]
    package = make_package("".join(items), "".join(f'<itemref idref="c{number}"/>' for number in numbers), details)
    pages = {f"OEBPS/c{number}.xhtml": make_page(body) for number, body in enumerate(bodies)}
    made = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package, **pages, **(files or {})}
    return zip_book(made, "application/epub+zip")


def make_odt(
    body: str, styles: str = "", language: str = "", head: str = "", files: dict[str, str | bytes] | None = None
) -> bytes:
    """Make an OpenDocument text whose body and automatic styles are this XML."""
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {ODF_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stated = f"<dc:language>{language}</dc:language>" if language else ""
    meta = (
        f'<?xml version="1.0"?><office:document-meta {ODF_SPACES}><office:meta><dc:title>The Bridge Book</dc:title>'
        f"<meta:initial-creator>Ann Rao</meta:initial-creator><dc:creator>Someone Else</dc:creator>"
        f"<dc:date>2020-01-02T00:00:00</dc:date>{stated}</office:meta></office:document-meta>"
    )
    made = {"content.xml": content, "meta.xml": meta, **(files or {})}
    return zip_book(made, "application/vnd.oasis.opendocument.text")


def make_rtf(*paragraphs: str, info: str = RTF_INFO) -> bytes:
    """Make Rich Text of paragraphs that are RTF themselves."""
    return (
        RTF_HEAD + info + "".join(rf"\pard\plain {paragraph}\par" + "\n" for paragraph in paragraphs) + "}"
    ).encode()
