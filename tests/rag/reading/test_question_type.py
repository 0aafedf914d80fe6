from __future__ import annotations

import pytest

from rag.chinese import fold
from rag.reading.question_type import QuestionType, answer_spans, asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("临澜大桥全长多少公里", QuestionType.NUMBER),
        ("大桥的总投资是多少", QuestionType.NUMBER),
        ("摊位增加了几成", QuestionType.NUMBER),
        ("施工用了多久", QuestionType.NUMBER),
        ("大桥什么时候通车", QuestionType.TIME),
        ("菜市场哪天重新开张", QuestionType.TIME),
        ("哪一年开始施工", QuestionType.TIME),
        ("交通局局长是谁", QuestionType.PERSON),
        ("是哪位工程师设计的", QuestionType.PERSON),
        ("开工仪式在哪里举行", QuestionType.PLACE),
        ("大桥是哪家公司承建的", QuestionType.ORGANISATION),
        ("他写了哪本书", QuestionType.WORK),
        ("哪些部门参加了会议", QuestionType.LIST),
        ("大桥为什么推迟通车", QuestionType.REASON),
        ("它被称为什么", QuestionType.THING),
        ("市长怎么看这件事", QuestionType.STATEMENT),
        ("菜市场改造完成了吗", QuestionType.YES_NO),
        ("什么是合龙", QuestionType.DEFINITION),
        ("大桥用了什么钢材", QuestionType.THING),
        ("临澜大桥通车时间", QuestionType.TIME),
        ("2024年全市粮食产量", QuestionType.NUMBER),
        ("渔灯节开幕式举办地", QuestionType.PLACE),
        ("《海图》的导演", QuestionType.PERSON),
        ("How long is the bridge", QuestionType.NUMBER),
        ("When does the market reopen", QuestionType.TIME),
        ("Who designed the bridge", QuestionType.PERSON),
    ],
)
def test_a_question_is_told_by_its_words(question: str, kind: QuestionType) -> None:
    assert asked(fold(question)).type is kind


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("有多少家商户", "商户由120家增加到160家", ["120家", "160家"]),
        ("来了多少人", "共有170名市民到场", ["170名"]),
        ("有几座桥", "冲垮了两座桥", ["两座"]),
        ("全长多少公里", "全长3.2公里,历时3年", ["3.2公里"]),
        ("投资多少钱", "总投资18.6亿元", ["18.6亿元"]),
        ("占多大比例", "占比近四成,达到38.5%", ["四成", "38.5%"]),
        ("哪一年建成", "2024年3月4日开张", ["2024年"]),
        ("几点开始", "当天14时30分开始", ["14时30分"]),
        ("一共有多少", "3月4日共售出5200", ["5200"]),
    ],
)
def test_answers_of_the_shape_asked_for_are_found(question: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in answer_spans(asked(question), text)] == found


def test_a_person_is_found_by_a_title_in_front_of_the_name() -> None:
    text = "市交通局局长沈牧野说,大桥预计10月通车。"
    assert any("沈牧野" in span.of(text) for span in answer_spans(asked("交通局局长是谁"), text))


def test_a_question_without_a_shape_finds_nothing() -> None:
    assert answer_spans(asked("大桥用了什么钢材"), "大桥用了耐候钢。") == []
