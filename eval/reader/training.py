"""The training loop: steps drawn by a seed, gradients worked out side by side, carried on after a kill."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from eval.reader.batches import Batch
from eval.reader.lessons import Lesson
from eval.reader.losses import Losses, losses
from eval.reader.network import Network
from eval.reader.steps import Plan, made_steps
from rag.errors import InputError

STATE = "state.pt"
LOG = "log.jsonl"
_CLIP = 1.0  # largest norm of a step's gradient
_DECAY = 0.01  # of the weights


@dataclass(frozen=True, slots=True)
class Told:
    """What is said after a step: its number from 1, its losses smoothed over the last ones, and seconds to go."""

    step: int
    early: float
    rank: float
    has: float
    span: float
    left: float


Check = Callable[[Network], Mapping[str, float]]


def train(
    network: Network,
    tokenizer: Tokenizer,
    lessons: Sequence[Lesson],
    plan: Plan,
    folder: Path,
    check: Check,
    told: Callable[[Told], None],
) -> None:
    """Train the network in place until the plan's last step, from where the folder's state says it stood.

    The state is written whole or not at all, so a kill at any time loses at most `plan.kept_every` steps. The same
    seed and lessons give the same steps. `check` measures on what is held out, for the log.
    Raises InputError for a state of another network.
    """
    network.to(plan.device)
    torch.set_num_threads(1)  # side by side: threads inside an operation wait for each other at every one
    names = [name for name, value in network.named_parameters() if value.requires_grad]
    weights = dict(network.named_parameters())
    plain = [weights[name] for name in names if weights[name].ndim < 2]
    heavy = [weights[name] for name in names if weights[name].ndim >= 2]
    optimiser = torch.optim.AdamW(
        [{"params": heavy, "weight_decay": _DECAY}, {"params": plain, "weight_decay": 0.0}], betas=(0.9, 0.98)
    )
    done = _carry_on(network, optimiser, folder)
    smoothed: np.ndarray[tuple[int], np.dtype[np.float64]] | None = None
    began, first = time.monotonic(), done
    light = deepcopy(network).to(torch.bfloat16)  # rounded once a step, and read by all threads
    with ThreadPoolExecutor(plan.threads) as pool:
        steps = range(done, plan.steps)
        for step, batches in zip(steps, made_steps(lessons, plan, tokenizer, steps), strict=True):
            _round(network, light)
            chances = [_chance(plan, step, place) for place in range(len(batches))]
            worked = list(pool.map(partial(_work_out, light, names), batches, chances))
            _apply(worked, names, weights, optimiser, plan.rate_at(step))
            parts = np.mean([one.parts for one in worked], axis=0)
            smoothed = parts if smoothed is None else 0.97 * smoothed + 0.03 * parts
            left = (time.monotonic() - began) / (step + 1 - first) * (plan.steps - step - 1)
            early, rank, has, span = (float(part) for part in smoothed)
            told(Told(step + 1, early, rank, has, span, left))
            last = step + 1 == plan.steps
            if last or (step + 1) % plan.kept_every == 0:
                _log(folder, {"step": step + 1, "rate": plan.rate_at(step), "loss": [float(one) for one in smoothed]})
                _keep(network, optimiser, step + 1, folder)
            if last or (step + 1) % plan.checked_every == 0:
                _log(folder, {"step": step + 1, "held out": dict(check(network))})
    _log(folder, {"plan": asdict(plan), "lessons": len(lessons), "from step": first})


@dataclass(frozen=True, slots=True)
class _Worked:
    """Gradients in the order of the trained weights, and early, rank, has and span loss."""

    gradients: tuple[Tensor, ...]
    parts: tuple[float, float, float, float]


def _round(network: Network, light: Network) -> None:
    """Bring the weights to compute with to the rounded ones of the network."""
    with torch.no_grad():
        torch._foreach_copy_(list(light.parameters()), list(network.parameters()))


def _chance(plan: Plan, step: int, place: int) -> torch.Generator:
    """Return what a batch's dropout is drawn from: its own, so that it does not matter which thread comes first."""
    return torch.Generator(plan.device).manual_seed((plan.seed * 1_000_003 + step) * 64 + place)


def _work_out(light: Network, names: Sequence[str], batch: Batch, chance: torch.Generator) -> _Worked:
    weights = dict(light.named_parameters())
    batch = batch.on(chance.device)
    found: Losses = losses(light(batch.pairs, chance), batch)
    gradients = torch.autograd.grad(found.total, [weights[name] for name in names])
    return _Worked(gradients, found.values())


def _apply(
    worked: Sequence[_Worked],
    names: Sequence[str],
    weights: Mapping[str, Tensor],
    optimiser: torch.optim.Optimizer,
    rate: float,
) -> None:
    """Take one step along the mean of the gradients."""
    for place, name in enumerate(names):
        weights[name].grad = sum((one.gradients[place].float() for one in worked), torch.zeros(())) / len(worked)
    torch.nn.utils.clip_grad_norm_([weights[name] for name in names], _CLIP)
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    optimiser.zero_grad()


def _keep(network: Network, optimiser: torch.optim.Optimizer, step: int, folder: Path) -> None:
    aside = folder / f"{STATE}.part"
    torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, aside)
    aside.replace(folder / STATE)


def _carry_on(network: Network, optimiser: torch.optim.Optimizer, folder: Path) -> int:
    """Bring both to the state on disk and return how many steps are behind it; 0 when there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / STATE
    if not file.is_file():
        return 0
    try:
        state = torch.load(file, map_location="cpu", weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        return int(state["step"])
    except (RuntimeError, KeyError, ValueError, EOFError) as error:
        raise InputError(f"The training state {file} is damaged or of another network; remove it.") from error


def _log(folder: Path, row: Mapping[str, object]) -> None:
    with (folder / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({**row, "at": round(time.time())}, ensure_ascii=False) + "\n")
