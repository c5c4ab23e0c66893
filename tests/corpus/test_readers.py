"""Reading a submission in its own process: who reads it, what it gives, and what is refused in one sentence."""

import re
import signal
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import (
    CorpusError,
    DocumentTooLargeError,
    InvalidReportError,
    ReadingLimitError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)
from corpus.readers import SUFFIXES, read_submission
from corpus.readers.characters import normalise_text
from corpus.readers.child import make_reply
from corpus.readers.exchange import pack_document, unpack_reply
from corpus.readers.kinds import Foreign, Kind, find_kind
from corpus.readers.language import find_language
from corpus.readers.limits import MAX_BYTES
from corpus.readers.reading import unpack
from corpus.reports import Details, Document, Status, Submission
from tests.corpus.documents import (
    draw_pdf,
    encrypt_pdf,
    replace_entry,
    set_pdf,
    write_docx,
    zip_files,
)
from tests.corpus.office_documents import make_epub, make_odt, make_rtf

SENTENCE = "The city council said on Thursday that the bridge would be closed for repairs until the end of the year."
PERSIAN = "شورای شهر روز پنجشنبه گفت که پل تا پایان سال برای تعمیر بسته خواهد بود و رفت‌وآمد از مسیر دیگری انجام می‌شود."
ARABIC = "قال مجلس المدينة يوم الخميس إن الجسر سيغلق للإصلاح حتى نهاية العام وإن حركة المرور ستحول إلى طريق آخر."
HEBREW = "מועצת העיר הודיעה ביום חמישי כי הגשר ייסגר לשיפוצים עד סוף השנה וכי התנועה תופנה לדרך אחרת."
FRENCH = "Le conseil municipal a déclaré jeudi que le pont serait fermé pour des travaux jusqu’à la fin de l’année."
PDF = set_pdf([SENTENCE])
PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
DOCX = write_docx(PARAGRAPH)
HTML = f"<!doctype html><html><body><article><p>{SENTENCE}</p></article></body></html>".encode()
spreadsheet = zip_files({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
EPUB, ODT, RTF = make_epub(f"<p>{SENTENCE}</p>"), make_odt(f"<text:p>{SENTENCE}</text:p>"), make_rtf(SENTENCE)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256))


def read(name: str, data: bytes) -> Document:
    return read_submission(Submission(name, data, "test"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("report.txt", SENTENCE.encode(), id="plain text"),
        pytest.param("report", SENTENCE.encode(), id="no suffix"),
        pytest.param("REPORT.TXT", SENTENCE.encode(), id="capital suffix"),
        pytest.param("report.md", SENTENCE.encode(), id="Markdown"),
        pytest.param("report.html", HTML, id="HTML"),
        pytest.param("report.pdf", PDF, id="PDF"),
        pytest.param("report.docx", DOCX, id="DOCX"),
        pytest.param("report.epub", EPUB, id="EPUB"),
        pytest.param("report.rtf", RTF, id="RTF"),
        pytest.param("report.odt", ODT, id="ODT"),
        pytest.param("report.zip", EPUB, id="an EPUB named .zip"),
        pytest.param("report.doc", RTF, id="an RTF named .doc"),
        pytest.param("report.txt", b"\xef\xbb\xbf\n" + RTF, id="an RTF after a byte-order mark"),
        pytest.param("report.docx", ODT, id="an ODT named .docx"),
        pytest.param("report.txt", PDF, id="a PDF named .txt"),
        pytest.param("report.docx", PDF, id="a PDF named .docx"),
        pytest.param("report.pdf", DOCX, id="a DOCX named .pdf"),
        pytest.param("report.zip", DOCX, id="a DOCX named .zip"),
        pytest.param("report.txt", HTML, id="HTML named .txt"),
        pytest.param("report.pdf", b"\n" + PDF, id="a PDF after a line end"),
        pytest.param("report.txt", SENTENCE.encode("utf-16"), id="UTF-16"),
        pytest.param("No. 5", SENTENCE.encode(), id="a dot that starts no suffix"),
    ],
)
def test_document_is_read_by_its_true_kind(name, data):
    assert read(name, data).body == SENTENCE


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.docx", JPEG, "a JPEG picture", id="a JPEG named .docx"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture", id="a PNG named .txt"),
        pytest.param("a.pdf", zip_files({"a.txt": b"text"}), "a ZIP archive", id="a ZIP named .pdf"),
        pytest.param("a.docx", zip_files({"xl/workbook.xml": b"<a/>"}), "an Excel workbook", id="an Excel workbook"),
        pytest.param("a.pptx", zip_files({"ppt/presentation.xml": b"<a/>"}), "a PowerPoint file", id="slides"),
        pytest.param("a.odt", spreadsheet, "an OpenDocument spreadsheet", id="OpenDocument spreadsheet"),
        pytest.param("a.odg", zip_files({"content.xml": b"<a/>"}), "an OpenDocument file", id="OpenDocument"),
        pytest.param("a.zip", b"PK\x03\x04 and no more", "a damaged ZIP archive", id="a broken ZIP"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Office file", id="old Word"),
        pytest.param(
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a password-protected Office file",
            id="a DOCX with a password",
        ),
        pytest.param("a.ps", b"%!PS-Adobe-3.0 text", "a PostScript file", id="PostScript"),
        pytest.param("a.txt", bytes(range(256)) * 9, "binary data", id="junk"),
        pytest.param("a.exe", b"MZ" + bytes(99), "a program", id="a program"),
        pytest.param("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(99), "a video", id="a video"),
        pytest.param("a.webp", b"RIFF\0\0\0\0WEBP" + bytes(99), "a WebP picture", id="WebP"),
        pytest.param("a.csv", b"name,age\nAnn,3\n", "a “.csv” file", id="a table"),
        pytest.param("a.xml", b"<?xml version='1.0'?><rss/>", "a “.xml” file", id="XML"),
        pytest.param("a.txt", b"<?xml version='1.0'?><rss/>", "an XML file", id="XML named .txt"),
    ],
)
def test_what_no_reader_takes_is_named(name, data, words):
    with pytest.raises(UnsupportedFormatError) as caught:
        read(name, data)
    assert f"{name} looks like {words}" in str(caught.value)
    assert ".docx" in str(caught.value)


