"""What a reader's process may not do or take, tried with documents that are made to hurt."""

import os
import subprocess
import sys
import zlib

import pytest

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers import read_submission
from corpus.readers.limits import MAX_ENTRIES, MAX_PAGES
from corpus.readers.reading import ENVIRONMENT, ROOT
from corpus.reports import Document, Submission
from tests.corpus.documents import draw_pdf, replace_entry, write_docx, write_pdf, zip_files

WORDS = b"The city council said on Thursday that the bridge would be closed for repairs."


def read(name: str, data: bytes) -> Document:
    return read_submission(Submission(name, data, "test"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(draw_pdf(b"BT /F 9 Tf (x) Tj ET", MAX_PAGES + 1), "2,001 pages", id="pages"),
        pytest.param(
            replace_entry(zip_files({f"{n}": b"" for n in range(MAX_ENTRIES)}), "word/document.xml", b"<a/>"),
            "2,001 files",
            id="entries",
        ),
        pytest.param(write_docx("<w:p/>" * 900_000), "unpack to", id="ratio"),
    ],
)
def test_document_over_a_limit_is_refused(data, words):
    with pytest.raises(ReadingLimitError, match=words):
        read("a.pdf", data)


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


def make_attributes(number: int) -> bytes:
    """Make a page whose one element has this many attributes."""
    return b"<html><p " + b" ".join(b'a%d="1"' % index for index in range(number)) + b">x</p></html>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param("a.pdf", lambda: nest_forms(8), id="a PDF of nested drawings"),
        pytest.param("a.pdf", lambda: pack_twice(2**30), id="a PDF packed twice"),
        pytest.param("a.pdf", lambda: draw_pdf(b"BT /F 9 Tf " + b"(w w) Tj " * 9_000_000), id="a PDF page of 80 MB"),
        pytest.param("a.docx", lambda: write_docx(f"<w:p>{os.urandom(9).hex()}</w:p>" * 600_000), id="a DOCX"),
        pytest.param("a.html", lambda: make_attributes(300_000), id="attributes"),
        pytest.param("a.html", lambda: b"<html>" + b"<p>The bridge is closed.</p>" * 700_000, id="a page of 19 MB"),
        pytest.param("a.html", lambda: b"<html>" + b"<" * 5_000_000, id="brackets"),
        pytest.param("a.md", lambda: b"---\ntitle: " + b"[" * 200_000 + b"\n---\nbody", id="deep YAML"),
        pytest.param("a.txt", lambda: b"a" + "\u0301\u0323".encode() * 4_500_000, id="accents on accents"),
    ],
)
def test_bomb_leaves_the_process_that_asked_unharmed(name, make):
    data = make()
    with pytest.raises(UnreadableDocumentError):
        read(name, data)


@pytest.mark.slow
def test_the_longest_report_allowed_is_read():
    lines = b"BT /F 9 Tf 12 TL 50 700 Td " + b"(%b) Tj T* " % WORDS * 12 + b"ET"
    document = read("a.pdf", draw_pdf(lines, MAX_PAGES))
    assert len(document.pages) == MAX_PAGES
    assert len(document.body) > MAX_PAGES * 12 * len(WORDS)


def run_confined(code: str) -> subprocess.CompletedProcess[str]:
    start = "from corpus.readers.limits import confine_process\nconfine_process()\n"
    return subprocess.run(
        [sys.executable, "-c", start + code], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import socket; socket.create_connection(('127.0.0.1', 9))", id="connect"),
        pytest.param("import socket; socket.getaddrinfo('localhost', 80)", id="look up"),
        pytest.param("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", id="open a page"),
        pytest.param("import subprocess; subprocess.run(['true'])", id="run a program"),
        pytest.param("import os; os.system('true')", id="run a command"),
        pytest.param("import os; os.fork()", id="fork"),
        pytest.param("open('/tmp/onrecord-written', 'w')", id="write"),
        pytest.param("import os; os.open('/tmp/onrecord-written', os.O_CREAT | os.O_WRONLY)", id="write by descriptor"),
        pytest.param("import os; os.remove('/tmp/onrecord-absent')", id="remove"),
    ],
)
def test_a_reader_can_neither_call_out_nor_write(code):
    done = run_confined(code)
    assert done.returncode == 1
    assert "PermissionError: A reader must not do this" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_reader_gets_no_more_memory_than_allowed():
    assert "MemoryError" in run_confined("bytearray(2**30)").stderr


def test_a_reader_gets_no_secrets(monkeypatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", "secret")
    assert set(ENVIRONMENT) == {"PYTHONPATH", "OPENBLAS_NUM_THREADS", "LC_ALL"}
