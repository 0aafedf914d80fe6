"""A query's bounds as tantivy takes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rag.records import Query

if TYPE_CHECKING:
    import tantivy

_FIRST_DAY, _LAST_DAY = date.min, date.max


def bounds_of(schema: tantivy.Schema, query: Query) -> list[tantivy.Query]:
    """Return the conditions of which a passage must keep all; none where the query has no bounds."""
    import tantivy

    bounds: list[Any] = []
    if query.since or query.until:
        first, last = (query.since or _FIRST_DAY).toordinal(), (query.until or _LAST_DAY).toordinal()
        bounds.append(tantivy.Query.range_query(schema, "date", tantivy.FieldType.Integer, first, last))
    if query.newspaper:
        bounds.append(tantivy.Query.term_query(schema, "newspaper", query.newspaper, index_option="basic"))
    if bounds and query.elsewhere:
        inside = tantivy.Query.boolean_query([(tantivy.Occur.Must, bound) for bound in bounds])
        either = (inside, _one_of(schema, query.elsewhere))
        bounds = [tantivy.Query.boolean_query([(tantivy.Occur.Should, bound) for bound in either])]
    if query.within:
        bounds.append(_one_of(schema, query.within))
    return bounds


def _one_of(schema: tantivy.Schema, article_ids: Sequence[str]) -> tantivy.Query:
    import tantivy

    return tantivy.Query.term_set_query(schema, "article_id", list(article_ids))
