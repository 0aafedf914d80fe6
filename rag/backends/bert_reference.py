"""The BERT encoder once more in plain fp32 numpy, slow and obvious: what a freshly written model is checked against."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from rag.backends.e5_weights import Floats, Shape

_Tensor = Callable[[str], Floats]

_erf = np.vectorize(math.erf, otypes=[np.float32])


def encode_reference(weights: Path, shape: Shape, tokens: Sequence[int]) -> Floats:
    """Return the mean-pooled unit vector (hidden,) of one text's token ids, from the safetensors file."""
    from safetensors import safe_open

    with safe_open(weights, framework="numpy") as file:
        words = file.get_slice("embeddings.word_embeddings.weight")
        state = np.concatenate([words[token : token + 1] for token in tokens])
        state = state + file.get_tensor("embeddings.position_embeddings.weight")[: len(tokens)]
        state = state + file.get_tensor("embeddings.token_type_embeddings.weight")[0]
        state = _normalise(state, file.get_tensor, "embeddings.LayerNorm", shape.epsilon)
        for layer in range(shape.layers):
            state = _layer(state, file.get_tensor, f"encoder.layer.{layer}.", shape)
    vector: Floats = state.mean(axis=0)
    unit: Floats = vector / np.linalg.norm(vector)
    return unit


def _layer(state: Floats, tensor: _Tensor, prefix: str, shape: Shape) -> Floats:
    attention = f"{prefix}attention."
    heads = (len(state), shape.heads, shape.hidden // shape.heads)
    queries, keys, values = (
        _linear(state, tensor, f"{attention}self.{part}").reshape(heads).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    weight = queries @ keys.transpose(0, 2, 1) / np.float32(math.sqrt(heads[2]))
    share = np.exp(weight - weight.max(axis=-1, keepdims=True))
    share /= share.sum(axis=-1, keepdims=True)
    mixed = (share @ values).transpose(1, 0, 2).reshape(state.shape)
    state = state + _linear(mixed, tensor, f"{attention}output.dense")
    state = _normalise(state, tensor, f"{attention}output.LayerNorm", shape.epsilon)
    inner = _linear(state, tensor, f"{prefix}intermediate.dense")
    inner = inner * (1 + _erf(inner / math.sqrt(2))) / 2
    state = state + _linear(inner, tensor, f"{prefix}output.dense")
    return _normalise(state, tensor, f"{prefix}output.LayerNorm", shape.epsilon)


def _linear(value: Floats, tensor: _Tensor, name: str) -> Floats:
    product: Floats = value @ tensor(f"{name}.weight").T + tensor(f"{name}.bias")
    return product


def _normalise(value: Floats, tensor: _Tensor, name: str, epsilon: float) -> Floats:
    centred = value - value.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + epsilon)
    normal: Floats = centred / spread * tensor(f"{name}.weight") + tensor(f"{name}.bias")
    return normal
