"""A query's bounds as Chroma takes them, and as rows are looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rag.backends.chroma_rows import day_number
from rag.records import Query


def where_filter(query: Query) -> Any:
    """Return Chroma's filter, None for no condition."""
    conditions: list[dict[str, Any]] = []
    if query.since:
        conditions.append({"date": {"$gte": day_number(query.since)}})
    if query.until:
        conditions.append({"date": {"$lte": day_number(query.until)}})
    if query.newspaper:
        conditions.append({"newspaper": query.newspaper})
    if conditions and query.elsewhere:
        conditions = [{"$or": [_all_of(conditions), {"article_id": {"$in": list(query.elsewhere)}}]}]
    if query.within:
        conditions.append({"article_id": {"$in": list(query.within)}})
    return _all_of(conditions) if conditions else None


def inside(row: Mapping[str, Any], query: Query) -> bool:
    """Whether a row is inside the query's days and newspaper, as `where_filter` has it."""
    if row["article_id"] in query.elsewhere:
        return True
    day: int | None = row.get("date")
    if (query.since or query.until) and day is None:
        return False
    if query.since and day is not None and day < day_number(query.since):
        return False
    if query.until and day is not None and day > day_number(query.until):
        return False
    return not query.newspaper or row["newspaper"] == query.newspaper


def _all_of(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one condition for all; Chroma takes `$and` only for two or more."""
    return {"$and": conditions} if len(conditions) > 1 else conditions[0]
