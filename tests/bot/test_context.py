"""How a passage looks in its report: the quotation in bold amid its own text, in messages that Telegram takes."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answering.answers import Citation, Quote
from bot.chat.context import PAGE, find_page_after, find_page_before, render_page, render_passage
from bot.chat.markup import count_units
from bot.languages.speech import ENGLISH
from tests.bot.shown_parts import check_valid, get_marked, make_report

BODY = "\n\n".join(f"Paragraph {number} says {'so much ' * 20}and ends 🛶." for number in range(40))


@given(st.data())
@settings(max_examples=200)
def test_passage_shows_the_quotation_in_bold_amid_the_text_of_its_report(data):
    start = data.draw(st.integers(0, len(BODY) - 2))
    end = data.draw(st.integers(start + 1, min(len(BODY), start + data.draw(st.sampled_from([10, 500, 3900, 6000])))))
    report = make_report(BODY)
    parts = render_passage(
        Citation(1, Quote.cut(report, start, end)), report, ENGLISH, "This report was corrected."
    ).parts
    check_valid(parts)
    quoted = "".join(text for part in parts for text in get_marked(part, MessageEntity.BOLD) if text != "The ferry")
    assert "".join(quoted.split()) == "".join(BODY[start:end].split())
    context = "".join(text for part in parts for text in get_marked(part, MessageEntity.BLOCKQUOTE))
    assert "".join(context.strip("… ").split()) in "".join(BODY.split())
    assert "This report was corrected." in parts[0].markup.text


def test_passage_shows_the_paragraphs_beside_it():
    body = "Far before.\n\nThe one before.\n\nThe quotation stands here. And more.\n\nThe one after.\n\nFar after."
    report = make_report(body, author="I. Farrow", url="https://example.org/ferry")
    start = body.index("The quotation")
    (part,) = render_passage(
        Citation(2, Quote.cut(report, start, start + len("The quotation stands here."))), report, ENGLISH
    ).parts
    assert part.markup.text == (
        "[2] The ferry\nThe Courier · I. Farrow · 11 March 2026\n"
        "… The one before.\n\nThe quotation stands here. And more.\n\nThe one after. …"
    )
    assert get_marked(part, MessageEntity.BOLD) == ["The ferry", "The quotation stands here."]


def test_passage_of_a_short_report_is_shown_without_ellipses():
    report = make_report("Only this.")
    (part,) = render_passage(Citation(1, Quote.cut(report, 0, 10)), report, ENGLISH).parts
    assert part.markup.text.endswith("\nOnly this.")


BODIES = st.lists(st.text(st.sampled_from("ab é🛶س.\n"), min_size=1, max_size=60), min_size=1, max_size=6).map(
    lambda pieces: " ".join(piece * 40 for piece in pieces)
)


@given(BODIES.filter(str.strip))
@settings(max_examples=100)
def test_reading_on_shows_all_of_a_report_and_nothing_twice(body):
    forward, offset = [], 0
    while page := find_page_after(body, offset):
        forward.append(page)
        offset = page.end
    backward, offset = [], len(body)
    while page := find_page_before(body, offset):
        backward.insert(0, page)
        offset = page.start
    for pages in (forward, backward):
        check_valid([part for page in pages for part in render_page(make_report(body), page, ENGLISH).parts])
        assert all(count_units(page.text_of(body)) <= PAGE for page in pages)
        assert "".join("".join(page.text_of(body).split()) for page in pages) == "".join(body.split())
        assert all(one.end <= other.start for one, other in pairwise(pages))


def test_page_ends_with_a_paragraph_where_one_ends_near():
    body = "\n\n".join(["word " * 250 + "end."] * 4)
    page = find_page_after(body, 0)
    assert body[: page.end].endswith("end.")
    assert page.end == body.index("end.") + len("end.")
    last = find_page_before(body, len(body))
    assert last.start == body.rindex("\n\n") + 2
