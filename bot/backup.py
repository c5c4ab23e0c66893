"""Backups: all of the truth in one file, written while the bot works, and put back without losing what was there.

The vector index is in none of them, since it is built again from the catalogue.
"""

import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.archive import DATABASE, ORIGINALS, is_archive, unpack_archive, write_archive
from bot.errors import BackupError
from bot.home import Home
from corpus.catalogue import Catalogue
from corpus.database import Database, make_now
from corpus.errors import DatabaseError
from corpus.files import UNFINISHED, our_errors, sync_folder, writing_whole
from corpus.originals import Originals


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds; `missing` are the originals that were gone or damaged, and are not in it."""

    reports: int
    originals: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and the folder that keeps the catalogue that was there before."""

    reports: int
    originals: int
    set_aside: Path | None


def write_backup(home: Home, file: Path) -> BackedUp:
    """Write a backup while others read and write; the file appears when all of it is on the disk.

    An older backup of that name is replaced.

    Raises:
        BackupError: when there is nothing to back up, or another kind of file has that name.
        DatabaseError, StorageError: when the database or the disk refuses.
    """
    if not home.database_file.exists():
        raise BackupError(f"The data folder {home.path} is empty, so there is nothing to back up.")
    if file.exists() and not is_archive(file):
        raise BackupError(f"{file} is there already and is not a backup; choose another name.")
    originals = Originals(home.originals)
    with our_errors(file.parent), tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        with closing(Database.at(home.database_file)) as database:
            database.migrate()
            database.copy_to(copy)
        reports, digests = take_stock(copy)
        missing = originals.find_damaged(digests)
        kept = [digest for digest in digests if digest not in missing]
        with writing_whole(file) as whole:
            write_archive(whole, copy, originals, kept)
    return BackedUp(reports, len(kept), tuple(missing))


def restore_backup(home: Home, file: Path, *, replace: bool = False) -> Restored:
    """Put a backup back, after checking all of it; the catalogue that was there is set aside, never removed.

    Raises:
        BackupError: when the file is no whole backup, or the data folder holds reports and is not to be replaced.
        HomeInUseError: when another process, such as the bot, holds the data folder.
        DatabaseError, StorageError: when the database or the disk refuses.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}; choose one that `onrecord backup` wrote.")
    with home.hold(), our_errors(home.path):
        for leftover in home.path.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=home.path) as folder:
            unpack_archive(file, Path(folder))
            return put_back(home, Path(folder), replace=replace)


def put_back(home: Home, folder: Path, *, replace: bool) -> Restored:
    """Put an unpacked backup into the data folder: the originals, which harm nobody, then the catalogue in one step."""
    restored = folder / DATABASE
    with closing(Database.at(restored)) as database:
        database.check()
        database.migrate()
    reports, _ = take_stock(restored)
    if not replace:
        refuse_to_replace(home)
    originals = take_over_originals(home, folder / ORIGINALS)
    home.address.unlink(missing_ok=True)
    shutil.rmtree(home.chroma, ignore_errors=True)
    set_aside = swap_database(home, restored)
    return Restored(reports, originals, set_aside)


def take_stock(file: Path) -> tuple[int, list[str]]:
    """Give how many reports a catalogue has, and the digests of their originals."""
    with closing(Database.at(file)) as database:
        catalogue = Catalogue(database)
        return len(catalogue.list_reports()), sorted(catalogue.list_originals())


def refuse_to_replace(home: Home) -> None:
    """Refuse when the data folder holds reports, or a catalogue that cannot be read.

    Raises:
        BackupError: when it does.
    """
    if not home.database_file.exists():
        return
    try:
        with closing(Database.at(home.database_file)) as database:
            database.migrate()
        reports, _ = take_stock(home.database_file)
    except DatabaseError as error:
        raise BackupError(f"{error} To restore in its place, add --replace; it will be set aside.") from error
    if reports:
        raise BackupError(
            f"The data folder {home.path} holds reports already ({reports}); add --replace to set them aside."
        )


def take_over_originals(home: Home, folder: Path) -> int:
    """Move originals to where they belong; the ones that are there already stay, since a name means one content."""
    home.originals.mkdir(exist_ok=True, mode=0o700)
    digests = Originals(folder).list_digests()
    for digest in digests:
        with (folder / digest).open("rb") as file:
            os.fsync(file.fileno())
        os.replace(folder / digest, home.originals / digest)
    sync_folder(home.originals)
    return len(digests)


def swap_database(home: Home, restored: Path) -> Path | None:
    """Put the restored catalogue where the old one is, in one step, and give the folder that keeps the old one."""
    with restored.open("rb") as file:
        os.fsync(file.fileno())
    set_aside = None
    if home.database_file.exists():
        settle(home.database_file)
        set_aside = home.path / f"before-restore-{make_now():%Y%m%d-%H%M%S-%f}"
        set_aside.mkdir(mode=0o700)
        for leftover in home.path.glob(f"{home.database_file.name}-*"):
            os.replace(leftover, set_aside / leftover.name)
        os.link(home.database_file, set_aside / home.database_file.name)
        sync_folder(set_aside)
    os.replace(restored, home.database_file)
    sync_folder(home.path)
    return set_aside


def settle(file: Path) -> None:
    """Bring a catalogue into its one file; a damaged one cannot be, and is set aside with its log beside it.

    Raises:
        DatabaseError: when another process has it open.
    """
    with closing(Database.at(file)) as database:
        try:
            database.check()
        except DatabaseError:
            return
        database.settle()
