"""Chroma's graph of vectors sealed as it was last written whole, for it is not written all at once.

Chroma writes the graph's files over, in place: a process that is killed on the way, or the power, leaves files that
make the next reader crash without an exception. A seal beside them tells such files from whole ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from rag.sources import digest_of

SEAL = "graph-seal.json"


def seal(folder: Path) -> None:
    """Make the graph's files durable and note them, if they are others than those of the last seal."""
    before = _read(folder)
    files = _files(folder)
    now = {name: [stat.st_size, stat.st_mtime_ns] for name, stat in ((n, f.stat()) for n, f in files.items())}
    if before is not None and {name: one[:2] for name, one in before.items()} == now:
        return
    sealed = {name: [*now[name], _durable_hash(file)] for name, file in files.items()}
    aside = folder / f"{SEAL}.new"
    with aside.open("w", encoding="utf-8") as out:
        json.dump(sealed, out)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(folder / SEAL)


def is_sealed(folder: Path, *, wholly: bool = False) -> bool:
    """Whether the graph's files are those of the last seal.

    Files of the same size and time are taken for the same; with `wholly`, every byte is looked at. A folder without a
    seal, of a release before there were any, is believed.
    """
    files = _files(folder)
    before = _read(folder)
    if before is None:
        return True
    if before.keys() != files.keys():
        return False
    return all(_is_same(file, before[name], wholly=wholly) for name, file in files.items())


def unseal(folder: Path) -> None:
    """Forget the seal: of files that are not there any more."""
    (folder / SEAL).unlink(missing_ok=True)


def _is_same(file: Path, sealed: list[int | str], *, wholly: bool) -> bool:
    stat = file.stat()
    if stat.st_size != sealed[0]:
        return False
    # A copied library has other times and the same bytes.
    return (not wholly and stat.st_mtime_ns == sealed[1]) or _hash(file) == sealed[2]


def _files(folder: Path) -> dict[str, Path]:
    """The files of all graphs in a folder: Chroma gives each a folder of its own."""
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.glob("*/*")) if file.is_file()}


def _read(folder: Path) -> dict[str, list[int | str]] | None:
    try:
        found = json.loads((folder / SEAL).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _durable_hash(file: Path) -> str:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
    return _hash(file)


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return digest_of(stream)


def graph_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders of graphs inside Chroma's folder."""
    return (inside for inside in sorted(folder.iterdir()) if inside.is_dir())
