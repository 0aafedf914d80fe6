"""A printed sentence and what it states, worked out when it is asked for and once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rag.checking.alignment import bare
from rag.checking.facts import MEASURED, Fact, FactKind, measures, with_names
from rag.checking.numbers import level
from rag.chinese import fold

_NAMED_WITH_NUMBER = re.compile(r"(?:第?[\d一二三四五六七八九十]+)(?:号线|期|届|轮|号|季|版)")


@dataclass(frozen=True)
class Statement:
    """A printed sentence with the headline and the day of its article; what is asked of it twice is worked out once."""

    text: str
    headline: str
    printed: date | None

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the sentence states, dates resolved against the day of the issue."""
        return with_names(self.text, self.measures)

    @cached_property
    def measures(self) -> tuple[Fact, ...]:
        """The quantities and days alone: to find the names takes as long again."""
        return measures(self.text, self.printed)

    def states(self, kinds: frozenset[FactKind]) -> bool:
        """Return whether it may state something of one of these kinds."""
        return not kinds <= MEASURED or any(fact.kind in kinds for fact in self.measures)

    @cached_property
    def folded(self) -> str:
        """Headline and sentence, folded."""
        return fold(f"{self.headline}\n{self.text}")

    @cached_property
    def numbered(self) -> frozenset[str]:
        """What it names by a number: 2号线, 第三期."""
        return frozenset(_NAMED_WITH_NUMBER.findall(level(f"{self.headline}\n{self.text}")))

    @cached_property
    def places(self) -> frozenset[str]:
        """The places and bodies that it names, bare."""
        return frozenset(bare(fact.text) for fact in self.facts if fact.kind in (FactKind.PLACE, FactKind.BODY))
