"""The catalogue in SQLite: articles, their passages, and what the indexes have yet to take. It is the truth."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from rag.backends.catalogue_amendments import CatalogueAmendments
from rag.backends.catalogue_readings import CatalogueReadings
from rag.backends.catalogue_tables import CatalogueTables
from rag.backends.catalogue_upkeep import CatalogueUpkeep
from rag.write_lock import WriteLock


class SqliteCatalogue(CatalogueTables, CatalogueAmendments, CatalogueReadings, CatalogueUpkeep):
    """A `Catalogue` in one SQLite file; safe to use from several threads and processes."""

    def __init__(self, file: Path, wait: float = 60.0) -> None:
        """Open the file as `CatalogueFile` does; `wait` is how many seconds to wait for another program that writes."""
        super().__init__(file)
        self._write_lock = WriteLock(file.parent, wait)

    def writing(
        self, told: Callable[[str], None] | None = None, wait: float | None = None
    ) -> AbstractContextManager[None]:
        """Hold the right to write, against threads of this program and against other programs; else LibraryBusy."""
        return self._write_lock.held(told, wait)
