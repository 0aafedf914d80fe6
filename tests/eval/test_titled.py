from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.cases import Case
from eval.dataset import Dataset
from eval.titled import absences, keep_gold, with_articles, with_kept
from rag.errors import InputError
from tests.samples import MARKET, article

BRIDGE = Case("a", "大桥多长？", answerable=True, answers=("3.2公里",), gold_titles=("临澜大桥 主桥合龙",), where="g:1")
FERRY = Case("b", "渡船何时停航？", answerable=True, answers=("昨日",), gold_titles=("渡船停航",), where="g:2")
ARTICLES = (article(), article("东门菜市场重新开张", MARKET, day=date(2024, 3, 9)))


def test_gold_titles_bring_the_articles_text_and_day_however_their_lines_are_joined() -> None:
    dataset = with_articles(Dataset("gold", (BRIDGE,)), ARTICLES)
    assert "全长3.2公里" in dataset.gold_texts(BRIDGE)[0]
    assert dataset.days == {"临澜大桥主桥合龙": date(2024, 3, 4)}
    assert dataset.last_day == date(2024, 3, 9)


def test_a_title_that_no_article_has_is_told_with_its_line_and_the_question_stays() -> None:
    dataset = with_articles(Dataset("gold", (BRIDGE, FERRY)), ARTICLES)
    assert absences(dataset) == ["g:2: no article is titled 渡船停航"]
    assert dataset.cases == (BRIDGE, FERRY)


def test_questions_on_another_archive_are_refused() -> None:
    with pytest.raises(InputError, match="g:2: no article here is titled 渡船停航"):
        with_articles(Dataset("gold", (FERRY,)), ARTICLES)


def test_an_empty_library_is_told() -> None:
    with pytest.raises(InputError, match="There is no article to ask gold of"):
        with_articles(Dataset("gold", (FERRY,)), ())


def test_a_run_is_read_back_without_its_library(tmp_path: Path) -> None:
    plain = Dataset("gold", (BRIDGE, FERRY))
    dataset = with_articles(plain, ARTICLES)
    keep_gold(tmp_path, dataset)
    assert with_kept(plain, tmp_path) == dataset


def test_damaged_gold_of_a_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text("{}", "utf-8")
    with pytest.raises(InputError, match=r"gold\.json is damaged"):
        with_kept(Dataset("gold", (BRIDGE,)), tmp_path)
