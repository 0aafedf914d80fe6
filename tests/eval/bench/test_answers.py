from __future__ import annotations

import pytest

from eval.bench.answers import Answered, curve_lines, report
from eval.cases import Case
from eval.evidence_overlap import Overlap
from eval.refusal import Point


def answered(
    quotes: tuple[str, ...], evidence: float, *, answerable: bool = True, literal: bool = True, short: str = ""
) -> Answered:
    case = Case("q", "大桥多长？", answerable, ("3.2公里",) if answerable else ())
    shares = Overlap(0.5, 1.0) if answerable else None
    return Answered(case, quotes, short, evidence, literal, shares, retrieving=4.0, reading=8.0)


FOUND = (
    answered(("大桥全长3.2公里。",), 0.9),
    answered(("大桥合龙。", "全长3.2公里。"), 0.6),
    answered(("大桥全长3.2公里。",), 0.2),
    answered(("大桥合龙。",), 0.8, literal=False),
    answered(("菜场开张。",), 0.3, answerable=False),
    answered(("菜场开张。",), 0.7, answerable=False),
)


def test_a_refused_question_is_wrong_and_the_first_sentence_counts_apart() -> None:
    figures = report(FOUND, 0.5)
    assert figures["gold"] == 0.5  # the third is refused, the fourth does not hold it
    assert figures["gold first"] == 0.25
    assert figures["gold if never refused"] == 0.75
    assert figures["literal"] == 3
    assert figures["literal gold"] == pytest.approx(2 / 3)


def test_exact_match_is_of_the_answer_itself_where_the_reader_told_it() -> None:
    told, whole = answered(("大桥全长3.2公里。",), 0.9, short="3.2公里"), answered(("大桥全长3.2公里。",), 0.2)
    figures = report((told, whole), 0.5)
    assert figures["EM"] == 0.5
    # 大桥全长3.2公里 has 8 segments, 3.2公里 has 4: precision 4/8, recall 1, F1 2/3.
    assert figures["F1 if never refused"] == pytest.approx((1 + 2 / 3) / 2)


def test_refusals_are_counted_on_both_sides() -> None:
    figures = report(FOUND, 0.5)
    assert figures["false refusals"] == 0.25
    assert figures["rejection"] == 0.5
    assert figures["area"] == pytest.approx(5 / 8)


def test_refusals_leave_precision_and_lower_recall() -> None:
    figures = report(FOUND, 0.5)
    assert figures["precision"] == 0.5
    assert figures["recall"] == 0.75


def test_a_curve_is_printed_a_point_a_line() -> None:
    assert list(curve_lines((Point(0.25, 0.5, 0.1),)))[1].split() == ["0.250", "50.0%", "10.0%"]
