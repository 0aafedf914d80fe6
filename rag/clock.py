"""How long each stage of an answer took."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, time_ns

from rag.records import Timing


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in time: nanoseconds since 1970."""

    name: str
    began: int
    ended: int


@dataclass
class Clock:
    """Collects the wall-clock time of each stage, in the order in which the stages ended.

    `on_stage`, if any, is told a stage's name when it begins.
    """

    timings: list[Timing] = field(default_factory=list)
    on_stage: Callable[[str], None] | None = None
    begun: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside, also when it fails."""
        if self.on_stage:
            self.on_stage(name)
        began, start = time_ns(), perf_counter()
        try:
            yield
        finally:
            self.begun.append(Stage(name, began, time_ns()))
            self.timings.append(Timing(name, (perf_counter() - start) * 1000))

    def stages(self) -> dict[str, float]:
        """Return each stage's milliseconds, those of a stage that was gone through twice added up."""
        found: dict[str, float] = {}
        for timing in self.timings:
            found[timing.stage] = found.get(timing.stage, 0.0) + timing.milliseconds
        return found
