"""What a sentence tells is told of the same one, the same thing and the same way as in print."""

from __future__ import annotations

from datetime import date

import pytest

from rag.records import Hit, Passage, Source, Verdict
from rag.verify import check

DAY = date(2024, 5, 2)
PRINTED = """
第12分钟，北川队前锋叶知秋头球破门；第70分钟，替补出场的江小满单刀扳平比分。
省农业科学院2日发布消息，云溪乡今年新栽茶树40万株，其中白茶12万株。红茶产量1800吨，同比增长6.5%；绿茶产量950吨，同比增长9.2%。
烘干机换成电的以后，烟尘排放可以减少80%，噪声减少约20%。茶叶每公斤120元，与去年持平。门票价格不变。
两座桥中，梅岭桥和松口桥先行通车，其余三座仍在施工。景区共有路灯300盏，已更换180盏，其余月底前换完。
除救护车和校车外，其他车辆禁止驶入。周末食堂照常供餐。客流比去年同期高出约三成。
采茶工不必再爬上山顶过磅。茶厂下午在古镇广场开秤，持续到晚上。本季共收鲜叶2316筐。首日来了900人，15时20分排起长队。
苗圃区青石沟的茶农何大川最先发现病虫。茶博馆21时闭馆，入馆免费。
"""


def supported(claim: str, printed: str = PRINTED) -> bool:
    hit = Hit(Passage("p", "a", Source("", DAY, "", "茶园里的五月"), printed.strip(), 0, len(printed.strip())), 1.0)
    return check(claim, [hit]).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        ("为本队扳平比分的是江小满。", "扳平比分的是叶知秋。"),
        ("梅岭桥和松口桥先行通车。", "先行通车的是龙门桥。"),
        ("绿茶产量同比增长9.2%。", "绿茶产量同比增长6.5%。"),
        ("噪声减少约20%。", "噪声可以减少80%。"),
        ("茶叶的价格与去年持平。", "茶叶的价格比去年下降。"),
        ("景区的门票价格不变。", "景区的门票价格将上涨。"),
        ("景区的路灯已更换180盏。", "景区的路灯已全部更换。"),
        ("其他车辆禁止驶入。", "救护车也禁止驶入。"),
        ("周末食堂照常供餐。", "周末食堂休息。"),
        ("客流比去年高约三成。", "客流比去年低约三成。"),
        ("采茶工不用再爬上山顶。", "采茶工仍要爬上山顶。"),
    ],
)
def test_what_is_told_of_another_or_the_other_way_about_is_not_supported(kept: str, broken: str) -> None:
    assert (supported(kept), supported(broken)) == (True, False)


@pytest.mark.parametrize(
    "claim",
    [
        "本季收的鲜叶超过两千三百筐。",
        "第一天来了900人。",
        "5月2日下午3时20分排起长队。",
        "茶博馆晚上9点闭馆。",
        "茶博馆晚上开到9点。",
        "茶博馆不收费。",
        "最先发现病虫的是苗圃区茶农何大川。",
    ],
)
def test_what_follows_from_the_print_by_a_rule_is_supported(claim: str) -> None:
    assert supported(claim)


@pytest.mark.parametrize(
    "claim", ["本季收的鲜叶超过两千四百筐。", "本季收的鲜叶超过一千筐。", "本季收的鲜叶不足两千三百筐。"]
)
def test_a_round_number_follows_only_from_one_close_by_on_its_side(claim: str) -> None:
    assert not supported(claim)
