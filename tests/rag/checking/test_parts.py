"""The single comparisons of the check, each on sentences of its own."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from rag.checking.alignment import Line, evidence_lines
from rag.checking.contexts import Context
from rag.checking.copulas import otherwise
from rag.checking.facts import FactKind, facts
from rag.checking.known_names import known, with_known
from rag.checking.periods import months
from rag.checking.placing import misplaced
from rag.checking.plans import excepted, hastened
from rag.checking.rates import other_rate
from rag.checking.times_said import unsaid
from rag.records import Hit, Passage, Source, Verdict
from rag.verify import check

DAY = date(2024, 5, 2)  # a Thursday


def lines(text: str) -> tuple[Line, ...]:
    return evidence_lines(Hit(Passage("p", "a", Source("", DAY, "", "茶园里的五月"), text, 0, len(text)), 1.0))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("前两个月", "1至2月"),
        ("一季度", "1—3月"),
        ("上半年", "1月至6月"),
        ("第三季度", "7到9月"),
        ("头三个月", "前3个月"),
    ],
)
def test_spans_of_months_are_one_in_all_their_names(one: str, other: str) -> None:
    (mine,), (theirs,) = months(one), months(other)
    assert mine.same(theirs)


@pytest.mark.parametrize("text", ["前三季度", "3月2日至4月5日", "3至5个月", "干了两个月"])
def test_what_is_no_span_of_whole_months_is_none(text: str) -> None:
    assert not list(months(text))


def test_a_name_that_one_side_shows_is_found_on_the_other() -> None:
    claim = "国家卫生健康委许青岚团队获奖。"
    printed = lines("临澜大学许青岚团队获奖。")
    names = known(fact for line in printed for fact in line.facts)
    assert names["许青岚"] is FactKind.PERSON
    assert "许青岚" in [fact.text for fact in with_known(claim, facts(claim, DAY), names)]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("新茶园已经开放。", True),
        ("新茶园6月开放。", False),
        ("采茶节已开幕。", False),
    ],
)
def test_what_is_still_to_come_is_not_done(claim: str, told: bool) -> None:
    assert bool(hastened(claim, lines("新茶园预计6月开放，采茶节昨天已开幕。"))) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("公交车禁止通行。", True),
        ("机动车禁止通行。", False),
        ("除公交车外禁止通行。", False),
    ],
)
def test_whom_a_rule_excepts_it_does_not_bind(claim: str, told: bool) -> None:
    assert bool(excepted(claim, lines("除公交车、救护车外，其他机动车禁止通行。"))) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [("鸡蛋每斤9.4元。", True), ("鸡蛋每公斤9.4元。", False), ("鸡蛋每千克9.4元。", False)],
)
def test_a_price_by_another_measure_is_another_price(claim: str, told: bool) -> None:
    printed = lines("鸡蛋每公斤9.4元，与前一周持平。")
    assert bool(other_rate(claim, printed, printed)) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("茶馆周一休息。", True),
        ("茶馆周二休息。", False),
        ("周四上午开会。", True),
        ("下午开会。", False),
    ],
)
def test_a_weekday_and_a_part_of_the_day_must_be_printed(claim: str, told: bool) -> None:
    printed = lines("茶馆每周二休息。会议15时举行。")
    assert bool(unsaid(claim, facts(claim, DAY), printed, printed)) is told


def test_a_weekday_follows_from_a_printed_date() -> None:
    printed = lines("采茶节5月4日开幕。")
    for claim, told in (("采茶节周六开幕。", False), ("采茶节周日开幕。", True)):
        assert bool(unsaid(claim, facts(claim, DAY), printed, printed)) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [("路线的末站是老茶厂。", True), ("路线的末站是望海台。", False), ("末站设在望海台上。", False)],
)
def test_what_a_thing_is_must_be_what_the_paper_says(claim: str, told: bool) -> None:
    assert bool(otherwise(claim, lines("老茶厂听戏，末站在望海台放灯。"))) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("地面标识已补装150处。", "112处"),
        ("地面标识已补装112处。", ""),
        ("80岁以上补贴3元。", "5元"),
        ("60至79岁老人每餐补贴3元。", ""),
        ("展项增至460件。", ""),
        ("展项增至90件。", "460件"),
    ],
)
def test_a_figure_is_of_what_it_stands_beside(claim: str, told: str) -> None:
    printed = lines("车站的150处地面标识已补装112处。60至79岁老人每餐补贴3元，80岁以上补贴5元。展项从90件增加到460件。")
    reason = misplaced(claim, facts(claim, DAY), printed, printed)
    assert told in reason if told else reason == ""


@pytest.mark.parametrize("text", ["安置点设在社区活动中心。", "最难的是青屿大桥路段。", "全市社区食堂开张。"])
def test_words_that_end_as_names_do_are_not_taken_for_names(text: str) -> None:
    found = {fact.text for fact in facts(text, DAY)}
    assert not found & {"设在社区", "全市社区"}


@pytest.mark.parametrize(
    ("text", "name"), [("馆长章叙白说", "章叙白"), ("主教练贺兰舟赛后说", "贺兰舟"), ("传承人柳三娘将开课", "柳三娘")]
)
def test_a_person_behind_an_office_is_named_whole(text: str, name: str) -> None:
    assert name in [fact.text for fact in facts(text, DAY) if fact.kind is FactKind.PERSON]


def test_the_year_compared_with_is_printed_as_year_on_year() -> None:
    text = "平均月薪为6850元，同比增长4.1%。"
    hit = Hit(Passage("p", "a", Source("", DAY, "", "招聘会"), text, 0, len(text)), 1.0)
    assert check("平均月薪是6850元，比去年增长4.1%。", [hit]).verdict is Verdict.SUPPORTED
    assert check("去年平均月薪是6850元。", [hit]).verdict is Verdict.UNSUPPORTED


def test_a_fact_in_a_long_row_of_figures_keeps_the_nearest_company() -> None:
    row = "".join(f"{number}吨" for number in range(100, 200))
    stated = facts(row, None)
    company = Context.of(row, stated[50], stated).company
    assert 0 < len(company) <= 24
    assert {stated[49], stated[51]} <= set(company)


def test_a_claim_and_a_passage_of_hundreds_of_dates_without_a_stop_are_compared_in_seconds() -> None:
    day = "新华社北京1月21日电"
    text = day * 300 + "2月30日"
    hit = Hit(Passage("p", "a", Source("", DAY, "", "招聘会"), text, 0, len(text)), 1.0)
    began = process_time()
    assert check(day * 400 + "，" + "2024年6月19日" * 200, [hit]).verdict is Verdict.UNSUPPORTED
    assert process_time() - began < 10
