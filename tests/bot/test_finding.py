"""Whether a quotation stands in the reports: no alteration passes, no honest way of writing it is turned away."""

import random
import re
from itertools import islice
from pathlib import Path
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from bot.answering.lookups.finding import Finding, Verdict, find_exact, find_quote
from corpus.folding import fold_text
from corpus.reports import Report
from corpus.sentences import split_sentences
from tests.bot.rewordings import VARIANTS, change_one, make_alterations

BODY = (
    "The ferry broke loose on Tuesday, and 40 of its 112 passengers were hurt. “We did not cut the cable,” Ms Ferrant "
    "said — not for the first time — at the guild’s hall.\n\nThe operator’s managing director said that it couldn’t "
    "recall the letter of January 14; the sea was at −5 degrees and repairs would cost $4.6 million, or 30% of its "
    "budget.\n\nIn 1914–1918 the crossing was shut [by order of the crown]. The re-elected board will not meet before "
    "Friday. “Nobody alive would cut a cable with a hundred people on it… nobody,” a pilot said."
)


def make_report(body: str, report_id: str = "ferry") -> Report:
    return Report(id=report_id, version=1, title="Ferry", body=body)


FERRY = make_report(BODY)


def look(quote: str, *bodies: str) -> Finding:
    reports = [make_report(body, f"r{at}") for at, body in enumerate(bodies)] or [FERRY]
    finding = find_quote(quote, reports)
    for found in finding.quotes:
        body = next(report.body for report in reports if report.id == found.source.report_id)
        assert body[found.start : found.end] == found.text
    return finding


EXACT = {
    "as it stands": ("The ferry broke loose on Tuesday, and 40 of its 112 passengers were hurt.", "The ferry…hurt"),
    "capitals": ("THE FERRY BROKE LOOSE ON TUESDAY", "The ferry…Tuesday"),
    "outer marks": ("“The ferry broke loose on Tuesday.”", "The ferry…Tuesday"),
    "straight marks": ('"We did not cut the cable," Ms Ferrant said', "We did…said"),
    "guillemets": ("« We did not cut the cable, » Ms Ferrant said", "We did…said"),
    "comma outside": ("'We did not cut the cable', Ms Ferrant said", "We did…said"),
    "dashes": ("Ms Ferrant said -- not for the first time - at the guild's hall", "Ms Ferrant…hall"),
    "over a paragraph": ("at the guild's hall. The operator's managing director", "at the…director"),
    "white space": ("The ferry\u00a0broke \n loose", "The ferry…loose"),
    "soft hyphen": ("the man\u00adaging director", None),
    "range": ("In 1914 – 1918 the crossing", "In 1914…crossing"),
    "minus": ("−5 degrees", "−5 degrees"),
    "gap": ("The ferry broke loose … passengers were hurt", "The ferry…hurt"),
    "gap of dots": ("The ferry broke loose on Tuesday... 112 passengers were hurt", "The ferry…hurt"),
    "gap in brackets": ("The ferry broke loose […] were hurt", "The ferry…hurt"),
    "gaps at the ends": ("… 40 of its 112 passengers …", "40 of…passengers"),
    "its own ellipsis": ("with a hundred people on it... nobody", "with a…nobody"),
    "insertion": ("The ferry [the Anselma] broke loose", "The ferry…loose"),
    "replacement": ("[The Anselma] broke loose on Tuesday", "broke loose…Tuesday"),
    "replacement within": ("The ferry broke loose […] and 40 of its 112 [people] were hurt", "The ferry…hurt"),
    "small letter": ("[t]he ferry broke loose", "The ferry…loose"),
    "other ending": ("40 of its 112 passenger[s] were hurt", "40 of…hurt"),
    "sic": ("repairs would cost [sic] $4.6 million", "repairs…million"),
    "the report's own brackets": ("the crossing was shut [by order of the crown]", "the crossing…crown]"),
    "part of a sentence": ("couldn't recall the letter", "couldn’t…letter"),
}


@pytest.mark.parametrize(("quote", "place"), EXACT.values(), ids=EXACT.keys())
def test_honest_quotation_is_found_where_it_stands(quote: str, place: str | None) -> None:
    finding = look(quote) if place else look(quote, "It was the managing director.")
    assert finding.verdict is Verdict.EXACT
    assert finding.differences == ()
    first, _, last = (place or "the managing…director").partition("…")
    assert finding.quotes[0].text.startswith(first)
    assert finding.quotes[0].text.endswith(last or first)


