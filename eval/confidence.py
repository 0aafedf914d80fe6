"""How far an article's confidence can be trusted: `python -m eval.confidence`, a fit and its check on other pages.

Pages are printed from archives of articles in `../shared`. The fit (Platt 1999: a logistic curve over the log odds)
uses some seeds, the table others; the two numbers it prints stand in `ingest/weights.py` as CALIBRATION.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from eval.page_sets import PER_PAGE, print_pages
from eval.pages import Scorer, load_scorer, read_rows, say
from eval.places import SHARED
from ingest import weights as w

FIT_SEEDS, CHECK_SEEDS = (101, 102, 103, 104), (9001, 9002, 9003, 9004)
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_EDGE = 1e-4  # confidences are kept to four digits
_ROUNDS = 100

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Confidences of articles, 0 to 1, and whether each came out right: its text and its headline, (N,) each."""

    confidence: Floats
    right: Floats


@dataclass(frozen=True, slots=True)
class Bin:
    """Articles of like confidence: how many, their mean confidence, the share that is right."""

    count: int
    confidence: float
    right: float


def judge(seeds: Sequence[int], scorer: Scorer) -> Judged:
    """Return the articles of pages printed with these seeds, each judged by itself."""
    found: list[tuple[float, float]] = []
    with TemporaryDirectory() as folder:
        for name, seed, hard in product(PER_PAGE, seeds, (False, True)):
            target = Path(folder) / f"{name}-{seed}-{hard}"
            for page in print_pages(name, target, seed, hard=hard):
                found.extend(_judged(page, scorer))
    if not found:
        raise FileNotFoundError(SHARED / "bench")
    return Judged(np.array([one for one, _ in found]), np.array([right for _, right in found]))


def _judged(page: Path, scorer: Scorer) -> Iterator[tuple[float, float]]:
    gold = [json.loads(line) for line in page.with_suffix(".gold.jsonl").read_text("utf-8").splitlines()]
    for row in read_rows(page):
        sums = scorer.score(gold, [row])
        yield row["confidence"], float(sums["found"] == 1 and sums["title"] == 1)


def log_odds(confidence: Floats) -> Floats:
    """Return the log odds of confidences, those at the ends drawn in by what rounding hides."""
    held = np.clip(confidence, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(held / (1 - held)))


def fit(judged: Judged) -> tuple[float, float]:
    """Return slope and constant of the logistic curve that fits best, by Newton's method."""
    columns = np.stack([log_odds(judged.confidence), np.ones(len(judged.right))], axis=1)
    at = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-columns @ at))
        curve = columns.T @ (columns * (chance * (1 - chance))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curve, columns.T @ (judged.right - chance))
        at = at + step
        if np.abs(step).max() < 1e-9:
            break
    return float(at[0]), float(at[1])


def calibrated(confidence: Floats, slope: float, constant: float) -> Floats:
    """Return the confidences on the fitted curve."""
    return np.asarray(1 / (1 + np.exp(-(slope * log_odds(confidence) + constant))))


def brier(judged: Judged) -> float:
    """Return the mean squared difference of confidence and outcome (Brier 1950): 0 is best."""
    return float(np.mean((judged.confidence - judged.right) ** 2))


def reliability(judged: Judged, edges: Sequence[float] = EDGES) -> list[Bin]:
    """Return the bins that hold any article; a bin takes its lower edge, the last one both."""
    bins = []
    for low, high in pairwise(edges):
        inside = (judged.confidence >= low) & ((judged.confidence < high) | (high == edges[-1]))
        if inside.any():
            sure, right = judged.confidence[inside], judged.right[inside]
            bins.append(Bin(int(inside.sum()), float(sure.mean()), float(right.mean())))
    return bins


def _report(name: str, judged: Judged) -> None:
    say(f"{name}: {len(judged.right)} articles, {judged.right.mean():.4f} right, Brier {brier(judged):.4f}")
    for each in reliability(judged):
        say(f"{each.count:>8} articles at confidence {each.confidence:.3f}: {each.right:.3f} right")


def main() -> int:
    """Fit, print the numbers for the weights and the table of pages that the fit did not see."""
    tool = SHARED / "tools" / "score_pages.py"
    if not tool.exists():
        say(f"skipped: the scorer {tool} is not here")
        return 0
    scorer = load_scorer(tool)
    slope, constant = fit(judge(FIT_SEEDS, scorer))
    # The confidences are on the curve in force already; a curve over a curve is one curve.
    say(f"CALIBRATION = ({slope * w.CALIBRATION[0]:.3f}, {slope * w.CALIBRATION[1] + constant:.3f})")
    seen = judge(CHECK_SEEDS, scorer)
    _report("in force", seen)
    _report("fitted anew", Judged(calibrated(seen.confidence, slope, constant), seen.right))
    return 0


if __name__ == "__main__":
    sys.exit(main())
