"""A model that keeps failing is left alone; one call at a time tries whether it is well."""

import asyncio

import pytest

from bot.answering.endpoint.breaker import MOST_FAILURES, REST_S, Breaker
from bot.errors import LanguageModelError, ModelFailedError, ModelRefusalError, ModelRequestError, ModelRestingError


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("place", clock)


def call(breaker: Breaker, error: BaseException | None = None) -> None:
    with breaker.watching():
        if error is not None:
            raise error


def fail(breaker: Breaker, times: int = MOST_FAILURES) -> None:
    for _ in range(times):
        with pytest.raises(ModelFailedError):
            call(breaker, ModelFailedError("It failed."))


def test_failures_in_a_row_make_it_rest(breaker):
    fail(breaker)
    with pytest.raises(ModelRestingError, match=r"place .* left alone for 60 s\.") as caught:
        call(breaker)
    assert caught.value.seconds == REST_S


def test_a_success_between_starts_the_count_anew(breaker):
    fail(breaker, MOST_FAILURES - 1)
    call(breaker)
    fail(breaker, MOST_FAILURES - 1)
    call(breaker)


@pytest.mark.parametrize(
    "error", [ModelRefusalError("No."), ModelRequestError("No.", 400)], ids=["a refusal", "a request it does not take"]
)
def test_what_a_question_may_cause_is_no_failure(breaker, error):
    for _ in range(MOST_FAILURES + 1):
        with pytest.raises(type(error)):
            call(breaker, error)
    call(breaker)


def test_one_trial_at_a_time_after_the_rest(breaker, clock):
    fail(breaker)
    clock.now += REST_S
    with breaker.watching(), pytest.raises(ModelRestingError):
        call(breaker)
    call(breaker)


def test_trial_that_fails_makes_it_rest_again(breaker, clock):
    fail(breaker)
    clock.now += REST_S
    fail(breaker, 1)
    clock.now += REST_S - 1
    with pytest.raises(ModelRestingError):
        call(breaker)
    clock.now += 1
    call(breaker)
    fail(breaker, MOST_FAILURES - 1)
    call(breaker)


def test_trial_that_is_cancelled_lets_the_next_try(breaker, clock):
    fail(breaker)
    clock.now += REST_S
    with pytest.raises(asyncio.CancelledError):
        call(breaker, asyncio.CancelledError())
    call(breaker)
    call(breaker)


def test_resting_is_itself_no_failure(breaker, clock):
    fail(breaker)
    for _ in range(5):
        clock.now += 1
        with pytest.raises(LanguageModelError):
            call(breaker)
    clock.now += REST_S - 5
    call(breaker)
