"""Members of a .tar or .tar.gz, read in one pass through the file and within limits."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ingest.formats.members import LARGEST_MEMBER, Budget, Member, UnusableMember, decoded_name
from rag.errors import InputError

_CHUNK = 1 << 16
_SLACK = 4_000_000  # bytes of headers, long names and padding between two members
_ERRORS = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError)


class _Metered(io.BufferedIOBase):
    """Gives no more bytes than were allowed: the headers of a tar may hold a bomb as well as its files."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._left = _SLACK

    def allow(self, size: int) -> None:
        """Let the next member's bytes and the headers after it through."""
        self._left = size + _SLACK

    def read(self, size: int | None = -1) -> bytes:
        if self._left <= 0:
            raise UnusableMember("has headers of many megabytes, like a bomb; the rest of it is not read.")
        data = self._stream.read(size)
        self._left -= len(data)
        return data


def tar_members(path: Path, file: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of a tar; each must be read before the next one is asked for.

    Raises:
        InputError: the file is missing or no tar.
        UnusableMember: it is damaged from here on, or unpacks to too much.
    """
    found = False
    try:
        with _unpacked(path) as stream:
            metered = _Metered(stream)
            with tarfile.open(fileobj=metered, mode="r|") as archive:
                while entry := archive.next():
                    found = True
                    vars(archive)["members"].clear()  # they are not come back to, and may be very many
                    budget.take(entry.size)  # passing over a member unpacks it too
                    metered.allow(entry.size)
                    if not entry.isdir():
                        name = decoded_name(entry.name.encode("utf-8", "surrogateescape")).replace("\\", "/")
                        yield Member(name, partial(_check, entry), partial(_chunks, archive, entry))
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except _ERRORS as error:
        if not found:
            raise InputError(f"{file} is cut off, damaged or no tar archive; fetch it again.") from error
        raise UnusableMember("is cut off or damaged; fetch it again, for its rest is not read.") from error


def _check(entry: tarfile.TarInfo) -> None:
    if not entry.isfile():
        raise UnusableMember("is a link or a device, and is not followed; pack the file itself.")
    if entry.size > LARGEST_MEMBER:
        raise UnusableMember(f"has {entry.size:,} bytes, more than {LARGEST_MEMBER:,}; pass it by itself.")


def _chunks(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Iterator[bytes]:
    try:
        data = archive.extractfile(entry)
        while data is not None and (chunk := data.read(_CHUNK)):
            yield chunk
    except _ERRORS as error:
        raise UnusableMember("is cut off or damaged; fetch the archive again.") from error


@contextmanager
def _unpacked(path: Path) -> Iterator[io.BufferedIOBase]:
    with path.open("rb") as packed:
        zipped = packed.read(2) == b"\x1f\x8b"
        packed.seek(0)
        if zipped:
            with gzip.GzipFile(fileobj=packed) as stream:
                yield stream
        else:
            yield packed
