"""Columns as people map them: title=标题, once a field."""

from __future__ import annotations

from collections.abc import Iterable

import typer


def parse_columns(given: Iterable[str]) -> dict[str, str]:
    """Return field → column name; a mapping without both is a usage error."""
    columns: dict[str, str] = {}
    for pair in given:
        field, mark, name = (part.strip() for part in pair.partition("="))
        if not (field and mark and name):
            raise typer.BadParameter(f"{pair!r} maps nothing; write FIELD=NAME, such as title=标题.")
        columns[field] = name
    return columns
