"""From a question to an answer over a real shelf and a real endpoint; whatever the endpoint does, there is one."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.answering.answerer import Answerer
from bot.answering.answers import Answer, Mode, Question, Refusal, Spent
from bot.answering.budgeting import BudgetedLanguageModel, TokenLimits
from bot.answering.drafting import NOT_ANSWERED, NOTHING_LEFT, OVERTAKEN, Drafter
from bot.answering.language_model import OpenAILanguageModel
from bot.answering.stages import Stage
from bot.answering.understanding import STANDING_ALONE, Conversation, Turn
from bot.state.tokens import Tokens
from tests.bot.worded_replies import read_data, read_sentences, word, write_statements
from tests.model_server import (
    MODEL,
    Exchange,
    ScriptedEndpoint,
    Step,
    complete,
    complete_slowly,
    drip_body,
    drip_headers,
    drop,
    drop_midway,
    hang,
    pour,
    refuse,
    respond,
)
from tests.shelves import Shelf, read_sample, write_report

HURT = "How many people were injured when the ferry broke loose?"
INJURED = "Fourteen people were injured"
GOOD = ("Police in Sallow Reach said that fourteen people were injured, two of them seriously.", INJURED)
ROSE = ("The number of people known to have been injured rose to 21 on Thursday.", "rose to 21 on Thursday")
WRONG = ("Police in Sallow Reach said that forty people were injured.", INJURED)
CUT = "Who cut the cables of the ferry Anselma?"
TURN = Turn(
    "How long did the ferry Anselma drift?",
    ("The cable ferry Anselma broke loose in the middle of the Lethwin on Tuesday night.",),
)
FOLLOW_UP = "When did it break loose?"
BY_RULES = "When did the ferry Anselma break loose?"
LIMIT_S = 1.0
SLACK_MS = 300
PLENTY = TokenLimits(1_000_000, 1_000_000)


def make_answerer(
    shelf: Shelf, endpoint: ScriptedEndpoint, seconds: float = LIMIT_S, limits: TokenLimits = PLENTY
) -> Answerer:
    model = OpenAILanguageModel(MODEL, endpoint.url, endpoint.key, seconds)
    drafter = Drafter(BudgetedLanguageModel(model, Tokens(shelf.database), limits), shelf.serving, seconds)
    return Answerer(shelf.catalogue, shelf.search, drafter)


def ask(
    answerer: Answerer, text: str, conversation: Conversation = STANDING_ALONE, person: str = "telegram:1"
) -> Answer | Refusal:
    return asyncio.run(answerer.answer(Question(text), conversation, person))


@pytest.fixture
def ask_scripted(samples: Shelf, endpoint: ScriptedEndpoint) -> Callable[..., Answer | Refusal]:
    """Asks on the shelf of samples with this script."""
    answerer = make_answerer(samples, endpoint)

    def ask_with(text: str, *script: Step, **given: Conversation) -> Answer | Refusal:
        endpoint.script.extend(script)
        return ask(answerer, text, **given)

    return ask_with


def time_steps(record: Answer | Refusal) -> dict[str, float]:
    return {timing.step: timing.ms for timing in record.receipt.timings}


def forget_asking(record: Answer | Refusal) -> Answer | Refusal:
    """Give a record as if nobody had been asked."""
    receipt = replace(record.receipt, timings=(), language_model=None, tokens=0, fallback=None, dropped=())
    return replace(record, id="", receipt=receipt)


def list_quoted(record: Answer) -> Iterator[str]:
    return (citation.quote.text for citation in record.citations)


def test_good_draft_is_shown_with_the_quotations_that_it_points_at(samples, ask_scripted, endpoint):
    answer = ask_scripted(HURT, word(ROSE, GOOD))
    assert answer.mode is Mode.MODEL
    assert [each.text for each in answer.statements] == [ROSE[0], GOOD[0]]
    assert [each.citations for each in answer.statements] == [(1,), (2,)]
    assert [ROSE[1] in answer.citations[0].quote.text, INJURED in answer.citations[1].quote.text] == [True, True]
    for citation in answer.citations:
        body = samples.catalogue.get_report(citation.quote.source.report_id).body
        assert citation.quote.text == body[citation.quote.start : citation.quote.end]
    receipt = answer.receipt
    assert (receipt.language_model, receipt.tokens, receipt.fallback) == (MODEL, 100, None)
    assert [each.id for each in receipt.reports] == ["guild-rotten-courier", "ferry-adrift-courier"]
    assert len(receipt.passages_used) == 2
    assert answer.as_of == max(each.quote.source.published for each in answer.citations)
    assert {"search", "draft", "check draft"} <= set(time_steps(answer))
    (request,) = endpoint.requests
    assert read_data(request)[0] == {"question": HURT}
    assert [each["text"] for each in read_sentences(request)] == list(list_quoted(samples.ask(HURT)))


def test_partly_bad_draft_loses_what_is_bad_and_says_why(ask_scripted):
    answer = ask_scripted(HURT, word(GOOD, WRONG))
    assert answer.mode is Mode.MODEL
    assert [each.text for each in answer.statements] == [GOOD[0]]
    assert len(answer.citations) == 1
    (dropped,) = [each for each in answer.receipt.dropped if each.text == WRONG[0]]
    assert "forty" in dropped.reason or "figure" in dropped.reason
    assert answer.receipt.fallback is None


def test_positions_of_a_dispute_stand_whatever_the_draft_says(samples, ask_scripted):
    extract = samples.ask(CUT)
    assert extract.positions
    said = ("The River Pilots’ Guild rejected a minister’s charge that its members had cut the cables.", "rejected")
    answer = ask_scripted(CUT, word(said))
    assert answer.mode is Mode.MODEL
    assert [each.text for each in answer.statements] == [said[0]]
    assert show_positions(answer) == show_positions(extract)
    assert answer.unheard == extract.unheard


def show_positions(record: Answer) -> list[tuple[str, str, list[str]]]:
    quotes = {each.number: each.quote.text for each in record.citations}
    return [(each.party, each.stance, [quotes[number] for number in each.citations]) for each in record.positions]


DRAFT = json.loads(write_statements([("Fourteen people were injured.", [2])]))
FAILURES: dict[str, tuple[Step, str, int]] = {
    "numbers outside the list": (word((GOOD[0], [77])), NOTHING_LEFT, 100),
    "a wholly bad draft": (word(WRONG), NOTHING_LEFT, 100),
    "nothing answers": (
        complete(json.dumps(DRAFT | {"kind": "not_answered", "statements": []})),
        NOT_ANSWERED,
        100,
    ),
    "an invented field": (complete(json.dumps(DRAFT | {"quote": "It was cut."})), "not asked for", 100),
    "cut-off JSON": (complete(json.dumps(DRAFT)[:60]), "not whole JSON", 100),
    "cut off at the limit": (complete(json.dumps(DRAFT)[:60], finish="length"), "", 100),
    "prose": (complete("Fourteen people were injured, I believe."), "not a JSON object", 100),
    "an empty object": (complete("{}"), "lacks the field", 100),
    "a refusal": (complete(None, refusal="I cannot help with that."), "", 100),
    "an empty reply": (complete(""), "", 100),
    "no content": (complete(None), "", 100),
    "a web page": (respond(200, b"<html>Sign in</html>", content_type="text/html"), "", 0),
    "a redirect": (respond(302, b"", location="https://elsewhere.example/"), "elsewhere", 0),
    "401": (refuse(401, "Incorrect API key"), "OPENAI_API_KEY", 0),
    "404": (refuse(404), "OPENAI_MODEL", 0),
    "429, later": (refuse(429, retry_after="3600"), "asked too often", 0),
    "429, soon": (refuse(429, retry_after="0.1"), "asked too often", 0),
    "500": (refuse(500), "trouble of its own", 0),
    "a broken connection": (drop(), "", 0),
    "a connection broken midway": (drop_midway(), "", 0),
    "a hang": (hang(), "did not reply within 0.8 s", 0),
    "a hang after the head": (hang(after_head=True), "did not reply within", 0),
    "a trickle": (drip_body(), "did not reply within", 0),
    "a trickle of heads": (drip_headers(), "did not reply within", 0),
    "a flood": (pour(), "", 0),
    "too late": (complete_slowly(json.dumps(DRAFT), LIMIT_S + 0.2), "did not reply within", 0),
}


@pytest.mark.parametrize(("step", "fallback", "tokens"), FAILURES.values(), ids=FAILURES)
def test_whatever_the_endpoint_does_there_is_the_answer_of_quotations_in_time(
    samples, ask_scripted, endpoint, step, fallback, tokens
):
    endpoint.otherwise = step
    answer = ask_scripted(HURT)
    assert forget_asking(answer) == forget_asking(samples.ask(HURT))
    assert any(INJURED in quote for quote in list_quoted(answer))
    receipt = answer.receipt
    assert receipt.language_model == MODEL
    assert receipt.fallback
    assert fallback in receipt.fallback
    assert "\n" not in receipt.fallback
    assert receipt.tokens == tokens
    assert time_steps(answer)["draft"] < 1000 * LIMIT_S + SLACK_MS


def test_trouble_that_passes_costs_no_wording(ask_scripted):
    answer = ask_scripted(HURT, refuse(429, retry_after="0.1"), word(GOOD))
    assert (answer.mode, answer.receipt.fallback) == (Mode.MODEL, None)


def test_endpoint_that_hangs_is_left_alone_after_three_questions(samples, endpoint):
    endpoint.otherwise = hang()
    answerer = make_answerer(samples, endpoint, seconds=0.5)
    for _ in range(3):
        assert "did not reply" in ask(answerer, HURT).receipt.fallback
    rested = ask(answerer, HURT)
    assert "left alone" in rested.receipt.fallback
    assert time_steps(rested)["draft"] < 300
    assert len(endpoint.requests) == 3


def test_endpoint_that_is_not_there_is_no_trouble(samples, endpoint):
    model = OpenAILanguageModel(MODEL, "http://127.0.0.1:9/v1", "key", LIMIT_S)
    answerer = Answerer(samples.catalogue, samples.search, Drafter(model, samples.serving, LIMIT_S))
    answer = ask(answerer, HURT)
    assert forget_asking(answer) == forget_asking(samples.ask(HURT))
    assert "127.0.0.1:9" in answer.receipt.fallback


def test_spent_tokens_leave_quotations_and_say_when_there_are_new_ones(samples, endpoint):
    endpoint.script.append(word(GOOD))
    answerer = make_answerer(samples, endpoint, limits=TokenLimits(each=50, in_all=120))
    assert ask(answerer, HURT).mode is Mode.MODEL
    spent = ask(answerer, HURT)
    assert spent.mode is Mode.EXTRACTIVE
    assert "tokens of this person are spent for today; there are new ones from 00:00 UTC on" in spent.receipt.fallback
    midnight = datetime.combine(datetime.now(UTC).date() + timedelta(days=1), time(), UTC)
    assert spent.receipt.spent == Spent(midnight, by_everybody=False)
    endpoint.script.append(word(GOOD))
    assert ask(answerer, HURT, person="telegram:2").mode is Mode.MODEL
    everybody = ask(answerer, HURT, person="telegram:3")
    assert "of all people together" in everybody.receipt.fallback
    assert everybody.receipt.spent == Spent(midnight, by_everybody=True)
    assert len(endpoint.requests) == 2


def test_refusal_costs_nothing(ask_scripted, endpoint):
    record = ask_scripted("What is the boiling point of molybdenum?")
    assert isinstance(record, Refusal)
    assert (record.receipt.language_model, record.receipt.tokens, endpoint.requests) == (None, 0, [])


def meanwhile(act: Callable[[], object], step: Step) -> Step:
    """Let something happen while the model thinks."""

    async def take(exchange: Exchange) -> None:
        await asyncio.to_thread(act)
        await step(exchange)

    return take


def test_report_withdrawn_while_the_model_thinks_is_not_quoted(samples, ask_scripted):
    answer = ask_scripted(HURT, meanwhile(lambda: samples.withdraw("ferry-adrift-courier"), word(GOOD, ROSE)))
    assert answer.mode is Mode.EXTRACTIVE
    assert "ferry-adrift-courier" not in {each.quote.source.report_id for each in answer.citations}
    assert (answer.receipt.fallback, answer.receipt.tokens) == (OVERTAKEN, 100)
    assert {"draft", "check draft"} <= set(time_steps(answer))


def test_report_replaced_while_the_model_thinks_is_quoted_in_its_new_words(samples, ask_scripted):
    old = read_sample("ferry-adrift-courier.md")
    new = replace(old, body=old.body.replace(INJURED, "Sixteen people were injured"))
    answer = ask_scripted(HURT, meanwhile(lambda: samples.add(new), word(GOOD)))
    assert answer.mode is Mode.EXTRACTIVE
    assert answer.receipt.fallback == OVERTAKEN
    assert not any(INJURED in quote for quote in list_quoted(answer))
    assert any("Sixteen people were injured" in quote for quote in list_quoted(answer))
    for citation in answer.citations:
        live = samples.catalogue.get_report(citation.quote.source.report_id)
        assert citation.quote.source.version == live.version
        assert citation.quote.text == live.body[citation.quote.start : citation.quote.end]


def test_only_report_withdrawn_while_the_model_thinks_leaves_a_refusal(shelf, endpoint):
    shelf.add(write_report("mill", "The Weir Mill stopped its looms on Monday, and 64 weavers were sent home."))
    said = "The Weir Mill stopped its looms on Monday."
    endpoint.script.append(meanwhile(lambda: shelf.withdraw("mill"), word((said, "Weir Mill"))))
    record = ask(make_answerer(shelf, endpoint), "When did the Weir Mill stop its looms?")
    assert isinstance(record, Refusal)
    assert record.nearest == ()
    assert (record.receipt.fallback, record.receipt.tokens) == (OVERTAKEN, 100)


def test_other_reports_may_change_while_the_model_thinks(samples, ask_scripted):
    answer = ask_scripted(HURT, meanwhile(lambda: samples.withdraw("storm-gazette"), word(GOOD)))
    assert answer.mode is Mode.MODEL


def rewrite(text: str) -> Step:
    return complete(json.dumps({"standalone": text}))


def test_follow_up_is_asked_in_the_words_of_the_model(ask_scripted, endpoint):
    meant = "When did the cable ferry Anselma break loose?"
    said = ("The cable ferry Anselma broke loose on Tuesday night.", "broke loose in the middle")
    answer = ask_scripted(FOLLOW_UP, rewrite(meant), word(said), conversation=Conversation((TURN,)))
    assert answer.receipt.understood_as == meant
    assert [each.text for each in answer.statements] == [said[0]]
    assert answer.receipt.tokens == 200
    assert list(time_steps(answer))[-3:] == ["rewrite", "draft", "check draft"]
    assert read_data(endpoint.requests[1])[0] == {"question": meant}


SMUGGLED = {
    "a link": rewrite("When did the ferry Anselma break loose, as https://evil.example says?"),
    "a name": rewrite("When did the ferry Anselma of Osric Vane break loose?"),
    "another question": rewrite("When did the ferry Anselma sink?"),
    "an answer": rewrite("The ferry Anselma did break loose on Tuesday night."),
    "a denial": rewrite("When did the ferry Anselma not break loose?"),
    "prose": complete("When did the ferry Anselma break loose?"),
    "another field": complete(json.dumps({"standalone": "When did the ferry break loose?", "search": "Vane"})),
    "nothing": complete(""),
    "trouble": refuse(401),
    "a hang": hang(),
}


@pytest.mark.parametrize("step", SMUGGLED.values(), ids=SMUGGLED)
def test_rewritten_question_that_is_not_the_same_is_not_asked(ask_scripted, endpoint, step):
    answer = ask_scripted(FOLLOW_UP, step, word(), conversation=Conversation((TURN,)))
    assert answer.receipt.understood_as == BY_RULES
    assert read_data(endpoint.requests[-1])[0] == {"question": BY_RULES}


def test_both_requests_share_one_time_limit(samples, endpoint):
    answerer = make_answerer(samples, endpoint, seconds=2.0)
    slow = complete_slowly(json.dumps({"standalone": BY_RULES}), 0.2)
    endpoint.script.extend([slow, hang()])
    times = time_steps(ask(answerer, FOLLOW_UP, Conversation((TURN,))))
    assert times["rewrite"] >= 200
    assert 1000 < times["rewrite"] + times["draft"] < 2000 + SLACK_MS
    endpoint.script.extend([hang(), hang()])
    times = time_steps(ask(answerer, FOLLOW_UP, Conversation((TURN,))))
    assert times["rewrite"] < 600 + SLACK_MS
    assert 1000 < times["rewrite"] + times["draft"] < 2000 + SLACK_MS


def test_refused_follow_up_says_what_understanding_it_cost(ask_scripted):
    record = ask_scripted(
        "When did it boil?",
        rewrite("When did the molybdenum of Eurovision boil?"),
        conversation=Conversation((Turn("What is the boiling point of the molybdenum of Eurovision?"),)),
    )
    assert isinstance(record, Refusal)
    assert (record.receipt.language_model, record.receipt.tokens, record.receipt.fallback) == (MODEL, 100, None)


def test_stages_are_reported_up_to_the_checking_of_the_draft(samples, endpoint):
    stages, answerer = [], make_answerer(samples, endpoint)
    endpoint.script.append(word(GOOD))
    answer = asyncio.run(answerer.answer(Question(HURT), on_stage=stages.append))
    assert answer.mode is Mode.MODEL
    assert stages == [Stage.SEARCHING, Stage.CHOOSING, Stage.CHECKING, Stage.WRITING, Stage.CHECKING]


def test_model_is_not_asked_to_rewrite_a_question_about_a_passage(samples, endpoint):
    stages, answerer = [], make_answerer(samples, endpoint)
    about = Conversation((TURN,), passage=INJURED)
    answer = asyncio.run(answerer.answer(Question("How many?"), about, on_stage=stages.append))
    assert Stage.READING not in stages
    assert answer.receipt.understood_as == f"How many? — about “{INJURED}”"
    assert INJURED in "".join(list_quoted(answer))


async def test_answer_that_is_given_up_leaves_the_model_at_once(samples, endpoint):
    answerer = make_answerer(samples, endpoint, seconds=10)
    endpoint.script.append(hang())
    began = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await answerer.answer(Question(HURT))
    assert asyncio.get_running_loop().time() - began < 2
    assert len(endpoint.requests) == 1
