"""The name of a file that somebody sends, made fit to be written under."""

from __future__ import annotations

import re

_UNFIT = re.compile(r"[\x00-\x1f\x7f]|[\ud800-\udfff]")


def parts_of(given: str) -> list[str]:
    """Return the folders and the file that a name is of, each without what no file system takes; some may be empty."""
    return [part.strip(". ") for part in _UNFIT.sub("", given).replace("\\", "/").split("/")]
