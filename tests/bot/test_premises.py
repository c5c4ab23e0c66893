"""Questions that take for granted what nobody did: found, corrected with the denial, and never against a report."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering.premises import Correction, check_premise, find_premise, read_sentences
from tests.shelves import write_report

CASES = Path(__file__).parents[1] / "premises.yaml"

LEAST_CORRECTED = 0.85


@cache
def read_cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (" ".join(group["report"].split()), question)
        for group in yaml.safe_load(CASES.read_text("utf-8"))
        for question in group["questions"]
    ]


def correct(question: str, *bodies: str) -> Correction | None:
    """Check a question against reports with these bodies."""
    premise = find_premise(question)
    reports = [write_report(f"report-{number}", body) for number, body in enumerate(bodies)]
    return None if premise is None else check_premise(premise, read_sentences(reports))


def is_right(case: dict[str, Any], correction: Correction | None) -> bool:
    return correction is not None and case["denied"] in correction.denials[0].text


def test_the_labelled_set_is_large_enough():
    denied = ["denied" in case for _, case in read_cases()]
    assert len(denied) >= 60
    assert min(denied.count(True), denied.count(False)) >= 25


def test_no_report_that_says_so_is_ever_contradicted():
    false_alarms = [case["ask"] for body, case in read_cases() if "denied" not in case and correct(case["ask"], body)]
    assert false_alarms == []


def test_false_premises_are_corrected_with_the_denial():
    missed = [
        case["ask"]
        for body, case in read_cases()
        if "denied" in case and not is_right(case, correct(case["ask"], body))
    ]
    total = sum("denied" in case for _, case in read_cases())
    assert 1 - len(missed) / total >= LEAST_CORRECTED, missed


@pytest.mark.parametrize(
    ("question", "subject", "past", "rest"),
    [
        ("Why did Maud Ferrant admit it?", "Maud Ferrant", "admitted", "it"),
        ("And when has the guild finally apologised?", "the guild", "apologised", ""),
        ("In which year did Haddle step down as minister?", "Haddle", "stepped down", "as minister"),
        ("What made Ferrant confess to the leak?", "Ferrant", "confessed", "to the leak"),
        ("What led Low Tide to claim responsibility?", "Low Tide", "claimed responsibility", ""),
        ("How come the head of the council resigned?", "the head of the council", "resigned", ""),
        ("What happened after Haddle apologised to the guild?", "Haddle", "apologised", "to the guild"),
        ("How did the crowd react when the operator admitted the fault?", "the operator", "admitted", "the fault"),
        ("Why did Haddle blame “the guild”?", "Haddle", "blamed", "the guild"),
    ],
)
def test_premises_are_found_with_whose_and_what(question, subject, past, rest):
    premise = find_premise(question)
    assert premise is not None
    assert (premise.subject, premise.past, premise.rest) == (subject, past, rest)


@pytest.mark.parametrize(
    "question",
    [
        "Did Maud Ferrant admit it?",
        "Why did she admit it?",
        "Why did Ferrant not admit it?",
        "Why didn't Ferrant apologise?",
        "Why did Ferrant refuse to apologise?",
        "Why does Ferrant say that Haddle admitted it?",
        "Who resigned?",
        "How many people did the ferry carry?",
        "چرا او اعتراف کرد؟",
        "",
        "why did " * 500,
    ],
)
def test_questions_that_take_no_act_for_granted_have_no_premise(question):
    assert find_premise(question) is None


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("Why did Zeb Ley admit it?", "No report on this shelf says that Zeb Ley admitted it."),
        ("What did Zeb Ley admit?", "No report on this shelf says that Zeb Ley admitted anything."),
        ("What did Zeb Ley confess to?", "No report on this shelf says that Zeb Ley confessed to anything."),
        ("When did Zeb Ley claim responsibility?", "No report on this shelf says that Zeb Ley claimed responsibility."),
    ],
)
def test_the_notice_says_in_a_sentence_what_no_report_says(question, notice):
    correction = correct(question, "Zeb Ley denied it. Zeb Ley said that he denied everything.")
    assert correction is not None
    assert correction.notice == notice


def test_one_report_that_says_so_outweighs_all_that_deny_it():
    denial, admission = "Zeb Ley denied the theft.", "Zeb Ley admitted the theft, the court heard."
    assert correct("Why did Zeb Ley admit the theft?", denial, denial) is not None
    assert correct("Why did Zeb Ley admit the theft?", denial, admission) is None
    assert correct("Why did Zeb Ley admit the theft?", admission, denial) is None


@pytest.mark.parametrize(
    "said",
    [
        "In the end he admitted the theft.",
        "“He admitted it to me,” said the baker.",
        "The theft was admitted by Zeb Ley.",
        "Zeb Ley, a cooper, has since confessed.",
        "Zeb Ley's confession was read out.",
        "Zeb Ley pleaded guilty.",
        "“I admit it,” Zeb Ley said.",
    ],
)
def test_an_admission_in_any_form_keeps_silence(said):
    assert correct("Why did Zeb Ley admit the theft?", f"Zeb Ley denied the theft at first. {said}") is None


@pytest.mark.parametrize(
    "said",
    [
        "The mayor admitted a mistake.",
        "Nora Ley admitted the theft.",
        "The court called on Zeb Ley to admit the theft.",
        "Police asked whether Zeb Ley had admitted it.",
    ],
)
def test_what_others_did_or_wanted_is_no_admission(said):
    correction = correct("Why did Zeb Ley admit the theft?", f"{said} Zeb Ley denied the theft.")
    assert correction is not None
    assert correction.denials[0].text == "Zeb Ley denied the theft."


def test_a_denial_of_something_else_is_not_quoted():
    assert correct("Why did Zeb Ley admit the theft?", "Zeb Ley denied that the ferry was late.") is None


def test_nothing_is_said_about_somebody_the_reports_do_not_know():
    assert correct("Why did Zeb Ley admit the theft?", "Nora Quill denied the theft.") is None
