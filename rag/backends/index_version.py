"""What an index was built from, noted inside its own folder, and whether it was filled to the end."""

from __future__ import annotations

import json
from pathlib import Path

from rag.errors import LibraryError

_NOTE = "built-from.json"


def is_whole(folder: Path, version: str) -> bool:
    """Whether the index in this folder was built from what `version` names, to the end.

    An index without a note, of a release before there were notes or of nobody's making, is not whole.
    """
    return noted(folder) == {"version": version, "whole": True}


def is_begun(folder: Path, version: str) -> bool:
    """Whether the index in this folder holds nothing but what `version` names, all of it or a part."""
    return (noted(folder) or {}).get("version") == version


def begin(folder: Path, version: str, *, found: str | None) -> None:
    """Note a new folder as one to be filled, one without a note as whole and built from what `found` names."""
    if noted(folder) is None:
        note(folder, found or version, whole=found is not None)


def note(folder: Path, version: str, *, whole: bool) -> None:
    """Note durably what the index in this folder is built from; raises LibraryError when the disk does not take it."""
    aside = folder / f"{_NOTE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps({"version": version, "whole": whole}) + "\n", "utf-8")
        aside.replace(folder / _NOTE)
    except OSError as error:
        raise LibraryError(f"The index {folder} cannot be written ({error.strerror}); check the disk.") from error


def noted(folder: Path) -> dict[str, object] | None:
    """Return the note; None without one, an empty one where it is damaged."""
    try:
        found = json.loads((folder / _NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
