from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.fakes_assistant import bridge_answer, hit, refusal
from ui.terminal.answers import beside, found, marked


def test_markers_are_coloured_and_nothing_else() -> None:
    text = marked("通车。[1][12] 3")
    assert [text.plain[span.start : span.end] for span in text.spans] == ["[1]", "[12]"]


def test_the_words_that_answer_are_bold_in_the_answer_and_in_the_quote_that_carries_it() -> None:
    answer = replace(bridge_answer(), short="2032年10月")
    lines = [marked(answer.marked, answer.short), *beside(answer, 200)]
    bold = [(at, line.plain[span.start : span.end]) for at, line in enumerate(lines) for span in line.spans]
    where = [lines[at].plain.strip()[:6] for at, words in bold if words == "2032年10月"]
    assert where == ["青岚大桥计划", "「大桥全长4"]


def test_a_citation_shows_its_place_of_publication_and_its_quote() -> None:
    said = "\n".join(line.plain for line in beside(bridge_answer(), 200))
    assert "[1] 《青岚日报》2031-03-02 第1版《青岚大桥主塔封顶》" in said
    assert "「大桥全长4.7公里，主塔高218米，计划于2032年10月通车。」" in said


def test_a_sentence_that_is_not_carried_is_named_with_its_reason() -> None:
    said = "\n".join(line.plain for line in beside(bridge_answer(), 200))
    assert "Not carried by its citation: 届时老城到岚东新区只要10分钟。 (原文是12分钟)" in said


def test_notes_stand_under_the_answer() -> None:
    said = "\n".join(line.plain for line in beside(bridge_answer(), 200))
    assert "Caution: 3月4日的更正说停车位是210个，不是120个。" in said


def test_a_refusal_shows_the_closest_articles() -> None:
    said = "\n".join(line.plain for line in beside(refusal("市长是谁？"), 200))
    assert " 1. 《青岚日报》2031-03-03 第2版《今年第一批候鸟飞抵岚湖》" in said


def test_a_hit_shows_where_every_index_ranked_it() -> None:
    said = "\n".join(line.plain for line in found([hit(0)], 200))
    assert "dense 1, words 2" in said


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    printed = [*beside(bridge_answer(), width), *beside(refusal("市长是谁？"), width), *found([hit(0), hit(1)], width)]
    assert max(cell_len(line.plain) for line in printed) <= width
