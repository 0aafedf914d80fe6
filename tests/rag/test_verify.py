"""Is a sentence carried by its passages? Pairs by hand: the meaning kept in other words, or broken by one change."""

from __future__ import annotations

from datetime import date

import pytest

from rag.records import Hit, Passage, Source, Strictness, Verdict
from rag.verify import check


def hit(text: str, headline: str, day: date | None = date(2024, 3, 4)) -> Hit:
    return Hit(Passage("p", "a", Source("临澜日报", day, "1", headline), text, 0, len(text)), 1.0)


BRIDGE = hit(
    "临澜大桥主桥昨日合龙。大桥全长3.2公里，总投资18.6亿元，由省路桥集团承建，2021年5月开工。"
    "市交通局局长沈牧野说：“大桥预计今年10月通车。通车后，过江时间由40分钟缩短到8分钟。”"
    "省路桥集团总工程师陆怀川介绍，主塔高超过200米，用钢约4.2万吨，施工期间未发生安全事故。",
    "临澜大桥主桥合龙 过江时间将缩短32分钟",
)
MARKET = hit(
    "东门菜市场改造后于3月4日重新开张，摊位由120个增加到160个，租金下降15%。经营户何春桃说，下水道修好了，再也不怕下雨。"
    "市场方表示，周边居民近3000人参加了问卷调查，92.5%的人对改造表示满意。市场暂不收取停车费。"
    "西门菜市场的改造将于4月15日启动，预计投资670万元。",
    "东门菜市场改造后重新开张",
)
FERRY = hit(
    "受大雾影响，3日13时起，临澜至鹭汀岛的4条客运航线全线停航，1260名旅客滞留码头，其中岛上约740人。"
    "市海事局通报，能见度一度不足200米。鹭汀岛管委会备有床位600张，向旅客免费供应热食。"
    "市轮渡公司提示，已购票的旅客可在7日内免费退票。去年同期停航2次，今年已停航5次。",
    "受大雾影响鹭汀岛航线停航",
)

KEPT = [
    (BRIDGE, "大桥全长3200米，总投资18.6亿元。"),
    (BRIDGE, "临澜大桥总投资为186000万元。"),
    (BRIDGE, "临澜大桥主桥于2024年3月3日合龙。"),
    (BRIDGE, "临澜大桥主桥3月3日合龙，全长3.2公里。"),
    (BRIDGE, "临澜大桥预计2024年10月通车。"),
    (BRIDGE, "沈牧野说，大桥预计今年10月通车。"),
    (BRIDGE, "据市交通局局长沈牧野介绍，通车后过江时间将由40分钟缩短到8分钟。"),
    (BRIDGE, "过江时间将从40分钟缩短为8分钟。"),
    (BRIDGE, "临澜大桥由省路桥集团承建。"),
    (BRIDGE, "大桥于二〇二一年五月开工。"),
    (BRIDGE, "主塔高度超过200米。"),
    (BRIDGE, "陆怀川说，主塔高逾200米，用钢约4.2万吨。"),
    (BRIDGE, "施工期间没有发生安全事故。"),
    (BRIDGE, "大桥用钢大约42000吨。"),
    (BRIDGE, "《临澜日报》2024年3月4日报道，临澜大桥主桥合龙。"),
    (BRIDGE, "过江时间将缩短32分钟。"),
    (MARKET, "东门菜市场3月4日重新开张。"),
    (MARKET, "改造后，东门菜市场的摊位从120个增至160个。"),
    (MARKET, "东门菜市场的租金下降了百分之十五。"),
    (MARKET, "近三千名周边居民参加了问卷调查。"),
    (MARKET, "对改造表示满意的人占92.5%。"),
    (MARKET, "何春桃表示，下水道修好了，不再怕下雨。"),
    (MARKET, "目前市场暂时不收停车费。"),
    (MARKET, "西门菜市场改造将于四月十五日启动，预计投资0.067亿元。"),
    (FERRY, "受大雾影响，临澜至鹭汀岛的四条航线从3月3日13时起停航。"),
    (FERRY, "共有1260名旅客滞留码头，岛上约有740人。"),
    (FERRY, "市海事局称，能见度一度不到200米。"),
    (FERRY, "鹭汀岛管委会准备了600张床位，并免费供应热食。"),
    (FERRY, "旅客可以在7日内免费退票。"),
    (FERRY, "今年已经停航5次，去年同期为2次。"),
]

