"""The parts of an encoder as ONNX nodes: layers with matrix products in 8-bit integers, made from named weights.

Nothing is traced and torch is not needed. Weights are rounded by output column, activations by tensor as they pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from rag.backends.e5_weights import Floats, Shape

if TYPE_CHECKING:
    import onnx

OPSET = 20
IR_VERSION = 10
CONTRIB = "com.microsoft"  # onnxruntime's own operators


class Weights(Protocol):
    """Named tensors of an encoder and its sizes."""

    @property
    def shape(self) -> Shape:
        """The encoder's sizes."""
        ...

    def tensor(self, name: str, *shape: int) -> Floats:
        """Return the tensor as float32 of this shape; ModelError when there is no such tensor."""
        ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """Names of two values: 1 at each token and 0 at padding (texts, tokens), and whether there is no padding."""

    mask: str
    whole: str


class Graph:
    """Nodes and constants in the order they are made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.names: set[str] = set()

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        """Keep an array, once a name, and return the name."""
        from onnx import numpy_helper

        if name not in self.names:
            self.names.add(name)
            self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def number(self, name: str, value: float) -> str:
        """Keep a float32 number and return its name."""
        return self.constant(name, np.array(value, np.float32))

    def ops(self, kind: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        """Add a node of several outputs and return their names."""
        from onnx import helper

        name = f"{kind}_{len(self.nodes)}"
        results = [f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), results, name=name, **attributes))
        return results

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node of one output and return its name."""
        return self.ops(kind, *inputs, outputs=1, **attributes)[0]

    def cast(self, value: str, to: int) -> str:
        """Add a cast to a type of ONNX and return its name."""
        return self.op("Cast", value, to=to)


def add_layer(
    graph: Graph, weights: Weights, largest: int, prefix: str, state: str, tokens: Tokens | None = None
) -> str:
    """Add attention and feed-forward, each added to what came in and normalised, and return the new state's name.

    Without `tokens` there is no padding. `largest` is the largest 8-bit weight, at most 127; 63 keeps the pairwise sums
    of processors without VNNI from overflowing 16 bits.
    """
    hidden, wide = weights.shape.hidden, weights.shape.feed_forward
    parts = [f"{prefix}{part}" for part in "qkv"]
    three = np.concatenate([weights.tensor(f"{part}.w", hidden, hidden) for part in parts])
    biases = np.concatenate([weights.tensor(f"{part}.b", hidden) for part in parts])

    def through(name: str, value: str, columns: int, rows: int) -> str:
        matrix = weights.tensor(f"{prefix}{name}.w", columns, rows)
        return linear(graph, prefix + name, value, matrix, weights.tensor(f"{prefix}{name}.b", columns), largest)

    attended = _attend(graph, weights, linear(graph, prefix + "qkv", state, three, biases, largest), tokens)
    state = graph.op("Add", state, through("ao", attended, hidden, hidden))
    state = normalise(graph, weights, prefix + "aln", state)
    inner = graph.op("Gelu", through("fi", state, wide, hidden))
    state = graph.op("Add", state, through("fo", inner, hidden, wide))
    return normalise(graph, weights, prefix + "oln", state)


def _attend(graph: Graph, weights: Weights, three: str, tokens: Tokens | None) -> str:
    """Attend over the heads of queries, keys and values laid side by side.

    onnxruntime has a faster attention that knows no padding; a batch without padding takes it.
    """
    from onnx import TensorProto, helper

    parts = graph.ops("Split", three, outputs=3, axis=-1, num_outputs=3)
    if tokens is None:
        return graph.op("MultiHeadAttention", *parts, domain=CONTRIB, num_heads=weights.shape.heads)
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


def as_model(graph: Graph, name: str, inputs: Sequence[Any], outputs: Sequence[Any]) -> onnx.ModelProto:
    """Return the graph as a model with these inputs and outputs (value infos of ONNX)."""
    from onnx import helper

    proto = helper.make_graph(graph.nodes, name, inputs, outputs, graph.constants)
    return helper.make_model(
        proto, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)], ir_version=IR_VERSION
    )


def linear(graph: Graph, name: str, value: str, matrix: Floats, bias: Floats, largest: int) -> str:
    """Multiply by the transposed (out, in) matrix in 8-bit integers, one scale an output, and add the bias."""
    from onnx import TensorProto

    scales = np.abs(matrix).max(axis=1) / np.float32(largest)
    whole = np.round(matrix / scales[:, None]).astype(np.int8).T
    quantised, step, zero = graph.ops("DynamicQuantizeLinear", value, outputs=3)
    sums = graph.op("MatMulInteger", quantised, graph.constant(name + ".w", whole), zero)
    step = graph.op("Mul", step, graph.constant(name + ".scale", scales))
    product = graph.op("Mul", graph.cast(sums, TensorProto.FLOAT), step)
    return graph.op("Add", product, graph.constant(name + ".b", bias))


def normalise(graph: Graph, weights: Weights, name: str, value: str) -> str:
    """Normalise by the layer norm of this name."""
    hidden = weights.shape.hidden
    scale = graph.constant(f"{name}.w", weights.tensor(f"{name}.w", hidden))
    shift = graph.constant(f"{name}.b", weights.tensor(f"{name}.b", hidden))
    return graph.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=weights.shape.epsilon)
