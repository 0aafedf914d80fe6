"""The small reader as two ONNX graphs: the lower layers rank a pair, the upper ones read it.

Most passages are left after the lower layers, so the two are files of their own; the state goes from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rag.backends.e5_weights import Floats, Shape
from rag.backends.onnx_graph import Graph, add_layer, as_model, normalise
from rag.errors import ModelError
from rag.reading.pairs import GLANCED

if TYPE_CHECKING:
    import onnx

_BYTE = 127  # rows of the vocabulary are only looked up, never multiplied by bytes: nothing can overflow


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The reader's float32 weights: `emb.word`, `emb.pos`, `emb.ln.*`, `l<i>.*`, `early.*`, `rank|has|span.{w,b}`.

    `exit` is the number of lower layers.
    """

    shape: Shape
    exit: int
    tensors: Mapping[str, Floats]

    def tensor(self, name: str, *shape: int) -> Floats:
        """Return the tensor; ModelError when it is missing or of another shape."""
        found = self.tensors.get(name)
        if found is None or found.shape != shape:
            raise ModelError(f"The reader's weights hold no {name} of shape {shape}; train it anew.")
        return found.astype(np.float32)


def build_lower(weights: ReaderWeights, largest: int) -> onnx.ModelProto:
    """Return the lower graph: `input_ids` (1, tokens), `asked` (1,) → `state` (1, tokens, hidden) and `early` (1,).

    `asked` is how many tokens the question has; one stands before it, two behind it, one behind the passage.
    `largest` as in `rag.backends.onnx_graph.add_layer`.
    """
    from onnx import TensorProto, helper

    graph = Graph()
    state = _embed(graph, weights)
    for layer in range(weights.exit):
        state = add_layer(graph, weights, largest, f"l{layer}.", state)
    _name(graph, state, "state")
    _name(graph, _glance(graph, weights, state), "early")
    return as_model(
        graph,
        "lower",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"]),
            helper.make_tensor_value_info("asked", TensorProto.INT64, [1]),
        ],
        [
            helper.make_tensor_value_info("state", TensorProto.FLOAT, [1, "tokens", weights.shape.hidden]),
            helper.make_tensor_value_info("early", TensorProto.FLOAT, [1]),
        ],
    )


def build_upper(weights: ReaderWeights, largest: int) -> onnx.ModelProto:
    """Return the upper graph: `state` → `rank`, `has` (pairs, 1) and `span` (pairs, tokens, 2), all logits."""
    from onnx import TensorProto, helper

    graph = Graph()
    state = "state"
    for layer in range(weights.exit, weights.shape.layers):
        state = add_layer(graph, weights, largest, f"l{layer}.", state)
    first = _first(graph, state)
    for name, value, size in (("rank", first, 1), ("has", first, 1), ("span", state, 2)):
        _name(graph, _head(graph, weights, name, value, size), name)
    return as_model(
        graph,
        "upper",
        [helper.make_tensor_value_info("state", TensorProto.FLOAT, ["pairs", "tokens", weights.shape.hidden])],
        [
            helper.make_tensor_value_info("rank", TensorProto.FLOAT, ["pairs", 1]),
            helper.make_tensor_value_info("has", TensorProto.FLOAT, ["pairs", 1]),
            helper.make_tensor_value_info("span", TensorProto.FLOAT, ["pairs", "tokens", 2]),
        ],
    )


def _embed(graph: Graph, weights: ReaderWeights) -> str:
    """Look the tokens' rows up in the 8-bit vocabulary, one scale a row, add the position, normalise."""
    from onnx import TensorProto

    shape = weights.shape
    words = weights.tensor("emb.word", shape.vocabulary, shape.hidden)
    scales = np.abs(words).max(axis=1, keepdims=True) / np.float32(_BYTE)
    whole = np.round(words / np.maximum(scales, 1e-12)).astype(np.int8)
    rows = graph.cast(graph.op("Gather", graph.constant("words", whole), "input_ids"), TensorProto.FLOAT)
    rows = graph.op("Mul", rows, graph.op("Gather", graph.constant("words.scale", scales), "input_ids"))
    places = graph.constant("places", weights.tensor("emb.pos", shape.positions, shape.hidden))
    zero = graph.constant("zero", np.array([0]))
    tokens = graph.op("Shape", "input_ids", start=1, end=2)
    return normalise(graph, weights, "emb.ln", graph.op("Add", rows, graph.op("Slice", places, zero, tokens, zero)))


def _glance(graph: Graph, weights: ReaderWeights, state: str) -> str:
    """How near the question's tokens come to the passage's, weighed; see `eval.reader.network.Glance`."""
    hidden = weights.shape.hidden
    one, three, last = (graph.constant(f"at{place}", np.array([place])) for place in (1, 3, -1))
    question = graph.op("Slice", state, one, graph.op("Add", "asked", one), one)
    passage = graph.op("Slice", state, graph.op("Add", "asked", three), last, one)
    turn = graph.constant("early.turn", weights.tensor("early.turn", GLANCED, hidden).T)
    sides = [graph.op("LpNormalization", graph.op("MatMul", side, turn), axis=-1, p=2) for side in (question, passage)]
    near = graph.op("MatMul", sides[0], graph.op("Transpose", sides[1], perm=[0, 2, 1]))
    nearest = graph.op("ReduceMax", near, last, keepdims=1)
    counted = graph.op("MatMul", question, graph.constant("early.weight", weights.tensor("early.weight", 1, hidden).T))
    summed = graph.op("ReduceSum", graph.op("Mul", graph.op("Softmax", counted, axis=1), nearest), keepdims=0)
    return graph.op("Mul", summed, graph.constant("early.scale", weights.tensor("early.scale", 1)))


def _first(graph: Graph, state: str) -> str:
    """The state of the first token, which stands for the pair."""
    return graph.op("Gather", state, graph.constant("front", np.array(0)), axis=1)


def _head(graph: Graph, weights: ReaderWeights, name: str, value: str, size: int) -> str:
    matrix = weights.tensor(f"{name}.w", size, weights.shape.hidden).T
    product = graph.op("MatMul", value, graph.constant(f"{name}.w", matrix))
    return graph.op("Add", product, graph.constant(f"{name}.b", weights.tensor(f"{name}.b", size)))


def _name(graph: Graph, value: str, name: str) -> None:
    from onnx import helper

    graph.nodes.append(helper.make_node("Identity", [value], [name]))
