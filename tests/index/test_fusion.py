"""Rankings that cannot compare their scores become one."""

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import CONSTANT, fuse_ranks

rankings = st.lists(st.tuples(st.floats(0.1, 2), st.lists(st.integers(0, 20), unique=True)), max_size=4)


def test_weights_and_ranks_decide():
    # a: 1/11; b: 1/12 + .6/11; c: .6/12
    assert fuse_ranks([(1.0, ["a", "b"]), (0.6, ["b", "c"])]) == ["b", "a", "c"]


def test_a_first_place_of_little_weight_comes_after_a_second_place_of_much():
    assert 1.0 / (CONSTANT + 2) > 0.6 / (CONSTANT + 1)
    assert fuse_ranks([(0.6, ["x"]), (1.0, ["a", "y"])]) == ["a", "y", "x"]


def test_equal_sums_stay_in_order_of_appearance():
    assert fuse_ranks([(1.0, ["a"]), (1.0, ["b"])]) == ["a", "b"]
    assert fuse_ranks([(1.0, ["b"]), (1.0, ["a"])]) == ["b", "a"]


def test_one_ranking_stays_as_it_is_and_none_gives_nothing():
    assert fuse_ranks([(1.0, [3, 1, 2]), (0.6, [])]) == [3, 1, 2]
    assert fuse_ranks([]) == []


@given(rankings)
def test_every_key_comes_once(given_rankings):
    fused = fuse_ranks(given_rankings)
    assert sorted(fused) == sorted({key for _, keys in given_rankings for key in keys})


@given(rankings, st.integers(0, 20))
def test_what_is_first_everywhere_is_first(given_rankings, best):
    led = [(weight, [best, *(key for key in keys if key != best)]) for weight, keys in given_rankings]
    assert fuse_ranks(led)[:1] == ([best] if led else [])
