from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.splitter import split
from rag.backends.catalogue import SqliteCatalogue
from rag.backends.tantivy_index import TantivyIndex
from rag.errors import InputError
from rag.finding import Facet, Order, Wanted, find
from rag.library import Library
from rag.settings import SplitSettings
from tests.samples import article

OPENED = article("大桥合龙", ("临澜大桥主桥合龙。大桥全长3.2公里，大桥很长。",), day=date(2024, 3, 4))
PASSED = article("一桥通车", ("从大桥的主桥走到北岸。",), day=date(2024, 4, 1), newspaper="晚报")
UNDATED = article("旧闻", ("主桥在大桥中间。",), day=None)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    folder.mkdir()
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), [TantivyIndex(folder / "tantivy")], "none")
    opened.add([OPENED, PASSED, UNDATED], lambda one: tuple(split(one, SplitSettings())))
    yield opened
    opened.close()


def test_all_words_may_stand_apart_and_a_phrase_may_not(library: Library) -> None:
    assert set(find(library, Wanted("大桥 主桥")).ids) == {OPENED.id, PASSED.id, UNDATED.id}
    assert find(library, Wanted("大桥主桥", exact=True)).ids == (OPENED.id,)


def test_a_phrase_is_found_in_every_form_of_its_letters(library: Library) -> None:
    assert find(library, Wanted("大橋主橋", exact=True)).ids == (OPENED.id,)


@pytest.mark.parametrize(
    "phrase",
    [
        "第二句说桥墩立在水里。第三句说桥塔高过云彩。第四句",  # over two passages
        "第四句说路灯亮到天明。第五句",  # over the end of a paragraph
        "第四句说路灯亮到天明。 第五",
        "立在水里。第三句说桥塔高过云彩。第",  # one letter of the next clause
    ],
)
def test_a_phrase_is_found_across_passages_and_paragraphs(library: Library, phrase: str) -> None:
    body = (
        "第一句说大桥通车有日。第二句说桥墩立在水里。第三句说桥塔高过云彩。第四句说路灯亮到天明。",
        "第五句说行人走在一旁。",
    )
    long = article("五句话", body)
    sizes = SplitSettings(target=50, longest=80, overlap=0).model_copy(update={"target": 22, "longest": 25})
    library.add([long], lambda one: tuple(split(one, sizes)))
    passages = library.passages_of([long.id])
    assert len(passages) > 2
    assert not any(phrase in passage.text for passage in passages)
    assert find(library, Wanted(phrase, exact=True)).ids == (long.id,)


def test_a_phrase_is_not_made_of_what_stands_apart(library: Library) -> None:
    assert find(library, Wanted("大桥很长。临澜大桥", exact=True)).ids == ()


def test_the_newest_come_first_where_that_is_wanted(library: Library) -> None:
    assert find(library, Wanted("大桥", order=Order.NEWEST)).ids == (PASSED.id, OPENED.id, UNDATED.id)


def test_the_best_come_first_otherwise(library: Library) -> None:
    assert find(library, Wanted("大桥 合龙")).ids[0] == OPENED.id


def test_facets_count_what_the_other_bound_leaves(library: Library) -> None:
    everything = find(library, Wanted("大桥"))
    assert everything.newspapers == (Facet("临澜日报", 2), Facet("晚报", 1))
    assert everything.months == (Facet("2024-04", 1), Facet("2024-03", 1), Facet("-", 1))
    evening = find(library, Wanted("大桥", newspaper="晚报"))
    assert evening.ids == (PASSED.id,)
    assert evening.newspapers == everything.newspapers
    assert evening.months == (Facet("2024-04", 1),)
    assert find(library, Wanted("大桥", month="-")).ids == (UNDATED.id,)


def test_nothing_is_found_where_nothing_stands(library: Library) -> None:
    assert find(library, Wanted("白鹭")).ids == ()


@pytest.mark.parametrize("text", ["", "  ", "字" * 201])
def test_an_unusable_text_is_refused(library: Library, text: str) -> None:
    with pytest.raises(InputError, match="between one and 200"):
        find(library, Wanted(text))
