"""Nobody runs up a bill: tokens are booked in a real database, under a simulated clock, by a thousand people."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.budgeting import BudgetedLanguageModel, Share, TokenLimits
from bot.answering.endpoint.completions import estimate_tokens
from bot.answering.language_model import OpenAILanguageModel, Reply
from bot.answering.prompts import Prompt
from bot.errors import BudgetSpentError, BudgetUnknownError, LanguageModelError, ModelAccessError, ModelTimeoutError
from bot.state.tokens import EVERYBODY, Tokens
from corpus.database import Database
from tests.model_server import MODEL, ScriptedEndpoint, complete, complete_slowly, hang, refuse

PROMPT = Prompt("Point.", "1: It was cut.", {"type": "object", "additionalProperties": False}, "draft")
MOST = estimate_tokens(PROMPT)
DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPENT = (Share.EACH, Share.IN_ALL)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.at(tmp_path / "catalogue.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def tokens(database: Database) -> Tokens:
    return Tokens(database)


class PricedModel:
    """Replies with a cost that is drawn for each call, or fails with it known or unknown."""

    name = "priced"

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.spent: Counter[str] = Counter()

    async def complete(self, prompt: Prompt, person: str, seconds: float | None = None) -> Reply:
        cost = self.draw.randint(1, MOST)
        self.spent[person] += cost
        self.spent[EVERYBODY] += cost
        if self.draw.random() < 0.1:
            raise ModelTimeoutError("It took too long.", tokens=self.draw.choice((None, cost)))
        return Reply("{}", cost)


def budget(model, tokens: Tokens, each: int, in_all: int, now: datetime = NOON) -> BudgetedLanguageModel:
    return BudgetedLanguageModel(model, tokens, TokenLimits(each, in_all), lambda: now)


def ask(model: BudgetedLanguageModel, person: str = "telegram:1") -> Reply:
    return asyncio.run(model.complete(PROMPT, person))


def test_a_thousand_people_in_a_day_never_exceed_by_more_than_a_call(tokens):
    """24 hours in which some people ask much more than others."""
    draw = random.Random(7)
    model = PricedModel(draw)
    limits = TokenLimits(each=3 * MOST, in_all=120 * MOST)
    clock = NOON.replace(hour=0)
    budgeted = BudgetedLanguageModel(model, tokens, limits, lambda: clock)

    async def live_a_day() -> Counter[str]:
        nonlocal clock
        outcomes: Counter[str] = Counter()
        for _ in range(1000):
            clock += timedelta(seconds=86)
            person = f"telegram:{int(1000 * draw.random() ** 6)}"
            try:
                await budgeted.complete(PROMPT, person)
            except LanguageModelError as error:
                outcomes[type(error).__name__] += 1
            else:
                outcomes["replies"] += 1
        return outcomes

    outcomes = asyncio.run(live_a_day())
    everybody = model.spent.pop(EVERYBODY)
    assert clock.date() == DAY
    assert everybody < limits.in_all + MOST
    assert max(model.spent.values()) < limits.each + MOST
    assert max(model.spent.values()) > limits.each - MOST
    assert everybody <= tokens.count_used(DAY)
    assert min(outcomes["replies"], outcomes["BudgetSpentError"], outcomes["ModelTimeoutError"]) > 10


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 120), st.booleans()), max_size=30))
def test_books_agree_with_what_was_spent(tmp_path_factory, calls):
    """Calls by four people, some of which never end: what is booked is what was spent and what is still reserved."""
    database = Database.at(tmp_path_factory.getbasetemp() / "books.db")
    database.migrate()
    tokens, limits, spent = Tokens(database), TokenLimits(200, 500), Counter()
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tokens")
    for number, cost, ends in calls:
        person = f"telegram:{number}"
        share = tokens.reserve(DAY, person, 120, limits)
        if share is None:
            spent.update({person: cost if ends else 120, EVERYBODY: cost if ends else 120})
            if ends:
                tokens.settle(DAY, person, 120, cost)
        else:
            assert spent[person] >= limits.each if share is Share.EACH else spent[EVERYBODY] >= limits.in_all
        assert tokens.count_used(DAY, person) == spent[person] < limits.each + 120
        assert tokens.count_used(DAY) == spent[EVERYBODY] < limits.in_all + 120
    database.close()


def test_calls_at_once_are_let_past_the_limit_by_one_at_most(tokens):
    with ScriptedEndpoint(otherwise=complete_slowly("{}", 0.3)) as endpoint:
        model = budget(OpenAILanguageModel(MODEL, endpoint.url, endpoint.key), tokens, 1_000_000, 3 * MOST - 1)

        async def ask_at_once() -> list[object]:
            calls = (model.complete(PROMPT, f"telegram:{number}") for number in range(20))
            return list(await asyncio.gather(*calls, return_exceptions=True))

        replies = asyncio.run(ask_at_once())
    assert Counter(type(reply) for reply in replies) == {Reply: 3, BudgetSpentError: 17}
    assert len(endpoint.requests) == 3
    assert tokens.count_used(DAY) == 300


def test_threads_and_restarts_share_one_budget(database):
    limits = TokenLimits(1_000_000, 1_000)

    def spend() -> int:
        own = Database.at(Path(database.name))
        booked = sum(Tokens(own).reserve(DAY, "terminal", 100, limits) is None for _ in range(5))
        own.close()
        return booked

    async def spend_at_once() -> list[int]:
        return await asyncio.gather(*(asyncio.to_thread(spend) for _ in range(4)))

    assert sum(asyncio.run(spend_at_once())) == 10
    assert Tokens(database).count_used(DAY) == 1_000


def test_spent_budget_says_when_there_is_a_new_one(tokens):
    with ScriptedEndpoint() as endpoint:
        inner = OpenAILanguageModel(MODEL, endpoint.url, endpoint.key)
        assert ask(budget(inner, tokens, 1, 1_000_000)).tokens == 100
        with pytest.raises(BudgetSpentError) as caught:
            ask(budget(inner, tokens, 1, 1_000_000))
        assert caught.value.resets_at == datetime(2026, 3, 2, tzinfo=UTC)
        assert not caught.value.by_everybody
        assert str(caught.value) == (
            "The language model's tokens of this person are spent for today; there are new ones from 00:00 UTC on "
            "2 March 2026."
        )
        with pytest.raises(BudgetSpentError, match="of all people together are spent") as caught:
            ask(budget(inner, tokens, 1_000_000, 100), "telegram:2")
        assert caught.value.by_everybody
        assert ask(budget(inner, tokens, 1, 100, NOON + timedelta(hours=12))).text == "{}"


@pytest.mark.parametrize(
    ("step", "kind", "booked"),
    [
        pytest.param(complete("{}", usage=None), None, MOST, id="cost not told"),
        pytest.param(complete("{}", usage={"total_tokens": 9 * MOST}), None, 9 * MOST, id="dearer than thought"),
        pytest.param(refuse(401), ModelAccessError, 0, id="not let in"),
        pytest.param(hang(), ModelTimeoutError, MOST, id="cost unknown"),
    ],
)
def test_what_a_call_cost_is_booked(tokens, step, kind, booked):
    with ScriptedEndpoint(step) as endpoint:
        model = budget(OpenAILanguageModel(MODEL, endpoint.url, endpoint.key, 0.6), tokens, 10**6, 10**6)
        if kind is None:
            ask(model)
        else:
            with pytest.raises(kind):
                ask(model)
    assert tokens.count_used(DAY, "telegram:1") == tokens.count_used(DAY) == booked


def test_cancelled_call_stays_booked(tokens):
    async def ask_and_leave(model: BudgetedLanguageModel) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(model.complete(PROMPT, "telegram:1"), 0.5)

    with ScriptedEndpoint(hang()) as endpoint:
        asyncio.run(ask_and_leave(budget(OpenAILanguageModel(MODEL, endpoint.url, endpoint.key), tokens, 10**6, 10**6)))
    assert tokens.count_used(DAY) == MOST


def test_call_over_midnight_is_settled_on_the_day_it_began(tokens):
    tokens.reserve(DAY, "telegram:1", 500, TokenLimits(1000, 1000))
    tokens.reserve(DAY + timedelta(days=1), "telegram:1", 500, TokenLimits(1000, 1000))
    tokens.settle(DAY, "telegram:1", 500, 20)
    assert [tokens.count_used(DAY + timedelta(days=number), "telegram:1") for number in (0, 1)] == [20, 500]


def test_who_spent_tokens_is_forgotten_and_the_sums_are_kept(tokens):
    limits = TokenLimits(1000, 1000)
    tokens.reserve(DAY, "telegram:1", 500, limits)
    tokens.reserve(DAY + timedelta(days=2), "telegram:2", 500, limits)
    assert tokens.count_used(DAY, "telegram:1") == 0
    assert tokens.count_used(DAY) == 500


def test_books_that_cannot_be_read_cost_nothing(database, tokens):
    with sqlite3.connect(database.name) as connection:
        connection.execute("DROP TABLE tokens")
    connection.close()
    with ScriptedEndpoint() as endpoint:
        with pytest.raises(BudgetUnknownError, match=r"none are spent\."):
            ask(budget(OpenAILanguageModel(MODEL, endpoint.url, endpoint.key), tokens, 10**6, 10**6))
        assert endpoint.requests == []


def test_name_is_that_of_the_model(tokens):
    assert budget(OpenAILanguageModel(MODEL), tokens, 1, 1).name == MODEL


@pytest.mark.parametrize(("each", "in_all"), [(0, 1), (1, 0)])
def test_limits_are_at_least_one_token(each, in_all):
    with pytest.raises(ValueError, match="at least 1"):
        TokenLimits(each, in_all)
