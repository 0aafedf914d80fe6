from datetime import date

from rag.records import Source
from ui.exports.references import reference

PLACE = Source("青岚日报", date(2031, 3, 2), "1", "青岚大桥主塔封顶")


def test_a_reference_names_authors_title_newspaper_day_and_page() -> None:
    assert reference(PLACE, ("沈砚秋", "何春桃")) == "沈砚秋, 何春桃. 青岚大桥主塔封顶[N]. 青岚日报, 2031-03-02(1)."


def test_more_than_three_authors_are_and_others() -> None:
    assert reference(PLACE, ("甲", "乙", "丙", "丁")).startswith("甲, 乙, 丙, 等. ")


def test_unknown_parts_are_left_out() -> None:
    assert reference(Source(headline="题")) == "题[N]."
    assert reference(Source("报", None, "", "题")) == "题[N]. 报."
