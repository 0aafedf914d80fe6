"""Which questions of a collection are put, and which documents they are answered from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from eval.cases import Case
from eval.collection import collection_cases

_REJECT = "questions_reject.jsonl"


class Half(StrEnum):
    """Every other question: to look at while building (even places, from 0), and to confirm with (odd)."""

    EVEN = "even"
    ODD = "odd"
    BOTH = "both"


class Given(StrEnum):
    """The documents that a question is answered from."""

    OPEN = "open"
    CLOSED = "closed"
    GOLD = "gold"

    def documents(self, case: Case) -> tuple[str, ...]:
        """Return the only documents to read, none for all of them."""
        if self is Given.OPEN:
            return ()
        return case.context if self is Given.CLOSED else case.gold_doc_ids


def chosen_cases(folder: Path, half: Half, limit: int) -> list[Case]:
    """Return the questions of a collection, with those made to be rejected, doubtful ones left out."""
    names = ["questions.jsonl", *([_REJECT] if (folder / _REJECT).exists() else [])]
    chosen: list[Case] = []
    for name in names:
        cases = collection_cases(folder, name)
        ours = cases if half is Half.BOTH else cases[half is Half.ODD :: 2]
        chosen += [case for case in ours if not case.doubtful][:limit]
    return chosen
