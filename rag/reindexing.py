"""A library moved to another embedding model: the new index is filled beside the old one, and they change places."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryBusy, LibraryError
from rag.filling import Progress, told
from rag.manifest import DENSE, Manifest, read_manifest, require_library, write_manifest
from rag.protocols import Catalogue, PassageIndex

_LOCK = "reindex.lock"


@dataclass(frozen=True, slots=True)
class Moved:
    """The fingerprints of the embedding models before and after, and how many passages were embedded anew."""

    before: str
    after: str
    passages: int


def beside(fingerprint: str) -> str:
    """Return the name of the folder, and of the index, for vectors of this model."""
    return f"{DENSE}-{hashlib.blake2b(fingerprint.encode(), digest_size=4).hexdigest()}"


def move(
    folder: Path,
    catalogue: Catalogue,
    after: Manifest,
    open_index: Callable[[Path], PassageIndex],
    progress: Progress | None = None,
) -> Moved:
    """Fill the index that `after` names and make it the library's; the old one serves until then and goes afterwards.

    What others write meanwhile is brought in by its journal. Cut short, the library is as before, and the next call
    goes on where this one ended. Raises LibraryBusy when another program is moving the library.
    """
    with _alone(folder):
        before = require_library(folder)
        with catalogue.writing():
            catalogue.keep_journals(sorted({*catalogue.journals(), after.dense}))
        index = open_index(folder / after.dense)
        try:
            if not index.current:
                index.refill(told(f"Embedding with {after.embedding}", catalogue, progress))
            with catalogue.writing():
                _bring_in(index, catalogue)
                rows, wanted = index.count(), catalogue.contents().passages
                if rows != wanted:
                    raise LibraryError(f"The new index has {rows} passages, not {wanted}; run baoda reindex again.")
                write_manifest(folder, after)
                _remove_unused(folder, catalogue)
        finally:
            index.close()
    return Moved(before.embedding, after.embedding, rows)


def unused(folder: Path) -> tuple[str, ...]:
    """Return the names of the indexes' folders that no model uses: left by a move that was cut short or given up.

    While a library is being moved, there are none.
    """
    manifest = read_manifest(folder)
    found = sorted(one.name for one in folder.glob(f"{DENSE}*") if one.is_dir() and manifest)
    try:
        with _alone(folder):
            return tuple(name for name in found if manifest and name != manifest.dense)
    except LibraryBusy:
        return ()


def remove_unused(folder: Path, catalogue: Catalogue) -> None:
    """Remove the folders that `unused` names, with their journals."""
    if unused(folder):
        with _alone(folder), catalogue.writing():
            _remove_unused(folder, catalogue)


def _remove_unused(folder: Path, catalogue: Catalogue) -> None:
    kept = require_library(folder).dense
    old = [one for one in folder.glob(f"{DENSE}*") if one.is_dir() and one.name != kept]
    catalogue.keep_journals(sorted(set(catalogue.journals()) - {one.name for one in old}))
    for one in old:
        shutil.rmtree(one, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryBusy(f"Another program is moving the library {folder} to another model; wait for it.") from error
    try:
        yield
    finally:
        lock.release()


def _bring_in(index: PassageIndex, catalogue: Catalogue) -> None:
    pending = catalogue.pending(index.name)
    index.replace(pending, catalogue.passages_of(pending))
    catalogue.settle(index.name, pending)
