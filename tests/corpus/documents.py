"""Documents made for tests: PDF and DOCX files with exactly the lines, pages and faults that a test needs."""

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT, LEFT, TOP, LEADING, SIZE = 595, 842, 72, 730, 14, 11
MEASURE = 430
WORD_XML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class At:
    """A line of a PDF that does not simply follow the one before."""

    text: str
    left: float = LEFT
    base: float | None = None
    size: float = SIZE
    gap: float = LEADING


def set_pdf(*pages: Iterable[str | At], title: str = "", author: str = "") -> bytes:
    """Set pages, each line given one below the other unless it says where it stands."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        base = TOP + LEADING
        for given in page:
            line = At(given) if isinstance(given, str) else given
            base = base - line.gap if line.base is None else line.base
            canvas.setFont("Helvetica", line.size)
            canvas.drawString(line.left, base, line.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wrap(text: str, measure: float = MEASURE, indent: float = 0) -> list[str]:
    """Break a paragraph into lines as a typesetter does, without hyphens."""
    lines, room = [""], measure - indent
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica", SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
            room = measure
    return lines


def encrypt_pdf(data: bytes, password: str) -> bytes:
    """Protect a PDF with a password, which may be empty."""
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def write_pdf(objects: list[bytes]) -> bytes:
    """Write a PDF of these objects, of which the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + table + tail


def pack(content: bytes, entries: bytes = b"") -> bytes:
    """Make a packed stream."""
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)


def draw_pdf(content: bytes, count: int = 1) -> bytes:
    """Write a PDF with this drawing on each of its pages."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            pack(content),
            *[page] * count,
        ]
    )


def draw_glyphs(lines: list[list[tuple[str, float]]]) -> bytes:
    """Write a PDF that puts down text as it is seen, from left to right: for each line its pieces and their left ends.

    Each letter is 10 points wide; a piece of several letters between braces is one ligature.
    """
    glyphs: dict[str, int] = {}
    drawing = b""
    for row, pieces in enumerate(lines):
        for piece, left in pieces:
            parts = [piece[1:-1]] if piece.startswith("{") else list(piece)
            codes = "".join(f"{glyphs.setdefault(part, len(glyphs) + 1):04x}" for part in parts)
            drawing += f"BT /F 12 Tf 1 0 0 1 {left} {700 - 20 * row} Tm <{codes}> Tj ET\n".encode()
    pairs = "\n".join(f"<{code:04x}> <{part.encode('utf-16-be').hex()}>" for part, code in glyphs.items())
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            pack(drawing),
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/DW 833/FontDescriptor 8 0 R>>",
            pack(mapping.encode()),
            b"<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 800/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80"
            b"/FontBBox[0 -200 1000 800]>>",
        ]
    )


def save_docx(document: WordDocument) -> bytes:
    """Give the bytes of a Word document."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def write_docx(body: str, head: str = "") -> bytes:
    """Write a Word document whose body is this XML."""
    xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD_XML}"><w:body>{body}</w:body></w:document>'
    return replace_entry(save_docx(docx.Document()), "word/document.xml", xml.encode())


def replace_entry(data: bytes, name: str, content: bytes) -> bytes:
    """Put other content, or a further entry, into a ZIP archive."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return file.getvalue()


def zip_files(files: dict[str, bytes]) -> bytes:
    """Make a ZIP archive."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()
