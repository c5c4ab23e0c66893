"""No outlet is put before or behind another: nothing can be set, stored or done that would."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.settings import Settings
from bot.state import State
from corpus.database import metadata
from corpus.listings import Listings
from corpus.reports import Report
from corpus.shelf_queries import ShelfQuery
from tests.bot_process import ROOT
from tests.kills.quick_embedding import QuickEmbedder
from tests.shelves import Shelf

FAVOUR = re.compile(
    r"boost|demot|promot|pin(?:ned)?\b|weight|rank|priorit|prefer|trust|reliab|score|hid(?:e|den)|mute|block|ban\b|shadow"
)
FERRY = Report(
    "ferry",
    1,
    "Ferry adrift",
    "The ferry broke loose in the storm. It drifted to the weir.",
    "A",
    None,
    date(2026, 3, 11),
)


def test_no_setting_and_no_column_favours_anybody() -> None:
    assert State  # all tables are known once it is imported
    columns = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    # What people prefer for themselves, their language, is no preference for an outlet.
    columns = {name.removeprefix("preferences.") for name in columns}
    assert {name for name in columns if FAVOUR.search(name)} == set()
    assert {name for name in Settings.model_fields if FAVOUR.search(name)} == set()


def test_no_command_favours_anybody() -> None:
    commands = [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "chat").rglob("*.py")]
    named = re.findall(r'CommandHandler\("([a-z]+)"', "\n".join(commands))
    assert "reports" in named
    # Bans are of people and chats that ask, never of what is quoted.
    assert [name for name in named if FAVOUR.search(name)] == ["ban", "unban"]


def test_search_ranks_the_same_words_alike_whoever_published_them(tmp_path: Path) -> None:
    first, second = (
        find_scores(tmp_path / name, outlet) for name, outlet in (("a", "The Courier"), ("b", "Zeta Post"))
    )
    assert first == second


def find_scores(folder: Path, outlet: str) -> list[tuple[str, float]]:
    """The ids and scores that a search gives, where one of three reports is this outlet's."""
    folder.mkdir()
    shelf = Shelf(folder / "catalogue.db", QuickEmbedder())
    shelf.add(
        replace(FERRY, id="one", publisher=outlet),
        replace(FERRY, id="two", publisher="The Lantern", body=f"{FERRY.body} Nobody was hurt."),
        replace(FERRY, id="three", publisher=None, body="Another thing altogether happened."),
    )
    found = [(hit.passage.report_id, hit.score) for hit in shelf.find("Where did the ferry drift?")]
    shelf.close()
    return found


def test_list_goes_by_date_and_id_alone(tmp_path: Path) -> None:
    orders = []
    for number, outlets in enumerate((("A", "B", "C"), ("C", "B", "A"), (None, "A", "A"))):
        shelf = Shelf(tmp_path / f"{number}.db", QuickEmbedder())
        for name, outlet in zip(("one", "two", "three"), outlets, strict=True):
            report = replace(FERRY, id=name, publisher=outlet, body=f"{FERRY.body} {name}")
            shelf.publish(*shelf.stage_only(report))
        page = Listings(shelf.database).find_page(ShelfQuery(), 10)
        orders.append([entry.listing.id for entry in page.entries])
        shelf.close()
    assert orders == [["one", "three", "two"]] * 3
