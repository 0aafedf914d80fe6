"""超过, 不足, 近 and 约: which side of a printed number the real one lies on."""

from __future__ import annotations

import re
from enum import StrEnum


class Bound(StrEnum):
    """Which side of the printed number the real one lies on."""

    EXACT = ""
    ABOVE = "超过"
    BELOW = "不足"
    NEARLY = "近"
    ABOUT = "约"
    REACHED = "突破"


_BEFORE = (
    (
        re.compile(
            "(?:不超过|不高于|不多于|至多|最多|不足|不到|不满|低于|少于|小于|below|under|less than|at most)"
            "(?:了|有|过)?$"
        ),
        Bound.BELOW,
    ),
    (
        re.compile(
            "(?:超过|超出|超|逾|多于|高于|大于|不低于|不少于|不下|至少|最少|over|above|more than|at least)"
            "(?:了|有|过)?$"
        ),
        Bound.ABOVE,
    ),
    (re.compile("(?:突破|跨过|迈上)了?$"), Bound.REACHED),
    (re.compile("(?:接近|将近|近|nearly|almost)(?:了|有)?$"), Bound.NEARLY),
    (
        re.compile(
            "(?:大约|大概|约|about|around|roughly|approximately)(?:有|为|达|合|要|需|需要|花|用|要花|要用|是|在)?$"
        ),
        Bound.ABOUT,
    ),
)
_BEHIND = (
    (re.compile("^(?:以上|有余)"), Bound.ABOVE),
    (re.compile("^(?:以下|以内|之内)"), Bound.BELOW),
    (re.compile("^(?:左右|上下|前后)"), Bound.ABOUT),
)
_ALIKE = frozenset(
    {
        frozenset({Bound.NEARLY, Bound.ABOUT}),
        frozenset({Bound.NEARLY, Bound.BELOW}),
        frozenset({Bound.REACHED, Bound.ABOVE}),
        frozenset({Bound.REACHED, Bound.EXACT}),
    }
)


def bound_at(before: str, behind: str) -> Bound:
    """Return the bound that the words right before or right behind a number give it."""
    for pattern, bound in _BEFORE:
        if pattern.search(before):
            return bound
    return next((bound for pattern, bound in _BEHIND if pattern.search(behind)), Bound.EXACT)


def alike(bound: Bound, other: Bound) -> bool:
    """Return whether two bounds say the same: 近 and 约 do, 超过 and 近 do not."""
    return bound is other or frozenset({bound, other}) in _ALIKE
