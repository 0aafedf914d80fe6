"""A BERT encoder as an ONNX graph, built node by node from 4-bit weights: nothing is traced, torch is not needed.

The vocabulary stays in its 4-bit blocks (54 MB instead of 384) and only the rows of a text's tokens are unpacked,
without loss. Matrix products run in 8-bit integers: weights by output column, activations by tensor as they pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rag.backends.e5_weights import E5Weights, Floats

if TYPE_CHECKING:
    import onnx

OPSET = 20
IR_VERSION = 10
CONTRIB = "com.microsoft"  # onnxruntime's own operators


def build_bert(weights: E5Weights, largest: int) -> onnx.ModelProto:
    """Return the encoder: `input_ids`, `attention_mask` (texts, tokens) → `last_hidden_state` (texts, tokens, hidden).

    Args:
        weights: the opened weights file.
        largest: the largest 8-bit weight, at most 127; 63 keeps the pairwise sums of processors without VNNI from
            overflowing 16 bits.
    """
    from onnx import TensorProto, helper

    graph = _Graph()
    state = _embed(graph, weights)
    mask = graph.cast("attention_mask", TensorProto.INT32)
    whole = graph.cast(graph.op("ReduceMin", "attention_mask", keepdims=0), TensorProto.BOOL)
    for layer in range(weights.shape.layers):
        state = _layer(graph, weights, largest, f"l{layer}.", state, _Tokens(mask, whole))
    graph.nodes.append(helper.make_node("Identity", [state], ["last_hidden_state"]))
    size = ["texts", "tokens"]
    proto = helper.make_graph(
        graph.nodes,
        "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*size, weights.shape.hidden])],
        graph.constants,
    )
    return helper.make_model(
        proto, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)], ir_version=IR_VERSION
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Names of two values: 1 at each token and 0 at padding (texts, tokens), and whether there is no padding."""

    mask: str
    whole: str


class _Graph:
    """Nodes and constants in the order they are made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.names: set[str] = set()

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        if name not in self.names:
            self.names.add(name)
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def number(self, name: str, value: float) -> str:
        return self.constant(name, np.array(value, np.float32))

    def ops(self, kind: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        from onnx import helper

        name = f"{kind}_{len(self.nodes)}"
        results = [f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), results, name=name, **attributes))
        return results

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        return self.ops(kind, *inputs, outputs=1, **attributes)[0]

    def cast(self, value: str, to: int) -> str:
        return self.op("Cast", value, to=to)


def _embed(graph: _Graph, weights: E5Weights) -> str:
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
    return _normalise(graph, weights, "emb.ln", rows)


def _layer(graph: _Graph, weights: E5Weights, largest: int, prefix: str, state: str, tokens: _Tokens) -> str:
    """Attention and feed-forward, each added to what came in and normalised."""
    hidden, wide = weights.shape.hidden, weights.shape.feed_forward
    parts = [f"{prefix}{part}" for part in "qkv"]
    three = np.concatenate([weights.tensor(f"{part}.w", hidden, hidden) for part in parts])
    biases = np.concatenate([weights.tensor(f"{part}.b", hidden) for part in parts])

    def linear(name: str, value: str, columns: int, rows: int) -> str:
        matrix = weights.tensor(f"{prefix}{name}.w", columns, rows)
        return _linear(graph, prefix + name, value, matrix, weights.tensor(f"{prefix}{name}.b", columns), largest)

    attended = _attend(graph, weights, _linear(graph, prefix + "qkv", state, three, biases, largest), tokens)
    state = graph.op("Add", state, linear("ao", attended, hidden, hidden))
    state = _normalise(graph, weights, prefix + "aln", state)
    inner = graph.op("Gelu", linear("fi", state, wide, hidden))
    state = graph.op("Add", state, linear("fo", inner, hidden, wide))
    return _normalise(graph, weights, prefix + "oln", state)


def _attend(graph: _Graph, weights: E5Weights, three: str, tokens: _Tokens) -> str:
    """Attend over the heads of queries, keys and values laid side by side.

    onnxruntime has a faster attention that knows no padding; a batch without padding takes it.
    """
    from onnx import TensorProto, helper

    parts = graph.ops("Split", three, outputs=3, axis=-1, num_outputs=3)
    branches = {}
    for branch, rest in {"then_branch": [], "else_branch": ["", tokens.mask]}.items():
        result = f"{parts[0]}.{branch}"
        node = helper.make_node(
            "MultiHeadAttention", [*parts, *rest], [result], domain=CONTRIB, num_heads=weights.shape.heads
        )
        shape: list[str | int | None] = ["texts", "tokens", weights.shape.hidden]
        output = helper.make_tensor_value_info(result, TensorProto.FLOAT, shape)
        branches[branch] = helper.make_graph([node], branch, [], [output])
    return graph.op("If", tokens.whole, **branches)


def _linear(graph: _Graph, name: str, value: str, matrix: Floats, bias: Floats, largest: int) -> str:
    """Multiply by the transposed (out, in) matrix in 8-bit integers, one scale an output, and add the bias."""
    from onnx import TensorProto

    scales = np.abs(matrix).max(axis=1) / np.float32(largest)
    whole = np.round(matrix / scales[:, None]).astype(np.int8).T
    quantised, step, zero = graph.ops("DynamicQuantizeLinear", value, outputs=3)
    sums = graph.op("MatMulInteger", quantised, graph.constant(name + ".w", whole), zero)
    step = graph.op("Mul", step, graph.constant(name + ".scale", scales))
    product = graph.op("Mul", graph.cast(sums, TensorProto.FLOAT), step)
    return graph.op("Add", product, graph.constant(name + ".b", bias))


def _normalise(graph: _Graph, weights: E5Weights, name: str, value: str) -> str:
    hidden = weights.shape.hidden
    scale = graph.constant(f"{name}.w", weights.tensor(f"{name}.w", hidden))
    shift = graph.constant(f"{name}.b", weights.tensor(f"{name}.b", hidden))
    return graph.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=weights.shape.epsilon)
