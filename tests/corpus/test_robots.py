"""What a robots.txt lets us read: the longest rule of our own group, else of everybody's."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.robots import MOST_BYTES, Rules

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        pytest.param("", "/a", True, id="nothing"),
        pytest.param("User-agent: *\nDisallow: /a", "/b", True, id="another path"),
        pytest.param("User-agent: *\nDisallow: /a", "/a/b?c", False, id="below"),
        pytest.param("User-agent: *\nDisallow:", "/a", True, id="closed to nothing"),
        pytest.param("User-agent: *\nDisallow: /\nAllow: /a", "/a/b", True, id="the longer rule counts"),
        pytest.param("User-agent: *\nAllow: /\nDisallow: /a", "/a/b", False, id="whichever comes first"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False, id="a wild card"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?b", True, id="and an end"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /", "/a", True, id="our own group"),
        pytest.param("User-agent: OnRecordBot\nDisallow: /", "/a", True, id="a longer name than ours"),
        pytest.param("User-agent: on\nDisallow: /", "/a", True, id="a shorter one"),
        pytest.param("User-agent: other\nUser-agent: OnRecord/2.0\nDisallow: /", "/a", False, id="a group of two"),
        pytest.param("user-agent:*#all\ndisallow:/#all", "/a", False, id="remarks and no spaces"),
        pytest.param("Disallow: /", "/a", True, id="a rule of no group"),
        pytest.param("User-agent: *\nDisallow: /%61", "/a", False, id="written with percent signs"),
        pytest.param("\ufeffUser-agent: *\r\nDisallow: /", "/a", False, id="a mark at its head"),
        pytest.param(f"# {'x' * MOST_BYTES}\nUser-agent: *\nDisallow: /", "/a", True, id="behind what counts"),
    ],
)
def test_rule_is_kept(text, path, allowed):
    assert Rules(text.encode()).allow(f"{SITE}{path}") is allowed


def test_many_names_and_rules_take_little_time():
    names = b"".join(b"User-agent: a%d\n" % number for number in range(15_000))
    begun = time.monotonic()
    rules = Rules((names + b"Disallow: /*a*b*c$\n" * 15_000)[:MOST_BYTES])
    assert rules.allow(f"{SITE}/{'ab' * 1_000}")
    assert time.monotonic() - begun < 5


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"user-agent: *\ndisallow: {text}".encode()))
def test_any_bytes_are_rules(text):
    assert Rules(text).allow(f"{SITE}/a") in (True, False)
