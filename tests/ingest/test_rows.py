"""An article prints as one flat row."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.dating import dated
from ingest.rows import article_row
from rag.records import Article, Origin, Source


def test_a_row_holds_every_field_as_json_values() -> None:
    source = Source("东港晚报", date(2024, 6, 19), "3", "灯塔点亮", "dg-1")
    row = article_row(Article.of(source, ("一。", "二。"), authors=("李晓云",), origin=(Origin("page.txt", 2, 9),)))
    assert (row["title"], row["date"], row["page"], row["external_id"]) == ("灯塔点亮", "2024-06-19", "3", "dg-1")
    assert row["origin"] == {"file": "page.txt", "first_line": 2, "last_line": 9, "copy": None}
    assert (row["kind"], row["authors"], row["paragraphs"]) == ("news", ["李晓云"], ["一。", "二。"])


def test_a_row_holds_every_origin_with_the_file_that_is_kept_of_it() -> None:
    parts = (Origin("one.pdf", 2, 9), Origin("four.pdf", 1, 5))
    row = article_row(Article.of(Source(), ("一。",), origin=parts), (Path("kept/0a.pdf"),))
    assert [(one["file"], one["copy"]) for one in row["origins"]] == [("one.pdf", "kept/0a.pdf"), ("four.pdf", None)]
    assert row["origin"] == row["origins"][0]


def test_unknown_fields_are_empty_or_null() -> None:
    row = article_row(Article.of(Source(), ("一。",)))
    assert (row["date"], row["origin"], row["title"], row["authors"]) == (None, None, "", [])


def test_a_row_holds_the_places_the_dates_and_what_the_library_knows() -> None:
    first, second = (
        Source("东港晚报", date(2024, 6, 19), "3", "灯塔点亮"),
        Source("临澜日报", None, "", "灯塔点亮", "b-1"),
    )
    plain = Article.of(first, ("灯塔昨晚点亮。",))
    row = article_row(replace(dated(plain), places=(first, second), report="0a", corrects="0b"))
    assert [(place["newspaper"], place["date"], place["external_id"]) for place in row["places"]] == [
        ("东港晚报", "2024-06-19", ""),
        ("临澜日报", None, "b-1"),
    ]
    assert row["dates"] == [{"text": "昨晚", "start": 2, "end": 4, "since": "2024-06-18", "until": "2024-06-18"}]
    assert (row["report"], row["corrects"]) == ("0a", "0b")
    assert (article_row(plain)["report"], article_row(plain)["corrects"]) == (None, None)
