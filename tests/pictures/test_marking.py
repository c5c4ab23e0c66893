"""Texts with entities become HTML that shows all of the text, and nothing of it as markup."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pictures.marking import BLOCKS, mark_text
from tests.telegram_server.utf16 import unit_starts


def entity(kind, offset, length):
    return {"type": kind, "offset": offset, "length": length}


def read_lines(html):
    """What a page shows: a block ends a line, and tags show nothing."""
    stretches = re.findall(r'(?:<div class="lines">|<pre>)(.*?)(?:</div>|</pre>)', html, re.DOTALL)
    return "\n".join(unescape(re.sub(r"<[^>]+>", "", each)) for each in stretches)


@pytest.mark.parametrize(
    ("text", "entities", "shown"),
    [
        ("a < b & c", [], "a &lt; b &amp; c"),
        ("Yes 😀 no", [entity("bold", 7, 2)], 'Yes 😀 <span class="bold">no</span>'),
        ("a title", [entity("text_link", 2, 5)], 'a <span class="text_link">title</span>'),
        (
            "bold both italic",
            [entity("bold", 0, 9), entity("italic", 5, 11)],
            '<span class="bold">bold </span><span class="italic"><span class="bold">both</span></span>'
            '<span class="italic"> italic</span>',
        ),
    ],
    ids=["escaped", "behind an emoji", "link", "crossing"],
)  # fmt: skip
def test_style_lies_over_its_own_words(text, entities, shown):
    assert mark_text(text, entities) == f'<div class="lines">{shown}</div>'


def test_quotation_stands_in_a_block_without_the_breaks_beside_it():
    html = mark_text("Said:\nthe words\n\n[1] who", [entity("expandable_blockquote", 6, 9)])
    assert html == (
        '<div class="lines">Said:</div>'
        '<blockquote class="expandable_blockquote" dir="auto"><div class="lines">the words</div></blockquote>'
        '<div class="lines">\n[1] who</div>'
    )


def test_style_inside_and_around_a_quotation_stays():
    inside = mark_text("the very words", [entity("blockquote", 0, 14), entity("bold", 4, 4)])
    assert 'the <span class="bold">very</span> words' in inside
    around = mark_text("a\nq\nb", [entity("blockquote", 2, 1), entity("italic", 0, 5)])
    assert around.count('<span class="italic">') == 3


def test_two_quotations_in_a_row_are_two_blocks():
    html = mark_text("one\ntwo", [entity("blockquote", 0, 3), entity("blockquote", 4, 3)])
    assert html.count("<blockquote") == 2
    assert read_lines(html) == "one\ntwo"


@st.composite
def draw_marked(draw):
    """A text in paragraphs, each of which may be a block, and styles anywhere between whole characters."""
    lines = draw(st.lists(st.text(st.sampled_from("ab <&😀שא"), min_size=1, max_size=6), min_size=1, max_size=5))
    text, starts, at, entities = "\n".join(lines), unit_starts("\n".join(lines)), 0, []
    for line in lines:
        kind = draw(st.sampled_from(["", *sorted(BLOCKS)]))
        if kind:
            entities.append(entity(kind, starts[at], starts[at + len(line)] - starts[at]))
        at += len(line) + 1
    for kind in draw(st.lists(st.sampled_from(["bold", "italic", "text_link"]), max_size=3)):
        first, last = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
        entities.append(entity(kind, starts[first], starts[last] - starts[first]))
    return text, draw(st.permutations(entities))


@given(draw_marked())
def test_every_text_is_shown_whole_and_in_order(marked):
    text, entities = marked
    assert read_lines(mark_text(text, entities)) == text
