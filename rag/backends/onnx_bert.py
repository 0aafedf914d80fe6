"""A BERT encoder as an ONNX graph, built node by node from 4-bit weights: nothing is traced, torch is not needed.

The vocabulary stays in its 4-bit blocks (54 MB instead of 384) and only the rows of a text's tokens are unpacked,
without loss. Matrix products run in 8-bit integers: weights by output column, activations by tensor as they pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.backends.e5_weights import E5Weights
from rag.backends.onnx_graph import Graph, Tokens, add_layer, as_model, normalise

if TYPE_CHECKING:
    import onnx


def build_bert(weights: E5Weights, largest: int) -> onnx.ModelProto:
    """Return the encoder: `input_ids`, `attention_mask` (texts, tokens) → `last_hidden_state` (texts, tokens, hidden).

    Args:
        weights: the opened weights file.
        largest: the largest 8-bit weight, at most 127; 63 keeps the pairwise sums of processors without VNNI from
            overflowing 16 bits.
    """
    from onnx import TensorProto, helper

    graph = Graph()
    state = _embed(graph, weights)
    mask = graph.cast("attention_mask", TensorProto.INT32)
    whole = graph.cast(graph.op("ReduceMin", "attention_mask", keepdims=0), TensorProto.BOOL)
    for layer in range(weights.shape.layers):
        state = add_layer(graph, weights, largest, f"l{layer}.", state, Tokens(mask, whole))
    graph.nodes.append(helper.make_node("Identity", [state], ["last_hidden_state"]))
    size = ["texts", "tokens"]
    return as_model(
        graph,
        "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*size, weights.shape.hidden])],
    )


def _embed(graph: Graph, weights: E5Weights) -> str:
    """Unpack the tokens' vocabulary rows, add position and type, normalise."""
    from onnx import TensorProto

    shape = weights.shape
    words = weights.packed("emb.word", shape.vocabulary, shape.hidden)
    nibbles = graph.op("Gather", graph.constant("words.nibbles", words.nibbles), "input_ids")
    scales = graph.op("Gather", graph.constant("words.scales", words.scales), "input_ids")
    low = graph.op("BitwiseAnd", nibbles, graph.constant("low", np.array(15, np.uint8)))
    high = graph.op("BitShift", nibbles, graph.constant("four", np.array(4, np.uint8)), direction="RIGHT")
    signed = graph.op(
        "Sub", graph.cast(graph.op("Concat", low, high, axis=-1), TensorProto.FLOAT), graph.number("eight", 8)
    )
    rows = graph.op("Mul", signed, graph.cast(scales, TensorProto.FLOAT))
    rows = graph.op("Reshape", rows, graph.constant("joined", np.array([0, 0, shape.hidden])))
    places = weights.tensor("emb.pos", shape.positions, shape.hidden)
    places = places + weights.tensor("emb.type", shape.types, shape.hidden)[0]
    zero = graph.constant("zero", np.array([0]))
    tokens = graph.op("Shape", "input_ids", start=1, end=2)
    rows = graph.op("Add", rows, graph.op("Slice", graph.constant("places", places), zero, tokens, zero))
    return normalise(graph, weights, "emb.ln", rows)
