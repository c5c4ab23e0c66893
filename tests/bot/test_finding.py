"""Whether a quotation stands in the reports: no alteration passes, no honest way of writing it is turned away."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from bot.answering.finding import Finding, Verdict, find_quote
from bot.answering.given_wording import NEGATION
from corpus.folding import fold_text
from corpus.reports import Report
from corpus.sentences import split_sentences

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
VERBS = r"\b(is|was|were|are|had|has|have|would|could|will)\b(?! not)"
CUT_WITH_CARE = re.compile(rf"{NEGATION.pattern}|\d")


def change_one(pattern: str, new: str | Callable[[re.Match[str]], str], text: str, dice: random.Random) -> str:
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    chosen = dice.choice(places)
    return text[: chosen.start()] + (new(chosen) if callable(new) else chosen.expand(new)) + text[chosen.end() :]


def other_word(dice: random.Random) -> str:
    return dice.choice(re.findall("[a-z]{4,}", dice.choice(LATIN)))


ALTERATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "digit changed": lambda t, d: change_one(r"\d", lambda m: str((int(m[0]) + d.randrange(1, 10)) % 10), t, d),
    "digit dropped": lambda t, d: change_one(r"(?<=\d)\d|\d(?=\d)", "", t, d),
    "negation added": lambda t, d: change_one(VERBS, r"\1 not", t, d),
    "negation bracketed": lambda t, d: change_one(VERBS, r"\1 [not]", t, d),
    "negation dropped": lambda t, d: change_one(r" not\b|n’t\b|\b(?:never|no) ", "", t, d),
    "word swapped": lambda t, d: change_one(r"\b[A-Za-z]{3,}\b", lambda m: other_word(d), t, d),
    "word dropped": lambda t, d: change_one(r"(?<= )\w+ (?=\w)", "", t, d),
    "word added": lambda t, d: change_one(r"(?<=\w) (?=\w)", lambda m: f" {other_word(d)} ", t, d),
    "two stitched": lambda t, d: " ".join([*t.split()[:6], *d.choice(LATIN).split()[-6:]]),
    "two joined": lambda t, d: f"{t} {d.choice(LATIN)}",
}


def drop_words(text: str, dice: random.Random, marks: str) -> str:
    words = text.split()
    first = dice.randrange(2, len(words) - 4)
    last = first + dice.randrange(1, 3)
    if CUT_WITH_CARE.search(fold_text(" ".join(words[first:last])).text):
        return text
    return " ".join([*words[:first], marks, *words[last:]])


def put_in(text: str, dice: random.Random, marks: str, count: int) -> str:
    words = text.split()
    at = dice.randrange(1, len(words) - 2)
    return (
        text
        if CUT_WITH_CARE.search(fold_text(words[at]).text)
        else " ".join([*words[:at], marks, *words[at + count :]])
    )


VARIANTS: dict[str, Callable[[str, random.Random], str]] = {
    "straight marks": lambda t, d: t.translate(str.maketrans("“”‘’", "\"\"''")),
    "small": lambda t, d: t.lower(),
    "capitals": lambda t, d: t.upper(),
    "white space": lambda t, d: re.sub(" ", lambda m: d.choice([" ", "  ", "\n", "\u00a0", "\u202f"]), t),
    "dashes": lambda t, d: re.sub(r"\s*[–—]\s*|\s-\s", lambda m: d.choice(["—", " — ", " – ", "--"]), t),
    "outer marks": lambda t, d: d.choice(["“{}”", '"{}"', "«{}»", "„{}“"]).format(t),
    "no final stop": lambda t, d: t.rstrip("."),
    "ellipsis": lambda t, d: drop_words(t, d, d.choice(["…", "...", "[…]", "[...]", ". . ."])),
    "insertion": lambda t, d: put_in(t, d, d.choice(["[sic]", "[the minister]"]), 0),
    "replacement": lambda t, d: put_in(t, d, d.choice(["[she]", "[the minister]"]), 1),
    "decomposed": lambda t, d: normalize("NFD", t),
    "part": lambda t, d: " ".join(t.split()[1:-1]),
}


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_no_alteration_of_a_sample_passes_for_exact(alter: Callable[[str, random.Random], str]) -> None:
    dice = random.Random(1312)
    folded = [fold_text(report.body).text for report in REPORTS]
    passed = []
    for text in dice.sample(LATIN, 25):
        altered = alter(text, dice)
        if not any(fold_text(altered).text in body for body in folded):
            passed += [(text, altered)] * (find_quote(altered, REPORTS).verdict is Verdict.EXACT)
    assert passed == []


@pytest.mark.parametrize("vary", VARIANTS.values(), ids=VARIANTS.keys())
def test_no_honest_variant_of_a_sample_is_turned_away(vary: Callable[[str, random.Random], str]) -> None:
    dice = random.Random(1312)
    chosen = dice.sample(SENTENCES, 40)
    lost = [text for text in chosen if find_quote(vary(text, dice), REPORTS).verdict is not Verdict.EXACT]
    assert lost == []


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
