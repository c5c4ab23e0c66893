"""Whole documents of every format, and strategies that damage them: outside, and inside their archives and streams."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from hypothesis import strategies as st

from tests.corpus.broken import DOCX, EPUB, HTML, ODT, RTF, macro_docx
from tests.corpus.documents import draw_glyphs, draw_pdf, encrypt_pdf, set_pdf
from tests.corpus.hostile import WORDS
from tests.corpus.office_documents import make_epub, make_odt, make_rtf

PERSIAN = "شورای شهر روز پنجشنبه گفت که پل تا پایان سال برای تعمیر بسته می\u200cشود."
RICH_HTML = (
    f'<!doctype html><html lang="en"><head><title>Bridge</title><meta charset="utf-8"><meta name="author" content="A">'
    f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2022-06-07"}}</script></head><body>'
    f"<nav><a href='/'>Home</a></nav><article><h1>Bridge</h1><p>{WORDS}</p><blockquote>{PERSIAN}</blockquote><ul><li>a"
    f"<li>b</ul><table><tr><th>a<td>b</table><p>{WORDS} <del>x</del></p></article></body></html>"
).encode()
MARKDOWN = (
    f"---\ntitle: Bridge\npublished: 2022-06-07\nurl: https://example.org/a\n---\n# Bridge\n\n{WORDS}\n\n> {PERSIAN}"
    "\n\n1. a\n2. b\n   - c\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n<div>html</div> ~~gone~~ [a](b)\n"
).encode()
RICH_RTF = make_rtf(
    r"\s1 Bridge", WORDS + r"\'e9\u1662?\u-10179?\u-8704?{\strike x}{\v y}{\footnote n}", r"{\listtext 1.\tab}a",
    r"\trowd\intbl a\cell b\cell\row", r"{\shp{\*\shpinst{\shptxt box\par}}}{\pict\bin5 {}}{}}{\upr{a}{\*\ud{b}}}",
)  # fmt: skip
RICH_ODT = make_odt(
    f"<text:h text:outline-level='1'>Bridge</text:h><text:p>{WORDS}<text:s text:c='3'/><text:note><text:note-body>"
    f"<text:p>n</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>{PERSIAN}</text:p>"
    "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
    "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
)
RICH_EPUB = make_epub(
    f"<h1>One</h1><p>{WORDS}<a epub:type='noteref' href='#n'>1</a></p><aside epub:type='footnote'>n</aside>",
    f"<h2>Two</h2><table><tr><td>a</td><td>b</td></tr></table><p>{PERSIAN}</p><ol><li>x</li></ol>",
)
DOCUMENTS = {
    ".txt": [WORDS.encode(), PERSIAN.encode("cp1256", "ignore"), f"{WORDS}\n{PERSIAN}".encode("utf-16")],
    ".md": [MARKDOWN],
    ".html": [HTML, RICH_HTML],
    ".pdf": [
        set_pdf([WORDS, WORDS], ["Two", WORDS], title="Bridge", author="Ann"),
        draw_pdf(b"BT /F 9 Tf 50 700 Td (%b) Tj ET" % WORDS.encode(), 2),
        draw_glyphs([[("پل", 300), ("بسته", 200)], [("شد", 100)]]),
        encrypt_pdf(set_pdf([WORDS]), ""),
    ],
    ".docx": [DOCX, macro_docx()],
    ".epub": [EPUB, RICH_EPUB],
    ".rtf": [RTF, RICH_RTF],
    ".odt": [ODT, RICH_ODT],
}
ALL = [data for documents in DOCUMENTS.values() for data in documents]
MORSELS = [
    b"\0", b"\0" * 9, b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e\u200b".encode(), b"{", b"}", b"{" * 50,
    b"\\bin99999 ", b"\\u-1?", b"\\'", b"\\*\\x", b"\\cell\\row", b"\\par", b"\\upr", b"\\shptxt", b"<div>" * 30,
    b"</table>", b"<table><tr>", b"&#0;", b"&#xD800;", b"&nbsp;", b"<!--", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>",
    b"<svg>", b"<text:p>", b"<table:table>", b"<w:p>", b"<w:tbl>", b"---\n", b"> " * 30, b"`" * 9, b"|---|", b"[" * 30,
    b"endstream", b"endobj", b"stream\n", b"<<", b">>", b"/Kids[2 0 R]", b"99999999999", b"-1", b"PK\x03\x04", b"%%EOF",
    b"0 0 0 0 re f", b"BT (a) Tj ET", b"\r", b"\n\n", "é".encode("cp1252"),
]  # fmt: skip


@dataclass(frozen=True)
class Damaged:
    """A damaged document and the name that it comes under."""

    name: str
    data: bytes


def flip(draw: st.DrawFn, data: bytes, at: int, _end: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :] if at < len(data) else data


def cut(_draw: st.DrawFn, data: bytes, at: int, _end: int) -> bytes:
    return data[:at]


def drop(_draw: st.DrawFn, data: bytes, at: int, end: int) -> bytes:
    return data[:at] + data[end:]


def repeat(draw: st.DrawFn, data: bytes, at: int, end: int) -> bytes:
    return data[:at] + data[at:end] * draw(st.integers(2, 40)) + data[end:]


def put_morsel(draw: st.DrawFn, data: bytes, at: int, _end: int) -> bytes:
    return data[:at] + draw(st.sampled_from(MORSELS)) + data[at:]


def splice(draw: st.DrawFn, data: bytes, at: int, end: int) -> bytes:
    other = draw(st.sampled_from(ALL))
    start = draw(st.integers(0, len(other)))
    return data[:at] + other[start : start + draw(st.integers(1, 500))] + data[end:]


def put_junk(draw: st.DrawFn, data: bytes, at: int, end: int) -> bytes:
    return data[:at] + draw(st.binary(min_size=1, max_size=20)) + data[end:]


WAYS = (flip, cut, drop, repeat, put_morsel, splice, put_junk)


@st.composite
def damage_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """Damage some bytes in one to four places."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 200)))
        data = draw(st.sampled_from(WAYS))(draw, data, at, end)
    return data


