"""The trained network as files that onnxruntime reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from eval.reader.batches import LONGEST
from eval.reader.network import Network
from eval.reader.training import STATE
from rag.build import save_reader
from rag.embedder import Floats
from rag.errors import InputError

_HEADS = ("rank", "has", "span")


def load_trained(network: Network, folders: Sequence[Path]) -> int:
    """Bring the network to the mean of the weights that trainings left in these folders; return the steps behind them.

    Trainings by different seeds begin with the same weights, so their mean is a reader too, and a better one than each
    (model soups, Wortsman et al. 2022). Raises InputError for a folder without a trained reader.
    """
    states = [_trained(folder) for folder in folders]
    weights = [state["network"] for state in states]
    network.load_state_dict({name: torch.stack([one[name] for one in weights]).mean(0) for name in weights[0]})
    return sum(int(state["step"]) for state in states)


def _trained(folder: Path) -> Mapping[str, Any]:
    file = folder / STATE
    if not file.is_file():
        raise InputError(f"There is no trained reader in {folder}; train one with: python -m eval.reader train")
    state: Mapping[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    return state


def export(network: Network, tokenizer: str, certainty: float, steps: int, folder: Path) -> None:
    """Write the network's files into a folder; `certainty` is what its answerability logit is multiplied by."""
    card = {"tokens": LONGEST, "certainty": round(certainty, 4), "steps": steps}
    save_reader(_tensors(network), network.sizes, tokenizer, card, folder)


def _tensors(network: Network) -> Mapping[str, Floats]:
    """Return the weights under the names that the graphs ask for."""
    state = {name: value.numpy().astype(np.float32) for name, value in network.state_dict().items()}
    found = {"emb.word": state["words.weight"], "emb.pos": state["places.weight"]}
    found |= _pair("emb.ln", state, "ln")
    for number in range(network.sizes.layers):
        theirs = f"layers.{number}."
        for kind, short in (("weight", "w"), ("bias", "b")):
            parts = np.split(state[f"{theirs}qkv.{kind}"], 3)
            found |= {f"l{number}.{name}.{short}": part for name, part in zip("qkv", parts, strict=True)}
        for name in ("ao", "aln", "fi", "fo", "oln"):
            found |= _pair(f"l{number}.{name}", state, theirs + name)
    for head in _HEADS:
        found |= _pair(head, state, head)
    found |= {f"early.{part}": state[f"early.{part}.weight"] for part in ("turn", "weight")}
    return found | {"early.scale": state["early.scale"]}


def _pair(ours: str, state: Mapping[str, Floats], theirs: str) -> dict[str, Floats]:
    return {f"{ours}.w": state[f"{theirs}.weight"], f"{ours}.b": state[f"{theirs}.bias"]}
