"""Turning texts into vectors. The only module that imports sentence_transformers.

The import takes seconds, so it happens when a text is first embedded and not before. A passage gives one vector for
all of it and one for each of its tokens, from the same forward pass: the first is searched by nearest neighbour, the
others by late interaction (Khattab and Zaharia, ColBERT, SIGIR 2020).
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.worded import Worded
from index.calibration import AS_MADE, Calibration, Space
from index.centring import Background, find_directions, find_mean, read_background, take_off
from index.errors import EmbeddingModelError
from index.model_choice import ModelChoice, Prompts, find_prompt
from index.token_weights import find_first_word, hold_down_words, share_out, weigh_tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = NDArray[np.float32]

# Small batches keep the activations in the processor's cache; batches are bounded by tokens, since lengths differ.
BATCH_TOKENS = 1536
BATCH_TOKENS_BF16 = 3072


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text: `vectors` (n, d), each of length 1, and `spans` (n, 2), offsets into the text."""

    vectors: Floats
    spans: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Embedding:
    """A text's own vector (d,), of length 1, and those of its tokens."""

    vector: Floats
    tokens: TokenVectors


@dataclass(frozen=True, slots=True)
class QuestionEmbedding:
    """A question's vector (d,), its tokens' vectors (n, d), and how much each token weighs (n,), summing to 1.

    `spans` (n, 2) are the tokens' offsets into the question, None where they are not known. `calibration` says how to
    compare it. `directions` (k, d) are taken off what its tokens are compared with (`index.centring`), None where
    vectors stay as they are; off `tokens` they are taken already, while `vector` is as the model made it. `floor` is
    the cosine that the vectors of unrelated texts have.
    """

    vector: Floats
    tokens: Floats
    weights: Floats
    spans: NDArray[np.int32] | None = None
    calibration: Calibration = AS_MADE
    directions: Floats | None = None
    floor: float = 0.0

    @property
    def aim(self) -> Floats:
        """The vector (d,) whose nearest neighbours are looked for among vectors as the model made them."""
        return self.vector if self.directions is None else take_off(self.vector, self.directions)

    def measure_likeness(self, passage: Floats) -> float:
        """Give the cosine between the question's vector and that of a passage (d,): 0 at the floor, at most 1."""
        return (float(passage @ self.vector) - self.floor) / (1 - self.floor)


class Embedder(Protocol):
    """Turns passages and questions into vectors of one space; `name` changes whenever the vectors would."""

    @property
    def name(self) -> str:
        """Which model made the vectors, with its checksum where the weights are ours."""

    @property
    def directions(self) -> Floats | None:
        """Directions (k, d) to take off vectors before they are compared (`index.centring`), None for none.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
        """

    def covers(self, language: str) -> bool:
        """Whether the model was trained on this language, so that its ranks may be trusted."""

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        """Give (place in `texts`, embedding) pairs in whatever order is fastest."""

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Give a question's vectors."""


class SentenceTransformerEmbedder:
    """Embeds with the sentence-transformers model that `model` and `models` choose (`ModelChoice`)."""

    def __init__(self, model: str = "", models: Path | None = None) -> None:
        self._choice = ModelChoice(model, models)
        self._loading = Lock()

    @cached_property
    def name(self) -> str:
        """Which model it is, without loading it."""
        return self._choice.name

    @property
    def directions(self) -> Floats | None:
        """Directions (k, d) to take off vectors before they are compared, None where they stay as they are.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
        """
        return None if self._choice.calibration.space is not Space.CENTRED else self._model.directions

    def covers(self, language: str) -> bool:
        """Whether the model was trained on this language, as far as we know."""
        return self._choice.covers(language)

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        """Give (place in `texts`, embedding) pairs, short texts first.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
        """
        if not texts:
            return
        model = self._model
        encoded = model.encode_tokens(texts, model.passage_prompt)
        for batch in make_batches([len(ids) for ids in encoded["input_ids"]], model.batch_tokens):
            yield from zip(batch, model.run(encoded, batch, len(model.passage_prompt)), strict=True)

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Give a question's vectors.

        Raises:
            EmbeddingModelError: when the model cannot be loaded.
        """
        # What a keyboard sent may hold half a character, which the tokenizer refuses.
        return self._model.embed_question(text.encode(errors="replace").decode())

    def warm_up(self) -> None:
        """Load the model now, so that the first question need not wait for it.

        Raises:
            EmbeddingModelError: when it cannot be loaded.
        """
        self.embed_question("Who said what?")

    @property
    def is_loaded(self) -> bool:
        """Whether the model is in memory; it never waits."""
        return "_loaded" in vars(self)

    def unload(self) -> None:
        """Give the model's memory back once nobody uses it; it is loaded again when it is asked."""
        vars(self).pop("_loaded", None)

    @property
    def _model(self) -> "LoadedModel":
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "LoadedModel":
        model = load_model(self._choice.find())
        return LoadedModel(model, self._choice.choose_prompts(model.prompts), self._choice.calibration)


