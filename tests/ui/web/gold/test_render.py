from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision, write_drafts
from tests.eval.drafting.test_drafts import BRIDGE, COST
from ui.web.gold import render
from ui.web.gold.texts import CHINESE, ENGLISH


def test_a_row_says_what_was_decided_and_what_is_asked() -> None:
    accepted = replace(BRIDGE, decision=Decision.ACCEPTED)
    assert render.rows([accepted, COST], CHINESE) == [
        ["✓", "1", "数字", "大桥多长？ → 3.2公里"],
        ["·", "2", "数字", "花了多少钱？ → 无"],
    ]


def test_evidence_is_marked_in_the_article_and_the_answer_in_it() -> None:
    shown = render.article(replace(BRIDGE, text="大桥合龙。大桥全长3.2公里。明年通车。"), CHINESE)
    assert "大桥合龙。<mark>大桥全长<b>3.2公里</b>。</mark>明年通车。" in shown


def test_what_an_article_prints_cannot_become_markup() -> None:
    shown = render.article(
        replace(BRIDGE, text="<script>大桥全长3.2公里。", origin="rated bad", remark="<b>", label="<i>"), CHINESE
    )
    assert not any(tag in shown for tag in ("<script>", "<b></b>", "<i>"))


def test_a_long_article_is_cut_around_its_evidence() -> None:
    shown = render.article(replace(BRIDGE, text="甲" * 9000 + BRIDGE.evidence[0] + "乙" * 9000), CHINESE)
    assert "<mark>大桥全长" in shown
    assert len(shown) < 4000


def test_the_status_counts_what_was_decided(tmp_path: Path) -> None:
    write_drafts(tmp_path / "d.jsonl", [replace(BRIDGE, decision=Decision.ACCEPTED), COST])
    shown = render.status(DraftDesk(tmp_path / "d.jsonl", tmp_path / "gold.jsonl"), CHINESE)
    assert "<b>1</b> 待定" in shown
    assert '<b class="good">1</b> 接受' in shown


def test_when_all_is_decided_the_page_says_so() -> None:
    assert "都定了" in render.article(None, CHINESE)


def test_a_rated_answer_is_shown_with_what_is_to_be_done() -> None:
    shown = render.article(replace(BRIDGE, origin="rated bad", remark="1.5公里。"), CHINESE)
    assert "回答是：1.5公里。 请写明正确答案" in shown
    assert "The answer was refused. Write the right answer" in render.article(
        replace(BRIDGE, origin="rated differently"), ENGLISH
    )
