"""What the catalogue's statements run on, whichever database it is: reads, and writes in transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

_BATCH = 500  # ids a statement: under SQLite's oldest limit of 999 variables


class Statements(Protocol):
    """A connection inside a transaction. Statements are SQLite's that PostgreSQL takes too; `?` stands for a value."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Iterable[Any]:
        """Run a statement; return its rows."""
        ...

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of values."""
        ...


class CatalogueStore(ABC):
    """A database with the catalogue's tables."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Statements]:
        """Yield a connection; what is done with it happens as a whole or not at all. LibraryError when it fails."""

    @abstractmethod
    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]:
        """Return all rows of a statement; LibraryError when they cannot be read."""

    def _rows_of(self, statement: str, ids: Sequence[str], order: str = "") -> Iterator[tuple[str, ...]]:
        """Run `statement … IN (ids)` in batches."""
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            yield from self._rows(f"{statement} IN ({', '.join('?' * len(batch))}) {order}", batch)
