"""The README as its tests see it: its commands, its Python, its table of settings.

`python -m tests.readme` writes the table of settings anew into both READMEs.
"""

from __future__ import annotations

import re
from pathlib import Path

from rag.settings_table import markdown_table

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


def commands(readme: Path) -> list[str]:
    """Return the commands of the `console` blocks, without their prompts."""
    return [line.removeprefix("$ ") for block in blocks(readme, "console") for line in block.splitlines()]


def blocks(readme: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [text for name, text in _BLOCK.findall(readme.read_text("utf-8")) if name == language]


def settings_table(readme: Path) -> str:
    """Return the table that stands between the marks."""
    found = _TABLE.search(readme.read_text("utf-8"))
    return found.group() if found else ""


def write_settings_table(readme: Path) -> None:
    """Put the table of today's settings between the marks."""
    readme.write_text(_TABLE.sub(lambda _: markdown_table(), readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    for file in READMES:
        write_settings_table(file)