@st.composite
def damage_entry(draw: st.DrawFn, data: bytes) -> bytes:
    """Damage a file inside an archive, which is packed anew so that its checksum fits."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = draw(st.sampled_from(old.namelist()))
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, draw(damage_bytes(content)) if entry.filename == chosen else content)
    return file.getvalue()


@st.composite
def damage_stream(draw: st.DrawFn, data: bytes) -> bytes:
    """Damage a packed part of a PDF, which is packed anew."""
    starts = [at for at in range(len(data)) if data.startswith((b"stream\n", b"stream\r\n"), at)]
    start = data.index(b"\n", draw(st.sampled_from(starts or [0]))) + 1
    end = data.find(b"endstream", start)
    try:
        content = zlib.decompress(data[start:end].strip())
    except zlib.error:
        return draw(damage_bytes(data))
    return data[:start] + zlib.compress(draw(damage_bytes(content))) + b"\n" + data[end:]


@st.composite
def damaged_documents(draw: st.DrawFn) -> Damaged:
    """Give a document that is damaged, or no document at all, under a name that may be wrong."""
    suffix = draw(st.sampled_from(sorted(DOCUMENTS)))
    data = draw(st.sampled_from(DOCUMENTS[suffix]))
    name = f"a{draw(st.sampled_from([suffix] * 6 + sorted(DOCUMENTS)))}"
    ways = [damage_bytes(data)]
    if data.startswith(b"PK"):
        ways += [damage_entry(data)] * 3
    if data.startswith(b"%PDF"):
        ways += [damage_stream(data)] * 2
    ways.append(st.binary(max_size=300))
    return Damaged(name, draw(st.one_of(ways)))
