"""An article prints as one flat row."""

from datetime import date

from ingest.rows import article_row
from rag.records import Article, Origin, Source


def test_a_row_holds_every_field_as_json_values() -> None:
    source = Source("东港晚报", date(2024, 6, 19), "3", "灯塔点亮", "dg-1")
    row = article_row(Article.of(source, ("一。", "二。"), authors=("李晓云",), origin=(Origin("page.txt", 2, 9),)))
    assert (row["title"], row["date"], row["page"], row["external_id"]) == ("灯塔点亮", "2024-06-19", "3", "dg-1")
    assert row["origin"] == {"file": "page.txt", "first_line": 2, "last_line": 9}
    assert (row["kind"], row["authors"], row["paragraphs"]) == ("news", ["李晓云"], ["一。", "二。"])


def test_unknown_fields_are_empty_or_null() -> None:
    row = article_row(Article.of(Source(), ("一。",)))
    assert (row["date"], row["origin"], row["title"], row["authors"]) == (None, None, "", [])
