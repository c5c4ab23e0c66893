"""How a passage looks in its report: the quotation in bold amid its own text, in messages that Telegram takes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answering.answers import Citation, Quote
from bot.chat.context import render_passage
from tests.bot.shown_parts import check_valid, get_marked, make_report

BODY = "\n\n".join(f"Paragraph {number} says {'so much ' * 20}and ends 🛶." for number in range(40))


@given(st.data())
@settings(max_examples=200)
def test_passage_shows_the_quotation_in_bold_amid_the_text_of_its_report(data):
    start = data.draw(st.integers(0, len(BODY) - 2))
    end = data.draw(st.integers(start + 1, min(len(BODY), start + data.draw(st.sampled_from([10, 500, 3900, 6000])))))
    report = make_report(BODY)
    parts = render_passage(Citation(1, Quote.cut(report, start, end)), report, "This report was corrected.")
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
    (part,) = render_passage(Citation(2, Quote.cut(report, start, start + len("The quotation stands here."))), report)
    assert part.markup.text == (
        "[2] The ferry\nThe Courier · I. Farrow · 11 March 2026\n"
        "… The one before.\n\nThe quotation stands here. And more.\n\nThe one after. …"
    )
    assert get_marked(part, MessageEntity.BOLD) == ["The ferry", "The quotation stands here."]


def test_passage_of_a_short_report_is_shown_without_ellipses():
    report = make_report("Only this.")
    (part,) = render_passage(Citation(1, Quote.cut(report, 0, 10)), report)
    assert part.markup.text.endswith("\nOnly this.")
