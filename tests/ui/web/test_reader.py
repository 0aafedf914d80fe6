from dataclasses import replace
from datetime import date

from rag.records import Article, CitedField, LineBox, Origin, Source
from ui.web.chinese import CHINESE
from ui.web.presses import Opening
from ui.web.reader import LeafImage, article_view, leaf_view, marked_boxes

ARTICLE = Article.of(
    Source("青岚日报", date(2031, 3, 2), "1", "大桥封顶"), ("第一段。", "第二段很长。"), authors=("甲",)
)
BOXES = (
    LineBox(1, 0.1, 0.1, 0.5, 0.12, 0, 0),
    LineBox(1, 0.1, 0.2, 0.5, 0.22, 0, 4),
    LineBox(2, 0.1, 0.3, 0.5, 0.32, 5, 11),
)
PRINTED = replace(ARTICLE, origin=(Origin("a.pdf", 1, 3, BOXES, "copy"),))
EVIL = "<script>alert(1)</script>"


def shown(start: int, end: int, field: CitedField = CitedField.BODY) -> str:
    return article_view(ARTICLE, Opening(ARTICLE.id, start, end, field), CHINESE, has_leaf=False)


def test_a_stretch_of_the_body_is_lit_in_its_paragraph() -> None:
    assert "<p>第一段。</p><p>第二段<mark>很长</mark>。</p>" in shown(8, 10)


def test_a_stretch_over_two_paragraphs_is_lit_in_both() -> None:
    assert "<p>第一<mark>段。</mark></p><p><mark>第二</mark>段很长。</p>" in shown(2, 7)


def test_a_stretch_of_the_headline_is_lit_there() -> None:
    assert "大桥<mark>封顶</mark></h2>" in shown(2, 4, CitedField.HEADLINE)


def test_without_a_stretch_nothing_is_lit() -> None:
    assert "<mark>" not in shown(0, 0)


def test_the_lines_of_a_quote_are_marked_on_the_leaf() -> None:
    assert marked_boxes(PRINTED, Opening("a", 5, 8)) == BOXES[2:]
    assert marked_boxes(PRINTED, Opening("a", 0, 2, CitedField.HEADLINE)) == BOXES[:1]
    view = leaf_view(PRINTED, Opening("a", 5, 8, leaf=True), [LeafImage(2, b"jpeg", BOXES[2:])], CHINESE)
    assert 'style="left:10.0000%;top:30.0000%;width:40.0000%;height:2.0000%"' in view


def test_markup_in_an_article_is_shown_as_text() -> None:
    evil = Article.of(Source(EVIL, None, EVIL, EVIL), (EVIL,), kicker=EVIL, dateline=EVIL, authors=(EVIL,))
    assert "<script" not in article_view(evil, Opening(EVIL, 2, 9), CHINESE, has_leaf=True)
