"""Plots of a training: the losses, and the held-out figures, over the steps."""

from __future__ import annotations

import json
from pathlib import Path

from eval.reader.training import LOG

_LOSSES = ("early", "rank", "has", "span")


def write_plots(folder: Path) -> Path:
    """Draw the training's log as `curves.svg` in its folder and return the file."""
    from matplotlib.figure import Figure

    rows = [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    learnt = {row["step"]: row["loss"] for row in rows if "loss" in row}  # a step done again counts once
    held = {row["step"]: row["held out"] for row in rows if "held out" in row}
    figure = Figure(figsize=(10, 4), layout="constrained")
    losses, figures = figure.subplots(1, 2)
    for place, name in enumerate(_LOSSES):
        losses.plot(list(learnt), [parts[place] for parts in learnt.values()], label=name)
    losses.set(title="loss, smoothed", xlabel="step", ylim=(0, None))
    for name in next(iter(held.values()), {}):
        if name != "questions":
            figures.plot(list(held), [found[name] for found in held.values()], marker="o", label=name)
    figures.set(title="held-out lessons", xlabel="step", ylim=(0, 1))
    for axes in (losses, figures):
        axes.grid(alpha=0.3)
        axes.legend()
    file = folder / "curves.svg"
    figure.savefig(file)
    return file