ALTERED = {
    "figure": ("The ferry broke loose on Tuesday, and 46 of its 112 passengers were hurt.", ("40", "46")),
    "figure cut in front": ("and 0 of its 112 passengers were hurt", None),
    "figure cut behind": ("and 40 of its 11 passengers were hurt", None),
    "negation dropped": ("We did cut the cable, Ms Ferrant said at the hall", ("not", "")),
    "negation cut off": ("The managing director said that it could recall the letter", ("couldn’t", "could")),
    "negation added": ("The ferry never broke loose on Tuesday", ("", "never")),
    "negation in brackets": ("The ferry broke loose on Tuesday, and 40 passengers were [not] hurt", ("", "not")),
    "negation behind a gap": ("“We did … cut the cable,” Ms Ferrant said", ("not", "")),
    "negation in a short gap": ("The re-elected board … meet before Friday", ("will not", "")),
    "figure replaced in brackets": ("and [many] of its 112 passengers were hurt", ("40", "many")),
    "word swapped": ("The ferry broke loose on Monday, and 40 of its passengers", ("Tuesday", "Monday")),
    "first word swapped": ("A ferry broke loose on Tuesday", ("The", "A")),
    "word dropped": ("40 of its passengers were hurt", ("112", "")),
    "words in another order": ("112 of its 40 passengers were hurt", None),
    "compound cut": ("The elected board will not meet before Friday", None),
    "percentage cut": ("or 30 of its budget", ("%", "")),
    "percentage cut at the end": ("repairs would cost $4.6 million, or 30", ("%", "")),
    "currency cut": ("4.6 million, or 30% of its budget", ("$", "")),
    "minus cut": ("5 degrees and repairs would cost", ("−", "")),
    "question": ("The ferry broke loose on Tuesday?", ("", "?")),
    "other words in the report's brackets": ("In 1914–1918 the crossing was shut [by the mayor]", None),
    "negation behind a long gap": ("Ms Ferrant said […] at the guild’s hall", None),
    "negation cut off by a gap at the end": ("Ms Ferrant said … “We did …", None),
    "negation cut off by a gap in front": ("… cut the cable,” Ms Ferrant said", ("not", "")),
    "negation as an ending": ("The re-elected board will[not] meet before Friday", None),
    "ending that turns a word round": (
        "The operator’s managing director said that it couldn’t recall the letter[less] of January 14",
        None,
    ),
    "number word replaced in brackets": ("Nobody alive would cut a cable with [twenty] people on it", None),
    "turned round in brackets": ("“Nobody alive would [refuse to] cut a cable with a hundred people", None),
    "stitched": ("The ferry broke loose on Tuesday, and the sea was at −5 degrees", None),
}


@pytest.mark.parametrize(("quote", "difference"), ALTERED.values(), ids=ALTERED.keys())
def test_altered_quotation_is_never_exact(quote: str, difference: tuple[str, str] | None) -> None:
    finding = look(quote)
    assert finding.verdict is Verdict.ALTERED
    assert finding.differences
    if difference:
        assert difference in [(each.original.strip(" ,"), each.quoted.strip(" ,")) for each in finding.differences]


@pytest.mark.parametrize(
    "quote",
    ["The minister has resigned over the affair of the pearls.", "", " … ", "[sic]", "“”", "Yes, indeed."],
    ids=["another sentence", "nothing", "a gap", "a bracket", "marks", "two words"],
)
def test_what_no_report_says_is_absent(quote: str) -> None:
    assert look(quote) == Finding(Verdict.ABSENT)


def test_every_place_in_every_report_is_given() -> None:
    finding = look("the dam held", "The dam held. They say the dam held.", "No.", "“The dam  held,” she said.")
    assert [(found.source.report_id, found.start, found.end) for found in finding.quotes] == [
        ("r0", 0, 12),
        ("r0", 23, 35),
        ("r2", 1, 14),
    ]


def test_gap_does_not_reach_across_a_long_stretch() -> None:
    far = f"The dam held. {'It rained and it rained on the hills. ' * 40}The mill burned."
    assert look("The dam held … The mill burned", "The dam held. It rained. The mill burned.").verdict is Verdict.EXACT
    assert look("The dam held … The mill burned", far).verdict is not Verdict.EXACT


def test_parts_must_stand_in_the_order_quoted() -> None:
    assert look("The mill burned … The dam held", "The dam held. The mill burned.").verdict is not Verdict.EXACT


def test_gap_does_not_reach_into_another_report() -> None:
    assert look("The dam held … The mill burned", "The dam held.", "The mill burned.").verdict is not Verdict.EXACT


def test_decomposed_and_invisible_characters_of_the_report_do_not_hide_it() -> None:
    body = normalize("NFD", "Le préfet a quitté la ré\u00adgion de Kyōto.")
    finding = look("le préfet a quitté la région de kyōto", body)
    assert finding.verdict is Verdict.EXACT
    assert finding.quotes[0].text == body[:-1]


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ('او گفت: "من نمي روم"', Verdict.ALTERED),
        ('او گفت: "من نمی‌روم"', Verdict.EXACT),
        ("او گفت: «من نميروم.» ۴۰ تن", Verdict.EXACT),
        ("او گفت: «من می‌روم.» ۴۰ تن", Verdict.ALTERED),
        ("او گفت: «من نمی‌روم.» 46 تن", Verdict.ALTERED),
    ],
    ids=["space for joiner", "as it stands", "another keyboard", "negation dropped", "figure"],
)
def test_persian_is_read_as_it_is_written(quote: str, verdict: Verdict) -> None:
    assert look(quote, "او گفت: «من نمی‌روم.» ۴۰ تن زخمی شدند.").verdict is verdict