BROKEN = [
    (BRIDGE, "大桥全长3.6公里，总投资18.6亿元。"),
    (BRIDGE, "大桥全长3.2米，总投资18.6亿元。"),
    (BRIDGE, "大桥全长3.2公里，总投资18.6亿美元。"),
    (BRIDGE, "大桥全长3.2公里，总投资18.6万元。"),
    (BRIDGE, "临澜大桥主桥于2024年3月2日合龙。"),
    (BRIDGE, "临澜大桥主桥于2023年3月3日合龙。"),
    (BRIDGE, "大桥预计今年12月通车。"),
    (BRIDGE, "市交通局局长陆怀川说：“大桥预计今年10月通车。”"),
    (BRIDGE, "市交通局局长王志远说，大桥预计今年10月通车。"),
    (BRIDGE, "大桥由省建工集团承建，2021年5月开工。"),
    (BRIDGE, "青屿大桥主桥昨日合龙。"),
    (BRIDGE, "过江时间由8分钟缩短到40分钟，全长18.6公里。"),
    (BRIDGE, "过江时间由40分钟缩短到8小时。"),
    (BRIDGE, "主塔高不足200米，用钢约4.2万吨。"),
    (BRIDGE, "主塔高200米，用钢约4.2万吨。"),
    (BRIDGE, "主塔高超过200米，用钢超过4.2万吨。"),
    (BRIDGE, "施工期间发生安全事故。"),
    (BRIDGE, "大桥预计今年10月不会通车。"),
    (BRIDGE, "沈牧野说：“大桥将成为全省第一。”"),
    (MARKET, "东门菜市场改造后于3月5日重新开张。"),
    (MARKET, "摊位由120个增加到180个。"),
    (MARKET, "摊位由160个增加到670个。"),
    (MARKET, "租金下降15个百分点。"),
    (MARKET, "租金下降92.5%。"),
    (MARKET, "周边居民超过3000人参加了问卷调查。"),
    (MARKET, "周边居民3000户参加了问卷调查。"),
    (MARKET, "市场收取停车费。"),
    (MARKET, "南门菜市场改造后于3月4日重新开张。"),
    (MARKET, "西门菜市场的改造将于3月4日启动，预计投资670万元。"),
    (FERRY, "受大雾影响，临澜至鹭汀岛的5条客运航线全线停航。"),
    (FERRY, "740名旅客滞留码头，其中岛上约1260人。"),
    (FERRY, "市气象局通报，能见度一度不足200米。"),
    (FERRY, "能见度一度超过200米。"),
    (FERRY, "鹭汀岛管委会备有床位600张，向旅客收费供应热食，还送去羽绒服、拖鞋和毛毯等各种用品。"),
    (FERRY, "市轮渡公司宣布，今后所有客船票价一律减半，旅客可持身份证领取补贴。"),
    (FERRY, "今年已停航2次。"),
]


@pytest.mark.parametrize(("evidence", "claim"), KEPT, ids=[claim for _, claim in KEPT])
def test_a_sentence_that_keeps_the_meaning_is_supported(evidence: Hit, claim: str) -> None:
    result = check(claim, [evidence])
    assert result.verdict is Verdict.SUPPORTED, result.reason


