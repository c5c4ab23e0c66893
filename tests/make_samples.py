"""Makes the PDF and the DOCX among the sample reports from the texts in `tests/sample_sources`.

    python -m tests.make_samples

The two files are committed, so this runs only after a source text has changed. The same texts give the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject, TextStringObject
from pyphen import Pyphen
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.reports import Details

SOURCES = Path(__file__).parent / "sample_sources"
SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
WIDTH, HEIGHT = A5
MARGIN = 62.0
LEADING = 13.5
SIZE = 10.0
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:publisher><rdf:Bag><rdf:li>{publisher}</rdf:li></rdf:Bag></dc:publisher>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Source:
    """One text in `sample_sources`: its details and its paragraphs, headings among them."""

    details: dict[str, Any]
    paragraphs: list[str]

    @property
    def known(self) -> Details:
        """What is known about the text, in the form in which reports have it."""
        names = ("title", "publisher", "author", "published", "language")
        return Details(**{name: self.details[name] for name in names})

    @property
    def published(self) -> datetime:
        """Noon of the day of publication, so that no time zone moves it to another day."""
        day = self.details["published"]
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass(slots=True)
class Sheet:
    """A canvas that knows how far down the page it is, and that heads and numbers its pages."""

    canvas: Canvas
    running_head: str
    words: Pyphen = field(default_factory=lambda: Pyphen(lang="en_GB"))
    top: float = 0.0

    def start_page(self) -> None:
        """Begin a page with its running head and number."""
        if self.top:
            self.canvas.showPage()
        self.canvas.setFont("Times-Italic", 8)
        self.canvas.drawCentredString(WIDTH / 2, HEIGHT - 30, self.running_head)
        self.canvas.drawCentredString(WIDTH / 2, 28, str(self.canvas.getPageNumber()))
        self.top = HEIGHT - 62

    def write(self, text: str, font: str = "Times-Roman", size: float = SIZE) -> None:
        """Set one paragraph, over as many pages as it takes."""
        for line in self.break_lines(text, font, size):
            if self.top < 56:
                self.start_page()
            self.canvas.setFont(font, size)
            self.canvas.drawString(MARGIN, self.top, line)
            self.top -= LEADING * size / SIZE
        self.top -= LEADING / 2

    def break_lines(self, text: str, font: str, size: float) -> Iterator[str]:
        """Fill lines greedily, dividing with a hyphen the word that does not fit."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self.fits(longer, font, size):
                line = longer
                continue
            head, tail = self.divide(line, word, font, size)
            yield f"{line} {head}".strip()
            line = tail
        yield line

    def divide(self, line: str, word: str, font: str, size: float) -> tuple[str, str]:
        """Split a word at the last place that fits; a word that has a hyphen or a capital of its own stays whole."""
        if word.rstrip(".,;:”").isalpha() and word.islower():
            for head, tail in self.words.iterate(word):
                if min(len(head), len(tail)) > 2 and self.fits(f"{line} {head}-", font, size):
                    return f"{head}-", tail
        return "", word

    def fits(self, line: str, font: str, size: float) -> bool:
        """Whether a line is no wider than the column."""
        return bool(stringWidth(line, font, size) <= WIDTH - 2 * MARGIN)


def read_source(name: str) -> Source:
    """Read a source text and its front matter."""
    _, front, body = (SOURCES / name).read_text(encoding="utf-8").split("---\n", 2)
    return Source(yaml.safe_load(front), [part.strip() for part in body.split("\n\n") if part.strip()])


def make_pdf(source: Source) -> bytes:
    """Set a source as an A5 pamphlet with running heads, page numbers and divided words."""
    plain = BytesIO()
    sheet = Sheet(Canvas(plain, pagesize=A5, invariant=1), source.details["running_head"])
    sheet.start_page()
    sheet.write(source.details["title"], "Times-Bold", 14)
    for paragraph in source.paragraphs:
        if paragraph.startswith("## "):
            sheet.write(paragraph.removeprefix("## "), "Times-Bold", 11)
        else:
            sheet.write(paragraph)
    sheet.canvas.save()
    return describe_pdf(plain, source)


def describe_pdf(plain: BytesIO, source: Source) -> bytes:
    """Put a source's details into the properties of a PDF."""
    details, writer = source.details, PdfWriter(clone_from=PdfReader(plain))
    stamp = source.published.strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = None
    writer.add_metadata(
        {"/Title": details["title"], "/Author": details["author"], "/CreationDate": stamp, "/ModDate": stamp}
    )
    xmp = StreamObject()
    xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    xmp.set_data(XMP.format(**details).encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.root_object[NameObject("/Lang")] = TextStringObject(details["language"])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def make_docx(source: Source) -> bytes:
    """Set a source as a Word document whose core properties hold its details."""
    document, details = Document(), source.details
    properties = document.core_properties
    properties.title, properties.author = details["title"], details["author"]
    properties.language, properties.category = details["language"], details["publisher"]
    properties.comments = ""
    properties.created = properties.modified = source.published.replace(tzinfo=None)
    document.add_heading(details["title"], level=0)
    for paragraph in source.paragraphs:
        if paragraph.startswith("## "):
            document.add_heading(paragraph.removeprefix("## "), level=2)
        else:
            document.add_paragraph(paragraph)
    written = BytesIO()
    document.save(written)
    return set_archive_times(written, source.published)


def set_archive_times(archive: BytesIO, moment: datetime) -> bytes:
    """Copy a zip archive with one time on all its members, so that the same text gives the same bytes."""
    copied = BytesIO()
    with ZipFile(archive) as before, ZipFile(copied, "w", ZIP_DEFLATED) as after:
        for member in before.infolist():
            info = ZipInfo(member.filename, moment.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, before.read(member))
    return copied.getvalue()


def main() -> None:
    """Write both files into `corpus/samples`."""
    (SAMPLES / "anselma-bulletin.pdf").write_bytes(make_pdf(read_source("anselma-bulletin.md")))
    (SAMPLES / "comet-interview.docx").write_bytes(make_docx(read_source("comet-interview.md")))


if __name__ == "__main__":
    main()
