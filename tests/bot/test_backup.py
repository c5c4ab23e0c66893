"""Backups: everything comes back as it was, nothing that was there is lost, and nothing else gets in."""

import io
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.archive import DATABASE, MANIFEST
from bot.backup import restore_backup, write_backup
from bot.errors import BackupError, HomeInUseError
from bot.home import Home
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import DatabaseError, StorageError
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.reports import Report


class Shelf:
    """A data folder with reports and their originals in it."""

    def __init__(self, path: Path) -> None:
        self.home = Home(path).make()
        self.originals = Originals(self.home.originals)
        self.database = Database(self.home.database_url)
        self.database.migrate()
        self.catalogue = Catalogue(self.database)
        self.desk = Desk(self.catalogue)

    def add(self, name: str, body: str = "Words.") -> None:
        digest = self.originals.keep(f"original of {name}".encode())
        report = Report(name, 1, f"Title of {name}", f"{body} {name}", digest=digest)
        staged = self.desk.stage_report(report, f"{name}.md", "terminal")
        self.desk.publish(name, staged.version, "terminal")


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path / "home")
    for name in ("one", "two", "three"):
        shelf.add(name)
    shelf.desk.withdraw("three", "Invented.", "terminal")
    yield shelf
    shelf.database.close()


@pytest.fixture
def other(tmp_path):
    return Home(tmp_path / "other home")


def read_all(home: Home) -> list[Report]:
    with closing(Database(home.database_url)) as database:
        database.check()
        reports = list(Catalogue(database).all_reports())
    originals = Originals(home.originals)
    assert originals.find_damaged(report.digest for report in reports) == []
    return reports


