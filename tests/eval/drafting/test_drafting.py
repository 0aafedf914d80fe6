from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from eval.drafting.drafting import by_templates, drafts, spread, usable
from eval.drafting.drafts import Draft
from rag.records import Article, ArticleKind
from tests.samples import article

BODY = (
    "临澜大桥主桥昨日在石矶区合龙，大桥全长3.2公里，总投资18.6亿元。",
    "市交通局局长沈牧野说，大桥将于2024年10月通车，过江时间缩短到8分钟。",
)


def _articles(count: int) -> list[Article]:
    first = date(2024, 3, 1)
    return [
        article(f"第{number}座大桥合龙", (*BODY, f"它是第{number}座。"), day=first + timedelta(days=number))
        for number in range(count)
    ]


def _drafts(articles: Sequence[Article], count: int, seed: int = 0) -> list[Draft]:
    return list(drafts(articles, count, seed, "templates", by_templates))


def test_the_same_library_and_seed_give_the_same_drafts() -> None:
    articles = _articles(20)
    assert _drafts(articles, 8) == _drafts(list(reversed(articles)), 8)
    assert _drafts(articles, 8) != _drafts(articles, 8, seed=1)


def test_no_article_gives_more_than_two_and_kinds_come_by_turns() -> None:
    found = _drafts(_articles(30), 24)
    assert len(found) == 24
    assert max(Counter(one.label for one in found).values()) <= 2
    kinds = Counter(one.type for one in found)
    assert len(kinds) >= 4
    assert 1 <= kinds["unanswerable"] <= 24 // 4 + 1


def test_a_draft_names_its_article_and_shows_its_text() -> None:
    one = next(one for one in _drafts(_articles(1), 2) if one.answerable)
    assert one.gold_titles == ("第0座大桥合龙",)
    assert one.label == "《临澜日报》2024-03-01 第1版《第0座大桥合龙》"
    assert one.evidence[0] in one.text


def test_articles_that_gold_cannot_name_are_left_out() -> None:
    twice = [article("更正", (*BODY, str(number)), day=date(2024, 3, number)) for number in (1, 2)]
    notice = Article.of(article("招领启事").source, BODY, kind=ArticleKind.NOTICE)
    assert usable([*twice, notice, article("", BODY), article("短讯", ("大桥合龙。",))]) == []


def test_the_beginning_of_the_order_is_spread_over_the_archive() -> None:
    articles = usable(_articles(64))
    order = spread(articles, Random(0))
    assert sorted(one.id for one in order) == sorted(one.id for one in articles)
    quarters = {articles.index(one) // 16 for one in order[:7]}
    assert quarters == {0, 1, 2, 3}
