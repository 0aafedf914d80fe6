from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from eval.cases import Case
from eval.metrics import Outcome
from eval.runner import run, worst
from rag.errors import InputError
from rag.records import Answer, Article, Mode, Query, Sentence, Strictness, Verdict

ASKED_ON = date(2024, 3, 5)


@dataclass
class Parrot:
    # Answers each question with what it was told to, and keeps how it was asked.

    words: dict[str, str]
    asked: list[tuple[str, date | None, Mode | None]] = field(default_factory=list)

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        mode: Mode | None = None,
        strictness: Strictness | None = None,
    ) -> Answer:
        self.asked.append((question, as_of, mode))
        words = self.words[question]
        sentences = (Sentence(words or "没有。", (), Verdict.UNCHECKED, ""),)
        return Answer(Query(question), sentences, (), (), (), (), not words, Mode.EXTRACT, ())


def _no_article(article_id: str) -> Article:
    raise AssertionError(article_id)


def _outcomes(words: dict[str, str], cases: Sequence[Case]) -> list[Outcome]:
    return list(run(cases, Parrot(words), _no_article))


def test_every_case_is_asked_in_order_on_its_own_day() -> None:
    parrot = Parrot({"甲？": "一", "乙？": "二"})
    cases = [
        Case("a", "甲？", answerable=True, answers=("一",), question_date=ASKED_ON),
        Case("b", "乙？", answerable=False),
    ]
    assert [outcome.case.qid for outcome in run(cases, parrot, _no_article)] == ["a", "b"]
    assert parrot.asked == [("甲？", ASKED_ON, Mode.EXTRACT), ("乙？", None, Mode.EXTRACT)]


def test_the_worst_come_by_gravity_and_the_right_ones_not_at_all() -> None:
    words = {"对？": "一", "错？": "二", "拒？": "", "编？": "三", "好？": ""}
    cases = [
        Case("right", "对？", answerable=True, answers=("一",)),
        Case("refused", "拒？", answerable=True, answers=("一",)),
        Case("wrong", "错？", answerable=True, answers=("一",)),
        Case("rightly refused", "好？", answerable=False),
        Case("unfounded", "编？", answerable=False),
    ]
    assert [outcome.case.qid for outcome in worst(_outcomes(words, cases))] == ["unfounded", "wrong", "refused"]


def test_a_closed_context_is_refused_before_anything_is_asked() -> None:
    parrot = Parrot({})
    cases = [Case("a", "甲？", answerable=False), Case("b", "乙？", answerable=False, context=("d1",))]
    with pytest.raises(InputError, match="question b"):
        list(run(cases, parrot, _no_article))
    assert parrot.asked == []
