from __future__ import annotations

from rag.reading.windows import narrowed, whole
from tests.samples import article, passages

LONG = article(
    "临澜大桥主桥合龙",
    (
        "临澜大桥主桥昨日合龙，市民在江边观看了整个过程，不少人带着孩子，从清晨一直等到中午。",
        "大桥全长3.2公里，是全市最长的一座桥。大桥总投资18.6亿元，由市财政和银行贷款共同承担。",
        "东门菜市场也在同一天重新开张，摊位由120个增加到160个，下水道全部换新，地面重新铺过。",
    ),
)


def test_a_part_holds_the_sentence_most_like_the_question_and_stands_in_the_passage() -> None:
    (passage,) = passages(LONG)
    for question, wanted in (("大桥总投资是多少？", "18.6亿元"), ("菜市场有多少个摊位？", "160个")):
        part = narrowed(question, passage, 60)
        assert wanted in part.window.text
        assert len(part.window.text) <= 60
        assert passage.text[part.start : part.start + len(part.window.text)] == part.window.text


def test_a_sentence_that_is_too_long_is_read_whole() -> None:
    (passage,) = passages(LONG)
    assert narrowed("大桥总投资是多少？", passage, 10).window.text.endswith("承担。")


def test_a_short_passage_is_read_whole_with_its_headline() -> None:
    (passage,) = passages(article("短讯", ("大桥全长3.2公里。",)))
    assert narrowed("大桥多长？", passage) == whole(passage)
    assert whole(passage).window.headline == "短讯"
