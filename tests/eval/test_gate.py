from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from eval.asked import Asked
from eval.cases import Case
from eval.floors import Floors, Lowered, floors_of, read_floors, write_floors
from eval.gate import against, lowering
from eval.scoring import Scored
from rag.errors import InputError

MADE_WITH = {"embedding.model": "hash"}


def _scored(values: Sequence[float], figure: str = "gold in answer", *, doubtful: bool = False) -> list[Scored]:
    names = [f"q{number}" for number in range(len(values))]
    return [
        Scored(Case(qid, "？", answerable=True, doubtful=doubtful), Asked(qid, "？", (), {}), {figure: value})
        for qid, value in zip(names, values, strict=True)
    ]


def _floors(values: Sequence[float], figure: str = "gold in answer") -> Floors:
    return floors_of(_scored(values, figure), MADE_WITH)


def test_the_same_run_holds() -> None:
    verdict = against(_floors([1, 0, 1, 1]), _scored([1, 0, 1, 1]))
    assert verdict.passed
    assert [(one.floor, one.now, one.noise) for one in verdict.outcomes] == [(0.75, 0.75, 0.0)]


def test_a_fall_within_the_noise_holds() -> None:
    # Two of forty lost: the 95 % interval of the difference reaches zero.
    verdict = against(_floors([1] * 40), _scored([0, 0] + [1] * 38))
    (outcome,) = verdict.outcomes
    assert outcome.fall == pytest.approx(0.05)
    assert outcome.noise >= outcome.fall
    assert verdict.passed


def test_a_single_question_that_lost_is_noise_whatever_the_floors_rounding() -> None:
    floors = _floors([2 / 3 + 4e-7] * 40)  # kept to six places, each a little over what it was
    assert against(floors, _scored([0.3] + [2 / 3] * 39)).passed


def test_a_fall_past_the_noise_fails_and_names_the_questions() -> None:
    verdict = against(_floors([1] * 40), _scored([0] * 8 + [1] * 32))
    assert not verdict.passed
    (fallen,) = verdict.fallen
    assert (fallen.figure, round(fallen.fall, 3), len(fallen.worse)) == ("gold in answer", 0.2, 8)
    assert fallen.noise < 0.2


def test_losses_that_wins_make_up_for_hold() -> None:
    assert against(_floors([1] * 20 + [0] * 20), _scored([0] * 10 + [1] * 20 + [0] * 10)).passed


def test_more_false_refusals_are_a_fall_and_fewer_are_not() -> None:
    floors = _floors([0] * 30 + [1] * 10, "false refusals")
    assert not against(floors, _scored([1] * 20 + [0] * 10 + [1] * 10, "false refusals")).passed
    fewer = against(floors, _scored([0] * 40, "false refusals"))
    assert fewer.passed
    assert fewer.outcomes[0].rose


def test_one_quote_that_is_not_literal_fails() -> None:
    assert not against(_floors([1] * 80, "literal quotes"), _scored([0.5] + [1] * 79, "literal quotes")).passed


def test_questions_without_a_floor_and_floors_without_a_question_fail() -> None:
    longer = against(_floors([1, 1]), _scored([1, 1, 1]))
    assert (longer.new, longer.passed) == (("q2",), False)
    shorter = against(_floors([1, 1, 1]), _scored([1, 1]))
    assert (shorter.gone, shorter.passed) == (("q2",), False)


def test_floors_of_other_questions_are_told() -> None:
    with pytest.raises(InputError, match="floors are of other questions"):
        against(Floors({}, {"other": {"Hit@5": 1.0}}), _scored([1]))


def test_doubtful_questions_are_no_floor() -> None:
    assert floors_of(_scored([1], doubtful=True), MADE_WITH).questions == {}


def test_floors_are_lowered_only_with_a_reason_that_is_kept() -> None:
    floors, scored = _floors([1] * 40), _scored([0] * 8 + [1] * 32)
    with pytest.raises(InputError, match="would be lowered: gold in answer; say why with --because"):
        lowering(floors, against(floors, scored), " ", date(2026, 11, 26))
    lowered = lowering(floors, against(floors, scored), "the gold was wrong", date(2026, 11, 26)).lowered
    assert lowered == (Lowered("2026-11-26", "the gold was wrong", {"gold in answer": (1.0, 0.8)}),)
    assert lowering(floors, against(floors, _scored([1] * 40)), "", date(2026, 11, 26)) == floors


def test_floors_are_read_as_they_were_written_a_question_a_line(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    floors = floors_of(_scored([1, 1 / 3]), MADE_WITH, (Lowered("2026-11-26", "why", {"Hit@5": [1.0, 0.8]}),))
    write_floors(file, floors)
    assert read_floors(file) == floors
    assert '"q1": {"gold in answer": 0.333333}' in file.read_text("utf-8").splitlines()[-3]


def test_damaged_floors_are_told(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "none.json") is None
    (tmp_path / "floors.json").write_text('{"questions": []}', "utf-8")
    with pytest.raises(InputError, match="holds no floors"):
        read_floors(tmp_path / "floors.json")
