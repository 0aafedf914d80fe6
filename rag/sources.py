"""Copies of source files inside the library, each content once, so that a quote can be shown on its page.

A file that is read is held first: its copy stands in a folder of this run's own, where no other program removes it.
When an article of it is stored, the copy gets its place; what no article came of goes with the folder. `begin`, `keep`,
`sweep` and `end` are called while the library is held for writing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from filelock import FileLock, Timeout

from rag.errors import LibraryError

_HELD = "held-"
_LOCK = "in-use"
_CHUNK = 1 << 20
_ASIDE = "new-"  # before the name of what is not whole yet
_FANNED = 2  # digits of a name that say which folder a copy is in

Referred = Callable[[Sequence[str]], Collection[str]]


class KeptSources:
    """The folder of copies. A copy's name is the blake2b hash of its bytes, 32 hexadecimal digits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.turn = Lock()  # held from `begin` to `end`: one ingest of this program at a time
        self._held: Path | None = None
        self._in_use: FileLock | None = None

    def path(self, name: str) -> Path | None:
        """Return where the copy of this name is, with the suffix of the file it was made from; None without one."""
        return _place(self.folder, name) if name else None

    def fault(self, name: str) -> str:
        """Return what is wrong with the copy of this name: missing, damaged, or nothing."""
        place = self.path(name)
        if place is None:
            return "missing"
        with place.open("rb") as stream:
            return "" if digest_of(stream) == name else "damaged"

    def begin(self) -> None:
        """Make the folder of what is held, until `end`."""
        self.folder.mkdir(exist_ok=True)
        self._held = Path(mkdtemp(prefix=_HELD, dir=self.folder))
        self._in_use = FileLock(self._held / _LOCK, thread_local=False)
        self._in_use.acquire()

    def hold(self, file: Path) -> str:
        """Copy a file into the library until `end`; return the copy's name.

        Raises LibraryError when the disk does not take it or nothing has begun, OSError when the file cannot be read.
        """
        held = self._held
        if held is None:
            raise LibraryError(f"No copy of {file} can be held before an ingest has begun; call begin first.")
        with file.open("rb") as stream:
            name = digest_of(stream)
        if _place(held, name) is None and not self._linked(name, held):
            name = self._copied(file, held)
        return name

    def keep(self, names: Iterable[str]) -> None:
        """Put the copies of these names, which are held, in their place for good."""
        for name in dict.fromkeys(names):
            held = _place(self._held, name) if self._held else None
            if held is not None and self.path(name) is None:
                _link(held, _fan(self.folder, held.name))

    def sweep(self, referred: Referred) -> None:
        """Remove the copies that no article refers to; `referred` returns those of some names that one does.

        What other programs hold stays; what one held that has ended goes.
        """
        if not self.folder.is_dir():
            return
        for held in self.folder.glob(f"{_HELD}*"):
            if held != self._held and not _is_in_use(held):
                shutil.rmtree(held, ignore_errors=True)
        for fan in self.folder.iterdir():
            if fan.is_dir() and len(fan.name) == _FANNED:
                files = {file.name.partition(".")[0]: file for file in fan.iterdir()}
                for name in files.keys() - set(referred(list(files))):
                    files[name].unlink(missing_ok=True)
                with suppress(OSError):  # not empty
                    fan.rmdir()

    def link_to(self, folder: Path) -> None:
        """Give every copy a second name in another folder of copies, or a second copy where the disk knows no links."""
        for file in self.folder.glob(f"{'?' * _FANNED}/*"):
            with suppress(FileNotFoundError):  # removed just now
                folder.mkdir(exist_ok=True)
                _link(file, _fan(folder, file.name))

    def bytes(self) -> int:
        """Return how many bytes the copies take."""
        return sum(file.stat().st_size for file in self.folder.glob(f"{'?' * _FANNED}/*") if file.is_file())

    def count(self) -> int:
        """Return how many copies there are."""
        return sum(1 for _ in self.folder.glob(f"{'?' * _FANNED}/*"))

    def end(self) -> None:
        """Let go of what is held and was not kept."""
        if self._held is not None and self._in_use is not None:
            self._in_use.release()
            shutil.rmtree(self._held, ignore_errors=True)
            self._held = self._in_use = None

    def _linked(self, name: str, held: Path) -> bool:
        """Hold a copy that is in the library already; it cannot go from there any more while it is held."""
        place = self.path(name)
        if place is None:
            return False
        try:
            _link(place, _fan(held, place.name))
        except FileNotFoundError:  # another program removed it just now
            return False
        return True

    def _copied(self, file: Path, held: Path) -> str:
        """Copy a file beside its place and move it there whole; the name is that of the bytes that were copied."""
        digest = hashlib.blake2b(digest_size=16)
        aside = held / _ASIDE
        with file.open("rb") as stream:
            try:
                with aside.open("wb") as out:
                    while chunk := stream.read(_CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
                    out.flush()
                    os.fsync(out.fileno())
            except OSError as error:
                aside.unlink(missing_ok=True)
                raise LibraryError(
                    f"The copy of {file} cannot be written into {self.folder} ({error.strerror}); free some of "
                    "the disk, or set ingest.keep_source to never."
                ) from error
        aside.replace(_fan(held, f"{digest.hexdigest()}{file.suffix.lower()}"))
        return digest.hexdigest()


def digest_of(stream: BufferedReader) -> str:
    """Return the hash by which a file's bytes are known, of a file opened to read them."""
    return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _place(folder: Path, name: str) -> Path | None:
    return next(iter(sorted((folder / name[:_FANNED]).glob(f"{name}*"))), None)


def _fan(folder: Path, file: str) -> Path:
    """The path of a copy, in a folder of the first digits of its name that is made when it is missing."""
    fan = folder / file[:_FANNED]
    fan.mkdir(exist_ok=True)
    return fan / file


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or a second copy where the disk knows no links."""
    aside = target.parent / f"{_ASIDE}{target.name}"
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except FileExistsError:
        pass
    except OSError:
        shutil.copyfile(source, aside)
        aside.replace(target)


def _is_in_use(held: Path) -> bool:
    lock = FileLock(held / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
