from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench.chosen import Given, Half, chosen_cases
from eval.cases import Case

CASE = Case("q", "大桥多长？", answerable=True, answers=("3.2公里",), gold_doc_ids=("a",), context=("a", "b"))


@pytest.mark.parametrize(("given", "documents"), [(Given.OPEN, ()), (Given.CLOSED, ("a", "b")), (Given.GOLD, ("a",))])
def test_a_question_is_answered_from_all_documents_from_those_it_names_or_from_the_right_ones(
    given: Given, documents: tuple[str, ...]
) -> None:
    assert given.documents(CASE) == documents


def test_a_half_is_every_other_question_and_doubtful_ones_are_left_out(tmp_path: Path) -> None:
    lines = [
        {
            "qid": f"q{number}",
            "question": "大桥多长？",
            "answers": ["3.2公里"],
            "answerable": True,
            "ambiguous": number == 3,
        }
        for number in range(6)
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "questions.jsonl").write_text(text, encoding="utf-8")
    assert [case.qid for case in chosen_cases(tmp_path, Half.EVEN, 2)] == ["q0", "q2"]
    assert [case.qid for case in chosen_cases(tmp_path, Half.ODD, 9)] == ["q1", "q5"]
