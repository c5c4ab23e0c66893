"""Documents made to hurt whoever reads them: each with the sentence that a person must see, and small to send."""

# ruff: noqa: E501 — one case a line, so that the table can be read as one

import os
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from corpus.readers.limits import MAX_ENTRIES
from tests.corpus.documents import draw_pdf, pack, replace_entry, write_docx, write_pdf, zip_files
from tests.corpus.office_documents import CONTAINER, make_epub, make_odt, make_package, make_page, make_rtf, zip_book

WORDS = "The city council said on Thursday that the bridge would be closed for repairs."
TAKES_TOO_MUCH = "took more (time or memory|memory|than 30 seconds)"
LAUGHS = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
) + ']>'  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A file, what must stand in the sentence about it, and whether it is read all the same, with that warning."""

    title: str
    name: str
    make: Callable[[], bytes]
    says: str
    read: bool = False
    slow: bool = False

    def __str__(self) -> str:
        return self.title


def nest_forms(depth: int) -> bytes:
    """Make a small PDF whose drawing draws another ten times, and so on: a billion letters out of 2 kB."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>/XObject<</A %d 0 R>>>>"
    forms = [(b"/A Do " * 10, entries % (number + 7)) for number in range(depth)]
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</A 6 0 R>>>>>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *[
                b"<<%b/Length %d>>\nstream\n%b\nendstream" % (head, len(drawing), drawing)
                for drawing, head in [(b"/A Do " * 10, b""), *forms, (b"BT /F 9 Tf (word) Tj ET " * 10, entries % 99)]
            ],
        ]
    )


def pack_twice(size: int) -> bytes:
    """Make a PDF of 2 kB whose page unpacks to this many bytes."""
    packed = zlib.compress(zlib.compress(bytes(size), 9), 9)
    page = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed)
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            page,
        ]
    )


def turn_pages_in_a_ring() -> bytes:
    """Make a PDF whose pages are said to hold themselves."""
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>"])


def draw_picture() -> bytes:
    """Make a PDF of a picture that is said to be 60,000 points wide and high."""
    picture = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8"
    drawing = b"BT /F 9 Tf 50 700 Td (%b) Tj ET 9 0 0 9 0 0 cm /P Do" % WORDS.encode()
    resources = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</P 5 0 R>>>>"
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %b>>" % resources,
            pack(drawing),
            pack(bytes(10**6), picture),
        ]
    )


def make_attributes(number: int) -> bytes:
    """Make a page whose one element has this many attributes."""
    return b"<html><p " + b" ".join(b'a%d="1"' % index for index in range(number)) + b">x</p></html>"