@pytest.mark.parametrize("start", ["BMW said on Thursday", "MZ is no mark", "ID3 tags were lost", "GIF89 was a format"])
def test_words_that_look_like_a_mark_are_words(start):
    assert find_kind("a.txt", f"{start} that the plant would close.".encode()) is Kind.PLAIN


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        pytest.param("a.txt", b"", UnreadableDocumentError, "empty (0 bytes)", id="0 bytes"),
        pytest.param("a.txt", b" \n\t\n ", CorpusError, "no text", id="white space"),
        pytest.param("a.txt", b"--- *** ---", UnreadableDocumentError, "no words", id="no words"),
        pytest.param("a.md", b"---\ntitle: A\n---\n", InvalidReportError, "no text", id="front matter alone"),
        pytest.param("a.txt", b"a" * (MAX_BYTES + 1), DocumentTooLargeError, "20.0 MiB", id="too large"),
        pytest.param("a.txt", b"caf\xe9 " * 3, UnreadableDocumentError, "encoding", id="wrong encoding"),
        pytest.param("a.txt", b"\xff\xfea", UnreadableDocumentError, "encoding", id="half a UTF-16 character"),
        pytest.param("a.pdf", b"%PDF-1.7 and no more", UnreadableDocumentError, "end is missing", id="broken PDF"),
        pytest.param("a.pdf", PDF[: len(PDF) // 2], UnreadableDocumentError, "end is missing", id="half a PDF"),
        pytest.param("a.pdf", b"%PDF-1.7\n%%EOF", UnreadableDocumentError, "damaged", id="empty PDF"),
        pytest.param("a.pdf", b"no PDF at all", UnreadableDocumentError, "is none", id="text named .pdf"),
        pytest.param("a.pdf", draw_pdf(b"0 0 9 9 re f"), UnreadableDocumentError, "pictures of it", id="a scan"),
        pytest.param("a.pdf", encrypt_pdf(PDF, "secret"), UnreadableDocumentError, "password", id="encrypted PDF"),
        pytest.param("a.docx", DOCX[: len(DOCX) // 2], UnreadableDocumentError, "damaged", id="half a DOCX"),
        pytest.param("a.docx", b"no DOCX at all", UnreadableDocumentError, "is none", id="text named .docx"),
        pytest.param("a.docx", replace_entry(DOCX, "word/document.xml", b"<w"), CorpusError, "DOCX", id="broken XML"),
        pytest.param("a.docx", write_docx(""), InvalidReportError, "no text", id="empty DOCX"),
        pytest.param("a.html", b"<!doctype html><html></html>", CorpusError, "no text", id="empty page"),
        pytest.param("a.epub", b"no EPUB at all", UnreadableDocumentError, "is none", id="text named .epub"),
        pytest.param("a.rtf", b"no RTF at all", UnreadableDocumentError, "is none", id="text named .rtf"),
        pytest.param("a.odt", b"no ODT at all", UnreadableDocumentError, "is none", id="text named .odt"),
        pytest.param("a.epub", EPUB[: len(EPUB) // 2], UnreadableDocumentError, "damaged", id="half an EPUB"),
        pytest.param("a.rtf", RTF[:-1], UnreadableDocumentError, "end is missing", id="an RTF without its end"),
        pytest.param("a.odt", ODT[: len(ODT) // 2], UnreadableDocumentError, "damaged", id="half an ODT"),
    ],
)
def test_bad_document_is_refused_in_one_sentence(name, data, error, words):
    with pytest.raises(error) as caught:
        read(name, data)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_pdf_that_only_forbids_printing_is_read():
    assert read("a.pdf", encrypt_pdf(PDF, "")).body == SENTENCE


@pytest.mark.parametrize(
    ("status", "error"),
    [
        pytest.param(-signal.SIGXCPU, ReadingLimitError, id="processor time"),
        pytest.param(-signal.SIGKILL, ReadingLimitError, id="killed"),
        pytest.param(-signal.SIGABRT, ReadingLimitError, id="no memory"),
        pytest.param(-signal.SIGSEGV, UnreadableDocumentError, id="crash"),
        pytest.param(-signal.SIGBUS, UnreadableDocumentError, id="bus error"),
        pytest.param(1, UnreadableDocumentError, id="broken Python"),
        pytest.param(0, UnreadableDocumentError, id="no reply"),
    ],
)
def test_a_reader_that_dies_is_one_sentence(status, error):
    with pytest.raises(error) as caught:
        unpack(status, b"", "a.pdf")
    assert type(caught.value) is error
    assert str(caught.value).startswith(("a.pdf ", "Reading a.pdf "))


@pytest.mark.parametrize(
    "reply", [b"", b"[]", b"{}", b'{"document": {}}', b'{"error": "SystemExit", "message": "", "cause": ""}', b"\xff"]
)
def test_a_reply_that_is_none_is_one_sentence(reply):
    with pytest.raises(UnreadableDocumentError, match="broke its reader"):
        unpack(0, reply, "a.pdf")


def test_document_comes_through_the_pipe_unchanged():
    document = Document(
        "One — “two”.\n\n\U0001f600",
        Details("T", "P", "A", date(2022, 6, 7), "https://example.org", "fa"),
        (0, 3, 3),
        "id",
        Status.CORRECTED,
        "note",
        ("warning",),
        {"title": "its first line"},
    )
    assert unpack_reply(pack_document(document), "a") == document


def test_nothing_reaches_the_terminal(capfd):
    for name, data in [("a.pdf", PDF[:-40] + b"%%EOF"), ("a.docx", DOCX), ("a.html", HTML), ("a.pdf", PDF[:99])]:
        with suppress(UnreadableDocumentError):
            read(name, data)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../etc/passwd.pdf", "passwd.pdf", id="folders"),
        pytest.param("C:\\Users\\ann\\scan.pdf", "scan.pdf", id="Windows folders"),
        pytest.param("a\0b\n.pdf", "ab .pdf", id="NUL and line end"),
        pytest.param("a\u202efdp.pdf", "afdp.pdf", id="reordering mark"),
        pytest.param("", "The file", id="no name"),
        pytest.param("--help", "--help", id="an option"),
        pytest.param("ü" * 300 + ".pdf", "ü" * 80 + "…" + "ü" * 15 + ".pdf", id="long"),
    ],
)
def test_names_are_shown_clean(name, shown):
    with pytest.raises(UnreadableDocumentError) as caught:
        read(name, b"%PDF-")
    assert str(caught.value) == f"{shown} is a PDF whose end is missing; send it again whole."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(SENTENCE, "en", id="English"),
        pytest.param(PERSIAN, "fa", id="Persian"),
        pytest.param(ARABIC, "ar", id="Arabic"),
        pytest.param(HEBREW, "he", id="Hebrew"),
        pytest.param(FRENCH, "fr", id="French"),
        pytest.param("12 34 56 — 78", None, id="numbers"),
        pytest.param("Xyz 1", None, id="next to nothing"),
    ],
)
def test_language_is_told_from_the_text(text, language):
    assert find_language(text) == language


def test_language_of_a_document_is_told_unless_it_says_its_own():
    assert read("a.txt", PERSIAN.encode()).details.language == "fa"
    assert read("a.md", f"---\nlanguage: ckb\n---\n{PERSIAN}".encode()).details.language == "ckb"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        pytest.param("a.txt", "Bridge closed\n\nThe council said so.", "Bridge closed", id="first line"),
        pytest.param("bridge-closed_2.txt", "It is closed. So they said.", "Bridge closed 2", id="name of words"),
        pytest.param("0042.txt", "It is closed.", "It is closed.", id="name of digits"),
        pytest.param("0042.txt", "word " * 60, "word " * 23 + "word…", id="long first line"),
        pytest.param("a.md", "# Bridge closed\n\nThe council said so.", "Bridge closed", id="heading"),
        pytest.param("a.md", "---\ntitle: Mine\n---\n# Other\n\nText.", "Mine", id="front matter before heading"),
        pytest.param("a.md", "Before.\n\n# Bridge\n\nText.", "Bridge", id="only heading of the first level"),
    ],
)
def test_title_is_found(name, text, title):
    assert read(name, text.encode()).details.title == title


