"""Asking, looking up, talking and measuring from the command line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.bot.command import Command, check_citation, is_one_sentence

QUESTION = "Who is Maud Ferrant?"
CONTESTED = "How many people were injured on the Anselma?"
WHY_KEYS = (
    "id question understood_as since until publisher status support threshold reports dropped embedding_model "
    "language_model tokens fallback untranslated timings took_ms"
)


@pytest.fixture(scope="module")
def answer(command: Command) -> dict[str, Any]:
    """What is answered to one question, as JSON."""
    return command.read_json("ask", QUESTION)


def test_answer_is_made_of_slices(command: Command, answer: dict[str, Any]) -> None:
    assert answer["status"] == "answered"
    assert answer["citations"]
    for citation in answer["citations"]:
        check_citation(command, citation)
    numbers = {number for statement in answer["statements"] for number in statement["citations"]}
    assert numbers == {citation["number"] for citation in answer["citations"]}


def test_dispute_shows_each_figure_with_its_party_and_its_slices(command: Command) -> None:
    value = command.read_json("ask", CONTESTED)
    assert value["status"] == "disputed"
    assert value["statements"] == []
    for citation in value["citations"]:
        check_citation(command, citation)
    quoted = {each["number"]: each["quote"] for each in value["citations"]}
    assert {number for position in value["positions"] for number in position["citations"]} == set(quoted)
    words = [" ".join(quoted[number] for number in position["citations"]) for position in value["positions"]]
    for figure in ("Fourteen", "21", "19"):
        assert any(figure in each for each in words)
    assert len({position["party"] for position in value["positions"]}) == len(value["positions"])


@pytest.mark.slow
def test_answer_is_the_same_twice(command: Command, answer: dict[str, Any]) -> None:
    again = command.read_json("ask", QUESTION)
    assert again == answer | {"id": again["id"], "took_ms": again["took_ms"]}


def test_answer_for_people_shows_its_quotation_and_source(command: Command) -> None:
    done = command.run("ask", QUESTION)
    assert done.returncode == 0
    assert re.search(r"^  │ \S", done.stdout, re.MULTILINE)
    assert re.search(r"^  \[1\] .+ · .+ · \d+ \w+ 2026", done.stdout, re.MULTILINE)
    assert done.stderr == ""


def test_refusal_gives_3_and_what_is_nearest(command: Command) -> None:
    value = command.read_json("ask", "What is the boiling point of molybdenum hexafluoride?", code=3)
    assert value["status"] == "refused"
    assert value["citations"] == value["statements"] == []
    for citation in value["nearest"]:
        check_citation(command, citation)


def test_answer_is_explained_by_its_id(command: Command, answer: dict[str, Any]) -> None:
    value = command.read_json("why", answer["id"])
    assert " ".join(value) == WHY_KEYS
    assert (value["question"], value["status"]) == (QUESTION, "answered")
    assert value["understood_as"] == QUESTION
    assert value["support"] >= value["threshold"] > 0
    assert (value["language_model"], value["tokens"], value["fallback"]) == (None, 0, None)
    assert [each["step"] for each in value["timings"]] == ["search", "choose", "check", "describe"]
    reports = {(each["report"], each["version"]): each for each in value["reports"]}
    for citation in answer["citations"]:
        report = reports[citation["report"], citation["version"]]
        shown = command.read_json("show", citation["report"])
        assert report["quoted"]
        assert (report["title"], report["digest"]) == (shown["title"], shown["digest"])
        assert any(
            each["used"] and each["start"] <= citation["start"] < citation["end"] <= each["end"]
            for each in report["passages"]
        )


def test_explanation_for_people_names_titles_places_and_digests(command: Command, answer: dict[str, Any]) -> None:
    done = command.run("why", answer["id"])
    citation = answer["citations"][0]
    digest = command.read_json("show", citation["report"])["digest"]
    assert done.returncode == 0
    assert done.stdout.startswith(f"The question\n  {QUESTION}\n  Understood as it was asked.\n")
    assert re.search(rf"^  {re.escape(citation['title'])} · .* · digest {digest[:12]}$", done.stdout, re.MULTILINE)
    assert re.search(r"^  .+ \([a-z-]+, version 1\): characters \d+–[\d,]+", done.stdout, re.MULTILINE)
    assert done.stderr == ""


@pytest.mark.parametrize("answer_id", ["absent", "-absent", "--absent", "a b"])
def test_unknown_answer_is_one_sentence(command: Command, answer_id: str) -> None:
    done = command.run("why", answer_id)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"“{answer_id}”" in done.stderr
    assert is_one_sentence(done.stderr)


@pytest.mark.slow
def test_bounds_keep_to_reports_inside_them(command: Command) -> None:
    bounded = command.read_json("ask", CONTESTED, "--publisher", "The Lethwin Courier", "--until", "2026-03-11")
    assert bounded["citations"]
    assert {each["publisher"] for each in bounded["citations"]} == {"The Lethwin Courier"}
    assert max(each["published"] for each in bounded["citations"]) <= "2026-03-11"
    assert command.run("ask", CONTESTED, "--since", "2030-01-01").returncode == 3


def test_found_sentence_is_exact_altered_or_absent(command: Command) -> None:
    exact = command.read_json("find", "Nobody was killed.")
    altered = command.read_json("find", "The Anselma has no rudders. It hauls itself along a drive cable")
    absent = command.read_json("find", "Penguins elected a new king in Antarctica this spring.")
    assert [each["status"] for each in (exact, altered, absent)] == ["exact", "altered", "absent"]
    check_citation(command, exact["citations"][0])
    assert absent["citations"] == []


@pytest.mark.slow
def test_conversation_answers_until_quit(command: Command) -> None:
    done = command.run("chat", said="/sources\nHow much does the bell weigh?\n/nonsense\n/quit\nnever read\n")
    assert done.returncode == 0
    assert "ferry-adrift-courier" in done.stdout
    assert "412 kilos" in done.stdout
    assert "/quit ends the conversation" in done.stdout.rpartition("412 kilos")[2]
    assert done.stderr == ""


@pytest.mark.slow
def test_conversation_is_remembered_until_a_new_one_begins(command: Command) -> None:
    said = ("Who says that the cables of the ferry Anselma were cut?", "How many passengers did it carry?", "/new",
            "How many passengers did it carry?")  # fmt: skip
    done = command.run("chat", said="\n".join(said))
    before, begun, after = done.stdout.partition("A new conversation begins; the next question stands by itself.\n")
    assert begun
    assert before.count("Understood as: How many passengers did the ferry Anselma carry?\n") == 1
    assert "112" in before.partition("Understood as")[2]
    assert "Understood as" not in after
    again = command.run("chat", said=said[1])
    assert "Understood as" not in again.stdout
    assert (done.stderr, again.stderr) == ("", "")


def test_conversation_ends_with_its_input(command: Command) -> None:
    assert command.run("chat", said="").returncode == 0


def write_question_set(folder: Path) -> Path:
    body = "The mill at Tarn Gate closed on Monday. Its owners said that the looms were sold to a museum in Orrenhaven."
    start = body.index("Its owners")
    report = {"id": "mill", "title": "Mill closes", "body": body}
    asked = {
        "id": 1,
        "question": "To whom were the looms of the mill sold?",
        "answerable": True,
        "evidence": [{"report": "mill", "start": start, "end": len(body)}],
        "answers": ["a museum in Orrenhaven"],
    }
    silent = {"id": 2, "question": "Who won the regatta?", "answerable": False, "evidence": [], "answers": []}
    (folder / "reports.jsonl").write_text(json.dumps(report), encoding="utf-8")
    (folder / "questions.jsonl").write_text(f"{json.dumps(asked)}\n{json.dumps(silent)}\n", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_evaluation_has_the_figures_that_are_promised(fresh: Command) -> None:
    value = fresh.read_json("evaluate", write_question_set(fresh.folder))
    assert {key: " ".join(each) if isinstance(each, dict) else each for key, each in value.items()} == {
        "reports": 1,
        "passages": 1,
        "questions": 2,
        "retrieval": "report_hit@1 report_hit@5 report_hit@10 hit@1 hit@5 hit@10 mrr@10",
        "quotation": "@1 @3 exact",
        "refusal": "auroc precision recall answered_wrongly refused_wrongly",
        "speed": "ask_p50_ms ask_p95_ms passages_per_s",
    }
    assert value["retrieval"]["hit@1"] == value["quotation"]["exact"] == 1
    assert not (fresh.folder / "home" / "catalogue.db").exists()


def test_folder_without_a_question_set_is_one_sentence(fresh: Command) -> None:
    done = fresh.run("evaluate", ".")
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
