"""Where decisions on drafts are taken: the file of drafts and the gold file are written anew at every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from eval.drafting.drafts import Decision, Draft, lacks, read_drafts, write_drafts, write_gold
from rag.errors import InputError


class DraftDesk:
    """The drafts of a file, and the gold file that the accepted ones become; safe to share between threads."""

    def __init__(self, file: Path, gold: Path) -> None:
        """Open the drafts. Raises what `read_drafts` raises."""
        self.file = file
        self.gold = gold
        self._lock = Lock()
        self._drafts = {draft.id: draft for draft in read_drafts(file)}

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts in the file's order."""
        return tuple(self._drafts.values())

    def draft(self, draft_id: str) -> Draft | None:
        """Return the draft with this id, None when there is none."""
        return self._drafts.get(draft_id)

    def counts(self) -> Mapping[Decision, int]:
        """Return how many drafts were decided on, and how."""
        found = Counter(draft.decision for draft in self._drafts.values())
        return {decision: found[decision] for decision in Decision}

    def decide(self, draft: Draft) -> None:
        """Keep a draft as it is now, with its decision, and write the gold file.

        Raises InputError for a draft that is not of this file, and for an accepted one that cannot be gold.
        """
        if draft.decision is Decision.ACCEPTED and (why := lacks(draft)):
            raise InputError(f"The draft {draft.id} lacks {why}; fill it in, then accept it.")
        with self._lock:
            if draft.id not in self._drafts:
                raise InputError(f"{self.file} holds no draft {draft.id}.")
            changed = {**self._drafts, draft.id: draft}
            write_drafts(self.file, changed.values())
            write_gold(self.gold, changed.values())
            self._drafts = changed

    def next_open(self, after: str = "") -> Draft | None:
        """Return the next draft that is open, behind the one with this id; from the top again at the end."""
        order = list(self._drafts.values())
        at = next((place for place, draft in enumerate(order) if draft.id == after), -1) + 1
        return next((draft for draft in order[at:] + order[:at] if draft.decision is Decision.OPEN), None)