def overlap_entries(copies: int) -> bytes:
    """Make an archive whose directory names one packed file again and again."""
    data = zip_files({"word/document.xml": bytes(10**7)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = data[start:end] * copies
    tail = bytearray(data[end:])
    tail[8:12] = copies.to_bytes(2, "little") * 2
    tail[12:16] = len(directory).to_bytes(4, "little")
    return data[:start] + directory + bytes(tail)


def understate_size() -> bytes:
    """Make a DOCX one of whose entries unpacks to more than it says."""
    data = bytearray(replace_entry(write_docx(""), "word/media/a.bin", bytes(2**20)))
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def write_words(size: int) -> str:
    """Give this many characters that pack to about a hundredth, so that nothing is refused before it is read."""
    noise = os.urandom(size // 120 * 3 // 4).hex()
    return "".join(f"{noise[at : at + 2]}{WORDS}{WORDS}" for at in range(0, size // 80, 2))[:size]


def repeat_chapters() -> bytes:
    """Make a book whose order of reading names one chapter 100,000 times, under as many names."""
    items = "".join(
        f'<item id="c{number}" href="c.xhtml" media-type="application/xhtml+xml"/>' for number in range(100_000)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(100_000))
    noise = {f"OEBPS/{number}.jpg": os.urandom(500_000) for number in range(2)}
    pages = {"OEBPS/book.opf": make_package(items, spine), "OEBPS/c.xhtml": make_page(f"<p>{WORDS}</p>"), **noise}
    return zip_book({"META-INF/container.xml": CONTAINER, **pages}, "application/epub+zip")


def nest_archives() -> bytes:
    """Make a DOCX that holds an archive in an archive in an archive."""
    inner = zip_files({"a": bytes(10**6)})
    for _ in range(20):
        inner = zip_files({"a.zip": inner})
    return replace_entry(write_docx(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"), "word/embeddings/a.zip", inner)


def write_gzip() -> bytes:
    """Pack 52 MB of HTML."""
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(b"<html>" + b"<p>The bridge is closed.</p>" * 2_000_000) + packer.flush()


def flood_page(size: int) -> bytes:
    """Make a page of this many bytes."""
    return b"<html>" + b"<p>The bridge is closed.</p>" * (size // 28)


def say_docx(body: str, head: str = "") -> bytes:
    """Make a DOCX of one paragraph of these words."""
    return write_docx(f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>", head)


def store_zip(name: str, content: bytes) -> bytes:
    """Make an archive that is not packed at all."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def crowd_docx() -> bytes:
    """Make a DOCX of 4.5 million empty paragraphs, beside a picture that makes it less packed than it is."""
    return replace_entry(write_docx("<w:p><w:r/></w:p>" * 4_500_000), "word/media/a.png", os.urandom(600_000))


def repeat_yaml() -> bytes:
    """Make front matter each of whose lines repeats the one before it nine times."""
    lines = (f"{after}: &{after} [{f'*{before},' * 9}]\n" for before, after in zip("abcdefg", "bcdefgh", strict=True))
    return f"---\na: &a [x]\n{''.join(lines)}---\n{WORDS}".encode()


def many_entries() -> bytes:
    """Make a DOCX of more files than it may hold."""
    return replace_entry(zip_files({f"{n}": b"" for n in range(MAX_ENTRIES)}), "word/document.xml", b"<a/>")


NO_END = "no day of publication|looks cut off"
BOMBS = [
    Case("DOCX: a ZIP bomb", "a.docx", lambda: replace_entry(say_docx("a"), "word/media/a", bytes(10**8)), "would unpack to"),
    Case("DOCX: 2,001 files inside", "a.docx", many_entries, "2,001 files"),
    Case("DOCX: one file named 1,000 times", "a.docx", lambda: overlap_entries(1000), "would unpack to"),
    Case("DOCX: a file larger than it says", "a.docx", understate_size, "cut off or damaged"),
    Case("DOCX: an XML bomb (billion laughs)", "a.docx", lambda: say_docx("a", LAUGHS), "document type"),
    Case("DOCX: archives in archives", "a.docx", nest_archives, "No day", read=True),
    Case("DOCX: 4.5 million paragraphs", "a.docx", crowd_docx, TAKES_TOO_MUCH, slow=True),
    Case("ODT: a ZIP bomb", "a.odt", lambda: make_odt("", files={"Pictures/a.png": bytes(10**8)}), "would unpack to"),
    Case("ODT: an XML bomb (billion laughs)", "a.odt", lambda: make_odt("<text:p>&i;</text:p>", head=LAUGHS), "document type"),
    Case("ODT: 100,000 nested spans", "a.odt", lambda: make_odt("<text:span>" * 10**5 + os.urandom(10**5).hex() + "</text:span>" * 10**5), "an ODT that cannot be read"),
    Case("ODT: a billion spaces and columns", "a.odt", lambda: make_odt(f"<text:p>{WORDS}<text:s text:c='999999999'/></text:p><table:table><table:table-row><table:table-cell table:number-columns-repeated='999999999'/></table:table-row></table:table>"), "No day", read=True),
    Case("ODT: 90 MB of paragraphs", "a.odt", lambda: make_odt("".join(f"<text:p>{line}</text:p>" for line in re.findall(".{150}", write_words(90 * 10**6)))), f"{TAKES_TOO_MUCH}|would unpack", slow=True),
    Case("EPUB: a ZIP bomb", "a.epub", lambda: make_epub("a", files={"OEBPS/a.jpg": bytes(10**8)}), "would unpack to"),
    Case("EPUB: an XML bomb (billion laughs)", "a.epub", lambda: make_epub("a", files={"OEBPS/c0.xhtml": f"{LAUGHS}<html>&i;</html>"}), "declares entities"),
    Case("EPUB: one chapter under 100,000 names", "a.epub", repeat_chapters, "Read", read=True),
    Case("EPUB: 52 MB of HTML in one chapter", "a.epub", lambda: make_epub(f"<p>{write_words(52 * 10**6)}</p>"), f"{TAKES_TOO_MUCH}|would unpack|characters of text", slow=True),
    Case("EPUB: 300,000 open elements", "a.epub", lambda: make_epub("<div>" * 300_000 + os.urandom(30_000).hex(), WORDS), "looks cut off|Read", read=True),
    Case("RTF: 2 GB of binary data that is not there", "a.rtf", lambda: make_rtf(r"a\bin2000000000 "), "end is missing"),
    Case("RTF: a million nested groups", "a.rtf", lambda: make_rtf("{" * 10**6 + "}" * 10**6), "nested more deeply"),
    Case("RTF: 19 MB of control words", "a.rtf", lambda: make_rtf(r"\b0" * 6_300_000), f"{TAKES_TOO_MUCH}|no text|no words", slow=True),
    Case("RTF: 19 MB of Unicode", "a.rtf", lambda: make_rtf(r"\u1604?" * 2_700_000), f"{TAKES_TOO_MUCH}|No day", read=True, slow=True),
    Case("PDF: nested drawings", "a.pdf", lambda: nest_forms(8), TAKES_TOO_MUCH, slow=True),
    Case("PDF: a page packed twice (1 GB)", "a.pdf", lambda: pack_twice(2**30), f"{TAKES_TOO_MUCH}|pictures of it|damaged", slow=True),
    Case("PDF: a page of 80 MB", "a.pdf", lambda: draw_pdf(b"BT /F 9 Tf " + b"(w w) Tj " * 9_000_000), TAKES_TOO_MUCH, slow=True),
    Case("PDF: 10,000 pages", "a.pdf", lambda: draw_pdf(b"BT /F 9 Tf (x) Tj ET", 10_000), "has 10,000 pages; a report may have 2,000"),
    Case("PDF: pages in a ring", "a.pdf", turn_pages_in_a_ring, "cut off or damaged|pictures of it"),
    Case("PDF: a picture of 3.6 billion points", "a.pdf", draw_picture, "No day", read=True),
    Case("HTML: 300,000 attributes", "a.html", lambda: make_attributes(300_000), TAKES_TOO_MUCH, slow=True),
    Case("HTML: 100,000 nested divs", "a.html", lambda: b"<html><body>" + b"<div>" * 10**5 + WORDS.encode() + b"</div>" * 10**5 + b"</body></html>", "could not be told from the rest", read=True),
    Case("HTML: a page of 19 MB", "a.html", lambda: flood_page(19 * 10**6), TAKES_TOO_MUCH, slow=True),
    Case("HTML: a page of 52 MB", "a.html", lambda: flood_page(52 * 10**6), "the limit is 20 MiB"),
    Case("HTML: 52 MB packed by gzip", "a.html", write_gzip, "a gzip archive"),
    Case("HTML: 5 million brackets", "a.html", lambda: b"<html>" + b"<" * 5_000_000, f"{TAKES_TOO_MUCH}|no words|no text", slow=True),
    Case("Markdown: front matter nested deeply", "a.md", lambda: b"---\ntitle: " + b"[" * 200_000 + b"\n---\nbody", TAKES_TOO_MUCH, slow=True),
    Case("Markdown: front matter that repeats itself (billion laughs)", "a.md", repeat_yaml, "not a detail", read=True),
    Case("Markdown: 100,000 nested quotations", "a.md", lambda: b">" * 10**5 + WORDS.encode(), "nested more deeply"),
    Case("Markdown: 100,000 open brackets", "a.md", lambda: b"[" * 10**5 + WORDS.encode(), f"No day|{TAKES_TOO_MUCH}", read=True, slow=True),
    Case("text: 9 million accents on one letter", "a.txt", lambda: b"a" + "\u0301\u0323".encode() * 4_500_000, TAKES_TOO_MUCH, slow=True),
    Case("text: 21 MB", "a.txt", lambda: b"a " * 10_500_000 , "20.0 MiB; the limit is 20 MiB"),
]  # fmt: skip
