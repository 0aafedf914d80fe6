"""Does a fact stand for the same thing as in print? 8.9% next to other words than the paper's is another claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.checking.alignment import Line, bare
from rag.checking.contexts import Context, contexts
from rag.checking.facts import NAMES, Fact
from rag.checking.fits import Fit, exchangeable, same_fact, same_kind

_MARGIN = 2  # character pairs that only the other place shares with the claim, beyond
_WEIGHT = 2  # so many for each that only the fact's own place shares
_FAR = 4  # the margin for a name
_A_FACT = 3  # character pairs that a fact beside it counts for


def misplaced(claim: str, stated: Sequence[Fact], lines: Sequence[Line], best: Sequence[Line]) -> str:
    """Return the reason that names a fact printed of another thing, or with another bound; else nothing."""
    printed, nearest = contexts(lines), contexts(best)
    seen: set[object] = set()
    whole = "".join(line.folded for line in lines)
    for fact in stated:
        if fact.quantity is None and fact.moment is None and fact.kind not in NAMES:
            continue
        said = Context.of(claim, fact, stated)
        told = (said.said, frozenset((other.kind, other.text) for other in said.company))
        if told in seen:
            continue  # a claim may say one thing hundreds of times
        seen.add(told)
        same = list(_fits(said, printed, equal=True))
        if not same:
            continue  # derived or found in a name's short form: there is nothing to compare places with
        for other in _fits(said, nearest, equal=False):
            if fact.kind in NAMES and bare(fact.text) + bare(other.fact.text) in whole:
                continue  # a place and one inside it: 青屿区白沙湾
            apart = not any(same_kind(own, other.fact) and same_fact(own, other.fact) for own in stated)
            if (
                (apart and _fits_better(other, same))
                or _has_its_neighbours(other, same)
                or (apart and _in_company(other, same))
            ):
                return f"“{fact.text}”与原文不符，原文此处为“{other.fact.text}”"
        top = max(fit.score for fit in same)
        reason = _bound(fact, [fit for fit in same if fit.score >= top - 1])
        if reason:
            return reason
    return ""


def _fits_better(other: Fit, own: Sequence[Fit]) -> bool:
    """Return whether the claim's words fit another printed fact better than every place of its own."""
    if other.fact.kind in NAMES:  # stand beside much that is not said of them
        return not any(fit.beside for fit in own) and all(len(other.near - fit.near) >= _FAR for fit in own)
    return all(
        _ahead(other.near, fit.near)
        or (
            (other.beside or not fit.beside)
            and (len(other.near) >= len(fit.near) or not _alone(fit.near, other.shared))
            and _ahead(other.shared, fit.shared)
        )
        for fit in own
    )


def _has_its_neighbours(other: Fit, own: Sequence[Fit]) -> bool:
    """Return whether the claim's fact took the place between another's neighbours, its own clause telling nothing else.

    已补装150处 where the paper has 150处地面标识已补装112处.
    """
    return other.beside and not any(fit.beside or _alone(fit.near, other.near) for fit in own)


def _in_company(other: Fit, own: Sequence[Fit]) -> bool:
    """Return whether the facts beside the claim's stand beside another in print, and beside none of its own places.

    80岁以上补贴3元 where the paper has 60至79岁补贴3元，80岁以上补贴5元.
    """
    least = _MARGIN if other.fact.kind in NAMES else 0
    return all(
        other.company > fit.company
        and not fit.beside
        and _weight(other) >= _weight(fit) + _A_FACT
        and len(other.near - fit.near) >= least
        for fit in own
    )


def _weight(fit: Fit) -> int:
    return len(fit.near) + _A_FACT * fit.company


def _ahead(other: frozenset[str], own: frozenset[str]) -> bool:
    return len(other - own) >= _MARGIN + _WEIGHT * len(_alone(own, other))


def _alone(own: frozenset[str], other: frozenset[str]) -> list[str]:
    """Return the pairs that only one has; 量同 in 吞吐量同比 says nothing that 吐量 and 同比 do not."""
    characters = set("".join(other))
    return [pair for pair in own - other if not set(pair) <= characters]


def _bound(fact: Fact, fits: Sequence[Fit]) -> str:
    if fact.quantity is None:
        return ""
    printed = [fit.fact.quantity for fit in fits if fit.fact.quantity is not None]
    if not printed or any(fact.quantity.bounded_like(other) for other in printed):
        return ""
    said, wanted = fact.quantity.bound.value, printed[0].bound.value
    if not wanted:
        return f"“{fact.text}”前后的“{said}”不在原文中"
    return f"原文“{fits[0].fact.text}”的“{wanted}”" + (f"变成了“{said}”" if said else "丢失了")


def _fits(said: Context, printed: Sequence[Context], *, equal: bool) -> Iterator[Fit]:
    for one in printed:
        fact, other = said.fact, one.fact
        if one.aside and fact.moment and not equal:
            continue  # the day of issue beside the headline is no date that the article gives
        if same_kind(fact, other) and same_fact(fact, other) is equal and (equal or exchangeable(fact, other)):
            yield Fit.of(said, one)
