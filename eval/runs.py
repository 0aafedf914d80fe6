"""A run as it is read and shown: what was asked of which system, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.asked import Asked
from eval.dataset import Dataset, load_dataset
from eval.experiment import ANSWERS, CONFIGURATION, read_answers
from eval.judging import read_verdicts, with_verdicts
from eval.scoring import Scored, score_questions
from eval.summary import Summary, summarise
from eval.titled import with_kept
from rag.errors import InputError


@dataclass(frozen=True, slots=True)
class Run:
    """A system's run over a dataset: every question that was asked, in the dataset's order, and their figures."""

    name: str
    dataset: Dataset
    configuration: Mapping[str, str]
    scored: tuple[Scored, ...]
    summary: Summary

    @property
    def sound(self) -> tuple[Scored, ...]:
        """The questions whose gold is not in doubt."""
        return tuple(one for one in self.scored if not one.case.doubtful)


def read_run(folder: Path, name: str | None = None) -> Run:
    """Return the run that a folder keeps, named by `name` or by the folder.

    Raises InputError when the folder holds no run, and what loading its dataset and its answers raises.
    """
    if not (folder / ANSWERS).is_file() or not (folder / CONFIGURATION).is_file():
        raise InputError(f"{folder} holds no run; make one with: baoda eval run DATASET --out {folder}")
    kept: dict[str, str] = json.loads((folder / CONFIGURATION).read_text("utf-8"))
    dataset = load_dataset(Path(kept["dataset"]), [Path(one) for one in kept["pool"].splitlines()])
    dataset = with_kept(dataset, folder)
    return scored_run(name or folder.name, dataset, kept, read_answers(folder), folder)


def scored_run(
    name: str, dataset: Dataset, configuration: Mapping[str, str], found: Sequence[Asked], folder: Path
) -> Run:
    """Return the run of what was asked, with the verdicts that its folder keeps of a judge."""
    verdicts = read_verdicts(folder)
    scored = with_verdicts(score_questions(dataset, found), verdicts)
    return Run(name, dataset, configuration, scored, summarise(scored, verdicts))
