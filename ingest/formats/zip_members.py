"""Members of a zip, listed and read within limits: names decoded, nothing read past its declared size."""

from __future__ import annotations

import contextlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ingest.formats.members import LARGEST_MEMBER, Budget, Member, UnusableMember, check_member, decoded_name
from rag.errors import InputError

_CHUNK = 1 << 16
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def open_zip(path: Path, file: str) -> zipfile.ZipFile:
    """Open a zip file; `file` is what messages call it.

    Raises:
        InputError: the file is missing, cut off, or no zip file.
    """
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise InputError(f"{file} is cut off, damaged or not packed as a zip file; fetch it again.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror or error}); check its permissions.") from error


def zip_members(path: Path, file: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of a zip; raises InputError as `open_zip` does."""
    with open_zip(path, file) as archive:
        for entry in archive.infolist():
            name = _name(entry)
            if not name.endswith("/"):
                yield Member(name, partial(check_entry, entry, budget), partial(zip_chunks, archive, entry))


def check_entry(entry: zipfile.ZipInfo, budget: Budget, largest: int = LARGEST_MEMBER) -> None:
    """Raise UnusableMember for an entry that is a link, encrypted, or unpacks to too much; else count its bytes."""
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise UnusableMember("is a link or a device, and is not followed; pack the file itself.")
    if entry.flag_bits & _ENCRYPTED:
        raise UnusableMember("is encrypted; unpack it with its password and pass the file.")
    check_member(entry.file_size, entry.compress_size, budget, largest)


def zip_chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a checked entry's bytes, never more than it declares; raises UnusableMember when it is damaged."""
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnusableMember(f"is damaged ({error}); pack it again.") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's name with `/` between folders; names of Chinese Windows are GBK where the zip says cp437."""
    name = entry.orig_filename.split("\0")[0]
    if not entry.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeEncodeError):
            name = decoded_name(name.encode("cp437"))
    return name.replace("\\", "/")
