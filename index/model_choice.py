"""Which embedding model is meant by what somebody set: nothing, the word “multilingual”, or a folder or name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.model_folder import PROMPTS
from index.multilingual import FOLDER, MADE_SHA256, find_multilingual_model
from index.weight_packages import PACKAGED, find_packaged_model

Prompts = Mapping[str, str | None]

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_LANGUAGES = frozenset({"en"})
MULTILINGUAL = "multilingual"
E5 = re.compile(r"(multilingual-)?e5-(small|base|large)(-v2)?")
"""Models that were trained with prompts (Wang and others, 2022) and are published without saying so."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What somebody wants: nothing, “multilingual”, or else a folder or a name that the library can load.

    Nothing is for the packaged model; the multilingual one is made in the folder `models`.
    """

    wanted: str = ""
    models: Path | None = None

    def __post_init__(self) -> None:
        if self.wanted == MULTILINGUAL and self.models is None:
            raise ValueError("the multilingual model needs a folder to be made in")

    @property
    def name(self) -> str:
        """Which model it is, without loading it; it changes whenever the vectors would."""
        if self.wanted == MULTILINGUAL:
            return f"{FOLDER}@{MADE_SHA256[:12]}"
        if not self.wanted:
            return f"{PACKAGED_NAME}@{PACKAGED.sha256[:12]}"
        return f"{self.wanted}, with prompts" if self._is_e5 else self.wanted

    def covers(self, language: str) -> bool:
        """Whether the model was trained on this language; all but the packaged one are taken to know every language."""
        return bool(self.wanted) or language in PACKAGED_LANGUAGES

    def find(self) -> str | Path:
        """Give what the library can load, after making it where it has to be made.

        Raises:
            EmbeddingModelError: when it is one of ours, and its package or its folder cannot be used.
        """
        if self.wanted == MULTILINGUAL and self.models is not None:
            return find_multilingual_model(self.models)
        return self.wanted or find_packaged_model()

    def choose_prompts(self, prompts: Prompts) -> Prompts:
        """Give the prompts that the model comes with, and E5's where it comes with none and was trained with them."""
        return PROMPTS if self._is_e5 and not any(prompts.values()) else prompts

    @property
    def _is_e5(self) -> bool:
        return E5.fullmatch(Path(self.wanted).name) is not None


def find_prompt(prompts: Prompts, *names: str) -> str:
    """Give the first prompt of these names that the model asks for, or nothing."""
    return next((prompt for name in names if (prompt := prompts.get(name))), "")
