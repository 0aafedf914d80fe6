"""Whose office is it: is the person behind 馆长 or 队长 the one whom the paper prints there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line, bare
from rag.checking.facts import Fact, FactKind
from rag.checking.numbers import level
from rag.checking.surnames import SURNAMES
from rag.chinese import HAN

_ROLE = re.compile(rf"([{HAN}]{{2}})(?:就?是|为|叫|由|：)?$")
_SURNAMES = "".join(sorted(SURNAMES - frozenset("和于时应向常从都连同为有成方明全通国")))  # 馆长和 names nobody
_OFFICE = "长员任记师授练编队理民者手将锋卫生家官席统相使人工匠"  # 馆长 主任 书记 工程师 教授 … end so
# Names that no rule finds, where the sentence itself says that it is one: 局长是邵启明。
_HOLDS = re.compile(rf"([{HAN}][{_OFFICE}])(?:就?是|为|叫)([{_SURNAMES}][{HAN}]{{1,2}})(?=[，。、]|$)")


@dataclass(frozen=True, slots=True)
class _Holder:
    role: str
    person: str


def wrong_holder(claim: str, stated: Sequence[Fact], lines: Sequence[Line]) -> str:
    """Return the reason that names whom the paper prints in the office that the claim gives to another; else nothing.

    Nothing either where the paper prints the claim's own person in that office somewhere.
    """
    for holder in _holders(claim, stated):
        # The paper's persons by their surnames: its text, unlike the claim, may hold names that no rule finds.
        # 主席、临澜大学教授宋听澜 holds two offices.
        behind = re.compile(
            rf"{re.escape(holder.role)}(?:、[^，。、；]{{2,14}}[{_OFFICE}])?([{_SURNAMES}][{HAN}]{{1,2}})"
        )
        printed = [match[1] for line in lines for match in behind.finditer(level(line.text))]
        if printed and not any(person[:2] == holder.person[:2] for person in printed):
            return f"“{holder.role}{holder.person}”与原文不符，原文为“{holder.role}{printed[0]}”"
    return ""


def _holders(text: str, found: Sequence[Fact]) -> Iterator[_Holder]:
    levelled = level(text)
    for fact in found:
        if fact.kind is not FactKind.PERSON:
            continue
        match = _ROLE.search(levelled[max(0, fact.span.start - 4) : fact.span.start])
        if match and match[1][-1] in _OFFICE:
            yield _Holder(match[1], bare(fact.text))
    for match in _HOLDS.finditer(levelled):
        yield _Holder(match[1], match[2])
