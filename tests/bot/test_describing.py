"""What is said of a quotation beside its words."""

import pytest

from bot.answering.answers import Quote, Stance
from bot.answering.describing import Attributor, describe_quote
from corpus.reports import Report
from corpus.sentences import Span


def describe(sentence: str, *, after: str = "") -> Quote:
    """Describe the whole of a report, of which the first sentence is what was chosen."""
    body = f"{sentence} {after}".strip()
    report = Report("weir", 1, "The weir", body, "The Wire")
    return describe_quote(Quote.cut(report, 0, len(body)), Span(0, len(sentence)), report, Attributor()(report))


@pytest.mark.parametrize(
    ("sentence", "speaker", "stance"),
    [
        ("Maud Ferrant denied that the pilots had opened the weir.", "Maud Ferrant", Stance.DENIES),
        ("Maud Ferrant blamed the pilots for the flood.", "Maud Ferrant", Stance.BLAMES),
        ("Maud Ferrant declined to comment on the weir.", "Maud Ferrant", Stance.DECLINES),
        ("“The weir was open,” Maud Ferrant claimed.", "Maud Ferrant", Stance.CLAIMS),
        ("“The weir was open,” Maud Ferrant said.", "Maud Ferrant", None),
        ("The weir was open all night.", None, None),
    ],
)
def test_a_quotation_says_what_its_speaker_does(sentence, speaker, stance):
    described = describe(sentence)
    assert (described.speaker, described.stance) == (speaker, stance)


def test_words_of_two_people_are_nobodys():
    described = describe("Maud Ferrant denied it.", after="“She opened it herself,” Corwin Haddle claimed.")
    assert (described.speaker, described.stance) == (None, None)
