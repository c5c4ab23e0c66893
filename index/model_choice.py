"""Which embedding model is meant by what somebody set: nothing, “light”, “multilingual”, or a folder or name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.calibration import AS_MADE, CENTRED, Calibration
from index.model_folder import PROMPTS
from index.multilingual import FOLDER, MADE_SHA256, find_multilingual_model
from index.weight_packages import MULTILINGUAL as MULTILINGUAL_WEIGHTS
from index.weight_packages import PACKAGED, find_packaged_model

Prompts = Mapping[str, str | None]

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_LANGUAGES = frozenset({"en"})
MULTILINGUAL = "multilingual"
LIGHT = "light"
DEFAULT = MULTILINGUAL
"""Which of the two nothing stands for; the light one does where the weights of the other cannot be had."""
WITH_PROMPTS = ", with prompts"
SIGNED = re.compile(r"@[0-9a-f]{12}$")
UNREADABLE = "0" * 12
PIECES, PIECE_BYTES = 16, 2**16
"""How many pieces of each file of a folder are read to sign it: other weights differ in every one of them."""
E5 = re.compile(r"(multilingual-)?e5-(small|base|large)(-v2)?")
"""Models that were trained with prompts (Wang and others, 2022) and are published without saying so."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What somebody wants: nothing, “light”, “multilingual”, or else a folder or a name that the library can load.

    Nothing is for the default; the multilingual model is made in the folder `models`.
    """

    wanted: str = ""
    models: Path | None = None

    def __post_init__(self) -> None:
        if self.meant == MULTILINGUAL and self.models is None:
            raise ValueError("the multilingual model needs a folder to be made in")

    @property
    def meant(self) -> str:
        """What is wanted, where nothing stands for the default, or for the light model where that is not to be had."""
        if self.wanted:
            return self.wanted
        return LIGHT if self.falls_back else DEFAULT

    @property
    def falls_back(self) -> bool:
        """Whether nothing was wanted, and the default's weights are neither installed nor made already."""
        if self.wanted or DEFAULT == LIGHT:
            return False
        is_made = self.models is not None and (self.models / FOLDER).is_dir()
        return not is_made and not MULTILINGUAL_WEIGHTS.is_installed

    @property
    def name(self) -> str:
        """Which model it is, without loading it; it changes whenever the vectors would."""
        if self.meant == MULTILINGUAL:
            return f"{FOLDER}@{MADE_SHA256[:12]}"
        if self.meant == LIGHT:
            return f"{PACKAGED_NAME}@{PACKAGED.sha256[:12]}"
        folder = Path(self.wanted)
        signed = f"{self.wanted}@{sign_folder(folder)}" if folder.is_dir() else self.wanted
        return f"{signed}{WITH_PROMPTS}" if self._is_e5 else signed

    def covers(self, language: str) -> bool:
        """Whether the model was trained on this language; all but the packaged one are taken to know every language."""
        return self.meant != LIGHT or language in PACKAGED_LANGUAGES

    @property
    def calibration(self) -> Calibration:
        """How its figures are taken: all but the packaged model's are centred, since most models need it."""
        return AS_MADE if self.meant == LIGHT else CENTRED

    def find(self) -> str | Path:
        """Give what the library can load, after making it where it has to be made.

        Raises:
            EmbeddingModelError: when it is one of ours, and its package or its folder cannot be used.
        """
        if self.meant == MULTILINGUAL and self.models is not None:
            return find_multilingual_model(self.models)
        return find_packaged_model() if self.meant == LIGHT else self.wanted

    def choose_prompts(self, prompts: Prompts) -> Prompts:
        """Give the prompts that the model comes with, and E5's where it comes with none and was trained with them."""
        return PROMPTS if self._is_e5 and not any(prompts.values()) else prompts

    @property
    def _is_e5(self) -> bool:
        return E5.fullmatch(Path(self.wanted).name) is not None


def is_e5(name: str) -> bool:
    """Whether a model's name says that it is of the E5 family, whose cosines lie between .7 and 1."""
    bare = SIGNED.sub("", name.removesuffix(WITH_PROMPTS))
    return E5.fullmatch(Path(bare).name) is not None


def find_choice(name: str, models: Path) -> ModelChoice | None:
    """Give the choice that has this name now, or None, as for a folder that holds another model by now."""
    bare = SIGNED.sub("", name.removesuffix(WITH_PROMPTS))
    choices = (ModelChoice(wanted, models) for wanted in (LIGHT, MULTILINGUAL, bare))
    return next((choice for choice in choices if choice.name == name), None)


def sign_folder(folder: Path) -> str:
    """Give twelve digits that differ for folders with other weights, tokenizers or settings.

    Large files are signed by their length and by pieces spread over them, which takes milliseconds.
    """
    try:
        return digest_folder(folder)
    except OSError:
        return UNREADABLE


def digest_folder(folder: Path) -> str:
    """Give the digits of a folder that can be read.

    Raises:
        OSError: when it cannot be.
    """
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder)} {file.stat().st_size}\n".encode())
        for piece in read_pieces(file):
            digest.update(piece)
    return digest.hexdigest()[:12]


def read_pieces(file: Path) -> Iterator[bytes]:
    """Give pieces of a file that are spread over it; all of a small one."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        for place in range(PIECES):
            opened.seek(max(place * PIECE_BYTES, (size - PIECE_BYTES) * place // (PIECES - 1)))
            yield opened.read(PIECE_BYTES)


def find_prompt(prompts: Prompts, *names: str) -> str:
    """Give the first prompt of these names that the model asks for, or nothing."""
    return next((prompt for name in names if (prompt := prompts.get(name))), "")
