"""Contradictions in print: found with their values, newest or corrected first; other things' figures are none."""

from __future__ import annotations

from datetime import date

import pytest

from rag.conflicts import Conflict, find_conflicts
from rag.protocols import Quote
from rag.records import Article, Hit, Passage, Query, Source


def article(headline: str, text: str, day: int) -> Article:
    return Article.of(Source("临澜日报", date(2024, 3, day), "1", headline), (text,))


def hit(of: Article) -> Hit:
    return Hit(Passage(f"p{of.id}", of.id, of.source, of.body, 0, len(of.body)), 1.0)


def quote(of: Article) -> Quote:
    return Quote(hit(of), of.body, 0, len(of.body))


WHARF = article("东港码头开港", "东港码头新建2个泊位，总投资23.8亿元。", 4)
NOTICE = article("更正", "本报3月4日第1版《东港码头开港》一文中，“总投资23.8亿元”应为“总投资32.8亿元”。", 5)
TOWER = article("灯塔亮灯", "东礁灯塔建于1931年，塔高34米。", 6)
TOWER_AGAIN = article("灯塔里的春天", "东礁灯塔塔高36米，守灯人有两名。", 9)


def values(conflict: Conflict) -> list[tuple[str, bool]]:
    return [(value.text, value.corrected) for value in conflict.values]


def test_two_heights_of_one_tower_are_a_conflict_newest_first() -> None:
    (found,) = find_conflicts(Query("东礁灯塔高多少米？"), [quote(TOWER)], [hit(TOWER), hit(TOWER_AGAIN)])
    assert values(found) == [("36米", False), ("34米", False)]
    assert found.values[0].printed == date(2024, 3, 9)
    assert found.dated
    assert found.subject == "东礁灯塔高"


def test_a_correction_comes_before_what_it_corrects_from_either_side() -> None:
    for quoted in (WHARF, NOTICE):
        (found,) = find_conflicts(Query("东港码头总投资多少？"), [quote(quoted)], [hit(WHARF), hit(NOTICE)])
        assert values(found) == [("总投资32.8亿元", False), ("总投资23.8亿元", True)]
        assert found.dated


RACE = article("马拉松开跑", "首届马拉松3月30日上午8时开跑，规模8000人，报名费100元。", 7)
FEE = article("更正", "本报3月7日第1版《马拉松开跑》一文中，“报名费100元”应为“报名费120元”。", 8)


@pytest.mark.parametrize(
    ("question", "number"), [("马拉松报名费多少钱？", 1), ("马拉松几点开跑？", 0), ("马拉松的规模是多少人？", 0)]
)
def test_a_correction_is_shown_only_where_what_it_corrects_is_asked_for(question: str, number: int) -> None:
    assert len(find_conflicts(Query(question), [quote(RACE)], [hit(RACE), hit(FEE)])) == number


def test_a_question_in_another_language_finds_the_correction_by_its_translation() -> None:
    query = Query("How much is the marathon's fee?", translation="多少马拉松报名费")
    (found,) = find_conflicts(query, [quote(RACE)], [hit(RACE), hit(FEE)])
    assert values(found) == [("报名费120元", False), ("报名费100元", True)]


def test_a_correction_of_another_article_corrects_nothing_here() -> None:
    other = article("西港码头开港", "西港码头岸线长780米，总投资23.8亿元。", 4)
    assert not find_conflicts(Query("西港码头总投资多少？"), [quote(other)], [hit(other), hit(NOTICE)])


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("灯塔高多少米？", "东礁灯塔塔高34米。", "南屿灯塔塔高28米。"),
        ("粮食产量是多少？", "2023年全县粮食产量4万吨。", "2022年全县粮食产量3.8万吨。"),
        ("粮食产量是多少？", "全县粮食产量4万吨。", "全县粮食产量同比增长500吨。"),
        ("滞留旅客多少人？", "截至3日20时，滞留旅客1260人。", "截至4日20时，滞留旅客430人。"),
        ("总投资多少？", "码头总投资约23.8亿元。", "码头总投资23.82亿元。"),
    ],
)
def test_figures_of_other_things_years_and_hours_are_no_conflict(question: str, one: str, other: str) -> None:
    first, second = article("见闻", one, 4), article("再访", other, 7)
    assert not find_conflicts(Query(question), [quote(first)], [hit(first), hit(second)])


def test_an_article_does_not_contradict_itself() -> None:
    of = article("灯塔", "东礁灯塔塔高34米。东礁灯塔旧塔塔高21米。", 4)
    assert not find_conflicts(Query("东礁灯塔高多少米？"), [Quote(hit(of), of.body[:10], 0, 10)], [hit(of)])