@pytest.mark.parametrize(("evidence", "claim"), BROKEN, ids=[claim for _, claim in BROKEN])
def test_a_sentence_with_one_thing_changed_is_unsupported(evidence: Hit, claim: str) -> None:
    result = check(claim, [evidence])
    assert result.verdict is Verdict.UNSUPPORTED
    assert result.reason


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("临澜大桥总投资41万亿元。", "“41万亿元”不在所引段落中"),
        ("大桥于2019年5月开工。", "“2019年5月”不在所引段落中"),
        ("DeepSeek预测大桥10月通车。", "“DeepSeek”不在所引段落中"),
        ("沈牧野称大桥是“海上长虹”。", "“海上长虹”不在所引段落中"),
        ("施工期间发生安全事故。", "否定丢失了"),
        ("主塔高200米。", "的“超过”丢失了"),
    ],
)
def test_the_reason_names_the_missing_piece(claim: str, named: str) -> None:
    assert named in check(claim, [BRIDGE]).reason


def test_a_literal_quote_is_supported_at_once() -> None:
    result = check("大桥全长3.2公里，总投资18.6亿元，由省路桥集团承建，2021年5月开工。", [BRIDGE])
    assert (result.verdict, result.reason) == (Verdict.SUPPORTED, "原文")


def test_a_stretch_torn_out_of_a_clause_is_no_literal_quote() -> None:
    assert check("发生安全事故。", [BRIDGE]).reason != "原文"


def test_any_of_the_cited_passages_may_carry_a_part() -> None:
    result = check("大桥全长3.2公里；东门菜市场的摊位增加到160个。", [BRIDGE, MARKET])
    assert result.verdict is Verdict.SUPPORTED


def test_a_passage_that_is_not_cited_carries_nothing() -> None:
    assert check("大桥全长3.2公里。", [MARKET]).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("text", ["您好！", "以下是相关情况：", "综上所述，情况如下：", ""])
def test_a_sentence_without_markers_that_claims_nothing_is_unchecked(text: str) -> None:
    assert check(text, []).verdict is Verdict.UNCHECKED


@pytest.mark.parametrize(
    "text", ["大桥全长3.2公里。", "沈牧野对此十分满意。", "这座桥建成以后人们过江就再也不用排队了。"]
)
def test_a_claim_without_markers_is_unsupported(text: str) -> None:
    result = check(text, [])
    assert (result.verdict, result.reason) == (Verdict.UNSUPPORTED, "这句话没有标明出处")


def test_an_english_sentence_has_its_numbers_compared() -> None:
    assert check("The bridge is 3.2 km long and cost 1.86 billion yuan.", [BRIDGE]).verdict is Verdict.UNCHECKED
    assert check("The bridge is 3.5 km long.", [BRIDGE]).verdict is Verdict.UNSUPPORTED
    assert check("The main span was joined on March 3, 2024.", [BRIDGE]).verdict is Verdict.UNCHECKED


def test_traditional_characters_and_full_width_digits_are_compared_as_the_same() -> None:
    assert check("臨瀾大橋全長３．２公里，總投資１８．６億元。", [BRIDGE]).verdict is Verdict.SUPPORTED


def test_an_undated_passage_still_carries_its_dates() -> None:
    undated = hit("大桥于5月3日开工。", "", None)
    assert check("大桥5月3日开工。", [undated]).verdict is Verdict.SUPPORTED
    assert check("大桥5月4日开工。", [undated]).verdict is Verdict.UNSUPPORTED


def test_strict_asks_for_nearer_wording_than_loose() -> None:
    claim = "大桥通车后，市民到对岸只花8分钟就够。"
    verdicts = [check(claim, [BRIDGE], strictness=level).verdict for level in Strictness]
    assert verdicts == [Verdict.UNSUPPORTED, Verdict.SUPPORTED, Verdict.SUPPORTED]


def test_a_value_joined_with_itself_is_unsupported_when_it_is_printed_once() -> None:
    assert check("摊位为160个和160个。", [MARKET]).reason == "“160个”在原文中只出现一次"
