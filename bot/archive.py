"""The file that a backup is: what stands in it, written and checked.

A plain tar file of `manifest.json`, which has the sha256 of all that follows, then `catalogue.db`, then `originals/`.
Anything else in it, or anything missing from it, makes it no backup; so no name in it can lead outside.
"""

import json
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from bot.errors import BackupError
from corpus.database import make_now
from corpus.files import our_errors
from corpus.originals import Originals

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "catalogue.db"
ORIGINALS = "originals"
NAME = re.compile(rf"{re.escape(DATABASE)}|{ORIGINALS}/[0-9a-f]{{64}}")
MOST_MANIFEST_BYTES = 64 * 2**20
PIECE = 2**20


def write_archive(file: BinaryIO, database: Path, originals: Originals, digests: list[str]) -> None:
    """Write a backup of this database file and these originals."""
    with database.open("rb") as data:
        files = {DATABASE: copy_pieces(data)} | {f"{ORIGINALS}/{digest}": digest for digest in digests}
    manifest = {"format": FORMAT, "made_at": make_now().isoformat(), "files": files}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        archive.add(database, DATABASE, filter=make_anonymous)
        for digest in digests:
            add_bytes(archive, f"{ORIGINALS}/{digest}", originals.read(digest))


def unpack_archive(file: Path, folder: Path) -> None:
    """Unpack a backup into a folder, checking everything against the manifest on the way.

    Raises:
        BackupError: when it is no backup, was made by a newer On Record, or is cut short or damaged.
        StorageError: when the disk refuses.
    """
    nothing_of_ours = f"{file} is not a backup of On Record; choose a file that `onrecord backup` wrote."
    with (
        our_errors(file),
        file.open("rb") as data,
        no_tar_errors(nothing_of_ours),
        tarfile.open(fileobj=data, mode="r:") as archive,
    ):
        files = read_manifest(archive)
        with no_tar_errors(f"{file} is cut short or damaged; choose another backup."):
            unpack_files(archive, files, folder)


def is_archive(file: Path) -> bool:
    """Whether a file begins like a backup."""
    try:
        with file.open("rb") as data, tarfile.open(fileobj=data, mode="r:") as archive:
            first = archive.next()
    except (OSError, tarfile.TarError):
        return False
    return first is not None and first.name == MANIFEST


def read_manifest(archive: tarfile.TarFile) -> dict[str, str]:
    """Give the names of all files in a backup, each with its sha256.

    Raises:
        BackupError: when a newer On Record wrote it.
        ValueError: when it is not the manifest of a backup.
    """
    member = archive.next()
    if member is None or member.name != MANIFEST or member.size > MOST_MANIFEST_BYTES:
        raise ValueError("the first file is no manifest")
    manifest = json.loads(open_member(archive, member).read())
    if manifest["format"] != FORMAT:
        raise BackupError("This backup was made by a newer On Record; upgrade with `pip install -U onrecord`.")
    files = manifest["files"]
    if DATABASE not in files or not all(map(NAME.fullmatch, files)):
        raise ValueError("the manifest names what no backup holds")
    return {str(name): str(digest) for name, digest in files.items()}


def unpack_files(archive: tarfile.TarFile, files: dict[str, str], folder: Path) -> None:
    """Write the files of a backup, each exactly once and with the sha256 that it must have.

    Raises:
        ValueError: when they are not what the manifest says.
    """
    (folder / ORIGINALS).mkdir()
    left = dict(files)
    while member := archive.next():
        if member.name not in left:
            raise ValueError(f"{member.name} is not in the manifest, or is there twice")
        with (folder / member.name).open("xb") as file:
            found = copy_pieces(open_member(archive, member), file)
        if found != left.pop(member.name):
            raise ValueError(f"{member.name} is damaged")
    if left:
        raise ValueError(f"{len(left)} files are missing")


def open_member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """Open a file in a backup.

    Raises:
        ValueError: when it is no plain file, but a link, a folder or a device.
    """
    data = archive.extractfile(member) if member.isreg() else None
    if data is None:
        raise ValueError(f"{member.name} is not a plain file")
    return data


def copy_pieces(source: IO[bytes], target: IO[bytes] | None = None) -> str:
    """Read all of a file, write it to another if there is one, and give its sha256 in hex."""
    digest = sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        if target:
            target.write(piece)
    return digest.hexdigest()


def add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a file with this content."""
    member = make_anonymous(tarfile.TarInfo(name))
    member.size = len(data)
    archive.addfile(member, BytesIO(data))


def make_anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take out who made the file, and let only its owner read it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


@contextmanager
def no_tar_errors(sentence: str) -> Iterator[None]:
    """Turn whatever is wrong with the form of a file into one sentence."""
    try:
        yield
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError(sentence) from error