def make_tar(files: dict[str, bytes], *, manifest: object = None, extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    hashes = {name: sha256(data).hexdigest() for name, data in files.items()}
    head = json.dumps(manifest if manifest is not None else {"format": 1, "files": hashes}).encode()
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, data in {MANIFEST: head, **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in extra:
            archive.addfile(member)
    return whole.getvalue()


def make_link(name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = tarfile.SYMTYPE
    member.linkname = target
    return member


def test_what_is_backed_up_comes_back_the_same(shelf, other, tmp_path):
    backed_up = write_backup(shelf.home, tmp_path / "backup.tar")
    assert (backed_up.reports, backed_up.originals, backed_up.missing) == (3, 3, ())
    restored = restore_backup(other, tmp_path / "backup.tar")
    assert (restored.reports, restored.originals, restored.set_aside) == (3, 3, None)
    assert read_all(other) == read_all(shelf.home)
    assert [path.name for path in other.path.glob(".unfinished-*")] == []
    with closing(Database(other.database_url)) as database:
        assert Catalogue(database).history("three") == shelf.catalogue.history("three")


def test_a_backup_is_one_moment_while_reports_are_added(shelf, other, tmp_path):
    stop = threading.Event()

    def keep_adding() -> None:
        number = 0
        while not stop.is_set():
            shelf.add(f"more-{number}")
            number += 1

    writer = threading.Thread(target=keep_adding)
    writer.start()
    time.sleep(0.2)
    backed_up = write_backup(shelf.home, tmp_path / "backup.tar")
    stop.set()
    writer.join()
    assert backed_up.missing == ()
    assert restore_backup(other, tmp_path / "backup.tar").reports == backed_up.reports > 3
    read_all(other)


def test_a_backup_works_while_the_data_folder_is_held(shelf, tmp_path):
    with shelf.home.hold():
        write_backup(shelf.home, tmp_path / "backup.tar")
        with pytest.raises(HomeInUseError):
            restore_backup(shelf.home, tmp_path / "backup.tar", replace=True)


def test_originals_that_are_damaged_are_named_and_left_out(shelf, other, tmp_path):
    digest = shelf.catalogue.get_report("two").digest
    (shelf.home.originals / digest).write_bytes(b"evil")
    assert write_backup(shelf.home, tmp_path / "backup.tar").missing == (digest,)
    assert restore_backup(other, tmp_path / "backup.tar").originals == 2


def test_an_old_backup_is_replaced_and_another_file_is_not(shelf, tmp_path):
    file = tmp_path / "backup.tar"
    write_backup(shelf.home, file)
    shelf.add("four")
    assert write_backup(shelf.home, file).reports == 4
    precious = tmp_path / "report.pdf"
    precious.write_bytes(b"%PDF-1.7 precious")
    with pytest.raises(BackupError, match="is not a backup"):
        write_backup(shelf.home, precious)
    assert precious.read_bytes() == b"%PDF-1.7 precious"


def test_a_backup_that_cannot_be_written_is_one_sentence(shelf, other, tmp_path):
    with pytest.raises(StorageError, match="cannot be used"):
        write_backup(shelf.home, tmp_path / "absent" / "backup.tar")
    with pytest.raises(BackupError, match="nothing to back up"):
        write_backup(other, tmp_path / "backup.tar")


def test_a_full_folder_is_kept_unless_it_is_to_be_replaced(shelf, tmp_path):
    write_backup(shelf.home, tmp_path / "backup.tar")
    shelf.add("four")
    before = read_all(shelf.home)
    with pytest.raises(BackupError, match=r"holds reports already \(4\); add --replace"):
        restore_backup(shelf.home, tmp_path / "backup.tar")
    assert read_all(shelf.home) == before
    shelf.database.close()
    shelf.home.chroma.mkdir()
    restored = restore_backup(shelf.home, tmp_path / "backup.tar", replace=True)
    assert [report.id for report in read_all(shelf.home)] == ["one", "three", "two"]
    assert not shelf.home.chroma.exists()
    with closing(Database.at(restored.set_aside / DATABASE)) as old:
        assert list(Catalogue(old).all_reports()) == before


def test_a_catalogue_that_another_command_reads_is_not_replaced(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.database.WAIT_S", 0.2)
    write_backup(shelf.home, tmp_path / "backup.tar")
    before = read_all(shelf.home)
    with shelf.database.reading() as connection:
        shelf.catalogue.list_reports(connection)
        with pytest.raises(DatabaseError, match="Another process"):
            restore_backup(shelf.home, tmp_path / "backup.tar", replace=True)
    assert read_all(shelf.home) == before


def test_a_damaged_catalogue_is_set_aside_with_its_log(shelf, tmp_path):
    write_backup(shelf.home, tmp_path / "backup.tar")
    shelf.database.close()
    shelf.home.database_file.write_bytes(b"rubbish " * 1000)
    log = shelf.home.path / f"{DATABASE}-wal"
    log.write_bytes(b"rubbish")
    with pytest.raises(BackupError, match="add --replace"):
        restore_backup(shelf.home, tmp_path / "backup.tar")
    restored = restore_backup(shelf.home, tmp_path / "backup.tar", replace=True)
    assert len(read_all(shelf.home)) == 3
    assert (restored.set_aside / DATABASE).read_bytes() == b"rubbish " * 1000


@pytest.fixture
def backup(shelf, tmp_path):
    write_backup(shelf.home, tmp_path / "backup.tar")
    return (tmp_path / "backup.tar").read_bytes()


def test_a_backup_cut_short_anywhere_is_refused(backup, other, tmp_path):
    end = len(backup.rstrip(b"\0"))
    for size in (0, 1, 511, 512, 700, 1024, 1536, 4000, end // 2, end - 1, *random.Random(1).sample(range(end), 20)):
        (tmp_path / "cut.tar").write_bytes(backup[:size])
        with pytest.raises(BackupError, match=r"is not a backup|is cut short or damaged"):
            restore_backup(other, tmp_path / "cut.tar")
    assert not other.database_file.exists()
    assert list(other.path.iterdir()) == [other.lock]


def test_a_backup_with_one_changed_byte_is_refused_or_the_same(shelf, backup, other, tmp_path):
    refused = 0
    expected = read_all(shelf.home)
    chance = random.Random(2)
    for number in range(40):
        place = chance.randrange(len(backup.rstrip(b"\0")))
        changed = bytearray(backup)
        changed[place] ^= 1 << chance.randrange(8)
        (tmp_path / "changed.tar").write_bytes(changed)
        home = Home(tmp_path / f"home-{number}")
        try:
            restore_backup(home, tmp_path / "changed.tar")
        except BackupError:
            refused += 1
            assert not home.database_file.exists()
        else:
            assert read_all(home) == expected
    assert refused > 30


MISLEADING = {
    "not a tar": b"PK\x03\x04 something else" * 100,
    "a tar of something else": make_tar({"notes.txt": b"x"}),
    "no catalogue": make_tar({}),
    "a name that leads outside": make_tar({DATABASE: b"x", "../../evil": b"x"}),
    "an absolute name": make_tar({DATABASE: b"x", "/tmp/evil": b"x"}),  # noqa: S108
    "an original of another name": make_tar({DATABASE: b"x", "originals/evil": b"x"}),
    "a file that the manifest lacks": make_tar({DATABASE: b"x"}, extra=(tarfile.TarInfo("../evil"),)),
    "a link": make_tar({DATABASE: b"x"}, extra=(make_link(f"originals/{'0' * 64}", "/etc/passwd"),)),
    "a link for the catalogue": make_tar(
        {}, manifest={"format": 1, "files": {DATABASE: "0" * 64}}, extra=(make_link(DATABASE, "/etc/passwd"),)
    ),
    "a manifest that is a list": make_tar({DATABASE: b"x"}, manifest=[1]),
    "a manifest without files": make_tar({DATABASE: b"x"}, manifest={"format": 1}),
    "a deep manifest": make_tar({DATABASE: b"x"}).replace(b'{"format"', b"[" * 9),
    "a wrong digest": make_tar({DATABASE: b"x"}, manifest={"format": 1, "files": {DATABASE: "0" * 64}}),
    "the same file twice": make_tar({DATABASE: b"x"}, extra=(tarfile.TarInfo(DATABASE),)),
}


@pytest.mark.parametrize("data", MISLEADING.values(), ids=MISLEADING)
def test_what_is_no_backup_is_refused_and_writes_nothing(other, tmp_path, data):
    file = tmp_path / "some.tar"
    file.write_bytes(data)
    with pytest.raises(BackupError, match=r"is not a backup|is cut short or damaged") as caught:
        restore_backup(other, file)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other home", "some.tar"]
    assert list(other.path.iterdir()) == [other.lock]


def test_a_backup_without_a_catalogue_in_it_is_refused(other, tmp_path):
    (tmp_path / "some.tar").write_bytes(make_tar({DATABASE: b"not a database " * 300}))
    with pytest.raises(DatabaseError, match="is not a catalogue"):
        restore_backup(other, tmp_path / "some.tar")
    assert list(other.path.iterdir()) == [other.lock]


def test_a_backup_of_a_newer_version_is_refused(shelf, other, tmp_path):
    (tmp_path / "form.tar").write_bytes(make_tar({DATABASE: b"x"}, manifest={"format": 2, "files": {}}))
    with pytest.raises(BackupError, match="newer On Record"):
        restore_backup(other, tmp_path / "form.tar")
    shelf.database.close()
    with closing(sqlite3.connect(shelf.home.database_file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    (tmp_path / "tables.tar").write_bytes(make_tar({DATABASE: shelf.home.database_file.read_bytes()}))
    with pytest.raises(DatabaseError, match="newer On Record"):
        restore_backup(other, tmp_path / "tables.tar")


def test_a_file_that_is_not_there_is_one_sentence(other, tmp_path):
    with pytest.raises(BackupError, match="There is no file"):
        restore_backup(other, tmp_path / "absent.tar")


RESTORE = """
import sys
from pathlib import Path
from bot.backup import restore_backup
from bot.home import Home
print("restoring", flush=True)
restore_backup(Home(Path(sys.argv[1])), Path(sys.argv[2]), replace=True)
"""


def test_killing_a_restore_leaves_the_old_catalogue_or_the_new_one(shelf, tmp_path):
    write_backup(shelf.home, tmp_path / "backup.tar")
    shelf.add("four")
    shelf.database.close()
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        command = [sys.executable, "-c", RESTORE, shelf.home.path, tmp_path / "backup.tar"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert len(read_all(shelf.home)) in (3, 4)
    restore_backup(shelf.home, tmp_path / "backup.tar", replace=True)
    assert len(read_all(shelf.home)) == 3
    assert list(shelf.home.path.glob(".unfinished-*")) == []
