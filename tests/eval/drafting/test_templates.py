from __future__ import annotations

import pytest

from eval.drafting.templates import Proposal, proposals

TRAM = (
    "线路西起帆石山站，东至鹭汀码头站，全长46.2公里，设站29座。\n"
    "市轨道交通集团总工程师陆怀川介绍，2号线于2019年9月开工。\n"
    "因大雾，鹭汀岛航线全线停航一天。"
)


def _asked(body: str, kind: str) -> list[Proposal]:
    return [one for one in proposals("2号线运营", body) if one.type == kind]


def test_a_figure_is_asked_for_in_its_place() -> None:
    first = _asked(TRAM, "number")[0]
    assert first.question == "线路西起帆石山站，东至鹭汀码头站，全长多少公里？"
    assert first.answers == ("46.2公里",)
    assert first.evidence == ("线路西起帆石山站，东至鹭汀码头站，全长46.2公里，设站29座。",)


@pytest.mark.parametrize(
    ("kind", "question", "answers"),
    [
        ("time", "2号线于什么时候开工？", ("2019年9月",)),
        ("person", "市轨道交通集团总工程师是谁？", ("陆怀川",)),
        ("place", "线路西起帆石山站，东至哪里？", ("鹭汀码头站",)),
        ("reason", "为什么鹭汀岛航线全线停航一天？", ("大雾",)),
    ],
)
def test_days_names_places_and_reasons_are_asked_for(kind: str, question: str, answers: tuple[str, ...]) -> None:
    assert (question, answers) in [(one.question, one.answers) for one in _asked(TRAM, kind)]


def test_a_day_with_its_hour_may_be_answered_by_the_day() -> None:
    (when,) = _asked("马拉松将于4月14日7时30分在渔港广场鸣枪起跑。", "time")
    assert when.answers == ("4月14日7时30分", "4月14日")


def test_every_answer_stands_in_its_evidence_and_the_evidence_in_the_article() -> None:
    for one in proposals("2号线运营", TRAM):
        assert all(text in TRAM for text in one.evidence)
        assert all(answer in one.evidence[0] for answer in one.answers)


@pytest.mark.parametrize("sentence", ["其中换乘站设有出口5座。", "2023年全市新增学校。", "这是一场难得的演出盛会。"])
def test_what_leans_on_the_sentence_before_or_counts_nothing_is_not_asked(sentence: str) -> None:
    assert _asked(sentence, "number") == []


def test_what_a_headline_raises_in_vain_has_no_answer() -> None:
    vain = _asked(TRAM, "unanswerable")
    assert "“2号线运营”一事一共花了多少钱？" in [one.question for one in vain]
    assert all((one.answers, one.evidence) == ((), ()) for one in vain)
    paid = TRAM + "\n总投资约287亿元。"
    assert not any("花了多少钱" in one.question for one in _asked(paid, "unanswerable"))
