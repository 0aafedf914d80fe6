"""Is one thing put in another's place inside otherwise kept words? Found by aligning the sentence with its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.checking import negation
from rag.checking.alignment import Line, bare, named
from rag.checking.exchanges import names_differ, unheard_of, values_differ
from rag.checking.facts import Fact
from rag.checking.pieces import Piece, pieces_of, text_of

_A_CLAUSE = 4  # characters of a clause that can stand for itself
_KEPT = 3  # pieces that must agree on each side of a swap, the sentence's own edge excepted
_LONGEST = 12  # pieces; more is a rewording, not a swap
_MANY = 400  # pieces of a sentence; no printed one has as many, and aligning takes time by the cube of them
_AT_EDGE = 8  # pieces of a swap that begins or ends the sentence: nothing holds it on that side
_AFFIRMS = frozenset("已 已经 将 会 将会 可 可以 能 也 都 均 曾 是".split())
# Single characters whose exchange turns a word around: 月薪 and 年薪, 以东 and 以西.
_OPPOSED = [
    set(pair) for pair in "东西 南北 上下 男女 年月 月日 首末 进出 升降 增减 涨跌 高低 早晚 买卖 胜负 主客".split()
]
_OPPOSED += [{one, other} for one in "省市县区州" for other in "省市县区州" if one != other]  # 省医院 and 市医院
_NUMERALS = "一二三四五六七八九十"
_SAME_BUT_ONE = 0.85  # share of pieces that agree where a sentence is a printed one with a single exchange
_ENDS = frozenset("。．.！!？?；;，,")
_STANDS_FOR = re.compile(
    "^(?:他们|她们|它们|他|她|它|其|自己|该.{0,3}|本.{0,2}|此.{0,2}|当地|这里|那里|[这那][条座名位个家项场次艘头种篇部届支所些]?.{0,2}|双方|对方|两国|前者|后者|我国|全国|国内|同日|当日|当天)$"
)


def swapped(claim: str, stated: Sequence[Fact], best: Sequence[Line], whole: str) -> str:
    """Return the reason that names what was put in place of something printed; else nothing.

    `best` are the lines that the claim leans on, `whole` is all of the evidence as `alignment.bare` gives it.
    """
    mine = list(pieces_of(claim, stated))
    while mine and mine[-1].key in _ENDS:
        mine.pop()
    for line in best:
        printed = list(pieces_of(line.text, line.facts))
        while printed and printed[-1].key in _ENDS:
            printed.pop()
        reason = _swap(mine, printed, claim, whole)
        if reason:
            return reason
    return ""


def _swap(mine: list[Piece], printed: list[Piece], claim: str, whole: str) -> str:
    if max(len(mine), len(printed)) > _MANY:
        return ""
    matcher = SequenceMatcher(None, [piece.key for piece in mine], [piece.key for piece in printed], autojunk=False)
    steps = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal" or max(b - a, d - c) > _LONGEST:
            continue
        before = steps[place - 1] if place else None
        behind = steps[place + 1] if place + 1 < len(steps) else None
        if not (_holds(before, len(mine)) and _holds(behind, len(mine))) or (before is None and behind is None):
            continue
        lone = kind == "replace" and matcher.ratio() > _SAME_BUT_ONE and sum(step[0] != "equal" for step in steps) == 1
        if not lone and _printed_so(mine, a, b, whole):
            continue
        ours, theirs = mine[a:b], printed[c:d]
        if (before is None or behind is None) and max(len(ours), len(theirs)) > _AT_EDGE:
            continue
        reason = _negation_moved(ours, theirs, mine[b : b + 2]) or (
            _replaced(ours, theirs, claim, whole) if kind == "replace" else ""
        )
        if reason:
            return reason
    return ""


def _printed_so(mine: Sequence[Piece], start: int, end: int, whole: str) -> bool:
    """Return whether the clauses that hold these pieces stand in print word for word: joined to others, not swapped."""
    marks = [place for place, piece in enumerate(mine) if piece.key in _ENDS]
    first = max((place + 1 for place in marks if place < start), default=0)
    last = min((place for place in marks if place >= end), default=len(mine))
    clauses = "".join("，" if piece.key in _ENDS else piece.text for piece in mine[first:last]).split("，")
    return start < end and all(len(bare(clause)) >= _A_CLAUSE and bare(clause) in whole for clause in clauses)


def _holds(step: tuple[str, int, int, int, int] | None, length: int) -> bool:
    """Return whether what stands beside a swap is kept: some pieces, fewer where the sentence begins or ends."""
    if step is None:
        return True  # the sentence's own edge
    kind, start, end, _, _ = step
    return kind == "equal" and (end - start >= _KEPT or start == 0 or end == length)


def _negation_moved(ours: Sequence[Piece], theirs: Sequence[Piece], next_ones: Sequence[Piece]) -> str:
    said, wanted = text_of(ours), text_of(theirs)
    follows = text_of(next_ones)
    if not said and negation.alone(wanted, follows):
        return f"原文“{wanted}{follows}”的否定丢失了"
    if not wanted and negation.alone(said, follows):
        return f"原文没有“{said}{follows}”的否定"
    if wanted in _AFFIRMS and negation.alone(said, follows):
        return f"原文没有“{said}{follows}”的否定，原文为“{wanted}”"
    if said in _AFFIRMS and negation.alone(wanted, follows):
        return f"原文“{wanted}{follows}”的否定丢失了"
    return ""


def _counted_on(said: str, wanted: str) -> bool:
    """Return whether one lone numeral stands for another: 第一医院 and 第二医院."""
    return said != wanted and len(said) == len(wanted) == 1 and said in _NUMERALS and wanted in _NUMERALS


def _replaced(ours: Sequence[Piece], theirs: Sequence[Piece], claim: str, whole: str) -> str:
    said, wanted = text_of(ours), text_of(theirs)
    if _STANDS_FOR.match(bare(said)) or _STANDS_FOR.match(bare(wanted)) or not bare(said) or not bare(wanted):
        return ""
    if named(said, bare(wanted)) or named(wanted, bare(said)) or bare(said) + bare(wanted) in whole:
        return ""  # the last: a place and one inside it, 青屿区白沙湾
    if {bare(said), bare(wanted)} in _OPPOSED or negation.opposite(said, wanted) or _counted_on(said, wanted):
        return f"“{said}”与原文不符，原文此处为“{wanted}”"
    if names_differ(ours, theirs, claim) or values_differ(ours, theirs) or unheard_of(said, wanted, whole):
        return f"“{said}”与原文不符，原文此处为“{wanted}”"
    return ""
