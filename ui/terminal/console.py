"""The two places to print to: results on stdout, everything said beside them on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from rich.console import Console


def results() -> Console:
    """Return the console for results; colours only on a terminal."""
    return Console(highlight=False, markup=False, emoji=False)


def remarks() -> Console:
    """Return the console for progress, remarks and errors."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def print_row(row: Mapping[str, object]) -> None:
    """Write one JSON line to stdout at once."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
