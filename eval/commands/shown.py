"""What commands show while they work and when they are done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval.opening import Told

console = Console()
remarks = Console(stderr=True)


@contextmanager
def progress(name: str) -> Iterator[Told]:
    """Show how many of all are done, with the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=remarks, transient=True) as shown:
        task = shown.add_task(name, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def default_cache() -> Path:
    """Return the folder of libraries and vectors made for runs."""
    return user_cache_path("baoda") / "eval"
