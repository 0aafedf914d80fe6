"""The library's folder: whether it holds a library, and what that was made with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError, LibraryMismatch, LibraryMissing

FORMAT = 1
_MANIFEST = "library.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with: its format version and the embedding model's fingerprint."""

    format: int
    embedding: str


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the library in this folder was made with, or None when there is no library.

    Raises LibraryMismatch when the file is damaged or of another format version.
    """
    file = folder / _MANIFEST
    if not file.is_file():
        return None
    try:
        row = json.loads(file.read_text("utf-8"))
        manifest = Manifest(int(row["format"]), str(row["embedding"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LibraryMismatch(
            f"{file} is damaged; put back a copy of it, or ingest anew into another folder."
        ) from error
    if manifest.format != FORMAT:
        raise LibraryMismatch(
            f"The library {folder} has format {manifest.format} and this program writes format {FORMAT}; "
            "use the release of baoda that made it, or ingest anew into another folder."
        )
    return manifest


def require_library(folder: Path) -> Manifest:
    """Return the manifest of the library in this folder; raise LibraryMissing when there is none."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise LibraryMissing(f"There is no library in {folder}; make one with: baoda ingest PATH --library {folder}")
    return manifest


def prepare_folder(folder: Path, embedding: str) -> None:
    """Make the folder and its manifest when they are missing; raise LibraryMismatch for another embedding model."""
    manifest = read_manifest(folder)
    if manifest is None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} is not empty and holds no library; name a new folder with --library.")
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{_MANIFEST}.new"
        aside.write_text(json.dumps({"format": FORMAT, "embedding": embedding}) + "\n", "utf-8")
        aside.replace(folder / _MANIFEST)
    elif manifest.embedding != embedding:
        raise LibraryMismatch(
            f"The library {folder} was made with the embedding model {manifest.embedding}, not with {embedding}; "
            "set BAODA_EMBEDDING_MODEL to that model, or ingest anew into another folder with --library."
        )
