"""Uploaded files on their way into the library: taken from where the web server put them, read, told file by file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from gradio.utils import get_upload_folder

from ingest.files import find_files
from ingest.formats import Hints
from ingest.pipeline import Progress, Report, ingest
from rag.errors import InputError
from ui.file_names import parts_of

if TYPE_CHECKING:
    from rag.library import Library
    from rag.settings import Settings

_LONGEST = 120  # characters of one part of a name: with three bytes each they fit every file system
_DEEPEST = 8  # folders inside one another
_BEAT = 0.3  # seconds
# What is being read goes on when whoever sent it has left the page; the library takes one ingest after another.
_READING = ThreadPoolExecutor(4, "upload")


@dataclass(frozen=True, slots=True)
class Sent:
    """One uploaded file: where the web server put it, and its name as its sender has it, folders included."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of one upload, and what their sender said of them."""

    files: tuple[Sent, ...]
    newspaper: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an upload is: the share of every file, 0 to 1, by name."""

    shares: tuple[tuple[str, float], ...]


def unpack(parcel: Parcel, settings: Settings) -> Path:
    """Move the files into a new folder under their senders' names and return it; InputError when they are unfit."""
    if len(parcel.files) > settings.serve.files:
        raise InputError(f"{len(parcel.files):,} files are too many at once; send at most {settings.serve.files:,}.")
    home = Path(get_upload_folder()).resolve()
    folder = Path(tempfile.mkdtemp(prefix="baoda-upload-"))
    try:
        for sent in parcel.files:
            found = _inside(home, sent.path)
            target = _free(folder / fit_name(sent.name))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(found, target)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(f"The files cannot be kept ({error.strerror}); send fewer at a time.") from error
    except InputError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _inside(home: Path, path: str) -> Path:
    """The uploaded file; a path that leads elsewhere is none."""
    found = Path(path).resolve()
    if not found.is_relative_to(home) or not found.is_file():
        raise InputError("An uploaded file is gone; upload it again.")
    return found


def fit_name(given: str) -> Path:
    """Return a name as a path that stays inside its folder."""
    kept = [part[-_LONGEST:] for part in parts_of(given) if part]
    return Path(*kept[-_DEEPEST:]) if kept else Path("file")


def _free(target: Path) -> Path:
    """The path, or one beside it when it is taken."""
    number = 1
    free = target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return free


def take_in(folder: Path, library: Library, settings: Settings, hints: Hints) -> Iterator[Reached | Report]:
    """Read the folder into the library; yield how far it is, then the report, and remove the folder."""
    told: SimpleQueue[Progress] = SimpleQueue()
    files = find_files([folder])
    names = [_named(file, folder) for file in files]
    sizes = [max(file.stat().st_size, 1) for file in files]

    def work() -> Report:
        try:
            return ingest([folder], library, settings.split, hints, told.put, settings.ingest)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    working = _READING.submit(work)
    yield Reached(tuple((name, 0.0) for name in names))
    while not working.done():
        progress = _last(told)
        if progress is not None:
            yield Reached(tuple(zip(names, _shares(sizes, progress), strict=True)))
    yield working.result()


def _last(told: SimpleQueue[Progress]) -> Progress | None:
    """What was told last within a beat."""
    last: Progress | None = None
    with suppress(Empty):
        last = told.get(timeout=_BEAT)
        while True:
            last = told.get_nowait()
    return last


def _shares(sizes: Sequence[int], progress: Progress) -> list[float]:
    left = float(progress.bytes_done)
    shares: list[float] = []
    for at, size in enumerate(sizes):
        shares.append(1.0 if at < progress.files_done else min(max(left / size, 0.0), 0.99))
        left -= size
    return shares


def _named(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else file.name


def without_folder(sentence: str, folder: Path) -> str:
    """Return the sentence with the files called as their sender calls them."""
    return sentence.replace(f"{folder}/", "").replace(str(folder), "")
