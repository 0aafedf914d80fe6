"""The edges of a line: what it begins with and the mark it ends with."""

from __future__ import annotations

import re
from enum import IntEnum


class Ending(IntEnum):
    """The mark that a line ends with."""

    STOP = 0  # 。 or a row of dots, with closing quotes after it
    CALL = 1  # ！？
    PAUSE = 2  # ，、；
    COLON = 3  # ：——
    CLOSER = 4  # ”》）
    PARTICLE = 5  # a word that cannot stand last: 的 和 在
    OTHER = 6


class Starting(IntEnum):
    """What a line begins with."""

    CLOSER = 0  # never printed at a line's start
    PARTICLE = 1  # a word that cannot stand first in a phrase: 的 了 们
    OPENER = 2  # “《（【
    OTHER = 3


_START_CLOSERS = frozenset("，。、；：！？”’）》】」』…)")
_START_PARTICLES = frozenset("的了着们地得吗呢吧么")
_OPENERS = frozenset("“‘（《【「『(")
_END_PARTICLES = frozenset("的和与及在是把被将向对从为而或并由于就也很更最不")
_CLOSERS = "”’）》】」』)"
_STOPS = re.compile(rf"[。.…][{_CLOSERS}]*$")
_CALLS = re.compile(rf"[！？!?][{_CLOSERS}]*$")


_BRACKETS = ("（）", "“”", "《》", "【】", "「」", "()")


def left_open(text: str) -> bool:
    """Whether a bracket or a quotation mark is opened and not closed."""
    return any(text.rfind(pair[0]) > text.rfind(pair[1]) for pair in _BRACKETS)


def closed_first(text: str) -> bool:
    """Whether a bracket or a quotation mark is closed that was not opened."""
    return any(0 <= text.find(pair[1]) < (text.find(pair[0]) if pair[0] in text else len(text)) for pair in _BRACKETS)


def starting(text: str) -> Starting:
    """Return what a line begins with."""
    if text[0] in _START_CLOSERS:
        return Starting.CLOSER
    if text[0] in _START_PARTICLES:
        return Starting.PARTICLE
    return Starting.OPENER if text[0] in _OPENERS else Starting.OTHER


def ending(text: str) -> Ending:
    """Return the mark that a line ends with."""
    if _STOPS.search(text):
        return Ending.STOP
    if _CALLS.search(text):
        return Ending.CALL
    mark = text[-1]
    if mark in "，、；,;":
        return Ending.PAUSE
    if mark in "：:—":
        return Ending.COLON
    if mark in _CLOSERS:
        return Ending.CLOSER
    return Ending.PARTICLE if mark in _END_PARTICLES else Ending.OTHER
