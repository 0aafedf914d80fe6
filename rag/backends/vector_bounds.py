"""A query's bounds as conditions on the rows of vectors."""

from __future__ import annotations

import json
from datetime import date

from rag.records import Query

_UNDATED = 0
_IN = "article_id IN (SELECT value FROM json_each(?))"


def day_number(day: date | None) -> int:
    """Return a number that sorts like the day, 0 for none."""
    return day.toordinal() if day else _UNDATED


def conditions_of(query: Query) -> tuple[str, list[str | int]]:
    """Return the condition that a query's bounds set, and its values; the undated are in no span of days."""
    conditions: list[str] = []
    values: list[str | int] = []
    if query.since or query.until:
        conditions.append("day BETWEEN ? AND ?")
        values += [day_number(query.since or date.min), day_number(query.until or date.max)]
    if query.newspaper:
        conditions.append("newspaper = ?")
        values.append(query.newspaper)
    if conditions and query.elsewhere:
        conditions = [f"({' AND '.join(conditions)} OR {_IN})"]
        values.append(json.dumps(query.elsewhere))
    if query.within:
        conditions.append(_IN)
        values.append(json.dumps(query.within))
    return " AND ".join(conditions) or "1", values
