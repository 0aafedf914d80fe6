from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eval.cases import load_cases
from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision, Draft, draft_id, merged, read_drafts, write_drafts
from rag.errors import InputError

BRIDGE = Draft(
    id="draft-1",
    question="大桥多长？",
    answers=("3.2公里",),
    evidence=("大桥全长3.2公里。",),
    gold_titles=("大桥合龙",),
    gold_doc_ids=(),
    answerable=True,
    type="number",
    origin="templates",
    label="《临澜日报》",
    text="大桥全长3.2公里。",
    question_date=date(2024, 3, 5),
)
COST = replace(BRIDGE, id="draft-2", question="花了多少钱？", answers=(), evidence=(), gold_titles=(), answerable=False)


def _desk(folder: Path, *drafts: Draft) -> DraftDesk:
    write_drafts(folder / "drafts.jsonl", drafts or (BRIDGE, COST))
    return DraftDesk(folder / "drafts.jsonl", folder / "gold.jsonl")


def test_drafts_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_drafts(tmp_path / "drafts.jsonl", (BRIDGE, COST))
    assert read_drafts(tmp_path / "drafts.jsonl") == (BRIDGE, COST)


def test_accepted_drafts_are_a_gold_file_and_rejected_ones_are_not(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk.decide(replace(BRIDGE, question="大桥全长是多少？", decision=Decision.ACCEPTED))
    desk.decide(replace(COST, decision=Decision.REJECTED))
    (case,) = load_cases(tmp_path / "gold.jsonl")
    assert (case.qid, case.question, case.answers) == ("draft-1", "大桥全长是多少？", ("3.2公里",))
    assert (case.gold_titles, case.question_date) == (("大桥合龙",), date(2024, 3, 5))


def test_what_was_decided_is_there_when_the_drafts_are_opened_again(tmp_path: Path) -> None:
    _desk(tmp_path).decide(replace(BRIDGE, decision=Decision.ACCEPTED))
    again = DraftDesk(tmp_path / "drafts.jsonl", tmp_path / "gold.jsonl")
    assert again.counts() == {Decision.OPEN: 1, Decision.ACCEPTED: 1, Decision.REJECTED: 0}
    assert again.next_open() == COST


def test_the_next_open_draft_is_behind_the_last_one_or_again_from_the_top(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert desk.next_open("draft-1") == COST
    assert desk.next_open("draft-2") == BRIDGE


def test_an_answerable_draft_without_an_answer_is_not_accepted(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    with pytest.raises(InputError, match="draft-1 lacks an answer"):
        desk.decide(replace(BRIDGE, answers=(), decision=Decision.ACCEPTED))
    assert desk.counts()[Decision.ACCEPTED] == 0


def test_drafting_again_keeps_what_was_decided() -> None:
    decided = replace(BRIDGE, decision=Decision.REJECTED)
    assert merged([decided], [BRIDGE, COST]) == (decided, COST)


def test_a_question_has_the_same_id_whenever_it_is_drafted() -> None:
    assert draft_id("大桥多长？", "a1") == draft_id("大桥多长？", "a1") != draft_id("大桥多长？", "a2")


@pytest.mark.parametrize("bad", ["{", '{"id": "x"}', "[]"])
def test_a_line_that_is_no_draft_is_told_with_its_number(tmp_path: Path, bad: str) -> None:
    write_drafts(tmp_path / "drafts.jsonl", (BRIDGE,))
    with (tmp_path / "drafts.jsonl").open("a", encoding="utf-8") as file:
        file.write(bad + "\n")
    with pytest.raises(InputError, match=r"drafts\.jsonl:2: no draft"):
        read_drafts(tmp_path / "drafts.jsonl")


def test_an_id_used_twice_and_a_missing_file_are_told(tmp_path: Path) -> None:
    write_drafts(tmp_path / "drafts.jsonl", (BRIDGE, BRIDGE))
    with pytest.raises(InputError, match=r"drafts\.jsonl:2: the id draft-1 was used before"):
        read_drafts(tmp_path / "drafts.jsonl")
    with pytest.raises(InputError, match="make some with: baoda eval draft"):
        read_drafts(tmp_path / "none.jsonl")
