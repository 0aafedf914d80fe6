from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.cases import Case, load_cases
from rag.errors import InputError

GOOD = {"qid": "a", "question": "大桥多长？", "answers": ["3.2公里"], "answerable": True}


def _write(folder: Path, *lines: object) -> Path:
    path = folder / "gold.jsonl"
    rows = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_line_becomes_a_case(tmp_path: Path) -> None:
    row = GOOD | {
        "answer_groups": [["3.2公里", "3200米"]],
        "gold_titles": ["大桥合龙"],
        "gold_doc_ids": ["d1"],
        "context_doc_ids": ["d1", "d2"],
        "type": "number",
        "question_date": "2024-03-05",
        "gold_suspect": True,
    }
    assert load_cases(_write(tmp_path, row)) == (
        Case(
            qid="a",
            question="大桥多长？",
            answerable=True,
            answers=("3.2公里",),
            answer_groups=(("3.2公里", "3200米"),),
            gold_doc_ids=("d1",),
            gold_titles=("大桥合龙",),
            type="number",
            question_date=date(2024, 3, 5),
            context=("d1", "d2"),
            doubtful=True,
        ),
    )


def test_empty_lines_are_passed_over_and_the_order_is_kept(tmp_path: Path) -> None:
    cases = load_cases(_write(tmp_path, GOOD | {"qid": "b"}, "", GOOD))
    assert [case.qid for case in cases] == ["b", "a"]


def test_an_unanswerable_question_needs_no_answers(tmp_path: Path) -> None:
    (case,) = load_cases(_write(tmp_path, {"qid": "u", "question": "？", "answers": [], "answerable": False}))
    assert not case.answerable


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{not json", "not a JSON object"),
        ("[1, 2]", "not a JSON object but a list"),
        (GOOD | {"qid": ""}, "no qid"),
        ({"question": "大桥多长？", "answers": ["3.2公里"]}, "no qid"),
        (GOOD | {"qid": "b", "question": " "}, "has no text"),
        (GOOD | {"qid": 7}, "`qid` must be a text"),
        (GOOD, "was used in line 1"),
        (GOOD | {"qid": "b", "answers": []}, "answerable but has no answers"),
        (GOOD | {"qid": "b", "answers": "3.2公里"}, "`answers` must be a list of texts"),
        (GOOD | {"qid": "b", "answer_groups": ["3.2公里"]}, "`answer_groups` must be a list of texts"),
        (GOOD | {"qid": "b", "answerable": "yes"}, "must be true or false"),
        (GOOD | {"qid": "b", "answers": [" "]}, "answers of b are empty"),
        (GOOD | {"qid": "b", "answer_groups": [["3.2公里"], []]}, "answers of b are empty"),
        (GOOD | {"qid": "b", "answerable": False}, "has answers and is not `answerable`"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(tmp_path: Path, bad: object, says: str) -> None:
    path = _write(tmp_path, GOOD, bad)
    with pytest.raises(InputError, match=says) as error:
        load_cases(path)
    assert f"{path}:2" in str(error.value)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no question"):
        load_cases(_write(tmp_path, ""))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.jsonl cannot be read"):
        load_cases(tmp_path / "absent.jsonl")


def test_a_question_date_may_leave_out_zeros(tmp_path: Path) -> None:
    (case,) = load_cases(_write(tmp_path, GOOD | {"question_date": "2024-3-5"}))
    assert (case.question_date, case.doubtful) == (date(2024, 3, 5), False)


def test_a_question_whose_date_is_no_day_is_kept_as_doubtful(tmp_path: Path) -> None:
    (case,) = load_cases(_write(tmp_path, GOOD | {"question_date": "gestern"}))
    assert (case.question_date, case.doubtful) == (None, True)
