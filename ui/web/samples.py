"""Where the example pages are: in the source tree, or where the installed package put them."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

_PAGES = "examples/pages"


def sample_pages() -> tuple[Path, ...]:
    """Return the example pages' files, sorted; empty when they came neither with the source nor with the package."""
    here = sorted((Path(__file__).parents[2] / _PAGES).glob("*.txt"))
    return tuple(here) if here else tuple(sorted(_installed()))


def _installed() -> list[Path]:
    try:
        listed = files("baoda") or []
    except PackageNotFoundError:
        return []
    found = [Path(str(one.locate())).resolve() for one in listed if one.parent.as_posix().endswith(_PAGES)]
    return [file for file in found if file.suffix == ".txt" and file.is_file()]
