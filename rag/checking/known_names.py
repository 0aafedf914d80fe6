"""Names that either side shows, found on both: the cutter sees 许青岚 in one sentence, 委许 + 青岚 in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rag.checking.facts import NAMES, Fact, FactKind
from rag.checking.numbers import level
from rag.chinese import Span


def known(found: Iterable[Fact]) -> dict[str, FactKind]:
    """Return the names among the facts with their kinds, the longest first."""
    names = {fact.text: fact.kind for fact in found if fact.kind in NAMES and len(fact.text) > 1}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def with_known(text: str, found: Sequence[Fact], names: Mapping[str, FactKind]) -> tuple[Fact, ...]:
    """Return the facts of a text with every known name in it; one that the cutter found only in part gives way."""
    added: list[Fact] = []
    kept = list(found)
    for name, kind in names.items():
        for span in _occurrences(name, level(text)):
            over = [fact for fact in (*kept, *added) if fact.kind in NAMES and _overlap(fact.span, span)]
            if any(_length(fact.span) >= _length(span) for fact in over):
                continue
            kept = [fact for fact in kept if fact not in over]
            added.append(Fact(kind, span, span.of(text)))
    return (*kept, *added) if added else tuple(found)


def _occurrences(name: str, text: str) -> Iterator[Span]:
    at = text.find(name)
    while at >= 0:
        yield Span(at, at + len(name))
        at = text.find(name, at + len(name))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _length(span: Span) -> int:
    return span.end - span.start