def read_samples() -> list[Report]:
    paths = sorted((Path(corpus.__file__).parent / "samples").glob("*.md"))
    return [make_report(path.read_text(encoding="utf-8").split("---", 2)[2], path.stem) for path in paths]


REPORTS = read_samples()
SENTENCES = [
    text
    for report in REPORTS
    for text in (span.text_of(report.body) for span in split_sentences(report.body))
    if 8 <= len(text.split()) <= 60
]
LATIN = [text for text in SENTENCES if text.isascii() or re.search("[a-z]{3}", text)]
FOLDED = [fold_text(report.body).text for report in REPORTS]
ALTERATIONS = make_alterations(LATIN)
OF_EACH = 36
"""How many rewordings of each kind are tried; what is rare in the samples gives fewer."""


def stands_somewhere(quote: str, between: str) -> bool:
    """Whether some report has all parts of a quotation, so that it is no alteration of that report."""
    parts = [fold_text(part).text.strip(" '.,;:-") for part in quote.split(between)]
    return any(all(part in body for part in parts) for body in FOLDED)


def alter_samples(name: str) -> list[tuple[str, str]]:
    """Give sentences of the samples with alterations of a kind that no report has."""
    dice = random.Random(f"1312 {name}")
    between = " … " if name == "two stitched with a gap" else "\0"
    tried = ((text, ALTERATIONS[name](text, dice)) for text in dice.choices(LATIN, k=40 * OF_EACH))
    changed = (pair for pair in tried if pair[0] != pair[1] and not stands_somewhere(pair[1], between))
    return list(islice(changed, OF_EACH))


def vary_samples(name: str) -> list[tuple[str, str]]:
    """Give sentences of the samples with honest variants of a kind."""
    dice = random.Random(f"1312 {name}")
    tried = ((text, VARIANTS[name](text, dice)) for text in dice.choices(SENTENCES, k=80 * OF_EACH))
    return list(islice((pair for pair in tried if pair[0] != pair[1]), OF_EACH))


def is_exact(quote: str) -> bool:
    return find_exact(quote, REPORTS) != []


def test_of_a_thousand_alterations_of_the_samples_none_passes_for_exact() -> None:
    altered = {name: alter_samples(name) for name in ALTERATIONS}
    assert min(map(len, altered.values())) >= 12
    assert sum(map(len, altered.values())) >= 1000
    passed = [(name, *pair) for name, pairs in altered.items() for pair in pairs if is_exact(pair[1])]
    assert passed == []


def test_of_a_thousand_honest_variants_of_the_samples_at_most_two_in_a_hundred_are_turned_away() -> None:
    varied = {name: vary_samples(name) for name in VARIANTS}
    assert min(map(len, varied.values())) >= 12
    assert sum(map(len, varied.values())) >= 1000
    lost = [(name, *pair) for name, pairs in varied.items() for pair in pairs if not is_exact(pair[1])]
    assert len(lost) <= 20, lost


TEXTS = st.lists(
    st.sampled_from([*"ab7.,’'“”\"-–— \n", "not ", "did ", "40", "$", "%", "can’t ", "…", "[…]", "[sic] ", "نه ", "ß"]),
    max_size=30,
).map("".join)


@given(TEXTS, TEXTS)
def test_exact_quotation_has_the_letters_of_its_place(quote: str, body: str) -> None:
    finding = look(quote, f"{body} x")
    if finding.verdict is Verdict.EXACT and not re.search(r"[\[…]|\.\s?\.", quote):
        for found in finding.quotes:
            assert letters_of(found.text) == letters_of(quote)


@given(TEXTS)
def test_body_is_found_in_itself(body: str) -> None:
    if letters_of(body) and not re.search(r"[\[…]|\.\s?\.", body):
        assert look(body, f"{body} x").verdict is Verdict.EXACT


def letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, fold_text(text).text))


def test_a_thousand_reports_are_searched_in_a_moment() -> None:
    dice = random.Random(7)
    reports = [make_report(" ".join(dice.choices(LATIN, k=40)), f"r{at}") for at in range(1000)]
    started = process_time()
    finding = find_quote(change_one(r"\w{5,}", "banana", LATIN[3], dice), reports)
    assert process_time() - started < 2
    assert finding.verdict is Verdict.ALTERED
