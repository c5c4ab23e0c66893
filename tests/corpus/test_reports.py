"""Reports hold what they promise: whose copy one is, and which documents are still to be fetched."""

import pytest

from corpus.errors import InvalidReportError
from corpus.reports import Details, Report, Submission


def test_origin_is_the_report_that_it_is_a_copy_of_or_itself():
    assert Report("a", 1, "A", "Words.").origin == "a"
    assert Report("a", 1, "A", "Words.", copy_of="b").origin == "b"


@pytest.mark.parametrize(
    ("copy_of", "words"),
    [("a", "cannot be a copy of itself"), ("The agency", "is not the id of a report"), ("", "is not the id")],
)
def test_report_cannot_be_a_copy_of_nothing_or_of_itself(copy_of, words):
    with pytest.raises(InvalidReportError, match=words):
        Report("a", 1, "A", "Words.", copy_of=copy_of)


def test_submission_without_bytes_is_a_link_to_be_fetched():
    details = Details(url="https://example.org/a")
    assert Submission("a", b"", "me", details).link == "https://example.org/a"
    assert Submission("a", b"Words.", "me", details).link is None
    assert Submission("a", b"", "me").link is None
