from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import pytest

from eval.asked import Asked, Found, Quoted, Said, as_line, from_line
from eval.cases import Case
from eval.dataset import Dataset
from eval.experiment import ANSWERS, read_answers, run_experiment
from rag.errors import InputError

DATASET = Dataset("toy", tuple(Case(qid, f"{qid}？", answerable=False) for qid in "abcd"))
CONFIGURATION: Mapping[str, str] = {"dataset": "toy", "model": "hash"}


@dataclass
class Recorder:
    # Answers every question with its own words, and breaks where it is told to.

    breaks_at: str = ""
    name: str = "recorder"
    asked: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, case: Case) -> Asked:
        if case.qid == self.breaks_at:
            raise KeyboardInterrupt
        with self.lock:
            self.asked.append(case.qid)
        return Asked(case.qid, case.question, (Found(("d1",), "大桥\u2028合龙", 0.5),), {"search": 1.0})


def test_every_question_is_asked_once_and_kept_in_order(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    asked = run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION, told=lambda *step: told.append(step))
    assert [one.qid for one in asked] == list("abcd")
    assert read_answers(tmp_path) == asked
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_several_workers_give_what_one_gives(tmp_path: Path) -> None:
    one = run_experiment(DATASET, Recorder(), tmp_path / "one", CONFIGURATION)
    three = run_experiment(DATASET, Recorder(), tmp_path / "three", CONFIGURATION, workers=3)
    assert three == one
    assert (tmp_path / "three" / ANSWERS).read_bytes() == (tmp_path / "one" / ANSWERS).read_bytes()


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_experiment(DATASET, Recorder(breaks_at="c"), tmp_path, CONFIGURATION)
    with (tmp_path / ANSWERS).open("a", encoding="utf-8") as file:
        file.write('{"qid": "c", "quest')  # the power went in the middle of a line
    second = Recorder()
    asked = run_experiment(DATASET, second, tmp_path, CONFIGURATION, resume=True)
    assert second.asked == ["c", "d"]
    assert [one.qid for one in asked] == list("abcd")
    assert read_answers(tmp_path) == asked


def test_a_folder_with_a_run_is_not_written_to_unasked(tmp_path: Path) -> None:
    run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION)
    with pytest.raises(InputError, match="holds a run; go on with it by --resume"):
        run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION)


def test_a_run_of_another_configuration_is_not_gone_on_with(tmp_path: Path) -> None:
    run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION)
    with pytest.raises(InputError, match="a run with another model, so"):
        run_experiment(DATASET, Recorder(), tmp_path, {**CONFIGURATION, "model": "other"}, resume=True)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="is not empty and holds no run"):
        run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION)


def test_a_line_that_is_no_answer_is_told_with_its_number(tmp_path: Path) -> None:
    run_experiment(DATASET, Recorder(), tmp_path, CONFIGURATION)
    with (tmp_path / ANSWERS).open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(InputError, match=r"answers\.jsonl:5: no answer of a run"):
        read_answers(tmp_path)


def test_a_line_gives_back_all_that_was_asked() -> None:
    asked = Asked(
        qid="a",
        question="大桥多长？",
        found=(Found(("d1", "d2"), "大桥全长3.2公里。", 0.9),),
        timings={"search": 3.5, "ask": 20.25},
        answered=True,
        sentences=(Said("全长3.2公里。", "supported", "引自原文"),),
        citations=(Quoted("d1", "全长3.2公里。", literal=True),),
        notes=("提示",),
        evidence=0.75,
    )
    assert from_line(as_line(asked)) == asked
    assert json.loads(as_line(asked))["answer"] == asked.text
    assert asked.documents == ("d1", "d2")
    assert asked.text == "全长3.2公里。"