@pytest.mark.parametrize(
    ("name", "text", "found_in"),
    [
        pytest.param(
            "a.md",
            "---\ntitle: Mine\npublished: 2022-06-07\nlanguage: en\n---\nText.",
            dict.fromkeys(("title", "published", "language"), "the front matter"),
            id="front matter",
        ),
        pytest.param(
            "a.md",
            f"---\npublisher: The Courier\n---\n# Bridge\n\n{SENTENCE}",
            {"publisher": "the front matter", "title": "its first heading", "language": "its words"},
            id="heading and words",
        ),
        pytest.param("bridge-closed.txt", "It is. So.", {"title": "the file’s name"}, id="name"),
        pytest.param("0042.txt", "Xyz 1", {"title": "its first line"}, id="first line"),
        pytest.param(
            "a.html",
            '<html lang="en"><head><title>Bridge</title><meta name="author" content="Ann Rao"></head>'
            f"<body><article><p>{SENTENCE}</p></article></body></html>",
            {"title": "the page’s own details", "author": "the page’s own details", "language": "its words"},
            id="page",
        ),
    ],
)
def test_where_each_detail_was_found_is_told(name, text, found_in):
    assert read(name, text.encode()).found_in == found_in


@pytest.mark.parametrize(
    ("data", "found_in"),
    [
        pytest.param(set_pdf([SENTENCE], title="Bridge"), {"title"}, id="PDF"),
        pytest.param(EPUB, {"title", "author", "publisher", "published"}, id="EPUB"),
        pytest.param(ODT, {"title", "author"}, id="ODT"),
        pytest.param(RTF, {"title", "author"}, id="RTF"),
    ],
)
def test_properties_are_named_as_where_details_were_found(data, found_in):
    found = read("a", data).found_in
    assert {name for name, origin in found.items() if origin == "the file’s properties"} >= found_in
    assert {name for name in found if found[name] == "its words"} <= {"language"}


