"""Reading PDF: lines into paragraphs, pages, running heads, hyphens, right-to-left scripts, and damage."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError, UnreadableDocumentError
from corpus.readers.characters import normalise_text
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_damage import DAMAGED
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_text import make_paragraphs, place_pages
from corpus.reports import Document, check_pages
from tests.corpus.documents import At, draw_glyphs, draw_pdf, set_pdf, wrap

FIRST = (
    "The city council said on Thursday that repairs to the old bridge would cost four million, which is twice the"
    " first estimate, and that they would last until the end of the year. It gave no reason for the delay, and its"
    " members left the hall before questions could be put to them by the reporters who had waited there."
)
SECOND = (
    "The opposition asked for an inquiry into the spending on the same evening. The company that builds the bridge"
    " declined to say why the work had taken so long, but its chairman told this newspaper that nobody had been told"
    " of the damage to the two northern piers before the winter."
)
THIRD = "A spokesman for the ministry said that it was studying the report and would answer when it had done so."


def read(*pages, **details) -> Document:
    return read_pdf(set_pdf(*pages, **details), "a.pdf")


def page_of(document: Document, words: str) -> int:
    place = document.body.index(words)
    return sum(start <= place for start in document.pages)


def test_wrapped_lines_become_a_paragraph():
    assert read(wrap(FIRST)).body == FIRST


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*wrap(FIRST), At(wrap(SECOND)[0], gap=24), *wrap(SECOND)[1:]], id="a wider gap"),
        pytest.param(
            [
                At(wrap(FIRST, indent=20)[0], left=92),
                *wrap(FIRST, indent=20)[1:],
                At(wrap(SECOND, indent=20)[0], left=92),
                *wrap(SECOND, indent=20)[1:],
            ],
            id="an indent",
        ),
        pytest.param([*wrap(FIRST), *wrap(SECOND)], id="a short last line"),
    ],
)
def test_paragraphs_are_told_apart_by(lines):
    assert read(lines).body == f"{FIRST}\n\n{SECOND}"


def test_heading_in_larger_letters_stands_by_itself():
    lines = [*wrap(FIRST), At("What it will cost", size=14, gap=30), At(wrap(SECOND)[0], gap=20), *wrap(SECOND)[1:]]
    assert read(lines).body == f"{FIRST}\n\nWhat it will cost\n\n{SECOND}"


def test_title_over_the_text_is_the_title_and_not_text():
    title = [At("Repairs to the old bridge will cost", size=20, gap=0), At("four million", size=20, gap=24)]
    document = read([*title, At(wrap(FIRST)[0], gap=30), *wrap(FIRST)[1:]])
    assert document.details.title == "Repairs to the old bridge will cost four million"
    assert document.body == FIRST


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("The old bridge", "The old bridge"),
        ("Microsoft Word - bridge.docx", None),
        ("bridge_final.indd", None),
        ("untitled", None),
        ("", None),
    ],
)
def test_title_of_the_metadata_is_taken_unless_a_program_made_it(title, found):
    document = read(wrap(FIRST), title=title, author="Ann Rao")
    assert (document.details.title, document.details.author) == (found, "Ann Rao")


def test_publisher_and_day_are_read_from_xmp_but_not_from_the_day_it_was_made():
    packet = b"""<x:xmpmeta><rdf:Description><dc:publisher><rdf:Bag><rdf:li>Bridges &amp; Co</rdf:li></rdf:Bag>
    </dc:publisher><dc:date><rdf:Seq><rdf:li>2022-06-07</rdf:li></rdf:Seq></dc:date></rdf:Description></x:xmpmeta>"""
    data = set_pdf(wrap(FIRST))
    stated = read_pdf(data.replace(b"%%EOF", b"% " + packet.replace(b"\n", b" ") + b"\n%%EOF"), "a.pdf").details
    assert (stated.publisher, str(stated.published)) == ("Bridges & Co", "2022-06-07")
    assert read_pdf(data, "a.pdf").details.published is None


def test_paragraph_goes_on_over_the_page_and_knows_its_pages():
    lines = [*wrap(FIRST), *wrap(SECOND)]
    cut = len(wrap(FIRST)) + 1
    document = read(lines[:cut], lines[cut:], [*wrap(THIRD)])
    assert document.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert document.pages == (0, document.body.index(lines[cut]), document.body.index(THIRD))


def test_page_without_text_is_named_and_counted():
    document = read(wrap(FIRST), [], wrap(SECOND), [])
    assert page_of(document, SECOND) == 3
    assert document.pages == (0, len(FIRST) + 2, len(FIRST) + 2, len(document.body))
    assert document.warnings == ("2 of its 4 pages show no text, so nothing on them was read: 2, 4.",)


def test_columns_are_read_one_after_the_other():
    left, right = wrap(FIRST, 200), wrap(SECOND, 200)
    columns = [At(line, 72, 730 - 14 * row) for row, line in enumerate(left)]
    columns += [At(line, 310, 730 - 14 * row) for row, line in enumerate(right)]
    assert read(columns).body == f"{FIRST}\n\n{SECOND}"


def frame(number: int, lines: list[str]) -> list[str | At]:
    head, foot = At("The Example, 7 June 2022", base=800), At(f"Page {number} of 3", left=280, base=40)
    return [head, At(lines[0], base=730), *lines[1:], foot]


def test_running_heads_and_page_numbers_are_left_out():
    document = read(frame(1, wrap(FIRST)), frame(2, wrap(SECOND)), frame(3, wrap(THIRD)))
    assert document.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1", "1 / 1", "1 of 1"])
def test_number_of_a_single_page_is_left_out(number):
    assert read([*wrap(FIRST), At(number, left=290, base=40)]).body == FIRST


def test_heads_that_differ_stay():
    pages = [
        [At(head, base=800), At(wrap(text)[0], base=730), *wrap(text)[1:]]
        for head, text in [("Alpha", FIRST), ("Beta", SECOND)]
    ]
    assert read(*pages).body == f"Alpha\n\n{FIRST}\n\nBeta\n\n{SECOND}"


def test_report_that_is_all_frame_is_kept():
    assert read(*[[At("Nothing to report.", base=800)]] * 3).body.count("Nothing to report.") == 3


def test_note_at_the_foot_waits_until_the_paragraph_has_ended():
    lines, note = wrap(FIRST), At("1 The estimate of 2019 was two million.", size=8, base=80)
    document = read([*lines[:2], note], [At(lines[2], base=730), *lines[3:], *wrap(SECOND)])
    assert document.body == f"{FIRST}\n\n{note.text}\n\n{SECOND}"


def test_bullets_begin_paragraphs():
    lines = [*wrap(FIRST), "\u2022 Steel: two million", "\u2022 Labour: two million"]
    assert read(lines).body.split("\n\n")[1:] == ["• Steel: two million", "• Labour: two million"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["the repre-", "sentative of"], "the representative of", id="a word"),
        pytest.param(["the Franco-", "German pact"], "the Franco-German pact", id="before a capital"),
        pytest.param(["with COVID-", "19 in"], "with COVID-19 in", id="before a digit"),
        pytest.param(["a state-of-the-", "art bridge"], "a state-of-the-art bridge", id="after another hyphen"),
        pytest.param(["a self-", "made man"], "a self-made man", id="after self"),
        pytest.param(
            ["it is well-", "known, a well-known fact"], "it is well-known, a well-known fact", id="as elsewhere"
        ),
        pytest.param(["in 2020-", "2021 it"], "in 2020-2021 it", id="between numbers"),
        pytest.param(["the bridge \u2014", "which is old"], "the bridge — which is old", id="dash with spaces"),
        pytest.param(["the bridge\u2014", "which is old"], "the bridge—which is old", id="dash without"),
    ],
)
def test_word_that_was_broken_is_joined_as_it_was(lines, text):
    assert read([f"So the ministry and the company agreed on {lines[0]}", *lines[1:]]).body.endswith(text)


def test_lines_in_another_script_or_shape_do_not_break_reading():
    assert read([At("Only", 500, 400), At("odd", 20, 410, 30), At("places", 300, 5)]).body


ROWS = {
    "plain words": ([("هبنشجنپ زور شرازگ", 100)], "گزارش روز پنجشنبه"),
    "Hebrew": ([("םויה רגסנ רשגה", 100)], "הגשר נסגר היום"),
    "ligature as one form": ([("یدﻼیم", 100)], "میلادی"),
    "number": ([("دوب 1402 لاس", 100)], "سال 1402 بود"),
    "Latin words": ([("تسا ییاپورا یهاگشاب Real Madrid لابتوف میت", 50)], "تیم فوتبال Real Madrid باشگاهی اروپایی است"),
    "brackets drawn": ([("(سراف) ربخ", 100)], "خبر (فارس)"),
    "brackets typed": ([(")سراف( ربخ", 100)], "خبر (فارس)"),
}


@pytest.mark.parametrize(("pieces", "text"), ROWS.values(), ids=ROWS)
def test_right_to_left_line_is_read_in_the_order_of_speech(pieces, text):
    assert read_pdf(draw_glyphs([pieces]), "a.pdf").body == text


def test_right_to_left_lines_become_a_paragraph():
    lines = ["گزارش خبرگزاری از مراسم", "امروز در شهر منتشر شد و", "مردم آن را خواندند."]
    width = max(map(len, lines)) * 10
    seen = [[(line[::-1], 100 + width - len(line) * 10)] for line in lines]
    assert read_pdf(draw_glyphs(seen), "a.pdf").body == " ".join(lines)


def test_scan_is_refused():
    with pytest.raises(UnreadableDocumentError, match="only pictures"):
        read_pdf(draw_pdf(b"0 0 99 99 re f"), "a.pdf")


WHOLE = set_pdf(wrap(FIRST), wrap(SECOND))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.97])
def test_pdf_that_was_cut_off_is_refused(share):
    with pytest.raises(UnreadableDocumentError, match="end is missing"):
        read_pdf(WHOLE[: int(len(WHOLE) * share)], "a.pdf")


def wipe_stream(data: bytes) -> bytes:
    start = data.index(b"stream") + 60
    return data[:start] + b"!" * 20 + data[start + 20 :]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(wipe_stream, id="broken stream"),
        pytest.param(lambda data: data.replace(b"/FlateDecode", b"/FlatEDecode", 1), id="unknown filter"),
        pytest.param(lambda data: re.sub(rb"startxref\s+\d+", b"startxref\n7", data), id="lost table"),
        pytest.param(lambda data: data.replace(b"endobj", b"endxbj", 1), id="lost end of an object"),
        pytest.param(lambda data: data[:300] + bytes(40) + data[340:], id="wiped stretch"),
    ],
)
def test_editor_is_told_of_damage(damage):
    assert DAMAGED in read_pdf(damage(WHOLE), "a.pdf").warnings


def test_whole_pdf_has_no_warning():
    assert read_pdf(WHOLE, "a.pdf").warnings == ()


def test_text_that_damage_takes_is_hardly_ever_lost_in_silence():
    chance, silent, whole = random.Random(7), 0, len(read_pdf(WHOLE, "a.pdf").body)
    for _ in range(200):
        data = bytearray(WHOLE)
        start = chance.randrange(len(data) - 60)
        for place in range(start, start + chance.choice([1, 8, 60])):
            data[place] ^= chance.randrange(256)
        try:
            document = read_pdf(bytes(data), "a.pdf")
        except CorpusError:
            continue
        silent += len(document.body) < 0.9 * whole and document.warnings == ()
    assert silent <= 2


lines = st.builds(
    Line,
    text=st.text(st.sampled_from("ab-— \u0301é"), min_size=1, max_size=9).filter(str.strip),
    page=st.just(0),
    left=st.just(72.0),
    right=st.just(500.0),
    base=st.just(700.0),
    size=st.sampled_from([10.0, 20.0]),
    top=st.just(842.0),
    broken=st.booleans(),
)


@given(st.lists(st.lists(lines, min_size=1, max_size=4), min_size=1, max_size=5), st.integers(0, 3))
def test_pages_of_any_lines_fit_their_text(groups, empty):
    placed = place_pages(make_paragraphs(groups), 1 + empty)
    check_pages(placed.starts, placed.body)
    assert len(placed.starts) == 1 + empty
    assert placed.body == normalise_text(placed.body)
