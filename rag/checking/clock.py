"""Times of day as printed, as hour and minute of 24: 下午3点半, 15时30分 and 15:30 are one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.checking.numerals import han_number
from rag.chinese import Span

_PART = "上午|中午|下午|午后|傍晚|晚上|晚间|夜间|深夜|晚|凌晨|清晨|早上|早晨|清早"
_LATE = frozenset("下午 午后 傍晚 晚上 晚间 夜间 深夜 晚".split())
_HAN_HOUR = "二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九]"
_HAN_DIGITS = "一二两三四五六七八九十"
_LEADS = tuple("日 号 天 至 到 从 自 前 — -".split())
_FOLLOWS = tuple("至 到 起 左右 开始 — -".split())
_CLOCK = re.compile(
    rf"(?P<part>{_PART})?\s*(?:"
    rf"(?<![\d.:])(?P<hour>[01]?\d|2[0-4])时(?![代期速段])(?:(?P<minute>[0-5]?\d)分(?!钟)|(?P<half>半))?"
    rf"|(?<![\d.:])(?P<hour2>[01]?\d|2[0-4]|{_HAN_HOUR})点(?:(?P<minute2>[0-5]?\d)分(?!钟)|(?P<half2>半)|(?P<exact>[钟整]))?"
    r"|(?<![\d.:])(?P<hour3>[01]?\d|2[0-3]):(?P<minute3>[0-5]\d)(?![\d:])"
    r")"
)
_PART_APART = re.compile(rf"(?P<part>{_PART})[^\d，。；、,;{_HAN_DIGITS}]{{1,6}}$")  # 晚上开到10点


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and where it stands; the minute is None where only the hour is said."""

    span: Span
    hour: int
    minute: int | None


def clocks(text: str) -> tuple[Clock, ...]:
    """Return the times of day of a text in order; `text` as `rag.checking.numbers.level` gives it."""
    return tuple(_clock(match) for match in _CLOCK.finditer(text) if _is_time(match))


def _is_time(match: re.Match[str]) -> bool:
    """Return whether 点 tells the time here: 上午8点, 8点半 and 3日8点 do, 提出8点建议 and 两点 do not."""
    if not match["hour2"]:
        return True
    said = match["part"] or match["minute2"] or match["half2"] or match["exact"]
    before, behind = match.string[: match.start()].rstrip(), match.string[match.end() :]
    return bool(said) or before.endswith(_LEADS) or behind.startswith(_FOLLOWS)


def _clock(match: re.Match[str]) -> Clock:
    numeral = match["hour"] or match["hour2"] or match["hour3"]
    hour = int(numeral) if numeral.isdecimal() else int(han_number(numeral))
    apart = _PART_APART.search(match.string, 0, match.start())
    if hour < 12 and (match["part"] or (apart["part"] if apart else "")) in _LATE:
        hour += 12
    minute = match["minute"] or match["minute2"] or match["minute3"]
    if match["half"] or match["half2"]:
        return Clock(Span(match.start(), match.end()), hour, 30)
    return Clock(Span(match.start(), match.end()), hour, int(minute) if minute else None)
