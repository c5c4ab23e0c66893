"""`sync` over real folders and a real catalogue: what is planned, what is done, and what is left alone."""

import shutil
from pathlib import Path

import pytest

import bot.main
from bot.errors import BotError
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal import shelf, syncing
from bot.terminal.syncing import Manner, sync_folder
from corpus.reports import Submission
from tests.bot.command import SAMPLES, Command, is_one_sentence
from tests.bot.folder_shelf import FERRY, MILL, Library, exact_search
from tests.kills.quick_embedding import QuickEmbedder


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Library:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(bot.main, "SentenceTransformerEmbedder", QuickEmbedder)
    monkeypatch.setattr(bot.main, "hosting_vectors", exact_search)
    library = Library(tmp_path / "folder", capsys)
    library.write("ferry.md", FERRY, "publisher: The Weir Post")
    library.write("deep/mill.md", MILL, "id: mill-closes")
    library.write("README.md", "What stands here.")
    return library


def test_folder_becomes_the_shelf_and_then_nothing_is_left_to_do(library: Library) -> None:
    assert library.plan() == [("add", "ferry"), ("add", "mill-closes")]
    again = library.sync()
    assert (again["plan"], again["unchanged"], again["done"]) == ([], 2, [])
    assert library.get("ferry").body == FERRY


def test_changes_of_words_details_and_standing_get_onto_the_shelf(library: Library) -> None:
    library.sync()
    library.write("ferry.md", FERRY.replace("Nobody", "One person"), "status: corrected", "note: One was hurt.")
    library.write("deep/mill.md", MILL, "id: mill-closes", "publisher: The Bell")
    assert library.plan() == [("replace", "ferry"), ("details", "mill-closes")]
    ferry = library.get("ferry")
    assert (ferry.status.value, ferry.note, ferry.publisher) == ("corrected", "One was hurt.", None)
    assert "One person" in ferry.body
    assert library.get("mill-closes").publisher == "The Bell"
    assert library.plan() == []


def test_what_is_gone_is_withdrawn_and_what_is_back_is_restored(library: Library) -> None:
    library.sync()
    text = (library.folder / "ferry.md").read_bytes()
    (library.folder / "ferry.md").unlink()
    assert library.plan() == [("withdraw", "ferry")]
    assert library.get("ferry").note == "It is no longer in the folder that is the shelf."
    assert library.plan() == []
    (library.folder / "ferry.md").write_bytes(text)
    assert library.plan() == [("restore", "ferry")]
    assert library.list_standing() == {"ferry", "mill-closes"}


def test_what_comes_back_in_other_words_never_stands_with_the_old_ones(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync()
    (library.folder / "ferry.md").unlink()
    library.sync()
    library.write("ferry.md", "Another text altogether.")
    with monkeypatch.context() as patch:
        patch.setattr(syncing, "hand_in", fail)
        assert library.sync(code=1)["failed"] == [{"name": "ferry.md", "error": "No."}]
    assert library.list_standing() == {"mill-closes"}
    assert library.plan() == [("replace", "ferry"), ("restore", "ferry")]
    assert library.get("ferry").body == "Another text altogether."


def fail(*_: object) -> int:
    raise BotError("No.")


def test_a_persons_withdrawal_is_undone_only_by_a_file_that_asks(library: Library) -> None:
    library.sync()
    library.withdraw("ferry")
    assert library.plan() == [("keep", "ferry")]
    assert library.list_standing() == {"mill-closes"}
    library.write("ferry.md", FERRY, "publisher: The Weir Post", "status: current")
    assert library.plan() == [("restore", "ferry")]
    assert library.list_standing() == {"ferry", "mill-closes"}


def test_most_of_a_shelf_goes_only_when_that_is_said(library: Library) -> None:
    library.sync()
    (library.folder / "ferry.md").unlink()
    (library.folder / "deep" / "mill.md").unlink()
    with pytest.raises(BotError, match=r"would withdraw 2 of the 2 reports that stand.*--allow-withdrawals"):
        library.sync()
    assert library.list_standing() == {"ferry", "mill-closes"}
    assert library.plan(allow_withdrawals=True) == [("withdraw", "ferry"), ("withdraw", "mill-closes")]
    assert library.list_standing() == set()


def test_dry_run_changes_nothing(library: Library) -> None:
    assert library.plan(dry_run=True) == [("add", "ferry"), ("add", "mill-closes")]
    assert library.list_standing() == set()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"---\ntitle: [\n---\nx", id="front matter"),
        pytest.param(b"", id="empty"),
        pytest.param(b"---\nid: mill-closes\npublished: never\n---\nx", id="a date that is none"),
    ],
)
def test_unreadable_file_withdraws_nothing_and_stops_nothing(library: Library, damage: bytes) -> None:
    library.sync()
    library.write("new.md", "A new report stands here.")
    (library.folder / "deep" / "mill.md").write_bytes(damage)
    made = library.sync(code=1)
    assert [failure["name"] for failure in made["failed"]] == ["deep/mill.md"]
    assert library.list_standing() == {"ferry", "mill-closes", "new"}


