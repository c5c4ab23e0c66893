"""What names in two scripts are used for: finding, counting parties, missing names, looking up, and the shelf."""

from datetime import date

import pytest

from bot.answering.answers import Question
from bot.answering.disputes.contention import read_side
from bot.answering.disputes.parties import Party
from bot.answering.disputes.witnesses import Claim, Witness
from bot.answering.positions import name_across
from bot.answering.quoting import Quoter
from corpus.catching_up import find_missing
from corpus.database import Connection
from corpus.listings import Listings
from corpus.name_store import find_other_names, read_unread
from corpus.other_names import NOBODY, OtherNames
from corpus.shelf_queries import ShelfQuery
from corpus.tables import names_read
from index.searching import Hit, Query
from tests.shelves import Shelf, write_report

GIVEN = write_report(
    "given",
    "سونیوا روک (Sunniva Rook) رئیس شورای سالو ریچ است.",
    title="رئیس شورا",
    publisher="پیک",
    language="fa",
)
ENGLISH = write_report(
    "english",
    "Sunniva Rook opened the weir at Orrenhaven on Monday. She said that the gate had been repaired for 40,000 crowns.",
    title="Rook opens weir",
    published=date(2026, 3, 9),
)
QUESTION = "سونیوا روک چه چیزی را در روز دوشنبه افتتاح کرد؟"


def find_others(shelf: Shelf, *texts: str) -> OtherNames:
    with shelf.database.reading() as connection:
        return find_other_names(connection, texts)


@pytest.fixture
def paired(shelf: Shelf) -> Shelf:
    shelf.add(GIVEN, ENGLISH)
    return shelf


def test_either_spelling_finds_the_other(paired: Shelf) -> None:
    assert find_others(paired, QUESTION).list_others(QUESTION) == ("Sunniva Rook",)
    asked = "What did Sunniva Rook’s council say?"
    assert find_others(paired, asked).list_others(asked) == ("سونیوا روک",)
    assert find_others(paired, "Who is Ms Rook?").list_others("Who is Ms Rook?") == ("روک",)
    assert find_others(paired, "Who is Haddle?") == NOBODY


def test_small_words_written_in_one_with_a_name_are_no_part_of_it(paired: Shelf) -> None:
    asked = "ماذا قال وسونیوا روک؟"
    assert find_others(paired, asked).list_others(asked) == ("Sunniva Rook",)


def test_withdrawn_report_takes_its_names_along(paired: Shelf) -> None:
    paired.withdraw("given")
    assert find_others(paired, QUESTION) == NOBODY
    paired.desk.restore("given", "test")
    assert find_others(paired, QUESTION).list_others(QUESTION) == ("Sunniva Rook",)


def test_replaced_version_takes_its_names_along(paired: Shelf) -> None:
    paired.add(write_report("given", "سونیوا روک رئیس شورای سالو ریچ است.", language="fa"))
    assert find_others(paired, QUESTION) == NOBODY


def test_what_stood_before_names_were_kept_is_read_when_the_catalogue_is_opened(paired: Shelf) -> None:
    with paired.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM name_pairs")
        connection.exec_driver_sql("DELETE FROM names_read")
    assert find_others(paired, QUESTION) == NOBODY
    assert read_unread(paired.catalogue) == 2
    assert find_missing(paired.catalogue, names_read) == []
    assert read_unread(paired.catalogue) == 0
    assert find_others(paired, QUESTION).list_others(QUESTION) == ("Sunniva Rook",)


def test_question_finds_a_passage_that_has_the_name_in_other_letters(light_shelf: Shelf) -> None:
    light_shelf.add(GIVEN, ENGLISH)  # whose model knows no Persian, so that only the name leads to the English report
    names = find_others(light_shelf, QUESTION).list_others(QUESTION)
    alone = [hit.passage.report_id for hit in light_shelf.search.search(Query(QUESTION))]
    both = [hit.passage.report_id for hit in light_shelf.search.search(Query(QUESTION, names=names))]
    assert "english" in both
    assert "english" not in alone
    read = [hit.passage.report_id for hit in light_shelf.answerer.read(Question(QUESTION)).hits]
    assert "english" in read


def test_name_that_stands_in_other_letters_is_not_said_to_be_missing(paired: Shelf) -> None:
    reading = paired.answerer.read(Question("How tall is Oswin Talt, whom Sunniva Rook taught to swim?"))
    assert "Sunniva Rook" not in reading.missing
    assert "Oswin Talt" in reading.missing


def test_one_who_is_quoted_in_two_scripts_is_one_party() -> None:
    names = OtherNames({"سونیوا روک": ("Sunniva Rook",), "sunniva rook": ("سونیوا روک",)})
    persian = Party("سونیوا روک", speaks=True, others=names.list_same("سونیوا روک"))
    assert persian.is_same(Party("Sunniva Rook", speaks=True))
    assert persian.is_same(Party("Ms Rook", speaks=True))
    assert not persian.is_same(Party("Corwin Haddle", speaks=True))


def test_spelling_that_two_names_share_makes_nobody_one(shelf: Shelf) -> None:
    shelf.add(
        write_report("one", "Rahim Danesh (رحیم دانش) leads the pilots."),
        write_report("two", "Raham Dansch (رحیم دانش) leads the millers."),
    )
    names = find_others(shelf, "رحیم دانش", "Rahim Danesh")
    assert names.list_same("Rahim Danesh") == ()
    assert set(names.list_others("رحیم دانش")) == {"Rahim Danesh", "Raham Dansch"}


class NotingSearch:
    """The search of a shelf, that notes what it is asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self.queries: list[Query] = []
        self._search = shelf.search

    def search(self, query: Query, inside: Connection | None = None) -> list[Hit]:
        self.queries.append(query)
        return self._search.search(query, inside=inside)


def test_words_looked_for_inline_are_looked_for_in_both_spellings(paired: Shelf) -> None:
    search = NotingSearch(paired)
    Quoter(paired.catalogue, search).find_page("سونیوا روک")
    assert [query.names for query in search.queries] == [("Sunniva Rook",)]


def test_shelf_is_searched_by_either_spelling(paired: Shelf) -> None:
    listings = Listings(paired.database)
    found = listings.find_standing(ShelfQuery(words=("روک",)), 10)
    assert [each.id for each in found.listings] == ["english"]
    paired.withdraw("given")
    assert listings.find_standing(ShelfQuery(words=("روک",)), 10).total == 0


def test_claims_of_one_who_is_quoted_in_two_scripts_are_of_one_party() -> None:
    names = OtherNames({"روک": ("Rook",), "rook": ("روک",)})
    side = read_side("Who cut the cables?", "Nobody cut the cables, she said.", None, "en")
    claim, other = (Claim(Witness(None, ()), Party(name, speaks=True), side, None, "") for name in ("روک", "Rook"))
    assert not claim.party.is_same(other.party)
    assert name_across(claim, names).party.is_same(other.party)
    assert name_across(claim, NOBODY) is claim
