"""How well contradictions in print are told from figures of other things: pairs of sentences, half in conflict."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.verification.pairs import hits_of
from rag.conflicts import find_conflicts
from rag.errors import InputError
from rag.protocols import Quote
from rag.records import Article, Hit, Query, Source

CONFLICT_PAIRS = Path(__file__).parent / "conflicts.jsonl"


@dataclass(frozen=True, slots=True)
class ConflictPair:
    """A question, the sentence that is quoted for it, another one, and whether they contradict; half are `held` out."""

    question: str
    quoted: Hit
    other: Hit
    conflict: bool
    held: bool


def conflict_pairs(file: Path = CONFLICT_PAIRS) -> tuple[ConflictPair, ...]:
    """Return the pairs in the file's order, every second one of either kind held out.

    Raises InputError, with file and line, for a line that is no pair.
    """
    found: list[ConflictPair] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            held = sum(pair.conflict is row["conflict"] for pair in found) % 2 == 1
            found.append(ConflictPair(row["question"], _hit(row["quoted"]), _hit(row["other"]), row["conflict"], held))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{file}:{number}: no pair ({error!r}); see the other lines.") from error
    return tuple(found)


def _hit(row: Mapping[str, str]) -> Hit:
    return hits_of(Article.of(Source("", date.fromisoformat(row["date"]), "", row["title"]), (row["text"],)))[0]


def said_to_conflict(pair: ConflictPair) -> bool:
    """Return whether a conflict is found between the two sentences of a pair."""
    passage = pair.quoted.passage
    quote = Quote(pair.quoted, passage.text, passage.start, passage.end)
    return bool(find_conflicts(Query(pair.question), [quote], [pair.quoted, pair.other]))


def conflict_line(name: str, pairs: Sequence[ConflictPair]) -> str:
    """Return precision and recall over some pairs, in words."""
    found = [pair for pair in pairs if said_to_conflict(pair)]
    right = sum(pair.conflict for pair in found)
    wanted = sum(pair.conflict for pair in pairs)
    return (
        f"conflicts, {name}: {len(pairs)} pairs, {right} of {wanted} found (recall {right / max(wanted, 1):.2f}), "
        f"{len(found) - right} that are none (precision {right / max(len(found), 1):.2f})"
    )
