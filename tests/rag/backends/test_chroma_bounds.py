"""Bounds: rows looked at one by one give what Chroma's filter gives."""

from __future__ import annotations

from datetime import date

import pytest

from rag.backends.chroma_bounds import inside
from rag.records import Query

ROW = {"article_id": "a", "newspaper": "临澜日报", "date": 20240304}


@pytest.mark.parametrize(
    ("query", "let_through"),
    [
        (Query("问", since=date(2024, 3, 4)), True),
        (Query("问", since=date(2024, 3, 5)), False),
        (Query("问", until=date(2024, 3, 4)), True),
        (Query("问", until=date(2024, 3, 3)), False),
        (Query("问", newspaper="临澜日报"), True),
        (Query("问", newspaper="河湾日报"), False),
        (Query("问", newspaper="河湾日报", elsewhere=("a",)), True),
    ],
)
def test_a_row_is_inside_by_its_day_its_newspaper_or_a_later_place(query: Query, let_through: bool) -> None:
    assert inside(ROW, query) is let_through


def test_a_row_without_a_day_is_outside_every_bound_of_days() -> None:
    undated = {"article_id": "a", "newspaper": "临澜日报"}
    assert not inside(undated, Query("问", since=date(2024, 3, 4)))
    assert inside(undated, Query("问", newspaper="临澜日报"))
