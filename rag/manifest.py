"""The library's folder: whether it holds a library, of which format, and what that was made with."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.errors import InputError, LibraryError, LibraryMismatch, LibraryMissing

FORMAT = 2
MANIFEST = "library.json"
DENSE = "chroma"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with: format version, the embedding model's fingerprint and its name as it was set.

    `dense` is the folder of the index that holds the vectors.
    """

    format: int
    embedding: str
    model: str = ""
    dense: str = DENSE


def _to_2(row: Row) -> Row:
    """Before, the vectors' folder had one name, and the embedding model's name was not kept."""
    return {**row, "model": "", "dense": DENSE}


# From the format that is the key to the next one; catalogue and indexes have versions and migrations of their own.
MIGRATIONS: dict[int, Callable[[Row], Row]] = {1: _to_2}


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the library in this folder was made with, or None when there is no library.

    An older format is brought up to date. Raises LibraryMismatch when the file is damaged or of a newer format.
    """
    file = folder / MANIFEST
    if not file.is_file():
        return None
    try:
        row = json.loads(file.read_text("utf-8"))
        found = int(row["format"])
        if found <= FORMAT:
            for step in range(found, FORMAT):
                row = MIGRATIONS[step](row)
            manifest = Manifest(FORMAT, str(row["embedding"]), str(row["model"]), str(row["dense"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LibraryMismatch(
            f"{file} is damaged; put back a copy of it, or restore a backup into another folder."
        ) from error
    if found > FORMAT:
        raise LibraryMismatch(
            f"The library {folder} has format {found} and this program knows formats up to {FORMAT}; "
            "use the release of baoda that made it, or ingest anew into another folder."
        )
    if found < FORMAT:
        write_manifest(folder, manifest)
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in its place durably and at once; LibraryError when the disk does not take it."""
    aside = folder / f"{MANIFEST}.new"
    try:
        with aside.open("w", encoding="utf-8") as out:
            out.write(json.dumps(asdict(manifest)) + "\n")
            out.flush()
            os.fsync(out.fileno())
        aside.replace(folder / MANIFEST)
    except OSError as error:
        raise LibraryError(f"The library {folder} cannot be written ({error.strerror}); check the disk.") from error


def require_library(folder: Path) -> Manifest:
    """Return the manifest of the library in this folder; raise LibraryMissing when there is none."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise LibraryMissing(f"There is no library in {folder}; make one with: baoda ingest PATH --library {folder}")
    return manifest


def prepare_folder(folder: Path, embedding: str, model: str = "") -> Manifest:
    """Return the manifest; make folder and manifest when they are missing.

    `model` is the name of the model whose fingerprint `embedding` is. Raises LibraryMismatch for another embedding
    model than the library's.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} is not empty and holds no library; name a new folder with --library.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"The folder {folder} cannot be made ({error.strerror}); name another.") from error
        manifest = Manifest(FORMAT, embedding, model)
        write_manifest(folder, manifest)
    elif manifest.embedding != embedding:
        raise LibraryMismatch(
            f"The library {folder} was made with the embedding model {manifest.embedding}, not with {embedding}; "
            "set BAODA_EMBEDDING_MODEL to that model, or move the library to this one with: baoda reindex."
        )
    return manifest


class ManifestStamp:
    """Whether a library's manifest was written since this was made, as cheaply as a question can be asked."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / MANIFEST
        self._seen = self._now()

    def changed(self) -> bool:
        """Whether it was."""
        return self._seen != self._now()

    def _now(self) -> tuple[int, int]:
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_mtime_ns, found.st_ino
