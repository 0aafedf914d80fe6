"""The reader as a torch network: a BERT encoder that can be left early, with heads for rank, span and answerability.

The vocabulary is not trained: it is most of the weights and learns little from so few texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from eval.reader.vocabulary import Cut
from rag.reading.pairs import GLANCED, ReaderSizes

_DROPOUT = 0.1
_FAR = -1e4


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let torch work in one thread until the block ends."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Tokens of pairs, all (pairs, tokens): `ids`, and 1 at any token, at the question's, at the passage's."""

    ids: Tensor
    mask: Tensor
    question: Tensor
    passage: Tensor

    def on(self, device: torch.device) -> Pairs:
        """Return the pairs on a device."""
        return Pairs(*(part.to(device) for part in (self.ids, self.mask, self.question, self.passage)))


@dataclass(frozen=True, slots=True)
class Read:
    """What the heads say of pairs: `early`, `rank`, `has` (pairs,); `span` (pairs, tokens, 2), masked elsewhere."""

    early: Tensor
    rank: Tensor
    has: Tensor
    span: Tensor

    def on(self, device: torch.device) -> Read:
        """Return what was read on a device."""
        return Read(*(part.to(device) for part in (self.early, self.rank, self.has, self.span)))


class Layer(nn.Module):
    """Attention and feed-forward, each added to what came in and normalised."""

    def __init__(self, sizes: ReaderSizes) -> None:
        """Make the layer with untrained weights."""
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.ao = nn.Linear(sizes.hidden, sizes.hidden)
        self.aln = nn.LayerNorm(sizes.hidden, sizes.epsilon)
        self.fi = nn.Linear(sizes.hidden, sizes.wide)
        self.fo = nn.Linear(sizes.wide, sizes.hidden)
        self.oln = nn.LayerNorm(sizes.hidden, sizes.epsilon)

    def forward(self, state: Tensor, bias: Tensor, chance: torch.Generator | None) -> Tensor:
        """Return the state after the layer, (pairs, tokens, hidden); `bias` (pairs, 1, 1, tokens) hides padding."""
        pairs, tokens, hidden = state.shape
        three = self.qkv(state).view(pairs, tokens, 3, self.heads, hidden // self.heads)
        query, key, value = three.permute(2, 0, 3, 1, 4)
        # Written out: the fused attention of torch takes a third of the whole step on a CPU when run backwards.
        scores = (query @ key.transpose(-1, -2)) * (1 / math.sqrt(hidden // self.heads)) + bias
        mixed = (functional.softmax(scores, -1) @ value).transpose(1, 2).reshape(pairs, tokens, hidden)
        state = self.aln(state + _dropped(self.ao(mixed), chance))
        wide = functional.gelu(self.fi(state))
        return torch.as_tensor(self.oln(state + _dropped(self.fo(wide), chance)))


def _dropped(value: Tensor, chance: torch.Generator | None) -> Tensor:
    """Dropout from a generator of one's own: that of torch is shared by all threads, so their order would count."""
    if chance is None:
        return value
    return value * torch.empty_like(value).bernoulli_(1 - _DROPOUT, generator=chance) / (1 - _DROPOUT)


class Glance(nn.Module):
    """Relevance after the lower layers: how near each of the question's tokens comes to one of the passage's.

    After ColBERT's late interaction (Khattab and Zaharia 2020), but inside a pair that was encoded together; tokens of
    the question count by a weight of their own. One token that stands for the pair knows nothing so early.
    """

    def __init__(self, hidden: int) -> None:
        """Make the head with chance weights."""
        super().__init__()
        self.turn = nn.Linear(hidden, GLANCED, bias=False)
        self.weight = nn.Linear(hidden, 1, bias=False)
        self.scale = nn.Parameter(torch.full((1,), 10.0))
        with _one_thread():  # LAPACK's sums, and so the weights, depend on how many there are
            nn.init.orthogonal_(self.turn.weight)
        nn.init.zeros_(self.weight.weight)

    def forward(self, state: Tensor, question: Tensor, passage: Tensor) -> Tensor:
        """Return the scores (pairs,); `question` and `passage` are 1 at their tokens, (pairs, tokens)."""
        turned = functional.normalize(self.turn(state).float(), dim=-1)
        near = (turned @ turned.transpose(-1, -2)).masked_fill(passage[:, None, :] == 0, -1.0).amax(-1)
        weights = self.weight(state).float().squeeze(-1).masked_fill(question == 0, _FAR).softmax(-1)
        return torch.as_tensor((weights * near).sum(-1) * self.scale.float())


class Network(nn.Module):
    """The encoder with its heads; see the module's first lines."""

    def __init__(self, sizes: ReaderSizes) -> None:
        """Make the network with untrained weights."""
        super().__init__()
        self.sizes = sizes
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.ln = nn.LayerNorm(sizes.hidden, sizes.epsilon)
        for part in (self.words, self.places, self.ln):
            part.requires_grad_(requires_grad=False)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.early = Glance(sizes.hidden)
        self.rank = nn.Linear(sizes.hidden, 1)
        self.has = nn.Linear(sizes.hidden, 1)
        self.span = nn.Linear(sizes.hidden, 2)
        for head in (self.rank, self.has, self.span):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, pairs: Pairs, chance: torch.Generator | None = None) -> Read:
        """Read pairs.

        With `chance` a tenth of what passes is dropped, as it is while learning.
        """
        state = self.ln(self.words(pairs.ids) + self.places.weight[: pairs.ids.shape[1]])
        bias = ((1 - pairs.mask) * _FAR).to(state.dtype)[:, None, None, :]
        early = torch.empty(0)
        for number, layer in enumerate(self.layers, start=1):
            state = layer(state, bias, chance)
            if number == self.sizes.exit:
                early = self.early(state, pairs.question, pairs.passage)
        first = state[:, 0]
        span = self.span(state).float().masked_fill(pairs.passage[..., None] == 0, _FAR)
        return Read(early, self.rank(first).float().squeeze(-1), self.has(first).float().squeeze(-1), span)


def from_builtin(folder: Path, cut: Cut) -> Network:
    """Return a network with the encoder of the built-in model's folder, its vocabulary cut; the heads are new."""
    tensors: Mapping[str, Tensor] = load_file(folder / "model.safetensors")
    network = Network(ReaderSizes(len(cut.rows)))
    embeddings = "embeddings."
    words = tensors[f"{embeddings}word_embeddings.weight"][torch.tensor(cut.rows)]
    places = (
        tensors[f"{embeddings}position_embeddings.weight"] + tensors[f"{embeddings}token_type_embeddings.weight"][0]
    )
    weights = {"words.weight": words, "places.weight": places}
    weights |= _pair("ln", tensors, f"{embeddings}LayerNorm")
    for number in range(network.sizes.layers):
        theirs = f"encoder.layer.{number}."
        parts = [f"{theirs}attention.self.{name}" for name in ("query", "key", "value")]
        for kind in ("weight", "bias"):
            weights[f"layers.{number}.qkv.{kind}"] = torch.cat([tensors[f"{part}.{kind}"] for part in parts])
        for ours, name in _NAMES.items():
            weights |= _pair(f"layers.{number}.{ours}", tensors, theirs + name)
    heads = {name: value for name, value in network.state_dict().items() if name not in weights}
    network.load_state_dict({**heads, **weights})
    return network


_NAMES = {
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _pair(ours: str, tensors: Mapping[str, Tensor], theirs: str) -> dict[str, Tensor]:
    return {f"{ours}.{kind}": tensors[f"{theirs}.{kind}"] for kind in ("weight", "bias")}
