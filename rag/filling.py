"""Indexes that another release made, or that somebody removed, filled again from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rag.protocols import Catalogue, PassageIndex
from rag.records import Passage

Progress = Callable[[str, float], None]

_STEP = 1000  # passages between two words about progress


def fill_again(indexes: Sequence[PassageIndex], catalogue: Catalogue, progress: Progress | None = None) -> None:
    """Bring the indexes that are not current to what the catalogue holds; the others are left as they are.

    `progress` is told what is done and the share of it, 0 to 1. What is cut short is carried on by the next call.
    """
    for index in indexes:
        if not index.current:
            step = (
                f"The {index.name} index was made by another release or is gone: building it again from the catalogue"
            )
            index.refill(told(step, catalogue, progress))


def told(step: str, catalogue: Catalogue, progress: Progress | None) -> Iterator[Passage]:
    """Yield every passage of the catalogue and tell `progress` of the step and the share of it that is done."""
    total = catalogue.contents().passages
    for done, passage in enumerate(catalogue.every_passage()):
        if progress and done % _STEP == 0:
            progress(step, min(done / total, 1.0))
        yield passage
    if progress and total:
        progress(step, 1.0)
