"""Evidence is whole sentences that stand alone, best first, each wording once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.evidence import (
    LONG,
    MARGIN,
    MOST_OF_ONE_REPORT,
    MOST_QUOTES,
    POINTING,
    SHORT,
    choose_evidence,
    needs_after,
    needs_before,
    rank_sentences,
    widen,
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


def choose(*found: tuple[Report, list[Hit]], most: int = MOST_QUOTES):
    reports = {(report.id, report.version): report for report, _ in found}
    return choose_evidence([hit for _, hits in found for hit in hits], reports, most)


def list_quotes(choice) -> list[str]:
    return [each.quote.text for each in choice.evidence]


def quote(body: str, place: int) -> str:
    """The words that are quoted for the sentence at this place of a report's first passage."""
    passage = split_report(write_report("ferry", body))[0]
    return widen(body, passage, place).text_of(body)


def test_a_sentence_that_stands_alone_is_quoted_alone():
    assert quote(f"{OTHER} {ENOUGH} {THIRD}", 1) == ENOUGH


@pytest.mark.parametrize(
    "pointing",
    [
        "She said that the cables had been replaced in October and that the books of the company would show it to all.",
        "This was denied by the company that runs the crossing, which said that its books would show the contrary.",
        "“But nobody had asked for it before the winter came,” the minister told Parliament on Wednesday afternoon.",
    ],
)
def test_a_sentence_that_points_back_brings_the_one_before(pointing):
    assert quote(f"{OTHER} {ENOUGH} {pointing} {THIRD}", 2) == f"{ENOUGH} {pointing}"


def test_pointing_back_is_followed_as_far_as_it_goes():
    first = f"It was dark when the ferry came loose from {ENOUGH[4:40]}, and nobody on the bank could see what became."
    second = f"They were taken off by the tug Perpetua, which had come from {OTHER[:40]}, and brought to the east bank."
    assert quote(f"{ENOUGH} {first} {second}", 2) == f"{ENOUGH} {first} {second}"


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("«", "»"), ("‘", "’"), ("„", "“")])
def test_somebodys_words_are_quoted_to_their_end_and_from_their_beginning(opening, closing):
    begins = f"{opening}We had them out a good hour before the water got to the sills of the houses in the lower town."
    ends = (
        f"The first flood that I have known where we were early is one that I would like to be written down.{closing}"
    )
    body = f"{ENOUGH} {begins} {ends} {OTHER}"
    assert quote(body, 1) == quote(body, 2) == f"{begins} {ends}"


@pytest.mark.parametrize(
    "whole",
    [
        "“No one was meant to be hurt, and no one would have been hurt if the boat had stayed where it lay,” it says.",
        "Ms Rooke, who has to know, was asked for an opinion of it; “I do not comment on literature,” she said.",
        "‘The stones are in the pool underneath,’ said the town’s surveyor, ‘and we know what order the stones go in.’",
        "The striking pilots’ guild rejected a minister’s charge that members had cut the ferry’s cables on Tuesday.",
        "«Мы знаем, в каком порядке лежат камни, и не собираемся никому об этом рассказывать», сказал землемер города.",
        "„Die Steine liegen unten im Wasser, und wir wissen genau, wo jeder von ihnen hingehört“, sagte der Vermesser.",
    ],
)
def test_a_sentence_with_whole_words_of_somebody_stands_alone(whole):
    assert len(whole) >= SHORT
    assert quote(f"{ENOUGH} {whole} {OTHER}", 1) == whole


def test_a_colon_brings_what_it_announces():
    colon = "The Waterways Safety Board gave three reasons for its finding, and put them in the order of their weight:"
    assert quote(f"{colon} {ENOUGH} {OTHER}", 0) == f"{colon} {ENOUGH}"


def test_a_short_sentence_brings_the_next_else_the_one_before():
    assert quote(f"{ENOUGH} Nobody was killed. {OTHER}", 1) == f"Nobody was killed. {OTHER}"
    assert quote(f"{ENOUGH} Nobody was killed.", 1) == f"{ENOUGH} Nobody was killed."


def test_a_short_sentence_brings_nothing_from_another_paragraph():
    assert quote(f"{ENOUGH}\n\nNobody was killed.\n\n{OTHER}", 1) == "Nobody was killed."


def test_a_short_sentence_does_not_bring_a_very_long_one():
    endless = " ".join(["The inquiry found"] + ["that the cable was old and"] * 24) + " nothing else."
    assert len(endless) > LONG
    assert quote(f"Nobody was killed. {endless}", 0) == "Nobody was killed."
    assert quote(f"{endless} Nobody was killed.", 1) == "Nobody was killed."


PIECES = [
    *SAMPLES, "Nobody was killed.", "She said so.", "“But why?”", "He said: “It", "is not so.”", "‘It was", "was it.’",
    "This «is", "so».", "However,", "Heading", "x" * 400 + ".", "وقال ذلك.", "He " + "said " * 150 + "so.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.sampled_from([" ", "\n\n"]), st.data())
def test_a_quotation_holds_its_sentence_stays_in_its_passage_and_is_not_too_long(pieces, space, data):
    body = space.join(pieces)
    passage = data.draw(st.sampled_from(split_report(write_report("ferry", body))))
    place = data.draw(st.integers(0, len(passage.sentences) - 1))
    sentence, span = passage.sentences[place], widen(body, passage, place)
    assert passage.start <= span.start <= sentence.start < sentence.end <= span.end <= passage.end
    assert len(span) <= max(LONG, len(sentence))
    assert span.start in {each.start for each in passage.sentences}
    assert span.end in {each.end for each in passage.sentences}


@pytest.mark.parametrize("word", ["She", "these", "However", "این", "وقال", "הוא"])
def test_words_that_point_back_are_known_in_several_languages(word):
    assert word.lower() in POINTING
    assert needs_before(f"«{word} said nothing.»")
    assert not needs_before(f"Nothing {word} said.")


@pytest.mark.parametrize("text", ["The ferry sank.", "", "“Yes.”", "12 people.", "…"])
def test_what_needs_nothing_gets_nothing(text):
    assert not needs_before(text)
    assert not needs_after(text)


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


def test_what_scores_far_below_the_best_is_left_out():
    one, two = write_report("one", ENOUGH), write_report("two", THIRD)
    assert list_quotes(choose((one, find_in(one, The=0.9)), (two, find_in(two, A=0.9 - MARGIN + 0.01)))) == [
        ENOUGH,
        THIRD,
    ]
    assert list_quotes(choose((one, find_in(one, The=0.9)), (two, find_in(two, A=0.9 - MARGIN - 0.01)))) == [ENOUGH]


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
    assert dropped.reason == f"the same words as in “{kept}”"
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
