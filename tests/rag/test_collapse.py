"""Reprints fall together, other figures stay apart, no article fills the list alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.collapse import collapse
from rag.errors import InputError
from rag.library import Library
from rag.protocols import Standing
from rag.records import Hit, Passage, Query, Source
from rag.retriever import retrieve
from rag.settings import RetrievalSettings
from tests.rag.library_of import library_of
from tests.samples import BRIDGE, MARKET, article

TEXT = "临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元，预计今年10月通车。"
PAPERS = {name: Source(paper, date(2024, 3, 4), "1", "", name) for name, paper in (("a", "日报"), ("b", "晚报"))}


def hit(article_id: str, text: str = TEXT, number: int = 0) -> Hit:
    source = PAPERS.get(article_id, Source(external_id=article_id))
    return Hit(Passage(f"{article_id}-{number}", article_id, source, text, 0, len(text)), 1.0)


def standings(*reported: str, **places: tuple[Source, ...]) -> dict[str, Standing]:
    ids = {*reported, *places}
    return {one: Standing(places.get(one, (PAPERS[one],)), "r" if one in reported else "") for one in ids}


def test_a_reprint_becomes_a_place_of_the_better_hit_and_keeps_its_external_id() -> None:
    (found,) = collapse([hit("a"), hit("b", TEXT.replace("昨日", "日前"))], standings("a", "b"), 5)
    assert found.passage.article_id == "a"
    assert found.also_in == (PAPERS["b"],)
    assert found.external_ids == ("a", "b")


def test_a_reprint_with_another_figure_stays_a_hit_of_its_own() -> None:
    found = collapse([hit("a"), hit("b", TEXT.replace("18.6", "19.2"))], standings("a", "b"), 5)
    assert [one.passage.article_id for one in found] == ["a", "b"]


def test_the_same_words_of_no_common_report_stay_apart() -> None:
    assert len(collapse([hit("a"), hit("b")], standings("a", b=(PAPERS["b"],)), 5)) == 2


def test_a_later_place_of_publication_is_told() -> None:
    (found,) = collapse([hit("a")], standings(a=(PAPERS["a"], PAPERS["b"])), 5)
    assert found.also_in == (PAPERS["b"],)


def test_no_article_fills_the_list_alone() -> None:
    many = [hit("a", f"{TEXT}第{n}段", n) for n in range(3)]
    found = collapse([*many, hit("b", "候鸟北返。")], {}, 3, per_article=2)
    assert [one.passage.id for one in found] == ["a-0", "a-1", "b-0"]
    alone = collapse(many, {}, 3, per_article=2)
    assert [one.passage.id for one in alone] == ["a-0", "a-1", "a-2"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    reprint = article(paragraphs=BRIDGE, newspaper="临澜晚报", day=date(2024, 3, 5), external_id="late")
    undated = article("", MARKET, day=None, newspaper="", page="", external_id="bare")
    opened = library_of(tmp_path / "library", [article(external_id="first"), reprint, undated])
    yield opened
    opened.close()


def search(library: Library, query: Query) -> list[tuple[str, ...]]:
    return [found.external_ids for found in retrieve(library, query, RetrievalSettings())]


def test_a_text_printed_twice_is_one_hit_with_both_ids(library: Library) -> None:
    assert search(library, Query("大桥通车"))[0] == ("first", "late")


def test_a_bound_holds_for_a_later_place_of_publication(library: Library) -> None:
    assert search(library, Query("大桥通车", newspaper="临澜晚报")) == [("first", "late")]
    assert search(library, Query("大桥通车", since=date(2024, 3, 5))) == [("first", "late")]
    assert search(library, Query("大桥通车", since=date(2024, 3, 6))) == []


def test_only_the_articles_named_are_searched(library: Library) -> None:
    assert search(library, Query("大桥通车", within=("bare",))) == [("bare",)]
    assert search(library, Query("菜市场", within=("late",))) == [("first", "late")]
    own_id = next(one.id for one in library.articles() if one.source.external_id == "bare")
    assert search(library, Query("大桥通车", within=(own_id,))) == [("bare",)]


def test_an_unknown_id_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="No article nobody"):
        search(library, Query("大桥", within=("first", "nobody")))


def test_an_article_without_title_and_date_is_found(library: Library) -> None:
    assert ("bare",) in search(library, Query("东门菜市场有多少摊位"))
    assert library.undated(Query("")) == 1
