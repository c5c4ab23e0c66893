"""RTF: which of its bytes are text, in which encoding; headings, lists, tables and details; and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadingLimitError, UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.characters import normalise_text
from corpus.readers.rtf import read_rtf
from tests.corpus.office_documents import make_rtf

HIDDEN = "Words that the document hides were left out."


def read(*paragraphs, **more):
    return read_rtf(make_rtf(*paragraphs, **more), "a.rtf")


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        pytest.param(r"a {\b b}\i  c\i0 .", "a b c.", id="bold and italic"),
        pytest.param("a\r\nb", "ab", id="line ends of the file are none"),
        pytest.param(r"a\line b\tab c", "a\nb c", id="line and tab"),
        pytest.param(r"a\{b\}\\", "a{b}\\", id="escaped signs"),
        pytest.param(r"a\~b\_c so\-ft", "a b\u2011c soft", id="spaces and hyphens"),
        pytest.param(r"\ldblquote a\rdblquote  \endash  \lquote b\rquote", "“a” – ‘b’", id="named signs"),
        pytest.param(r"caf\'e9 \'80", "café €", id="bytes of the code page"),
        pytest.param(r"\f1\'e3\'d1\'cd\'c8\'c7", "مرحبا", id="bytes of a font for Arabic"),
        pytest.param(r"\f3\'cc\'ee\'f1\'f2 \f0 caf\'e9", "Мост café", id="fonts in turn"),
        pytest.param(r"\u1662?\u1604 ?", "پل", id="Unicode and what stands for it"),
        pytest.param(r"\uc0\u1662\u1604", "پل", id="Unicode with nothing for it"),
        pytest.param(r"{\uc2\u1662\'3f\'3f}\u1604?x", "پلx", id="two bytes for one, in a group"),
        pytest.param(r"\u-10179?\u-8704?", "😀", id="halves of a character"),
        pytest.param(r"a\u-10179?b", "a\ufffdb", id="half a character"),
        pytest.param(r"a\f2\'b7\f0  b", "a• b", id="bullet of a font of symbols"),
        pytest.param(r"a {\field{\*\fldinst HYPERLINK x}{\fldrslt b}}", "a b", id="link"),
        pytest.param(r"a{\*\bkmkstart x}{\*\unknown x} b", "a b", id="what may be passed over"),
        pytest.param(r"a{\pict\wmetafile8 0123456789abcdef} b", "a b", id="picture"),
        pytest.param(r"{\header x\par}a{\footer x}", "a", id="heads and feet"),
        pytest.param(r"a\page b\sect c", "a\n\nb\n\nc", id="pages and sections"),
        pytest.param(r"a{\deleted x}{\revised  b}", "a b", id="tracked changes"),
        pytest.param(r"a{\upr{x}{\*\ud{b}}}", "ab", id="the same in Unicode"),
        pytest.param("a\\\nb", "a\n\nb", id="a line end as a paragraph's"),
        pytest.param(r"{\listtext 1.\tab}a\par{\listtext\f2 \'b7\tab}b", "1. a\n\nb", id="list"),
        pytest.param(
            r"{\trowd\pard\intbl Year\cell Cost\cell\row}{\trowd\pard\intbl 2021\cell two\par million\cell\row}\pard z",
            "Year | Cost\n2021 | two million\n\nz",
            id="table",
        ),
        pytest.param(r"\trowd\pard\intbl a\par b\cell\row\pard", "a\n\nb", id="table that frames"),
        pytest.param(
            r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard In the box.\par}}{\shprslt x}} b",
            "a b\n\nIn the box.",
            id="text box",
        ),
    ],
)  # fmt: skip
def test_words_are_those_that_are_shown(rtf, text):
    document = read(rtf)
    lost = tuple(warning for warning in document.warnings if "already lost" not in warning)
    assert (document.body, lost) == (text, ())


def test_binary_data_is_no_text_whatever_it_holds():
    data = make_rtf("a BIN b").replace(b"BIN", b"{\\pict\\bin9 }}}\\par{{x}")
    assert read_rtf(data, "a.rtf").body == "a b"


@pytest.mark.parametrize(
    ("rtf", "warning"),
    [
        pytest.param(r"a{\footnote\chftn x}", "Its footnotes and endnotes were left out: 1.", id="note"),
        pytest.param(r"a{\strike x}", STRUCK_OUT, id="struck out"),
        pytest.param(r"a{\v x}", HIDDEN, id="hidden"),
        pytest.param(
            r"a{\object\objemb{\*\objclass x}{\*\objdata 0105}}",
            "Objects that are embedded in it, such as sheets or programs, were left out: 1.",
            id="object",
        ),
        pytest.param(
            r"a\rtlmark\u8238?",
            "Invisible characters were taken out: 1 × ‹U+200F› right-to-left mark, 1 × ‹U+202E› right-to-left override;"
            " as in “a‹U+200F›‹U+202E›”.",
            id="reordering",
        ),
    ],
)
def test_editor_is_told_what_was_left_out(rtf, warning):
    document = read(rtf)
    assert (document.body, document.warnings) == ("a", (warning,))


def test_properties_give_title_and_author_and_no_day():
    details = read("a").details
    assert (details.title, details.author, details.published) == ("The Bridge Book", "Ann Rao", None)


def test_title_in_the_properties_may_be_in_any_script():
    info = r"{\info{\title {\upr{??}{\*\ud{\u1662?\u1604?}}}}{\author \u1570?\u1606?}}"
    details = read("a", info=info).details
    assert (details.title, details.author) == ("پل", "آن")


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(r"\s1 On bridges", id="style by its name"),
        pytest.param(r"\s2 On bridges", id="style by its level"),
        pytest.param(r"\outlinelevel0 On bridges", id="level"),
    ],
)
def test_heading_gives_the_title_where_the_properties_do_not(heading):
    document = read(heading, "a", info="")
    assert (document.details.title, document.body) == ("On bridges", "a")


def test_ansi_font_of_a_program_that_knows_no_others_is_in_the_code_page_of_the_file():
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'cc\'ee\'f1\'f2\par}"
    assert read_rtf(data, "a.rtf").body == "Мост"


def test_ansi_font_of_a_program_that_knows_others_is_western():
    fonts = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    data = rb"{\rtf1\ansi\ansicpg1251" + fonts + rb"\f1 \'cc\'ee\'f1\'f2 \f0 caf\'e9\par}"
    assert read_rtf(data, "a.rtf").body == "Мост café"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Co"]), min_size=1, max_size=60))
def test_text_comes_through_as_it_was(text):
    normal = normalise_text(f"x{text}x")
    units = normal.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    body = "".join(r"\line " if code == 10 else rf"\u{code}?" for code in codes)
    lines = [" ".join(line.split()) for line in normal.split("\n")]
    assert read(body).body == normalise_text("\n".join(line for line in lines if line))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        pytest.param(make_rtf("a")[:-1], UnreadableDocumentError, "end is missing", id="one brace is missing"),
        pytest.param(make_rtf("a")[:300], UnreadableDocumentError, "end is missing", id="cut off"),
        pytest.param(rb"{\rtf1 a\bin2000000000 }", UnreadableDocumentError, "end is missing", id="2 GB of nothing"),
        pytest.param(b"{\\rtf1 " + b"{" * 10**6, ReadingLimitError, "nested more deeply", id="a million groups"),
        pytest.param(b"a", UnreadableDocumentError, "is none", id="no RTF"),
    ],
)
def test_bad_file_is_one_sentence(data, error, words):
    with pytest.raises(error, match=words):
        read_rtf(data, "a.rtf")


def test_junk_after_the_end_is_passed_over():
    assert read_rtf(make_rtf("a") + b"\0\0junk}{", "a.rtf").body == "a"
