"""What a figure is counted by: 每斤 where the paper prints 每公斤 is another price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.checking.alignment import Line
from rag.checking.numbers import level
from rag.checking.units import UNITS

_ALIKE = {"日": "天", "星期": "周", "礼拜": "周", "名": "人", "位": "人", "千克": "公斤", "个月": "月", "趟": "次"}
_GROUPS = (
    frozenset({"天", "周", "月", "季度", "年", "小时", "分钟", "秒"}),
    frozenset({"人", "户", "家", "队", "村", "次"}),
)
_NAMES = sorted({*UNITS, *_ALIKE, *(name for group in _GROUPS for name in group)}, key=len, reverse=True)
_RATE = re.compile(rf"每(?:一|1)?(?P<unit>{'|'.join(re.escape(name) for name in _NAMES)})")


def other_rate(claim: str, best: Sequence[Line], lines: Sequence[Line]) -> str:
    """Return the reason that names a 每… of the claim where its lines print another of the same measure, or nothing."""
    printed = {_unit(match["unit"]) for line in lines for match in _RATE.finditer(level(line.text))}
    nearby = [match for line in best for match in _RATE.finditer(level(line.text))]
    own = {_unit(match["unit"]) for match in _RATE.finditer(level(claim))}
    for match in _RATE.finditer(level(claim)):
        unit = _unit(match["unit"])
        if unit in printed:
            continue
        for other in nearby:
            if _unit(other["unit"]) not in own and _same_measure(unit, _unit(other["unit"])):
                return f"“{match.group()}”与原文不符，原文此处为“{other.group()}”"
    return ""


def _unit(name: str) -> str:
    return _ALIKE.get(name, name)


def _same_measure(one: str, other: str) -> bool:
    if any({one, other} <= group for group in _GROUPS):
        return True
    return one in UNITS and other in UNITS and UNITS[one].base == UNITS[other].base
