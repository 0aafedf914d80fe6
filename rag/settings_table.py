"""Every setting as a row: its name, variable, default and meaning; the README's table is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: `name` as in baoda.toml (group.field), its variable, its value as text, and what it does."""

    name: str
    variable: str
    value: str
    meaning: str


def setting_rows(settings: Settings | None = None) -> Iterator[SettingRow]:
    """Yield every setting in the order of the stages; the value is that of `settings`, else the default."""
    for name, field in Settings.model_fields.items():
        group = field.annotation
        value = getattr(settings, name) if settings else field.get_default(call_default_factory=True)
        if isinstance(group, type) and issubclass(group, BaseModel):
            for inner, inner_field in group.model_fields.items():
                yield _row(f"{name}.{inner}", inner_field, getattr(value, inner))
        else:
            yield _row(name, field, value)


def _row(name: str, field: FieldInfo, value: object) -> SettingRow:
    shown = value.value if isinstance(value, Enum) else value
    variable = "BAODA_" + name.replace(".", "_").upper()
    return SettingRow(name, variable, "" if shown is None else str(shown), field.description or "")


def markdown_table() -> str:
    """Return the table of settings in Markdown, as the README shows it."""
    lines = ["| in `baoda.toml` | variable | default | what it does |", "|---|---|---|---|"]
    for row in setting_rows():
        default = f"`{row.value}`" if row.value else ""
        lines.append(f"| `{row.name}` | `{row.variable}` | {default} | {row.meaning} |")
    return "\n".join(lines) + "\n"
