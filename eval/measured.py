"""A system measured over a dataset: asked, scored, and kept in a folder in the forms that other tools read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.dataset import Dataset
from eval.experiment import System, run_experiment
from eval.opening import Told
from eval.runs import Run, scored_run
from eval.scoring import originals
from eval.summary import write_summary
from eval.titled import keep_gold
from eval.trec import write_qrels, write_run


def measured(
    dataset: Dataset,
    system: System,
    folder: Path,
    configuration: Mapping[str, str],
    *,
    workers: int = 1,
    resume: bool = False,
    told: Told | None = None,
) -> Run:
    """Put the questions to a system and return the run; see `eval.experiment.run_experiment` for the arguments.

    The folder gets run.trec, qrels.trec, metrics.json, and what is gold where the dataset has no corpus.
    """
    found = run_experiment(dataset, system, folder, configuration, workers=workers, resume=resume, told=told)
    run = scored_run(system.name, dataset, configuration, found, folder)
    if not dataset.corpora:
        keep_gold(folder, dataset)
    keep_run(folder, run)
    return run


def keep_run(folder: Path, run: Run) -> None:
    """Write a run's rankings, judgements and figures.

    Both files name originals, never copies, and qrels.trec judges the questions whose gold is not in doubt: trec_eval
    with `-c` gives the means of metrics.json. The others are judged in qrels-doubtful.trec.
    """
    dataset = run.dataset
    write_run(
        folder / "run.trec",
        _single_words({one.case.qid: originals(dataset, one.asked) for one in run.scored}),
        run.name,
    )
    for name, doubtful in (("qrels.trec", False), ("qrels-doubtful.trec", True)):
        cases = [one.case for one in run.scored if one.case.doubtful is doubtful and one.case.answerable]
        if cases or not doubtful:
            write_qrels(folder / name, _single_words({case.qid: sorted(dataset.gold(case)) for case in cases}))
    write_summary(folder / "metrics.json", run.configuration, run.summary, run.scored)


def _single_words(documents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return ids and documents with no space in their names: a run file's columns are parted by spaces."""
    return {_word(qid): list(dict.fromkeys(map(_word, names))) for qid, names in documents.items()}


def _word(name: str) -> str:
    return "_".join(name.split())