class LoadedModel:
    """A model in memory: tokens in, vectors out."""

    def __init__(self, model: "SentenceTransformer", prompts: Prompts, calibration: Calibration) -> None:
        import torch

        self._torch = torch
        self._model = model
        self._tokenizer: Any = model.tokenizer
        self._has_bf16 = has_bf16_units(torch.cpu.get_capabilities())
        self.batch_tokens = BATCH_TOKENS_BF16 if self._has_bf16 else BATCH_TOKENS
        if self._has_bf16:
            self._halve_matrices()
        self.passage_prompt = find_prompt(prompts, "document", "passage")
        self.question_prompt = find_prompt(prompts, "query", "question")
        self._special = frozenset(self._tokenizer.all_special_ids)
        self._first_word = find_first_word(self._tokenizer)
        self._calibration = calibration
        self.directions: Floats | None = None
        self._floor = 0.0
        if calibration.space is Space.CENTRED:
            self._measure_background(read_background())

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Give a question's vectors, its tokens' centred where the calibration says so."""
        ((embedding, ids),) = self._embed_each([text], self.question_prompt)
        weights = weigh_tokens(ids, self._first_word)
        if self._calibration.sharing:
            weights = hold_down_words(weights, embedding.tokens.spans, text, self._calibration.sharing)
        tokens = embedding.tokens
        vectors = tokens.vectors if self.directions is None else take_off(tokens.vectors, self.directions)
        return QuestionEmbedding(
            embedding.vector,
            vectors,
            share_out(weights),
            tokens.spans,
            self._calibration,
            self.directions,
            self._floor,
        )

    def encode_tokens(self, texts: Sequence[str], prompt: str) -> dict[str, Any]:
        """Give the token ids and character offsets of each text behind its prompt."""
        encoded: dict[str, Any] = self._tokenizer(
            [prompt + text for text in texts],
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
            return_attention_mask=False,
        )
        return encoded

    def run(self, encoded: dict[str, Any], batch: Sequence[int], lead: int) -> list[Embedding]:
        """Give the embeddings of one batch; `lead` is how long the prompt before each text is."""
        torch = self._torch
        features = self._tokenizer.pad({"input_ids": [encoded["input_ids"][i] for i in batch]}, return_tensors="pt")
        with torch.inference_mode(), self._autocast():
            out = self._model.forward(dict(features))
        vectors = normalise(out["sentence_embedding"].float().numpy())
        tokens = out["token_embeddings"].float().numpy()
        return [Embedding(vectors[row], self._cut_tokens(tokens[row], encoded, i, lead)) for row, i in enumerate(batch)]

    def _measure_background(self, languages: Sequence[Background]) -> None:
        passages = [list(self._embed_each(each.passages, self.passage_prompt)) for each in languages]
        questions = [list(self._embed_each(each.questions, self.question_prompt)) for each in languages]
        texts = [[embedding for embedding, _ in each] for each in (*passages, *questions)]
        self.directions = find_directions([find_mean(one.tokens.vectors for one in each) for each in texts])
        vectors = [np.array([one.vector for each in half for one, _ in each]) for half in (passages, questions)]
        self._floor = float((vectors[0] @ vectors[1].T).mean())

    def _embed_each(self, texts: Sequence[str], prompt: str) -> Iterator[tuple[Embedding, list[int]]]:
        """Give the embedding of each of a few texts in order, and the ids of the tokens that have vectors in it."""
        encoded = self.encode_tokens(texts, prompt)
        for place, embedding in enumerate(self.run(encoded, range(len(texts)), len(prompt))):
            ids, spans = encoded["input_ids"][place], encoded["offset_mapping"][place]
            yield embedding, [ids[own] for own in self._find_own(ids, spans, len(prompt))]

    def _cut_tokens(self, vectors: Floats, encoded: dict[str, Any], place: int, lead: int) -> TokenVectors:
        ids, spans = encoded["input_ids"][place], encoded["offset_mapping"][place]
        own = self._find_own(ids, spans, lead)
        return TokenVectors(normalise(vectors[own]), np.array([spans[i] for i in own], np.int32).reshape(-1, 2) - lead)

    def _find_own(self, ids: Sequence[int], spans: Sequence[tuple[int, int]], lead: int) -> list[int]:
        return [
            place
            for place, (token, (start, end)) in enumerate(zip(ids, spans, strict=True))
            if token not in self._special and start >= lead and end > start
        ]

    def _halve_matrices(self) -> None:
        # Autocast would do the same to them in every pass, which is a third of the time that a question takes.
        for part in self._model.modules():
            if isinstance(part, self._torch.nn.Linear):
                part.to(self._torch.bfloat16)

    def _autocast(self) -> AbstractContextManager[Any]:
        return self._torch.autocast("cpu", dtype=self._torch.bfloat16) if self._has_bf16 else nullcontext()


def load_model(wanted: str | Path) -> "SentenceTransformer":
    """Load a model for the processor, from safetensors only and without running code that comes with it.

    Raises:
        EmbeddingModelError: when it cannot be found or read.
    """
    # On a busy machine, threads that spin while they wait for each other make a question take a second, not 40 ms.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quieten: Any = logging
    quieten.disable_progress_bar()
    quieten.set_verbosity_error()
    try:
        model = SentenceTransformer(
            str(wanted), device="cpu", trust_remote_code=False, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, LookupError, RuntimeError, AttributeError, ImportError, SafetensorError) as error:
        raise EmbeddingModelError(
            Worded(
                "The embedding model “{model}” cannot be loaded; leave {setting} empty for the packaged one, or name a "
                "folder that holds a {library} model.",
                model=str(wanted),
                setting="EMBEDDING_MODEL",
                library="sentence-transformers",
            )
        ) from error
    model.eval()
    return model


def make_batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Give the places of texts of like length together, each batch of at most `budget` tokens, padding counted."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > budget:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def has_bf16_units(capabilities: Mapping[str, Any]) -> bool:
    """Whether the processor multiplies bfloat16 itself; where it does not, bfloat16 is slower than float32."""
    return any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "arm_bf16", "bf16"))


def normalise(vectors: Floats) -> Floats:
    """Give vectors (n, d) with length 1; a vector of length 0 stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
