"""The scores of saved web pages, worked out by hand."""

from datetime import date

from eval.web_pages import FIELDS, measure, scores, web_pages
from ingest.rows import article_row
from rag.records import Article, Source


def test_every_gold_article_is_scored_by_what_was_read_of_it() -> None:
    gold = [
        {"title": "甲", "date": "2024-05-08", "newspaper": "报", "authors": [], "paragraphs": ["船开了。"]},
        {"title": "乙", "date": "2024-05-09", "newspaper": "报", "authors": ["白露"], "paragraphs": ["灯亮。"]},
    ]
    article = Article.of(Source("报", date(2024, 5, 8), "", "甲"), ("船开了。", "广告。。"))
    # 甲: 4 of 4 and 8 characters in common, 2 * 4 / 12. 乙: only its full stop, 2 * 1 / (3 + 8).
    found = scores(gold, [article_row(article)])
    assert round(found["text"], 6) == round((8 / 12 + 2 / 11) / 2, 6)
    assert {name: found[name] for name in FIELDS[1:]} == {
        "split": 0.0,
        "paragraphs": 0.0,
        "title": 0.5,
        "date": 0.5,
        "authors": 0.5,
        "newspaper": 1.0,
    }


def test_a_page_of_which_nothing_was_read_scores_nothing() -> None:
    gold = [{"title": "甲", "date": None, "newspaper": "", "authors": [], "paragraphs": ["船开了。"]}]
    assert scores(gold, []) == dict.fromkeys(FIELDS, 0.0)


def test_every_page_has_gold_articles_beside_it() -> None:
    assert len(web_pages()) >= 12
    assert all(page.with_suffix(".jsonl").exists() for page in web_pages())


def test_a_bundle_that_a_browser_saved_is_read_without_a_mistake() -> None:
    (bundle,) = (page for page in web_pages() if page.suffix == ".mhtml")
    assert measure(bundle) == dict.fromkeys(FIELDS, 1.0)


def test_pages_of_every_kind_keep_their_text_and_their_borders() -> None:
    rows = [measure(page) for page in web_pages()]
    assert min(row["split"] for row in rows) == 1.0
    assert sum(row["text"] for row in rows) / len(rows) >= 0.99
