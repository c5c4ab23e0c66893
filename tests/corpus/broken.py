"""Files that are broken, locked, misnamed or that hide something: each with the sentence that a person must see."""

# ruff: noqa: E501 — one case a line, so that the table can be read as one

import zipfile
from io import BytesIO

from tests.corpus.documents import draw_pdf, encrypt_pdf, replace_entry, set_pdf, write_docx, zip_files
from tests.corpus.hostile import WORDS, Case, say_docx, store_zip
from tests.corpus.office_documents import make_epub, make_odt, make_rtf
from tests.corpus.test_readers_epub import LOCKED as LOCKED_BOOK
from tests.corpus.test_readers_odt import LOCKED as LOCKED_ODT

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256))
PDF = set_pdf([WORDS])
DOCX, ODT, EPUB, RTF = (
    say_docx(WORDS),
    make_odt(f"<text:p>{WORDS}</text:p>"),
    make_epub(f"<p>{WORDS}</p>"),
    make_rtf(WORDS),
)
HTML = f"<!doctype html><html><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode()
OVERRIDE = "The council said that the bill was ten\u202ednasuoht\u202c in all, and paid it."
TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore the rest")


def macro_docx() -> bytes:
    """Make a Word document with macros, of the type that Word gives such documents."""
    with zipfile.ZipFile(BytesIO(DOCX)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert usual in types
    stated = types.replace(usual, "application/vnd.ms-word.document.macroEnabled.main+xml")
    stated = stated.replace(
        "<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
    )
    return replace_entry(
        replace_entry(DOCX, "[Content_Types].xml", stated.encode()), "word/vbaProject.bin", OLE + b"Sub Evil"
    )


def lock_entries(data: bytes) -> bytes:
    """Set the mark of encryption on the first entry of an archive."""
    locked = bytearray(data)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        start = locked.index(mark)
        locked[start + (6 if mark[2] == 3 else 8)] |= 1
    return bytes(locked)


def named(title: str, name: str) -> Case:
    """Make a case whose file's name is the trouble: the sentence must show what is left of it."""
    return Case(f"name: {title}", name, lambda: b"%PDF-", "is a PDF whose end is missing")


def half(kind: str, data: bytes, says: str = "cut off or damaged") -> Case:
    """Make a case of half a file."""
    return Case(f"{kind}: cut in half", f"a.{kind.lower()}", lambda: data[: len(data) // 2], says)


BROKEN = [
    Case("PDF: a password", "a.pdf", lambda: encrypt_pdf(PDF, "secret"), "protected with a password"),
    Case("DOCX: a password (Office)", "a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected Office"),
    Case("DOCX: a password (ZIP)", "a.docx", lambda: lock_entries(DOCX), "protected with a password"),
    Case("ODT: a password", "a.odt", lambda: make_odt("a", files={"META-INF/manifest.xml": LOCKED_ODT}), "protected with a password"),
    Case("EPUB: locked against copying", "a.epub", lambda: make_epub("a", files={"META-INF/encryption.xml": LOCKED_BOOK.format("OEBPS/c0.xhtml")}), "locked against copying"),
    half("PDF", PDF, "end is missing"), half("DOCX", DOCX), half("EPUB", EPUB), half("ODT", ODT), half("RTF", RTF, "end is missing"),
    Case("HTML: cut in half", "a.html", lambda: HTML[: -len(HTML) // 3], "looks cut off", read=True),
    Case("text: cut in mid-sentence", "a.txt", WORDS[:-20].encode, "looks cut off", read=True),
    Case("text: ends in a teaser", "a.txt", f"{WORDS}\n\nSubscribe to continue reading".encode, "asks readers to go elsewhere", read=True),
    Case("PDF: a scan", "a.pdf", lambda: draw_pdf(b"0 0 9 9 re f"), "only pictures of it"),
    Case("PDF: three of four pages are scans", "a.pdf", lambda: set_pdf([WORDS], [], [], []), "3 of its 4 pages show no text", read=True),
    Case("PDF: one word", "a.pdf", lambda: set_pdf(["Bridge"]), "only one word", read=True),
    Case("DOCX: macros (.docm)", "a.docm", macro_docx, "neither run nor read", read=True),
    Case("ODT: macros", "a.odt", lambda: make_odt(f"<text:p>{WORDS}</text:p>", files={"Basic/Standard/Evil.xml": "<a/>"}), "neither run nor read", read=True),
    Case("RTF: an embedded program", "a.rtf", lambda: make_rtf(WORDS + r"{\object\objemb{\*\objdata 4d5a}}"), "embedded in it", read=True),
    Case("old Word with or without macros", "a.doc", lambda: OLE + bytes(600), "an old Office file"),
    Case("EPUB: an entry ../../evil", "a.epub", lambda: make_epub("a", files={"../../evil": "x"}), "leads outside it"),
    Case("ODT: an entry C:\\evil", "a.odt", lambda: make_odt("a", files={"C:\\evil": "x"}), "leads outside it"),
    Case("DOCX: an entry /etc/evil", "a.docx", lambda: replace_entry(DOCX, "/etc/evil", b"x"), "leads outside it"),
    Case("suffix: a JPEG named .docx", "a.docx", lambda: JPEG, "a JPEG picture"),
    Case("suffix: a program named .pdf", "a.pdf", lambda: b"MZ" + bytes(99), "a program"),
    Case("suffix: a DOCX named .txt", "a.txt", lambda: DOCX, "No day", read=True),
    Case("suffix: an RTF named .doc", "a.doc", lambda: RTF, "No day", read=True),
    Case("suffix: a PDF named .epub", "a.epub", lambda: PDF, "No day", read=True),
    Case("suffix: text named .odt", "a.odt", WORDS.encode, "named as an ODT but is none"),
    Case("suffix: a ZIP of texts named .epub", "a.epub", lambda: zip_files({"a.txt": b"a"}), "a ZIP archive"),
    Case("suffix: a spreadsheet named .odt", "a.odt", lambda: store_zip("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet"),
    Case("NUL bytes in a text", "a.txt", f"{WORDS}\0{WORDS}\0".encode, "binary data"),
    Case("NUL bytes in a page", "a.html", lambda: HTML.replace(b"bridge", b"br\0idge"), "binary data"),
    Case("control characters in a text", "a.txt", f"{WORDS * 3}\x01".encode, "Control characters", read=True),
    Case("lone surrogates in a text", "a.txt", lambda: WORDS[:-1].encode() + b"\xed\xa0\x80.", "already lost", read=True),
    Case("lone surrogates in RTF", "a.rtf", lambda: make_rtf(WORDS + r"\u-10179?."), "already lost", read=True),
    Case("lone surrogates in a page", "a.html", lambda: HTML.replace(b"bridge", b"br&#xD800;idge"), "already lost", read=True),
    Case("right-to-left override", "a.txt", OVERRIDE.encode, "‹U\\+202E› right-to-left override", read=True),
    Case("right-to-left override in a DOCX", "a.docx", lambda: say_docx(OVERRIDE), "‹U\\+202E› right-to-left override", read=True),
    Case("invisible instructions (tags)", "a.txt", f"{WORDS}{TAGS}".encode, "15 × tags; as in “for repairs.‹ignore the rest›", read=True),
    Case("zero-width spaces", "a.html", lambda: HTML.replace(b"bridge", "br\u200bid\u200bge".encode()), "4 × ‹U\\+200B› zero width space", read=True),
    Case("mixed languages", "a.txt", f"{WORDS} {WORDS}\n\nLe conseil municipal a déclaré jeudi que le pont serait fermé pour des travaux jusqu’à la fin de l’année.".encode, "mix languages", read=True),
    Case("a DOCX without its text", "a.docx", lambda: write_docx(""), "no text"),
    Case("an empty file", "a.txt", lambda: b"", "empty"),
    named("folders", "../../etc/passwd.pdf"), named("Windows folders", "C:\\Users\\ann\\a.pdf"), named("NUL and line end", "a\0b\n.pdf"),
    named("right-to-left override", "a\u202efdp.exe"), named("none", ""), named("an option", "--help"), named("300 letters", "ü" * 300 + ".pdf"),
    named("a lone surrogate", "a\ud800b.pdf"),
]  # fmt: skip
