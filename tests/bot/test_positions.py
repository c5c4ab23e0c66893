"""A dispute is an answer: each party's position in its own words, and nothing where the reports agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import Position, Stance
from bot.answering.disputes.others import MOST_HEARD, hear_others
from bot.answering.disputes.witnesses import make_witness, make_witnesses
from bot.answering.evidence import Evidence, choose_evidence, make_evidence, rank_sentences
from bot.answering.positions import Dispute, Witness, find_dispute
from bot.answering.wording import format_position
from corpus.attribution import attribute_report
from corpus.reports import Report
from index.embedding import Embedder
from index.late_interaction import Match
from index.passages import split_report
from index.searching import Hit
from tests.shelves import CHOSEN, Shelf, copy_shelf, read_sample, write_report

attribute = cache(attribute_report)

WHO = "Who cut the cables?"
HURT = "How many people were hurt on the ferry?"

CHARGE = write_report(
    "charge",
    "The Transport Minister, Corwin Haddle, blamed the River Pilots’ Guild for cutting the cables of the ferry.",
    publisher="The Lethwin Courier",
)
REPEATED = write_report(
    "repeated",
    "Corwin Haddle, the Transport Minister, again accused the River Pilots’ Guild of having cut the ferry’s cables.",
    publisher="Radio Lethwin",
    published=date(2026, 3, 14),
)
DENIAL = write_report(
    "denial",
    "“We did not cut those cables, and nobody in this hall would have cut them,” said Maud Ferrant, the general "
    "secretary of the River Pilots’ Guild.",
    publisher="Orrenhaven Press Agency",
    published=date(2026, 3, 12),
)
COPY = write_report("copy", DENIAL.body, publisher="The Hobb’s Fell Gazette", published=date(2026, 3, 13))
SUSPICION = write_report(
    "suspicion",
    "The security service suspects that the cables were cut by men from the border service of Nahrestan, it said.",
    publisher="The Evening Lantern",
)
OTHER = write_report(
    "other", "The harbour master, Enid Sallow, accused Lethwin Crossings of having cut the cables to save money."
)
UNRELATED = write_report(
    "unrelated", "The mayor denied that the new customs post had been paid for by the cement works."
)
FOURTEEN = write_report("fourteen", "Fourteen people were hurt on the ferry, the police said.", publisher="The Courier")
TWENTY_ONE = write_report(
    "twenty-one", "The number of people hurt on the ferry was 21.", publisher="The Agency", published=date(2026, 3, 12)
)
NINETEEN = write_report(
    "nineteen", "Nineteen people were hurt on the ferry.", publisher="The Board", published=date(2026, 3, 16)
)
ALSO_FOURTEEN = write_report("also", "On the ferry, 14 people were hurt.", publisher="The Lantern")
AGAIN_FOURTEEN = write_report(
    "again", "The ferry: 21 people were hurt.", publisher="The Courier", published=date(2026, 3, 18)
)


def find_hits(*reports: Report) -> list[Hit]:
    """A hit for each passage; all its sentences score the same, and each report’s less than those of the one before."""
    return [
        Hit(passage, 0.9 - place / 100, Match((0.9 - place / 100,) * len(passage.sentences), 0.0, 0.0), 0.5, 1, 1)
        for place, report in enumerate(reports)
        for passage in split_report(report)
    ]


def index_reports(reports: Sequence[Report]) -> dict[tuple[str, int], Report]:
    return {(report.id, report.version): report for report in reports}


def call_witnesses(*reports: Report) -> list[Witness]:
    """The first sentence of each report, with what it is attributed to."""
    known = index_reports(reports)
    sentences = [each for each in rank_sentences(find_hits(*reports)) if each.place == 0]
    return [make_witness(make_evidence(each, known), known, attribute) for each in sentences]


def dispute(question: str, *reports: Report, beside: Sequence[Report] = ()) -> Dispute | None:
    return find_dispute(question, call_witnesses(*reports), index_reports([*reports, *beside]))


def list_stances(found: Dispute | None) -> list[tuple[str, Stance]]:
    return [(position.party, position.stance) for position in found.positions] if found else []


def test_a_charge_and_a_denial_are_a_dispute():
    found = dispute(WHO, CHARGE, DENIAL)
    assert list_stances(found) == [("Corwin Haddle", Stance.BLAMES), ("Maud Ferrant", Stance.DENIES)]
    assert found is not None
    assert found.positions[0] == Position("Corwin Haddle", Stance.BLAMES, (1,))
    assert [citation.quote.text for citation in found.citations] == [CHARGE.body, DENIAL.body]


def test_two_charges_against_different_parties_are_a_dispute():
    assert list_stances(dispute(WHO, CHARGE, OTHER)) == [
        ("Corwin Haddle", Stance.BLAMES),
        ("Enid Sallow", Stance.BLAMES),
    ]


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        (WHO, [CHARGE]),
        (WHO, [CHARGE, REPEATED]),
        (WHO, [CHARGE, UNRELATED]),
        (WHO, [DENIAL, COPY]),
        (WHO, [UNRELATED, FOURTEEN]),
        ("How did the guild describe the accusation?", [CHARGE, DENIAL]),
        ("Who built the Anselma?", [CHARGE, DENIAL]),
        (HURT, [FOURTEEN, ALSO_FOURTEEN]),
        (HURT, [FOURTEEN, CHARGE]),
        ("How many boats did the yard build?", [FOURTEEN, NINETEEN]),
        (WHO, []),
    ],
    ids=[
        "one report",
        "the same person twice",
        "a denial of something else",
        "a copy",
        "nothing about it",
        "a question about what was said",
        "another question",
        "agreement",
        "one figure",
        "other figures",
        "nothing",
    ],
)
def test_what_agrees_or_is_about_something_else_is_no_dispute(question, reports):
    assert dispute(question, *reports) is None


def test_blame_for_something_of_another_name_has_no_part_in_a_dispute():
    elsewhere = write_report("elsewhere", "A group calling itself High Tide claimed responsibility for cutting cables.")
    question = "Who is to blame for what befell the Anselma?"
    one = write_report("one", "Corwin Haddle blamed the River Pilots’ Guild for what befell the ferry Anselma.")
    two = write_report("two", "Enid Sallow blamed Lethwin Crossings for what befell the Anselma.")
    assert dispute(question, one, elsewhere) is None
    assert dispute(question, one, two) is not None


def test_one_who_blames_two_parties_is_no_dispute():
    again = write_report(
        "again", "Corwin Haddle, the Transport Minister, blamed Lethwin Crossings for cutting the cables."
    )
    assert dispute(WHO, CHARGE, again) is None
    assert dispute(WHO, CHARGE, again, OTHER) is not None


def test_different_figures_are_a_dispute_and_the_newest_is_marked():
    found = dispute(HURT, TWENTY_ONE, NINETEEN, FOURTEEN)
    assert found is not None
    assert [(each.party, each.newest) for each in found.positions] == [
        ("The police", False),
        ("The Agency", False),
        ("The Board", True),
    ]
    assert [citation.quote.source.report_id for citation in found.citations] == ["fourteen", "twenty-one", "nineteen"]


def test_who_gives_the_same_figure_stands_together():
    found = dispute(HURT, FOURTEEN, NINETEEN, ALSO_FOURTEEN)
    assert found is not None
    assert {len(each.citations): (each.reports, each.origins) for each in found.positions} == {2: (2, 2), 1: (1, 1)}


def test_an_outlet_with_two_figures_is_told_apart_by_its_days():
    plain = write_report("plain", "Fourteen people were hurt on the ferry.", publisher="The Courier")
    found = dispute(HURT, plain, AGAIN_FOURTEEN)
    assert found is not None
    assert [each.party for each in found.positions] == ["The Courier", "The Courier, 18 March 2026"]


def test_one_speaker_who_corrects_themselves_is_no_dispute():
    one = write_report(
        "one", "Nineteen people were hurt on the ferry, Hester Abrane said.", published=date(2026, 3, 12)
    )
    two = write_report("two", "On the ferry 21 people were hurt, Hester Abrane said.", published=date(2026, 3, 13))
    assert dispute(HURT, one, two) is None


def test_no_figure_is_newest_where_days_are_not_known_or_the_same():
    undated = [
        write_report(each.id, each.body, publisher=each.publisher, published=None) for each in (FOURTEEN, NINETEEN)
    ]
    for reports in (undated, [FOURTEEN, write_report("same", NINETEEN.body, publisher="The Board")]):
        found = dispute(HURT, *reports)
        assert found is not None
        assert not any(each.newest for each in found.positions)


def test_copies_count_as_reports_and_not_as_origins():
    found = dispute(WHO, CHARGE, DENIAL, beside=[COPY, UNRELATED])
    assert found is not None
    charge, denial = found.positions
    assert (charge.reports, charge.origins) == (1, 1)
    assert (denial.reports, denial.origins) == (2, 1)
    both = dispute(WHO, CHARGE, DENIAL, COPY)
    assert both is not None
    assert (both.positions[1].reports, both.positions[1].origins, both.positions[1].citations) == (2, 1, (2,))


def test_reports_that_were_called_copies_are_one_origin_and_give_one_quotation():
    words = (
        "Maud Ferrant, the general secretary of the River Pilots’ Guild, denied that the guild had cut those cables.",
        "The general secretary of the River Pilots’ Guild, Maud Ferrant, denied the guild had cut those cables at all.",
        "Maud Ferrant, general secretary of the River Pilots’ Guild, denied on Thursday that it had cut those cables.",
        "The River Pilots’ Guild had not cut any cables.",
    )
    outlets = ["Agency", "Gazette", "Lantern", "Courier"]
    plain = [
        write_report(outlet.lower(), text, publisher=f"The {outlet}", published=date(2026, 3, 12 + place))
        for place, (outlet, text) in enumerate(zip(outlets, words, strict=True))
    ]
    called = [plain[0], *(replace(each, copy_of="agency") for each in plain[1:])]
    apart, together = dispute(WHO, CHARGE, *plain[:3]), dispute(WHO, CHARGE, *called[:3], beside=called[3:])
    assert apart is not None
    assert together is not None
    assert (apart.positions[1].reports, apart.positions[1].origins, len(apart.positions[1].citations)) == (2, 2, 2)
    denial = together.positions[1]
    assert (denial.reports, denial.origins, len(denial.citations)) == (3, 1, 1)
    assert format_position(denial, together.citations).endswith("(3 reports, 1 origin)")


def test_who_is_blamed_and_not_quoted_is_not_heard_from():
    found = dispute(WHO, CHARGE, OTHER)
    assert found is not None
    assert set(found.unheard) == {"the River Pilots’ Guild", "Lethwin Crossings"}
    heard = dispute(WHO, CHARGE, DENIAL)
    assert heard is not None
    assert heard.unheard == ()


REPORTS = [CHARGE, REPEATED, DENIAL, COPY, SUSPICION, OTHER, UNRELATED, FOURTEEN, TWENTY_ONE, NINETEEN, ALSO_FOURTEEN,
           AGAIN_FOURTEEN]  # fmt: skip


@given(
    st.lists(st.sampled_from(REPORTS), unique_by=lambda report: report.id),
    st.sampled_from([WHO, HURT, "Did the guild cut the cables?", "What is this?", ""]),
)
def test_every_citation_is_used_in_order_no_party_twice_and_all_from_the_witnesses(reports, question):
    witnesses = call_witnesses(*reports)
    found = find_dispute(question, witnesses, index_reports(reports))
    if found is None:
        return
    used = [number for position in found.positions for number in position.citations]
    assert list(dict.fromkeys(used)) == [citation.number for citation in found.citations]
    assert [citation.number for citation in found.citations] == list(range(1, len(found.citations) + 1))
    assert {citation.quote for citation in found.citations} <= {witness.evidence.quote for witness in witnesses}
    parties = [position.party for position in found.positions]
    assert len(parties) == len(set(parties)) >= 2
    assert len(found.citations) <= MOST_HEARD
    assert all(1 <= position.origins <= position.reports for position in found.positions)
    assert sum(position.newest for position in found.positions) <= 1


def hear(question: str, quoted: Sequence[Report], read: Sequence[Report]) -> list[Evidence]:
    known = index_reports([*quoted, *read])
    chosen = [witness.evidence for witness in call_witnesses(*quoted)]
    return list(hear_others(question, chosen, find_hits(*quoted, *read), known, attribute))


def test_the_accused_are_heard_though_their_passage_matches_less():
    assert [each.quote.text for each in hear(WHO, [CHARGE], [UNRELATED, FOURTEEN, DENIAL])] == [DENIAL.body]


def test_a_denial_is_heard_before_more_charges():
    names = ("Enid Sallow", "Otto Brand", "Ida Lock", "Jonas Weir", "Ruth Pell", "Max Thorn", "Ada Fenn", "Leo Marsh")
    charges = [
        write_report(
            f"charge-{place}", f"The councillor {name} accused Lethwin Crossings of having cut {name}’s cables."
        )
        for place, name in enumerate(names)
    ]
    heard = hear(WHO, [CHARGE], [*charges, DENIAL])
    assert heard[0].quote.text == DENIAL.body
    assert len(heard) == MOST_HEARD - 1


def test_nobody_is_heard_twice_and_nobody_without_need():
    assert hear(WHO, [CHARGE, DENIAL], [REPEATED, COPY]) == []
    assert hear(WHO, [UNRELATED], [FOURTEEN]) == []
    assert hear("How thick were the cables?", [CHARGE], [DENIAL]) == []
    assert hear(WHO, [], [CHARGE, DENIAL]) == []


def test_another_figure_is_heard():
    assert [each.quote.text for each in hear(HURT, [FOURTEEN], [ALSO_FOURTEEN, NINETEEN])] == [NINETEEN.body]


@pytest.fixture(scope="module")
def ferry(samples_file: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Shelf]:
    """The samples about the ferry, with the recount, the official's suspicion and the group's letter."""
    shelf = Shelf(copy_shelf(samples_file, tmp_path_factory.mktemp("ferry")), embedder)
    more = ("recount-register.md", "official-suspects-lantern.md", "low-tide-claim-radio.md")
    assert not set(more) & set(CHOSEN)
    shelf.add(*map(read_sample, more))
    yield shelf
    shelf.close()


def ask(shelf: Shelf, question: str) -> Dispute | None:
    """Do what the conductor does, without deciding whether there is support."""
    hits = shelf.find(question)
    with shelf.database.reading() as connection:
        places = {(hit.passage.report_id, hit.passage.version) for hit in hits}
        reports = shelf.catalogue.get_many(places, connection)
    chosen = choose_evidence(hits, reports, question=question).evidence
    others = hear_others(question, chosen, hits, reports, attribute)
    return find_dispute(question, make_witnesses((*chosen, *others), reports, attribute), reports)


@pytest.mark.parametrize("question", [WHO, "Did the guild cut the cables?", "Who is to blame for the ferry accident?"])
def test_the_sample_accident_is_disputed_by_those_who_accuse_and_those_who_deny(ferry, question):
    found = ask(ferry, question)
    assert found is not None
    stances = {position.stance for position in found.positions}
    assert Stance.DENIES in stances
    assert stances & {Stance.CLAIMS, Stance.BLAMES, Stance.SUSPECTS}
    assert any(
        "Guild" in party or "Ferrant" in party for party, stance in list_stances(found) if stance is Stance.DENIES
    )
    assert len(found.citations) <= MOST_HEARD


def test_the_copied_story_of_the_samples_counts_as_one_origin(ferry):
    found = ask(ferry, WHO)
    assert found is not None
    guild = next(position for position in found.positions if "Guild" in position.party)
    assert (guild.reports, guild.origins) == (2, 1)


def test_the_injured_of_the_samples_were_14_21_and_19_and_19_is_newest(ferry):
    found = ask(ferry, HURT)
    assert found is not None
    quoted = {
        position.newest: found.citations[position.citations[0] - 1].quote.source.report_id
        for position in found.positions
    }
    assert len(found.positions) == 3
    assert quoted[True] in ("recount-register", "anselma-bulletin")


@pytest.mark.parametrize(
    "question",
    [
        "Which vessel came to the ferry's aid?",
        "How thick was each guide cable?",
        "How many pilots downed tools?",
        "Who is in charge of the police investigation?",
        "Where was the confession posted?",
        "How many homes were cleared when the Skell flooded?",
        "What does the group that confessed want?",
        "Why do detectives distrust the confession?",
        "How did the embassy describe the accusation?",
        "How many of those aboard came from Nahrestan?",
    ],
)
def test_a_question_with_one_answer_is_not_disputed(ferry, question):
    assert ask(ferry, question) is None
