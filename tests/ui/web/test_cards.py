import dataclasses

from rag.records import Article, Citation, CitedField, Hit, Passage, Source
from tests.fakes_assistant import ARTICLES, bridge_answer, cite, hit
from ui.web.cards import citation_card, hit_card, label, why_panel
from ui.web.chinese import CHINESE

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_a_card_shows_marker_place_and_headline() -> None:
    card = citation_card(bridge_answer().citations[0], "source-0-1", ARTICLES[0], CHINESE)
    assert '<span class="chip">1</span>' in card
    assert "《青岚日报》2031-03-02 第1版" in card
    assert "青岚大桥主塔封顶" in card


def test_the_quote_is_lit_in_its_passage() -> None:
    card = citation_card(cite(2, 1, "停车位120个"), "a", ARTICLES[0], CHINESE)
    assert "摊位由164个增至230个，<mark>停车位120个</mark>。" in card


def test_the_right_one_of_two_equal_stretches_is_lit() -> None:
    passage = Passage("p", "a", Source(headline="题"), "甲乙，甲乙。", 10, 16)
    card = citation_card(Citation(1, passage, CitedField.BODY, "甲乙", 13, 15), "a", ARTICLES[0], CHINESE)
    assert '<blockquote lang="zh-CN">甲乙，<mark>甲乙</mark>。</blockquote>' in card


def test_a_long_passage_is_cut_around_the_quote_and_the_whole_article_is_a_press_away() -> None:
    card = citation_card(bridge_answer().citations[0], "a", ARTICLES[0], CHINESE)
    assert "……</blockquote>" in card
    assert "停止打桩" not in card
    assert f'data-do="read" data-article="{ARTICLES[0].id}"' in card


def test_an_article_that_is_gone_is_said_to_be_gone() -> None:
    card = citation_card(bridge_answer().citations[0], "a", None, CHINESE)
    assert "已不在资料库里" in card
    assert "data-do" not in card


def test_a_reference_is_there_to_be_copied_with_its_authors() -> None:
    article = dataclasses.replace(ARTICLES[0], authors=("甲", "乙", "丙", "丁"))
    card = citation_card(bridge_answer().citations[0], "a", article, CHINESE)
    assert 'data-text="甲, 乙, 丙, 等. 青岚大桥主塔封顶[N]. 青岚日报, 2031-03-02(1)."' in card
    assert "甲、乙、丙…" in card


def test_the_cut_falls_between_sentences() -> None:
    before, quote, after = "头" * 90 + "。整句在前。", "引文。", "整句在后。" + "尾" * 90
    passage = Passage("p", "a", Source(headline="题"), before + quote + after, 0, 200)
    card = citation_card(
        Citation(1, passage, CitedField.BODY, quote, len(before), len(before) + 3), "a", ARTICLES[0], CHINESE
    )
    assert f"……整句在前。<mark>{quote}</mark>整句在后。……</blockquote>" in card


def test_a_quote_from_a_headline_stands_alone_with_its_field_named() -> None:
    quote = dataclasses.replace(cite(1, 0, "青岚大桥"), field=CitedField.HEADLINE, start=0, end=4)
    card = citation_card(quote, "a", ARTICLES[0], CHINESE)
    assert "标题" in card
    assert '<blockquote lang="zh-CN"><mark>青岚大桥</mark></blockquote>' in card


def test_markup_in_an_article_is_shown_as_text() -> None:
    article = Article.of(Source(EVIL, None, EVIL, EVIL), (EVIL,))
    passage = Passage("p", article.id, article.source, EVIL, 0, len(EVIL))
    evil = Hit(passage, 1.0, also_in=(article.source,))
    shown = (
        citation_card(Citation(1, passage, CitedField.BODY, "alert(1)", 8, 16), EVIL, article, CHINESE)
        + hit_card(evil, article, CHINESE)
        + why_panel([evil], CHINESE)
    )
    assert "<script" not in shown
    assert "<img" not in shown


def test_an_article_known_by_its_external_id_alone_is_called_by_it() -> None:
    assert "doc-7" in label(Source(external_id="doc-7"))


def test_why_a_passage_was_found_is_said_in_words() -> None:
    panel = why_panel([hit(0)], CHINESE)
    assert "语义第 1" in panel
    assert "对上的词：大桥、通车" in panel
