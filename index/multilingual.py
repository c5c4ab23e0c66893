"""The multilingual model: multilingual-e5-small, whose weights a package carries in 4 bits.

    package's file | checked | unpacked into a folder as the library loads it | checked | put in its place

The folder is made once and whole, whoever else makes it meanwhile; a damaged one is made anew. The package is read and
never imported, and needed only until the folder is there.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StorageError
from corpus.files import UNFINISHED, our_errors, sync_folder
from corpus.worded import Worded
from index.errors import EmbeddingModelError
from index.model_folder import sign_model_folder, write_model_folder
from index.packed_weights import read_packed_model
from index.weight_packages import MULTILINGUAL

FOLDER = "multilingual-e5-small"
MADE_SHA256 = "8a78a6f0d8d0d17ae326f062c5072ce9fe3ccfdbc3c12cd535b89fc6f405502b"
"""What `sign_model_folder` gives for the folder: its weights, its tokenizer and its prompts are these to the byte."""
LOCK = "lock"


def find_multilingual_model(models: Path) -> Path:
    """Give the model's folder, in the folder of models, after making it where it is missing or damaged.

    Raises:
        EmbeddingModelError: when it has to be made and the package is missing or damaged, or the disk refuses.
    """
    folder = models / FOLDER
    if sign_model_folder(folder) == MADE_SHA256:
        return folder
    packed = MULTILINGUAL.find_file()
    try:
        with our_errors(models), holding_models(models):
            if sign_model_folder(folder) != MADE_SHA256:  # somebody else may have made it meanwhile
                make_model_folder(packed, folder)
    except StorageError as error:
        raise EmbeddingModelError(str(error)) from error
    return folder


def make_model_folder(packed: Path, folder: Path) -> None:
    """Put the model made of the package's file in place of whatever stands there; the folder of models is held.

    Raises:
        EmbeddingModelError: when what was written is not what it should be.
    """
    unfinished = folder.with_name(f"{UNFINISHED}{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    try:
        write_model_folder(read_packed_model(packed), unfinished)
        if sign_model_folder(unfinished) != MADE_SHA256:
            raise EmbeddingModelError(
                Worded(
                    "The multilingual embedding model came out damaged in {folder}; check the disk and try again.",
                    folder=str(folder.parent),
                )
            )
        if folder.is_dir():
            shutil.rmtree(folder)
        folder.unlink(missing_ok=True)
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    sync_folder(folder.parent)


@contextmanager
def holding_models(models: Path) -> Iterator[None]:
    """Make the folder of models, for its owner alone, and hold it; others wait until the block ends."""
    models.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    models.mkdir(exist_ok=True, mode=0o700)
    handle = os.open(models / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
