"""Pairs judged by the check → a table: a row for every kind and source, and the totals with their targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.verification.pairs import Kind, Pair
from rag.records import Hit, Strictness, Verdict
from rag.verify import check

LEAST = 0.95
LEAST_FIGURES = 0.98
_FIGURES = frozenset({Kind.NUMBER, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, whether the check let the claim pass, and its reason."""

    pair: Pair
    supported: bool
    reason: str

    @property
    def right(self) -> bool:
        """Whether the claim passed exactly when its meaning is kept."""
        return self.supported is self.pair.kind.kept


@dataclass(frozen=True, slots=True)
class Report:
    """The table's text, and whether one of its targets is missed."""

    text: str
    missed: bool


def judge(claim: str, cited: Sequence[Hit], strictness: Strictness) -> tuple[bool, str]:
    """Return whether the claim is supported by what it cites, and the reason in words."""
    verdict = check(claim, cited, strictness=strictness)
    return verdict.verdict is Verdict.SUPPORTED, verdict.reason


def table(judged: Sequence[Judged]) -> Report:
    """Return the rows: right ones of all, by kind and source, open and held-out pairs apart; then the totals."""
    lines = [f"{'kind':<14}{'source':<16}{'open':>10}{'held out':>10}{'all':>10}{'share':>8}"]
    sources = list(dict.fromkeys(one.pair.source for one in judged))
    for kind in Kind:
        for source in sources:
            lines.extend(
                _row(kind, source, [one for one in judged if one.pair.kind is kind and one.pair.source == source])
            )
    kept = [one for one in judged if one.pair.kind.kept]
    broken = [one for one in judged if not one.pair.kind.kept]
    figures = [one for one in broken if one.pair.kind in _FIGURES]
    missed = False
    for name, chosen, least in (
        ("kept", kept, LEAST),
        ("broken", broken, LEAST),
        ("numbers, dates", figures, LEAST_FIGURES),
    ):
        for source in [*sources, "all"]:
            lines.extend(_row(name, source, [one for one in chosen if source in (one.pair.source, "all")]))
        missed = missed or _share(chosen) < least
        lines[-1] += f"  target {least:.2f}" + ("" if _share(chosen) >= least else ", missed")
    return Report("\n".join(lines), missed)


def _row(name: str, source: str, judged: Sequence[Judged]) -> Iterator[str]:
    if judged:
        halves = (
            [one for one in judged if not one.pair.held],
            [one for one in judged if one.pair.held],
            judged,
        )
        cells = "".join(f"{_counts(half):>10}" for half in halves)
        yield f"{name:<14}{source:<16}{cells}{_share(judged):>8.3f}"


def _counts(judged: Sequence[Judged]) -> str:
    return f"{sum(one.right for one in judged)}/{len(judged)}" if judged else "-"


def _share(judged: Sequence[Judged]) -> float:
    return sum(one.right for one in judged) / len(judged) if judged else 1.0
