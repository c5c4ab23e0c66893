"""Evidence is whole sentences that stand alone, best first, each wording once."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.evidence import (
    BEST_FIRST,
    MARGIN,
    MOST_OF_ONE_REPORT,
    MOST_QUOTES,
    UNHEARD_MARGIN,
    choose_evidence,
    rank_sentences,
)
from corpus.reports import Report
from index.late_interaction import Match
from index.passages import split_report
from index.searching import Hit
from tests.shelves import write_report

ENOUGH = "The cable ferry Anselma broke loose in the middle of the Lethwin on Tuesday night with 112 passengers aboard."
OTHER = "Fourteen people were injured, two of them seriously, police in Sallow Reach said early on Wednesday morning."
THIRD = (
    "A salvage company hopes to tow the boat to Sallow Reach on Thursday if the level of the river falls as forecast."
)
FOURTH = "Seventy-one people slept in the grammar school on gymnastic mats while the water stood in the lower streets."
SAMPLES = [ENOUGH, OTHER, THIRD, FOURTH]


def find_in(report: Report, **scores: float) -> list[Hit]:
    """Hits of all passages of a report; sentences that begin with a word have its score, others 0."""
    return [
        Hit(passage, best, Match(sentences, 0.0, 0.0), 0.5, 1, 1)
        for passage in split_report(report)
        if (
            sentences := tuple(
                scores.get(span.text_of(report.body).split()[0].strip("“”"), 0.0) for span in passage.sentences
            )
        )
        and (best := max(sentences)) is not None
    ]


def choose(*found: tuple[Report, list[Hit]], most: int = MOST_QUOTES, question: str = ""):
    reports = {(report.id, report.version): report for report, _ in found}
    return choose_evidence([hit for _, hits in found for hit in hits], reports, most, question)


def list_quotes(choice) -> list[str]:
    return [each.quote.text for each in choice.evidence]


def test_best_sentences_come_first_and_equal_ones_in_order_of_the_shelf():
    one, two = write_report("one", f"{ENOUGH} {OTHER}"), write_report("two", f"{THIRD} {FOURTH}")
    found = (two, find_in(two, A=0.5, Seventy=0.1)), (one, find_in(one, The=0.5, Fourteen=0.9))
    choice = choose(*found)
    assert list_quotes(choice)[0] == OTHER
    assert [each.score for each in choice.evidence] == sorted((each.score for each in choice.evidence), reverse=True)
    equal = (two, find_in(two, A=0.5)), (one, find_in(one, The=0.5))
    assert list_quotes(choose(*equal)) == list_quotes(choose(*equal[::-1])) == [ENOUGH, THIRD]


def test_a_sentence_of_a_better_passage_comes_before_an_equal_one_of_a_poorer():
    one, two = write_report("one", ENOUGH), write_report("two", THIRD)
    (poor,), (good,) = find_in(one, The=0.5), find_in(two, A=0.5)
    ranked = rank_sentences([poor, replace(good, score=0.6)])
    assert [(each.hit.passage.report_id, each.score) for each in ranked] == [("two", 0.6), ("one", 0.5)]


def test_where_the_best_is_in_the_questions_language_what_says_as_much_in_another_stands_behind():
    own, foreign = write_report("own", ENOUGH), write_report("foreign", THIRD)
    (first,), (lifted,) = find_in(own, The=0.56), find_in(foreign, A=0.5)
    lifted = replace(lifted, score=0.55, lift=0.05)
    assert [round(each.score, 2) for each in rank_sentences([first, lifted])] == [0.56, 0.5]
    assert [round(each.score, 2) for each in rank_sentences([lifted, replace(first, score=0.5)])] == [0.55, 0.5]


def test_what_scores_far_below_the_best_is_left_out():
    report = write_report("one", f"{ENOUGH} {OTHER}")
    assert list_quotes(choose((report, find_in(report, The=0.9, Fourteen=0.9 - MARGIN + 0.01)))) == [ENOUGH, OTHER]
    assert list_quotes(choose((report, find_in(report, The=0.9, Fourteen=0.9 - MARGIN - 0.01)))) == [ENOUGH]


def test_a_report_that_was_not_heard_may_score_lower():
    one, two = write_report("one", ENOUGH), write_report("two", THIRD)
    found = one, find_in(one, The=0.9)
    assert list_quotes(choose(found, (two, find_in(two, A=0.9 - UNHEARD_MARGIN + 0.01)))) == [ENOUGH, THIRD]
    assert list_quotes(choose(found, (two, find_in(two, A=0.9 - UNHEARD_MARGIN - 0.01)))) == [ENOUGH]


def test_after_the_best_ones_another_report_is_heard_first():
    one, two = write_report("one", " ".join(SAMPLES[:3])), write_report("two", FOURTH)
    three = write_report("three", "Nothing was heard of it in Tarn Gate.")
    found = [
        (one, find_in(one, The=0.9, Fourteen=0.89, A=0.8)),
        (two, find_in(two, **{"Seventy-one": 0.88})),
        (three, find_in(three, Nothing=0.7)),
    ]
    assert list_quotes(choose(*found, most=BEST_FIRST)) == [ENOUGH, OTHER, FOURTH]
    assert list_quotes(choose(*found, most=BEST_FIRST + 1)) == [ENOUGH, OTHER, FOURTH, three.body]
    assert list_quotes(choose(*found)) == [ENOUGH, OTHER, FOURTH, THIRD, three.body]


COUNTS = (
    "The clinic on the east bank said that nothing had been heard of the people on the ferry since Tuesday evening.",
    "The infirmary said that 21 people had been treated for what they suffered when the ferry broke loose on Tuesday.",
    "Nothing that the town heard of the people on the ferry since that Tuesday was worth the price of a newspaper.",
)


def test_a_sentence_with_a_figure_is_preferred_where_one_is_asked_for():
    reports = [write_report(f"report-{place}", body) for place, body in enumerate(COUNTS)]
    found = [(report, find_in(report, The=0.9, Nothing=0.9)) for report in reports]
    assert list_quotes(choose(*found, most=1, question="How many people were on the ferry?")) == [COUNTS[1]]
    assert list_quotes(choose(*found, most=1, question="Who was on the ferry?")) == [COUNTS[0]]


def test_a_figure_that_no_quotation_has_is_preferred_to_one_that_they_have():
    counts = [f"{number} people were hurt on the ferry, said {who}." for number, who in
              [(14, "police in Sallow Reach"), (14, "the clinic of Nilufargah"), (14, "a mate of the tug Perpetua"),
               (14, "a nurse at the infirmary"), (21, "the medical director")]]  # fmt: skip
    reports = [write_report(f"report-{place}", body) for place, body in enumerate(counts)]
    found = [(report, find_in(report, **{"14": 0.9, "21": 0.8})) for report in reports]
    question = "How many people were hurt on the ferry?"
    assert counts[-1] in list_quotes(choose(*found, most=BEST_FIRST + 1, question=question))
    assert counts[-1] not in list_quotes(choose(*found, most=BEST_FIRST + 1))


def test_the_core_is_the_sentence_and_the_quotation_holds_it():
    pointing = "She said that the books of the company would show to anyone who asked what had been paid, and when."
    report = write_report("ferry", f"{ENOUGH} {pointing}")
    (chosen,) = choose((report, find_in(report, She=0.9))).evidence
    assert chosen.core.text_of(report.body) == pointing
    assert chosen.quote.text == report.body


def test_no_more_than_asked_for_and_no_more_than_three_of_a_report():
    bodies = {f"report-{place}": " ".join(SAMPLES[place % 4 :] + SAMPLES[: place % 4]) for place in range(3)}
    tagged = [
        write_report(name, body.replace("the", f"the {name}").replace("of", f"of {name}"))
        for name, body in bodies.items()
    ]
    found = [(report, find_in(report, The=0.9, Fourteen=0.9, A=0.9, **{"Seventy-one": 0.9})) for report in tagged]
    chosen = choose(*found, most=20).evidence
    counts = {report.id: sum(each.quote.source.report_id == report.id for each in chosen) for report in tagged}
    assert set(counts.values()) == {MOST_OF_ONE_REPORT}
    assert len(choose(*found).evidence) == MOST_QUOTES
    assert len(choose(*found, most=1).evidence) == 1
    assert choose(found[0], most=1).evidence == choose(found[0]).evidence[:1]


def test_no_sentence_is_quoted_twice():
    pointing = (
        "She said that the books of the company that runs the crossing would show it to anyone who asked for them."
    )
    report = write_report("ferry", f"{ENOUGH} {pointing} {OTHER}")
    assert list_quotes(choose((report, find_in(report, She=0.9, The=0.8, Fourteen=0.85)))) == [
        f"{ENOUGH} {pointing}",
        OTHER,
    ]


def test_a_heading_is_never_quoted_by_itself_or_joined():
    report = write_report("ferry", f"What happened that night\n\n{ENOUGH}")
    assert list_quotes(choose((report, find_in(report, What=0.9, The=0.8)))) == [ENOUGH]


COPY = ENOUGH.replace("The cable", "SALLOW REACH — The cable")


@pytest.mark.parametrize(
    ("first_day", "second_day", "kept"),
    [
        (date(2026, 3, 12), date(2026, 3, 11), "copy"),
        (date(2026, 3, 11), date(2026, 3, 12), "best"),
        (date(2026, 3, 11), date(2026, 3, 11), "best"),
        (None, date(2026, 3, 11), "best"),
        (date(2026, 3, 11), None, "best"),
    ],
)
def test_a_syndicated_copy_is_quoted_once_from_who_published_first(first_day, second_day, kept):
    best = write_report("best", f"{ENOUGH} {THIRD}", published=first_day)
    copy = write_report("copy", f"{COPY} {OTHER}", published=second_day)
    choice = choose((best, find_in(best, The=0.9, A=0.8)), (copy, find_in(copy, SALLOW=0.85, Fourteen=0.8)))
    left = {"best": "copy", "copy": "best"}[kept]
    assert [each.quote.source.report_id for each in choice.evidence if "Anselma" in each.quote.text] == [kept]
    assert len(choice.evidence) == 3
    (dropped,) = choice.dropped
    assert dropped.text == {"best": ENOUGH, "copy": COPY}[left]
    assert dropped.reason == f"the same words as in “{kept.capitalize()}” (The Example)"
    for each in choice.evidence:
        report = {"best": best, "copy": copy}[each.quote.source.report_id]
        assert each.quote.text == report.body[each.quote.start : each.quote.end]
        assert each.passage.report_id == report.id


def test_copies_taken_over_count_for_the_report_that_is_quoted():
    late = write_report("late", " ".join(SAMPLES), published=date(2026, 3, 12))
    early = write_report("early", " ".join([*SAMPLES[:3]]), published=date(2026, 3, 11))
    choice = choose(
        (late, find_in(late, The=0.9, Fourteen=0.89, A=0.88, **{"Seventy-one": 0.8})),
        (early, find_in(early, The=0.85, Fourteen=0.84, A=0.83)),
    )
    sources = [each.quote.source.report_id for each in choice.evidence]
    assert sources == ["early", "early", "early", "late"]
    assert len(choice.dropped) == 3


def test_one_report_may_say_the_same_thing_twice_and_is_quoted_once():
    report = write_report("ferry", "\n\n".join([ENOUGH, *["Nothing else was known of it." * 12] * 3, ENOUGH]))
    choice = choose((report, find_in(report, The=0.9)))
    assert list_quotes(choice) == [ENOUGH]
    assert choice.dropped == ()


def test_different_figures_are_no_copies():
    one = write_report(
        "one", "Nineteen people were hurt when the ferry broke loose in the middle of the river on Tuesday."
    )
    two = write_report(
        "two", "Twenty-one people were hurt when the ferry broke loose in the middle of the river on Tuesday."
    )
    choice = choose((one, find_in(one, Nineteen=0.9)), (two, find_in(two, **{"Twenty-one": 0.9})))
    assert len(choice.evidence) == 2


def test_nothing_found_gives_nothing():
    assert choose() == choose()
    assert choose().evidence == ()


EDITED = "On Tuesday night the ferry Anselma, with 112 passengers aboard, broke loose in the middle of the Lethwin."


@pytest.mark.parametrize(
    ("copy_of", "quoted"),
    [
        (("agency", None), ["agency"]),
        ((None, "gazette"), ["gazette"]),
        (("elsewhere", "elsewhere"), ["agency"]),
        ((None, None), ["agency", "gazette"]),
        (("elsewhere", "nowhere"), ["agency", "gazette"]),
    ],
    ids=["the later one", "the earlier one", "both of another", "neither", "of different ones"],
)
def test_a_fact_of_reports_that_were_called_copies_is_quoted_once_from_the_original(copy_of, quoted):
    gazette = write_report("gazette", f"{EDITED} {OTHER}", copy_of=copy_of[0], published=date(2026, 3, 12))
    agency = write_report("agency", f"{ENOUGH} {THIRD}", copy_of=copy_of[1])
    choice = choose((gazette, find_in(gazette, On=0.9)), (agency, find_in(agency, The=0.85)))
    assert sorted(each.quote.source.report_id for each in choice.evidence) == quoted
    assert len(choice.dropped) == 2 - len(quoted)


@pytest.mark.parametrize("best", ["copy", "agency"])
def test_an_original_is_quoted_though_its_copy_has_an_earlier_day(best):
    copy = write_report("copy", EDITED, copy_of="agency", published=date(2026, 3, 9))
    agency = write_report("agency", ENOUGH)
    score = {"copy": 0.8, "agency": 0.8} | {best: 0.9}
    choice = choose((copy, find_in(copy, On=score["copy"])), (agency, find_in(agency, The=score["agency"])))
    assert [each.quote.source.report_id for each in choice.evidence] == ["agency"]
    assert [(each.text, each.reason) for each in choice.dropped] == [
        (EDITED, "a copy of what “Agency” (The Example) says")
    ]


def test_what_a_called_copy_has_of_its_own_is_quoted():
    copy = write_report("copy", f"{EDITED.replace('112', '121')} {OTHER}", copy_of="agency")
    agency = write_report("agency", ENOUGH)
    found = (copy, find_in(copy, On=0.9, Fourteen=0.89)), (agency, find_in(agency, The=0.9))
    assert len(choose(*found).evidence) == 3
