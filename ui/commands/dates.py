"""Dates as people type them: 2025-01-22, 20250122 or 2025年1月22日."""

from __future__ import annotations

import re
from datetime import date

import typer

_SHAPES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?"),
)


def parse_day(text: str) -> date:
    """Return the day that was typed; anything else is a usage error that names the accepted forms."""
    for shape in _SHAPES:
        found = shape.fullmatch(text.strip())
        if found:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError as error:
                raise typer.BadParameter(f"there is no day {text!r} in the calendar.") from error
    raise typer.BadParameter(f"{text!r} is not a date; write 2025-01-22, 20250122 or 2025年1月22日.")
