"""Units and counters that a newspaper prints after a number, each with its base unit and factor."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as so many of its base unit."""

    base: str
    factor: Fraction


MONEY = "元"

_MEASURES: dict[str, tuple[tuple[str, Fraction | int], ...]] = {
    "元": (("元", 1), ("元人民币", 1), ("块钱", 1)),
    "港元": (("港元", 1), ("港币", 1)),
    "米": (
        ("毫米", Fraction(1, 1000)),
        ("厘米", Fraction(1, 100)),
        ("米", 1),
        ("公里", 1000),
        ("千米", 1000),
        ("km", 1000),
    ),
    "平方米": (
        ("平方米", 1),
        ("㎡", 1),
        ("平米", 1),
        ("平方公里", 10**6),
        ("平方千米", 10**6),
        ("公顷", 10**4),
        ("亩", Fraction(10**4, 15)),
    ),
    "升": (("升", 1), ("毫升", Fraction(1, 1000)), ("立方米", 1000), ("方", 1000)),
    "公斤": (
        ("公斤", 1),
        ("千克", 1),
        ("kg", 1),
        ("吨", 1000),
        ("克", Fraction(1, 1000)),
        ("毫克", Fraction(1, 10**6)),
        ("斤", Fraction(1, 2)),
    ),
    "秒": (
        ("秒", 1),
        ("秒钟", 1),
        ("分钟", 60),
        ("小时", 3600),
        ("个小时", 3600),
        ("个多小时", 3600),
        ("天", 86400),
        ("日", 86400),
        ("整天", 86400),
        ("周", 7 * 86400),
        ("个星期", 7 * 86400),
        ("星期", 7 * 86400),
    ),
    "岁": (("岁", 1), ("周岁", 1)),
    "个月": (("个月", 1), ("个多月", 1), ("年", 12), ("周年", 12), ("年多", 12), ("个季度", 3), ("个年头", 12)),
    "瓦": (("瓦", 1), ("千瓦", 1000), ("兆瓦", 10**6), ("吉瓦", 10**9)),
    "瓦时": (("瓦时", 1), ("千瓦时", 1000), ("兆瓦时", 10**6), ("度电", 1000)),
    "伏": (("伏", 1), ("千伏", 1000)),
    "摄氏度": (("摄氏度", 1), ("℃", 1), ("°C", 1)),
    "%": (("%", 1), ("‰", Fraction(1, 10)), ("成", 10), ("percent", 1), ("per cent", 1)),
    "百分点": (("个百分点", 1), ("百分点", 1)),
    "人": (("人", 1), ("名", 1), ("位", 1), ("余人", 1)),
}

# Units that stand for themselves.
_PLAIN = (
    "美元 欧元 日元 英镑 卢布 韩元 澳元 加元 卢比 新台币 海里 英尺 英里 光年 人次 倍 折 度 帕 赫兹 流明 "
    "分贝 纳米 微米 桶 字节 比特 "
    "时速 节 克拉 兆 个工作日"
).split()
_COUNTED = (
    "标箱 册次 册 个 家 项 座 件 套 台 辆 艘 架 条 次 起 例 场 届 期 部 本 篇 首 幅 枚 颗 粒 头 只 匹 株 棵 支 队 组 "
    "批 种 类 户 栋 幢 间 层 所 处 "
    "站 班 列 趟 路 门 款 样 副 双 对 张 份 封 页 版 行 字 级 号 线 局 分 票 席 轮 道 块 根 把 顶 盏 "
    "片 段 节课 口 尾 羽 盆 顿 "
    "桌 床 箱 袋 瓶 杯 盒 车 船 卷 集 幕 名次 声 步 面 点 万次 代 批次 周期 金 银 铜 枪 席位 摊位 机 胎 "
    "环 局 盘 球 记"
).split()

UNITS: dict[str, Unit] = {
    **{name: Unit(name, Fraction(1)) for name in (*_PLAIN, *_COUNTED)},
    **{name: Unit(base, Fraction(factor)) for base, members in _MEASURES.items() for name, factor in members},
}

# Counters say what kind of thing is counted, not how much: 120家企业 and 120个企业 are the same number.
COUNTERS = frozenset(_COUNTED) | {"人", "人次"}

LATIN_UNITS: dict[str, str] = {
    "km": "公里",
    "kilometers": "公里",
    "kilometres": "公里",
    "kg": "公斤",
    "tons": "吨",
    "tonnes": "吨",
    "meters": "米",
    "metres": "米",
    "yuan": "元",
    "rmb": "元",
    "us dollars": "美元",
    "dollars": "美元",
    "euros": "欧元",
    "percent": "%",
    "per cent": "%",
    "percentage points": "百分点",
    "people": "人",
    "persons": "人",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
    "hours": "小时",
    "minutes": "分钟",
    "times": "倍",
    "mu": "亩",
    "hectares": "公顷",
}
