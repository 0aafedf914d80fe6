"""The progress bar of an ingest: share done, articles a second, time left; silent where stderr is no terminal."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from ui.terminal.console import remarks

if TYPE_CHECKING:
    from ingest.pipeline import Progress as Ingested

_NAME = 24  # characters of a file's name that fit beside the bar in 80 columns
_SHORT = 8  # characters of a name beside a leaf's number
_BAR = 20


class IngestProgress:
    """A bar on stderr while its block runs, gone afterwards; `preparing` and `stored` move it on."""

    def __init__(self) -> None:
        console = remarks()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=_BAR),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("Opening the library", total=None, speed="")
        self._started: float | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def preparing(self, step: str, share: float) -> None:
        """Show a step of preparing the embedding model, `share` of it (0 to 1) done."""
        self._bar.update(self._task, description=step, total=1.0, completed=share)

    def stored(self, done: Ingested) -> None:
        """Show the share of all bytes that is read, the time left, and how many articles a second are stored."""
        now = monotonic()
        if self._started is None:
            self._started = now
            self._bar.reset(self._task, total=done.bytes or done.files)
        seconds = now - self._started
        speed = f"{done.articles / seconds:.1f} articles/s" if seconds > 0 else ""
        self._bar.update(
            self._task,
            description=named(done),
            total=done.bytes or done.files,
            completed=done.bytes_done if done.bytes else done.files_done,
            speed=speed,
        )


def named(done: Ingested) -> str:
    """Return the file at hand, and the leaf of it where it has several, in the room that a name has."""
    leaf = f" leaf {done.leaf} of {done.leaves}" if done.leaves > 1 else ""
    return Path(done.file).name[-max(_NAME - len(leaf), _SHORT) :] + leaf
