"""A quote's offsets lead to the printed lines that it covers, and to no others."""

from __future__ import annotations

from dataclasses import replace

from rag.records import Article, LineBox, Origin, Source
from rag.regions import printed_at


def line(leaf: int, top: float, start: int, end: int) -> LineBox:
    return LineBox(leaf, 0.1, top, 0.4, top + 0.02, start, end)


# Two lines of five and four characters on leaf 1, a headline above them, and a third line in another file.
HEADLINE, FIRST, SECOND, THIRD = line(1, 0.1, 0, 0), line(1, 0.2, 0, 5), line(1, 0.3, 5, 9), line(4, 0.1, 10, 14)
ARTICLE = replace(
    Article.of(Source(headline="渡轮"), ("渡轮恢复开行，船上。", "票价不变")),
    origin=(Origin("one.pdf", 1, 3, (HEADLINE, FIRST, SECOND)), Origin("four.pdf", 1, 1, (THIRD,))),
)


def test_a_quote_inside_one_line_is_that_line() -> None:
    (region,) = printed_at(ARTICLE, 1, 4)
    assert (region.origin.file, region.boxes) == ("one.pdf", (FIRST,))


def test_a_quote_over_two_files_has_the_lines_of_each() -> None:
    assert [region.boxes for region in printed_at(ARTICLE, 7, 12)] == [(SECOND,), (THIRD,)]


def test_a_quote_that_ends_where_a_line_begins_does_not_touch_it() -> None:
    assert [region.boxes for region in printed_at(ARTICLE, 0, 5)] == [(FIRST,)]


def test_the_headline_belongs_to_no_stretch_of_the_body() -> None:
    found = printed_at(ARTICLE, 0, len(ARTICLE.body))
    assert HEADLINE not in [box for region in found for box in region.boxes]


def test_an_article_of_a_text_dump_has_no_places() -> None:
    assert printed_at(replace(ARTICLE, origin=(Origin("a.txt", 1, 3),)), 0, 5) == ()
