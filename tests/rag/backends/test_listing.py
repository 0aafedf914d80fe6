from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.listing import SqliteListing
from rag.listing import Column, DayCount, Sheet
from rag.records import Article, ArticleKind, Source
from rag.repeats import Filed

PAPER = "临澜日报"
FIRST = Article.of(Source(PAPER, date(2024, 3, 4), "1", "大桥合龙"), ("主桥昨日合龙。",), confidence=0.9)
SECOND = Article.of(Source(PAPER, date(2024, 3, 5), "2", "百分之50%的折扣"), ("菜市场开张。",), confidence=0.5)
CAPTION = Article.of(Source("晚报", None, "", ""), ("图为大桥。",), kind=ArticleKind.CAPTION, authors=("何春桃",))


@pytest.fixture
def listing(tmp_path: Path) -> Iterator[SqliteListing]:
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.put([Filed((one,)) for one in (FIRST, SECOND, CAPTION)], [])
    catalogue.close()
    opened = SqliteListing(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def ids(listing: SqliteListing, sheet: Sheet) -> list[str]:
    return [row.id for row in listing.sheet(sheet).rows]


def test_articles_are_listed_newest_first(listing: SqliteListing) -> None:
    assert ids(listing, Sheet()) == [SECOND.id, FIRST.id, CAPTION.id]


def test_they_are_sorted_by_every_column_both_ways(listing: SqliteListing) -> None:
    for column in Column:
        up = ids(listing, Sheet(sort=column, descending=False))
        assert sorted(up) == sorted([FIRST.id, SECOND.id, CAPTION.id])
    assert ids(listing, Sheet(sort=Column.CONFIDENCE, descending=False))[0] == SECOND.id


def test_text_is_found_in_title_authors_and_body_and_signs_are_no_wildcards(listing: SqliteListing) -> None:
    assert set(ids(listing, Sheet("大桥"))) == {FIRST.id, CAPTION.id}
    assert ids(listing, Sheet("何春桃")) == [CAPTION.id]
    assert ids(listing, Sheet("50%")) == [SECOND.id]
    assert ids(listing, Sheet("_")) == []


def test_newspaper_and_kind_bound_the_list(listing: SqliteListing) -> None:
    assert ids(listing, Sheet(newspaper="晚报")) == [CAPTION.id]
    assert ids(listing, Sheet(kind=ArticleKind.NEWS, newspaper=PAPER)) == [SECOND.id, FIRST.id]


def test_a_page_of_the_list_knows_how_many_there_are(listing: SqliteListing) -> None:
    page = listing.sheet(Sheet(offset=1, rows=1))
    assert [row.id for row in page.rows] == [FIRST.id]
    assert page.total == 3


def test_articles_are_counted_by_day_and_newspaper(listing: SqliteListing) -> None:
    assert listing.days() == (
        DayCount("晚报", None, 1),
        DayCount(PAPER, date(2024, 3, 4), 1),
        DayCount(PAPER, date(2024, 3, 5), 1),
    )


def test_the_fingerprint_changes_with_the_articles(listing: SqliteListing, tmp_path: Path) -> None:
    before = listing.fingerprint()
    assert before == listing.fingerprint()
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.remove([FIRST.id])
    catalogue.close()
    assert listing.fingerprint() != before
