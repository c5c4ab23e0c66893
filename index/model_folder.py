"""Writing a model as a folder that sentence-transformers loads: weights, tokenizer, and how they are used.

Nothing here needs the library: the weights are written in the safetensors form (a length, a header in JSON, then the
numbers) as they are unpacked, so that making the folder takes little memory, and every file comes out the same to the
byte wherever it is made.
"""

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from math import prod
from pathlib import Path
from typing import Any

from corpus.files import writing_whole
from index.packed_weights import PackedModel

Json = dict[str, Any]
Pieces = Sequence[tuple[str, float]]

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
POOLING = "1_Pooling"
FILES = (
    WEIGHTS,
    TOKENIZER,
    "config.json",
    "tokenizer_config.json",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    f"{POOLING}/config.json",
)
FLOAT_BYTES = 4
ALIGNED = 8
PROMPTS = {"query": "query: ", "passage": "passage: "}
READ_BYTES = 2**20

# What the tokenizer makes of characters before NFKC: spaces of those that separate, nothing of those that control.
TO_SPACE = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
TO_NOTHING = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
NORMALIZERS = [
    {"type": "Replace", "pattern": {"Regex": TO_SPACE}, "content": " "},
    {"type": "Replace", "pattern": {"Regex": TO_NOTHING}, "content": ""},
    {"type": "NFKC"},
]
SPECIAL = {"bos": "<s>", "cls": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>", "mask": "<mask>"}

EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
ENDS = {"w": "weight", "b": "bias"}


def write_model_folder(model: PackedModel, folder: Path) -> None:
    """Write every file of the model into a folder that is there; when it returns they are on the disk."""
    with writing_whole(folder / WEIGHTS) as file:
        for piece in format_weights(model):
            file.write(piece)
    for name, content in describe_model(model).items():
        (folder / name).parent.mkdir(exist_ok=True)
        with writing_whole(folder / name) as file:
            file.write(json.dumps(content, ensure_ascii=False).encode())


def sign_model_folder(folder: Path) -> str:
    """Give the sha256 of all the files in a model's folder, one after the other; empty where one cannot be read."""
    digest = sha256()
    try:
        for name in FILES:
            with (folder / name).open("rb") as file:
                while piece := file.read(READ_BYTES):
                    digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def format_weights(model: PackedModel) -> Iterator[bytes]:
    """Give the weights in the safetensors form, some after the others."""
    tensors = [(name, *place_tensor(name, model)) for name in model.tensors]
    header: Json = {"__metadata__": {"format": "pt"}}
    end = 0
    for _, place, shape in tensors:
        start, end = end, end + FLOAT_BYTES * prod(shape)
        header[place] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % ALIGNED)
    yield struct.pack("<Q", len(text)) + text
    for name, _, _ in tensors:
        for piece in model.tensors[name].unpack():
            yield piece.astype("<f4", copy=False).tobytes()


def place_tensor(name: str, model: PackedModel) -> tuple[str, list[int]]:
    """Give a tensor's name in a BERT model of the library, and its shape."""
    count, width = model.tensors[name].count, model.shape.width
    if name in EMBEDDINGS:
        return f"embeddings.{EMBEDDINGS[name]}", [count] if ".ln." in name else [count // width, width]
    layer, part, end = name.split(".")
    width = model.shape.inner if part == "fo" else width
    matrix = end == "w" and not part.endswith("ln")
    place = f"encoder.layer.{layer.removeprefix('l')}.{PARTS[part]}.{ENDS[end]}"
    return place, [count // width, width] if matrix else [count]


def describe_model(model: PackedModel) -> dict[str, Any]:
    """Give what stands in every file but the weights."""
    positions, width = model.shape.positions, model.shape.width
    modules = [("", "Transformer"), (POOLING, "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": describe_network(model),
        TOKENIZER: describe_tokenizer(model.pieces),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": positions,
            **{f"{use}_token": token for use, token in SPECIAL.items()},
        },
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{module}"}
            for place, (path, module) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        f"{POOLING}/config.json": {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True},
    }


def describe_network(model: PackedModel) -> Json:
    """Give the network's shape, as the library has it."""
    shape = model.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "hidden_act": "gelu",
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": model.tensors["emb.type"].count // shape.width,
        "vocab_size": shape.words,
        "pad_token_id": find_number(model.pieces, SPECIAL["pad"]),
    }


def describe_tokenizer(pieces: Pieces) -> Json:
    """Give the tokenizer of XLM-R: characters made plain, cut at white space, and the likeliest pieces of each word."""
    numbers = {token: find_number(pieces, token) for token in dict.fromkeys(SPECIAL.values())}
    marks = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    spaces = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": number, "content": token, **marks} for token, number in numbers.items()],
        "normalizer": {"type": "Sequence", "normalizers": NORMALIZERS},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, spaces]},
        "post_processor": describe_frame(numbers),
        "decoder": spaces,
        "model": {"type": "Unigram", "unk_id": numbers[SPECIAL["unk"]], "vocab": pieces, "byte_fallback": False},
    }


def describe_frame(numbers: Mapping[str, int]) -> Json:
    """Give what stands before and behind every text."""
    first, last = ({"SpecialToken": {"id": SPECIAL[use], "type_id": 0}} for use in ("bos", "eos"))
    text, other = ({"Sequence": {"id": each, "type_id": 0}} for each in "AB")
    tokens = [SPECIAL["bos"], SPECIAL["eos"]]
    return {
        "type": "TemplateProcessing",
        "single": [first, text, last],
        "pair": [first, text, last, last, other, last],
        "special_tokens": {each: {"id": each, "ids": [numbers[each]], "tokens": [each]} for each in tokens},
    }


def find_number(pieces: Pieces, token: str) -> int:
    """Give a special token's number."""
    return next(number for number, (piece, _) in enumerate(pieces) if piece == token)
