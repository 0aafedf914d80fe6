from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from eval.asked import Asked
from eval.cases import Case
from eval.scoring import Scored
from eval.summary import Counts, summarise, write_summary


def _scored(qid: str, value: float, *, kind: str = "", doubtful: bool = False, answerable: bool = True) -> Scored:
    case = Case(qid, "？", answerable=answerable, type=kind, doubtful=doubtful)
    evidence = 0.9 if answerable else 0.1
    return Scored(case, Asked(qid, "？", (), {}, answered=True, evidence=evidence), {"EM": value})


RUN = [
    _scored("a", 1.0, kind="number"),
    _scored("b", 0.0, kind="place"),
    _scored("c", 0.0, kind="place", doubtful=True),
    _scored("d", 1.0, answerable=False),
]


def test_every_question_of_the_file_is_counted_once() -> None:
    counts = summarise(RUN).counts
    assert counts == Counts(questions=4, answerable=2, unanswerable=1, doubtful=1)
    assert counts.answerable + counts.unanswerable + counts.doubtful == counts.questions


def test_doubtful_questions_are_reported_apart() -> None:
    summary = summarise(RUN)
    assert (summary.figures["EM"].count, summary.doubtful["EM"].count) == (3, 1)
    assert {name: found["EM"].mean for name, found in summary.by_type.items()} == {"number": 1.0, "place": 0.0}


def test_the_summary_is_written_as_plain_json(tmp_path: Path) -> None:
    write_summary(tmp_path / "metrics.json", {"dataset": "toy"}, summarise(RUN))
    row = json.loads((tmp_path / "metrics.json").read_text("utf-8"), parse_constant=lambda name: 1 / 0)
    assert row["configuration"] == {"dataset": "toy"}
    assert row["figures"]["EM"]["count"] == 3
    assert row["refusals"]["area"] == 1.0
    assert row["refusals"]["curve"][-1] == [None, 1.0, 1.0]


def test_every_questions_own_figures_are_written_too(tmp_path: Path) -> None:
    write_summary(tmp_path / "metrics.json", {}, summarise(RUN), RUN)
    row = json.loads((tmp_path / "metrics.json").read_text("utf-8"))
    assert row["per_question"] == {"a": {"EM": 1.0}, "b": {"EM": 0.0}, "c": {"EM": 0.0}, "d": {"EM": 1.0}}


def test_times_are_kept_as_percentiles_apart_from_the_figures(tmp_path: Path) -> None:
    run = [
        Scored(one.case, replace(one.asked, timings={"ask": taken}), {**one.figures, "ms ask": taken})
        for one, taken in zip(RUN, (10.0, 20.0, 30.0, 40.0), strict=True)
    ]
    write_summary(tmp_path / "metrics.json", {}, summarise(run), run)
    row = json.loads((tmp_path / "metrics.json").read_text("utf-8"))
    assert row["times_ms"] == {"ask": {"p50": 25.0, "p95": 38.5, "count": 4}}
    assert (list(row["figures"]), list(row["per_question"]["a"])) == (["EM"], ["EM"])
