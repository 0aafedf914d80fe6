"""Runs made by hand, for the tests of pages about runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from eval.asked import Asked, Found, Said
from eval.cases import Case
from eval.dataset import Dataset
from eval.runs import Run
from eval.scoring import Scored, score_questions
from eval.summary import summarise

BRIDGE = "澜江大桥昨日合龙。大桥全长3.2公里。"
LENGTH = Case("a", "大桥多长？", answerable=True, answers=("3.2公里",), gold_doc_ids=("d1",), type="number")
WHEN = Case("b", "大桥哪天合龙？", answerable=True, answers=("昨日",), gold_doc_ids=("d1",), type="day")
COST = Case("c", "大桥花了多少钱？", answerable=False, type="number")
ODD = Case("d", "大桥好看吗？", answerable=True, answers=("好看",), gold_doc_ids=("d1",), doubtful=True)
CASES = (LENGTH, WHEN, COST, ODD)


def dataset(cases: Sequence[Case] = CASES, held: int = 0) -> Dataset:
    days = {"d1": date(2024, 3, 5)}
    return Dataset("bridges", tuple(cases), (Path("bridges"),), {"d9": "d1"}, {"d1": BRIDGE}, days, held)


def asked(case: Case, said: str = "", *, documents: Sequence[str] = ("d2", "d1"), evidence: float = 0.5) -> Asked:
    """Return what became of a question; saying nothing is refusing."""
    return Asked(
        case.qid,
        case.question,
        tuple(Found((document,), f"{document}：{BRIDGE}", 1.0) for document in documents),
        {"search": 10.0, "ask": 100.0},
        answered=True,
        refused=not said,
        sentences=(Said(said, "supported", ""),) if said else (),
        evidence=evidence,
    )


def searched(case: Case, documents: Sequence[str]) -> Asked:
    return replace(asked(case, documents=documents), answered=False, refused=False, evidence=None)


def run(name: str, found: Sequence[Asked], over: Dataset | None = None, **configuration: str) -> Run:
    over = over or dataset()
    scored = score_questions(over, found)
    return Run(name, over, configuration, scored, summarise(scored))


def scored(found: Run, qid: str) -> Scored:
    return next(one for one in found.scored if one.case.qid == qid)


ANSWERED = (
    asked(LENGTH, "大桥全长3.2公里。", evidence=0.9),
    asked(WHEN, evidence=0.3),
    asked(COST, "花了3.2公里。", evidence=0.6),
    asked(ODD, "不知道。"),
)