def test_two_files_for_one_report_change_nothing(library: Library) -> None:
    library.write("other.md", "Other words.", "id: ferry")
    with pytest.raises(BotError, match=r"“ferry” is ferry\.md and other\.md"):
        library.sync()
    assert library.list_standing() == set()


def test_folder_that_is_none_is_one_sentence(library: Library) -> None:
    shutil.rmtree(library.folder)
    with pytest.raises(BotError, match="There is no folder"):
        library.sync()


def test_details_may_stand_beside_a_file(library: Library) -> None:
    (library.folder / "note.txt").write_text("A plain note about the weir.\n")
    (library.folder / "note.yaml").write_text("id: weir-note\ntitle: The weir\npublisher: The Bell\n")
    library.sync()
    note = library.get("weir-note")
    assert (note.title, note.publisher, note.body) == ("The weir", "The Bell", "A plain note about the weir.")
    assert library.plan() == []
    (library.folder / "note.yaml").write_text("id: weir-note\ntitle: The weir\nstatus: withdrawn\nnote: Wrong.\n")
    assert library.plan() == [("withdraw", "weir-note")]


def test_sync_cut_short_goes_on_where_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.terminal.syncing.wait_for_all", interrupt)
        with pytest.raises(KeyboardInterrupt):
            library.sync()
    assert library.list_standing() == set()
    assert library.sync()["unchanged"] == 2
    assert library.list_standing() == {"ferry", "mill-closes"}


def interrupt(_desk: object, jobs: list[int], _on_progress: object) -> None:
    raise KeyboardInterrupt


def test_plan_is_shown_and_asked_about(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "n")
    asking = Manner(asks=True, dry_run=False, allow_withdrawals=False, as_json=False)
    assert sync_folder(library.folder, asking) == 0
    shown = library.capsys.readouterr().out
    assert "add\tferry\tferry.md\t+15" in shown
    assert "The plan: 2 added, 0 unchanged." in shown
    assert library.list_standing() == set()
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert sync_folder(library.folder, asking) == 0
    assert library.capsys.readouterr().out.endswith("Done: 2 added.\n")


@pytest.mark.parametrize("change", ["withdraw", "replace"])
def test_what_somebody_changes_after_the_plan_is_left_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    library.sync()
    library.write("ferry.md", FERRY, "publisher: The Weir Post", "status: corrected", "note: One was hurt.")
    library.write("deep/mill.md", "Other words of the mill.", "id: mill-closes")

    def meddle(_: str) -> str:
        monkeypatch.setattr("builtins.input", lambda _: "y")
        if change == "withdraw":
            library.withdraw("ferry")
        else:
            path = library.folder.parent / "others.md"
            path.write_text("Words by somebody else.")
            with open_desk(load_settings()) as desk:
                offered = Submission("others.md", path.read_bytes(), "4711")
                desk.wait(desk.intake.accept(desk.intake.propose_replacement("mill-closes", offered), "4711"))
        return "y"

    monkeypatch.setattr("builtins.input", meddle)
    asking = Manner(asks=True, dry_run=False, allow_withdrawals=False, as_json=False)
    assert sync_folder(library.folder, asking) == 1
    assert "changed by somebody else since the plan was made" in library.capsys.readouterr().err
    assert library.get("ferry").status.value == ("withdrawn" if change == "withdraw" else "corrected")
    changed = "Words by somebody else." if change == "replace" else "Other words of the mill."
    assert library.get("mill-closes").body == changed


def test_shelf_written_out_and_synced_plans_nothing(library: Library, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, library.folder, dirs_exist_ok=True)
    library.write("گزارش.md", "متن گزارش دربارهٔ پل.", "note: هیچ")
    library.write("odd.md", "---\n\nid: forged\n\n# Not *a* heading  \n\n1. one\n\n```\ncode   here\n```")
    library.sync()
    library.withdraw("ferry")
    shelf.write_reports_out(tmp_path / "out")
    original, library.folder = library.folder, tmp_path / "out"
    assert library.sync()["plan"] == []
    library.folder = original
    assert library.plan() == [("keep", "ferry")]


@pytest.mark.slow
def test_samples_written_out_by_the_command_are_their_shelf(command: Command, fresh: Command) -> None:
    out = fresh.folder / "out"
    assert command.run("export", out).returncode == 0
    done = command.read_json("sync", out)
    assert (done["plan"], done["failed"]) == ([], [])
    (out / "ferry-adrift-courier.md").unlink()
    shown = command.run("sync", out, "--dry-run")
    assert shown.returncode == 0
    assert shown.stdout.startswith("withdraw\tferry-adrift-courier\t")
    refused = fresh.run("sync", fresh.folder / "none")
    assert refused.returncode == 1
    assert is_one_sentence(refused.stderr)
