"""Archives (.zip, .tar, .tar.gz) read as streams: one member at a time goes through its format's reader.

A member stands in a temporary folder while it is read and nowhere else. An archive inside an archive is read, one
inside that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ingest.formats.copies import read_and_keep
from ingest.formats.members import Budget, Member, UnusableMember, check_name
from ingest.formats.reader import FormatReader, Hints, Problem
from ingest.formats.tar_members import tar_members
from ingest.formats.zip_members import zip_members
from ingest.issue_date import date_in_name
from rag.errors import InputError
from rag.records import Article

MOST_MEMBERS = 200_000
_DEEPEST = 1  # an archive inside an archive
_LONGEST_NAME = 60  # characters that a temporary file keeps of a member's name, its end with the suffix

Found = Iterator[Article | Problem]
_Lister = Callable[[Path, str, Budget], Iterator[Member]]


@dataclass(frozen=True, slots=True)
class _Archive:
    """The archive at hand: what is known of it (its name in messages too) and what may still be unpacked."""

    hints: Hints
    budget: Budget
    depth: int = 0

    def problem(self, name: str, why: object) -> Problem:
        file = f"{self.hints.file}/{name}" if name else self.hints.file
        return Problem(file, None, f"{file} {why}")


def read_zip(path: Path, hints: Hints) -> Found:
    """Yield what the members of a zip hold, and a problem for each that is not read.

    Raises:
        InputError: the file is no zip, or holds nothing.
    """
    return _read_archive(zip_members, path, hints)


def read_tar(path: Path, hints: Hints) -> Found:
    """Yield what the members of a .tar, .tar.gz or .tgz hold, and a problem for each that is not read.

    Raises:
        InputError: the file is no tar, or holds nothing.
    """
    return _read_archive(tar_members, path, hints)


def _read_archive(lister: _Lister, path: Path, hints: Hints) -> Found:
    hints = replace(hints, file=hints.file or path.name, date=hints.date or date_in_name(path.name))
    found = False
    for item in _read_members(lister, path, _Archive(hints, Budget.of(path))):
        found = True
        yield item
    if not found:
        raise InputError(f"{hints.file} is an archive with nothing to read in it; pass one with pages.")


def _read_members(lister: _Lister, path: Path, archive: _Archive) -> Found:
    try:
        for number, member in enumerate(lister(path, archive.hints.file, archive.budget)):
            if number >= MOST_MEMBERS:
                yield archive.problem("", f"has more than {MOST_MEMBERS:,} members; the rest is not read.")
                return
            yield from _read_member(member, archive)
    except UnusableMember as error:
        yield archive.problem("", error)


def _read_member(member: Member, archive: _Archive) -> Found:
    from ingest.formats import reader_for

    if _hidden(member.name):
        return
    file = f"{archive.hints.file}/{member.name}"
    reader = reader_for(Path(member.name))
    if reader is None:
        yield Problem(file, None, f"{file} is of no kind that is read.", skipped=True)
        return
    with TemporaryDirectory(prefix="baoda-") as folder:
        copied = Path(folder) / PurePosixPath(member.name).name[-_LONGEST_NAME:]
        try:
            check_name(member.name)
            _check_depth(reader, archive)
            member.check()
            with copied.open("wb") as out:
                out.writelines(member.chunks())
        except UnusableMember as error:
            yield archive.problem(member.name, error)
            return
        hints = replace(archive.hints, file=file, date=_day_in(member.name) or archive.hints.date)
        try:
            yield from _read_copied(reader, copied, replace(archive, hints=hints))
        except InputError as error:
            yield Problem(file, None, str(error).replace(str(copied), file))


def _read_copied(reader: FormatReader, copied: Path, archive: _Archive) -> Found:
    lister = _lister(reader)
    if lister is None:
        yield from read_and_keep(reader, copied, archive.hints)
    else:
        yield from _read_members(lister, copied, replace(archive, depth=archive.depth + 1))


def _check_depth(reader: FormatReader, archive: _Archive) -> None:
    if _lister(reader) and archive.depth >= _DEEPEST:
        raise UnusableMember("is an archive inside an archive inside an archive, and is not opened; unpack it first.")


def _lister(reader: FormatReader) -> _Lister | None:
    if reader is read_zip:
        return zip_members
    return tar_members if reader is read_tar else None


def _hidden(name: str) -> bool:
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in name.split("/"))


def _day_in(name: str) -> date | None:
    """The day in a member's path, nearest to the file first."""
    return next((day for part in reversed(name.split("/")) if (day := date_in_name(part))), None)
