"""Whatever the program imports is declared in pyproject.toml, not only brought along by something else."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = ("rag", "ingest", "eval", "ui")
PARTS = {"cv2": "rapidocr"}  # which of OpenCV's builds it is, is left to who brings it


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (one for wanted in project["optional-dependencies"].values() for one in wanted)
    return {name_of(one) for one in (*project["dependencies"], *extras)}


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def imported() -> Iterator[tuple[str, Path]]:
    for file in (file for folder in OURS for file in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.partition(".")[0], file) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0], file


def test_every_imported_package_is_declared() -> None:
    names, brought = declared(), packages_distributions()
    missing = {
        f"{module} in {file.relative_to(ROOT)}"
        for module, file in imported()
        if module not in sys.stdlib_module_names
        and module not in OURS
        and not {name_of(one) for one in (PARTS.get(module, ""), *brought.get(module, [module]))} & names
    }
    assert missing == set()
