"""What the members of zips and tars have in common: a name that is checked, bytes that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST_MEMBER = 256_000_000  # bytes
LARGEST_TOTAL = 8_000_000_000  # bytes of all members of an archive; they stand on the disk one at a time
MOST_RATIO = 250  # bytes out of one byte in; text packs 20 times at most, JSON Lines with long keys 100
SMALL = 1_000_000  # bytes below which no ratio harms


class UnusableMember(Exception):
    """Why a member is not read, as the end of a sentence that begins with its name; readers catch it."""


@dataclass(slots=True)
class Budget:
    """Bytes that an archive may still unpack to, over all its members and the archives inside it."""

    left: int = LARGEST_TOTAL

    @classmethod
    def of(cls, path: Path) -> Budget:
        """Return the budget of an archive of this size."""
        size = path.stat().st_size if path.exists() else 0
        return cls(min(LARGEST_TOTAL, MOST_RATIO * (SMALL + size)))

    def take(self, size: int) -> None:
        """Count bytes that are about to be unpacked; raises UnusableMember when they are too many."""
        if size > self.left:
            raise UnusableMember(
                "would unpack to more than an archive of its size may, like a zip bomb; unpack it first."
            )
        self.left -= size


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive. `check` raises UnusableMember when it must not be read, `chunks` when it is damaged."""

    name: str
    check: Callable[[], None]
    chunks: Callable[[], Iterator[bytes]]


def decoded_name(raw: bytes) -> str:
    """Return a file name from bytes of unknown encoding: UTF-8, else GB18030, else with marks in it."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def check_name(name: str) -> None:
    """Raise UnusableMember for a name that leads out of the archive."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        raise UnusableMember("has a path that leads out of the archive, and is not read; pack it again.")


def check_member(size: int, packed: int, budget: Budget, largest: int = LARGEST_MEMBER) -> None:
    """Raise UnusableMember for a member that unpacks to too many bytes, by itself or beside its packed size."""
    if size > SMALL and size > MOST_RATIO * packed:
        raise UnusableMember(f"would unpack to {size:,} bytes, like a zip bomb; it is not read.")
    if size > largest:
        raise UnusableMember(f"has {size:,} bytes, more than {largest:,}; pass it by itself.")
    budget.take(size)
