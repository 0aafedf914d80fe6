"""Where the repository lies, and the folder beside it that holds what may not be in it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