def test_language_that_a_program_stated_is_not_put_before_the_words():
    stated = make_odt(f"<text:p>{PERSIAN}</text:p>", language="en-US")
    document = read("a.odt", stated)
    assert (document.details.language, document.found_in["language"]) == ("fa", "its words")


def test_language_that_cannot_be_told_by_words_is_taken_as_stated():
    document = read("a.odt", make_odt(f"<text:p>{PERSIAN}</text:p>", language="ckb-IQ"))
    assert (document.details.language, document.found_in["language"]) == ("ckb", "the file’s properties")


def test_every_suffix_has_its_kind():
    assert set(SUFFIXES.values()) == set(Kind)


@given(st.binary(max_size=400), st.sampled_from([*SUFFIXES, "", ".bin"]))
def test_kind_of_any_bytes_is_told(data, suffix):
    assert isinstance(find_kind(f"a{suffix}", data), Kind | Foreign)


SEEDS = {".txt": SENTENCE.encode(), ".md": b"---\ntitle: A\n---\n# B\n\n" + SENTENCE.encode(), ".html": HTML}
SEEDS |= {".pdf": PDF, ".docx": DOCX, ".epub": EPUB, ".rtf": RTF, ".odt": ODT}
damages = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=4)


def read_or_refuse(name: str, data: bytes) -> Document | CorpusError:
    try:
        return unpack_reply(make_reply(name, data), name)
    except CorpusError as error:
        return error


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SEEDS)), damages)
def test_any_damage_gives_a_document_or_a_sentence(suffix, damage):
    data = bytearray(SEEDS[suffix])
    for place, patch, removed in damage:
        start = int(place * len(data))
        data[start : start + removed] = patch
    found = read_or_refuse(f"a{suffix}", bytes(data))
    if isinstance(found, CorpusError):
        assert re.fullmatch(r"[^\n]+[.)]", str(found))
    else:
        assert found.body == normalise_text(found.body)
        assert found.details.title
