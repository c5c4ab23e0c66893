"""Sentences and paragraphs: what ends them, and that their offsets can be trusted for any text."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import Span, split_paragraphs, split_sentences
from tests.clock import clock

MARKS = "aZ7.!?…,;:'\"“”«»()[]-—•\n\r\t\x0c\x85\u2028\u2029\u00a0\u200c\u200f؟۔؛。ß"
WORDS = [
    *(
        "The ",
        "Mr. ",
        "p.m. ",
        " . . . ",
        "\n\n",
        "\r\n",
        "1) ",
        "2) ",
        "Monday, May 4, 2026 ",
        "Image: A",
        "سلام ",
        "שלום ",
    ),
    *("سطر\n", "de\nf", "Hello. ", "O\n2"),
]
PIECES = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def sentences_of(text: str) -> list[str]:
    return [span.text_of(text) for span in split_sentences(text)]


def paragraphs_of(text: str) -> list[str]:
    return [span.text_of(text) for span in split_paragraphs(text)]


def check_cover(text: str, spans: list[Span]) -> None:
    for span in spans:
        assert span.text_of(text) == span.text_of(text).strip() != ""
        assert len(span) == len(span.text_of(text))
    for one, other in pairwise(spans):
        assert one.end <= other.start
        assert not one.overlaps(other)
    inside = "".join(span.text_of(text) for span in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(TEXTS)
def test_sentences_hold_every_character_once_and_in_order(text: str) -> None:
    check_cover(text, split_sentences(text))


@given(TEXTS)
def test_paragraphs_hold_every_character_once_and_in_order(text: str) -> None:
    check_cover(text, split_paragraphs(text))


@given(TEXTS)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    paragraphs = split_paragraphs(text)
    for sentence in split_sentences(text):
        assert any(one.start <= sentence.start and sentence.end <= one.end for one in paragraphs)


@given(TEXTS)
def test_blank_line_always_ends_a_paragraph(text: str) -> None:
    both = f"{text}\n \n{text}"
    assert not any(one.start < len(text) and one.end > len(text) + 3 for one in split_paragraphs(both))


SPLIT = {
    "plain": ["The bridge is shut.", "Nobody was hurt."],
    "question and shout": ["Who did it?", "Nobody!", "The inquiry goes on."],
    "piled marks": ["Really?!", "Yes!!!", "No??", "It stands."],
    "titles": ["Dr. Amaya Rao met Lt. Gen. (ret.) Piet Okoro at St. Brigid’s.", "They spoke for an hour."],
    "initials": ["A. B. Khan Jr. and Ruth E. Marsh resigned.", "P. Q. Lund stayed."],
    "pronoun I": ["It was my sister and I.", "Did you see Albert I. Moss there?"],
    "letter grade": ["The bridge was given a C.", "The next got an A.", "None failed."],
    "country in mid-sentence": ["The U.S. Senate and the U.N. Security Council met in Washington, D.C. on Friday."],
    "country at the end": ["She moved to the U.S.", "How long she stayed is unknown."],
    "company": ["He runs Harl & Co. in Sund.", "She owns Brisk Inc.", "It makes rope."],
    "hours": ["Polls close at 8 p.m. Tuesday.", "Counting starts at 9 p.m. EST."],
    "hour at the end": ["They left at 6 p.m.", "Mr. Holm stayed."],
    "hour that only says when": ["At 5 a.m. Mrs. Holm woke."],
    "money and decimals": ["It cost $3.50.", "Inflation was 2.4 per cent.", "40 people were fined."],
    "numbered words": ["Article No. 5 is on p. 55 of vol. 3.", "See Fig. 2."],
    "no as an answer": ["Did he pay?", "No.", "He left."],
    "months": ["It was signed on Jan. 5 in Lund.", "On Feb. 6 it was void."],
    "address and mail": [
        "Write to desk@example.org.",
        "The form is at https://example.org/a.b/c.html.",
        "It is short.",
    ],
    "versus": ["The case is Lund v. Harl, i.e. the old one, e.g. about rope vs. chain."],
    "footnote": ["The dam held.[1]", "The mill did not.[2][3]", "Both were old."],
    "quotation before its speaker": ["“It is over.” she said.", "“Why now?” Ms Rao asked.", "“Go!” he cried."],
    "quotation after a colon": ['He said: "It is over."', "Then he left."],
    "two quotations": ["“We won.”", "“No, we won.”"],
    "closing mark of the wrong shape": ["A misguided decision.“", "However, it stands."],
    "brackets": ["The court (which sat on Monday) rose.", "(It meets again.)", "No date was set."],
    "stop inside brackets": ["She taught (He had worked there for 5 years as a clerk.) at the school."],
    "remark in brackets": ["It was (really?) true (!) Rao said."],
    "ellipsis": ["I never said that....", "She left.", "Well… it depends.", "Maybe...", "He paused."],
    "omission": ["The laws . . . apply to all.", "[…] The rest is void."],
    "stop and omission": ["The practice was old.", ". . . It was not abandoned."],
    "list in a line": ["1) Shut the gate", "2) Call the watch"],
    "list with stops": ["1. Shut the gate.", "2. Call the watch."],
    "lettered list": ["a. shut the gate", "b. call the watch", "c. wait"],
    "bullets": ["• 9. The first", "• 10. The second"],
    "dateline": ["TEHRAN (AP) — The council met on Tuesday.", "It rose at noon."],
    "date line between headline and text": [
        "Ferry breaks loose in storm",
        "Friday, March 13, 2026",
        "The ferry drifted.",
    ],
    "date inside a sentence": ["It was read on Friday, March 13, 2026 The Courier has learned."],
    "picture credit": ["Divers at the wreck", "Image: Harbour Office.", "The search goes on."],
    "small-letter brand": ["Shares fell.", "iPhones sold well.", "eBay rose."],
    "name with a shout": ["She works at Yahoo! in the accounts office."],
    "forgotten space": ["The man, 40, died.", "He was alone."],
    "Persian": ["آیا او آمد؟", "بله، آمد.", "او گفت: «من می‌روم.»", "سپس رفت؛ و بازنگشت."],
    "Arabic title and decimal": ["وقال د. سمير إن العدد 7.9 مليون.", "لا أعرف؟", "نعم!"],
    "Urdu": ["پل بند ہے۔", "کوئی زخمی نہیں ہوا۔"],
    "Hebrew": ["הוא אמר: ״לא.״", "ואז הלך?", "כן!"],
    "French marks": ["« Le pont est fermé. »", "Il est parti."],
    "Chinese": ["桥关了。", "没有人受伤！", "「是吗？」", "他说。"],
}
UNSPACED = {"forgotten space", "Chinese"}


@pytest.mark.parametrize(("name", "sentences"), SPLIT.items(), ids=SPLIT.keys())
def test_text_is_cut_into_its_sentences(name: str, sentences: list[str]) -> None:
    assert sentences_of(("" if name in UNSPACED else " ").join(sentences)) == sentences


PARAGRAPHS = {
    "one a line": (
        "The ferry broke loose on Tuesday and drifted for eleven minutes.\nNobody was killed.\nThe search goes on.",
        3,
    ),
    "heading and text": ("Ferry breaks loose\nThe ferry drifted for eleven minutes before it struck the weir.", 2),
    "blank lines": ("The ferry drifted\n\nfor eleven minutes.\n \t\nThen it struck.", 3),
    "wrapped": (
        "The ferry broke loose on Tuesday evening and drifted for eleven\nminutes before it struck the weir below the "
        "town. Nobody was\nkilled, but fourteen passengers were treated for cuts and for the\ncold.\n"
        "The search goes on.",
        2,
    ),
    "wrapped with a heading": (
        "What happened\nThe ferry broke loose on Tuesday evening and drifted for eleven\nminutes before it struck the "
        "weir below the town. Nobody was\nkilled, but fourteen passengers were treated for cuts.",
        2,
    ),
    "wrapped without capitals": (
        "کشتی شامگاه سه‌شنبه از کابل جدا شد و یازده دقیقه در\nتاریکی سرگردان بود تا به سرریز پایین شهر برخورد\n"
        "کرد و چهارده مسافر زخمی شدند.",
        1,
    ),
    "list": ("What to bring:\n• A lamp\n• A rope\n1. A map\n2) A knife", 5),
    "broken in mid-sentence": (
        "The ferry drifted for eleven minutes and\nthen struck the weir.\nNobody was killed.",
        2,
    ),
    "formula": ("The air held too little O\n2\nfor anyone to breathe.\nThe crew left.", 2),
    "Windows lines": ("The ferry drifted.\r\nNobody was killed.\r\n\r\nThe search goes on.", 3),
    "form feed": ("the ferry drifted\ffor eleven minutes", 2),
    "nothing": (" \n\t ", 0),
}


@pytest.mark.parametrize(("text", "count"), PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_line_breaks_end_a_paragraph_as_the_text_is_written(text: str, count: int) -> None:
    assert len(paragraphs_of(text)) == count, paragraphs_of(text)


def test_sentence_runs_on_over_a_wrapped_line() -> None:
    text = PARAGRAPHS["wrapped"][0]
    assert sentences_of(text)[1].startswith("Nobody was\nkilled, but")


@pytest.mark.parametrize("unit", ["The U.S. said so. ", "a.b", "A. ", "“. ", "1. 2. 3. ", "(", "a.\n", ". . . "])
def test_time_grows_with_the_length_alone(unit: str) -> None:
    spent = [clock(partial(split_sentences, unit * (size // len(unit)))) for size in (20_000, 80_000)]
    assert spent[1] < 10 * spent[0] + 0.1


def test_span_knows_its_place() -> None:
    span = Span(4, 9)
    assert (len(span), span.text_of("the ferry drifted")) == (5, "ferry")
    assert span.overlaps(Span(8, 12))
    assert not span.overlaps(Span(9, 12))


@pytest.mark.parametrize("place", [(3, 3), (5, 2), (-1, 4)])
def test_span_holds_at_least_one_character(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Span(*place)
