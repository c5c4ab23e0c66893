"""What a reader's process may not do or take; `test_readers_hostile.py` tries it with what is made to hurt."""

import subprocess
import sys

import pytest

from corpus.errors import ReadingLimitError
from corpus.readers import read_submission
from corpus.readers.limits import MAX_ENTRIES, MAX_PAGES
from corpus.readers.reading import ENVIRONMENT, ROOT
from corpus.reports import Document, Submission
from tests.corpus.documents import draw_pdf, replace_entry, write_docx, zip_files

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
