"""The day a question is asked on, and what is said of its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from rag.asking.agreement import agreement, boosted
from rag.asking.understanding import remarks, understand
from rag.errors import InputError
from rag.library import Library
from rag.options import AskOptions
from rag.records import Named, NoteKind, Passage, Source
from rag.retriever import retrieve
from rag.settings import RetrievalSettings
from tests.rag.library_of import library_of
from tests.samples import MARKET, article

LAST = date(2024, 3, 6)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    articles = [
        article(external_id="bridge"),
        article("菜市场开张", MARKET, day=LAST, external_id="market"),
        article("闲话", ("没有日期的一篇：大桥那头的菜市场。",), day=None, external_id="bare"),
        article("一日天气", ("临澜多云，最高气温五度。",), day=date(2024, 3, 1), external_id="five"),
        article("二日天气", ("临澜多云，最高气温六度。",), day=date(2024, 3, 2), external_id="six"),
    ]
    opened = library_of(tmp_path_factory.mktemp("asking") / "library", articles)
    yield opened
    opened.close()


def days(library: Library, question: str, **options: date) -> list[tuple[date, date]]:
    query = understand(question, library, AskOptions(**options))  # type: ignore[typeddict-item]
    return [(mention.since, mention.until) for mention in query.named.dates]


def test_relative_days_count_from_the_last_day_of_an_archive_that_has_ended(library: Library) -> None:
    assert days(library, "昨天谁来访？") == [(date(2024, 3, 5), date(2024, 3, 5))]


def test_relative_days_count_from_the_day_that_is_given(library: Library) -> None:
    assert days(library, "昨天谁来访？", as_of=date(2024, 3, 4)) == [(date(2024, 3, 3), date(2024, 3, 3))]


def kinds(library: Library, question: str, **options: date) -> list[NoteKind]:
    query = understand(question, library, AskOptions(**options))  # type: ignore[typeddict-item]
    hits = retrieve(library, query, RetrievalSettings())
    return [note.kind for note in remarks(query, hits, library, asked_on=options.get("as_of"))]


def test_the_answer_says_from_which_day_its_dates_are_counted(library: Library) -> None:
    assert kinds(library, "昨天大桥怎么样了？") == [NoteKind.AS_OF]
    assert kinds(library, "2024年3月4日大桥怎么样了？") == []
    assert kinds(library, "大桥怎么样了？") == []


def test_a_day_that_nothing_tells_of_is_searched_wide_and_said(library: Library) -> None:
    assert kinds(library, "2019年5月大桥怎么样了？", as_of=LAST) == [NoteKind.WIDE]


def test_a_date_filter_says_how_many_undated_articles_it_leaves_out(library: Library) -> None:
    query = understand("大桥怎么样了？", library, AskOptions(since=date(2024, 3, 1)))
    (note,) = remarks(query, (), library, asked_on=None)
    assert (note.kind, note.text) == (NoteKind.UNDATED, "按日期筛选时，有1篇没有日期的报道未计入。")


def test_a_day_that_is_named_brings_its_articles_to_the_front(library: Library) -> None:
    def first(question: str) -> str:
        hits = retrieve(library, understand(question, library, AskOptions()), RetrievalSettings())
        return hits[0].passage.source.external_id

    assert first("五天前临澜的最高气温是多少？") == "five"  # the archive ends on 6 March
    assert first("四天前临澜的最高气温是多少？") == "six"


def test_an_unknown_id_is_refused_before_anything_is_searched(library: Library) -> None:
    with pytest.raises(InputError, match="No article nobody"):
        understand("大桥？", library, AskOptions(within=("nobody",)))


def test_agreement_is_the_share_of_what_is_named() -> None:
    passage = Passage("p", "a", Source("河湾日报", LAST, "3"), "今天通车。", 0, 5)
    assert agreement(Named(newspaper="河湾日报", page="3"), passage) == 1.0
    assert agreement(Named(newspaper="河湾日报", page="2"), passage) == 0.5
    assert agreement(Named(newspaper="河湾晚报"), passage) == 0.0


def test_what_agrees_is_lifted_and_nothing_is_lost() -> None:
    held = {
        name: Passage(name, name, Source(paper, LAST - timedelta(days=1)), "通车。", 0, 3)
        for name, paper in (("a", "河湾日报"), ("b", "河湾晚报"))
    }
    assert boosted({"a": 1.0, "b": 0.5}, held, Named(newspaper="河湾晚报"), weight=2.0) == {"a": 1.0, "b": 2.5}
    assert boosted({"a": 1.0, "b": 0.5}, held, Named()) == {"a": 1.0, "b": 0.5}
