"""The whole story for questions that bound, count or lean on a day, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.errors import InputError
from rag.records import Mode, NoteKind, Turn
from rag.settings import Settings
from tests.rag.library_of import library_of
from tests.rag.telling import FirstSentence
from tests.samples import MARKET, article


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("archive") / "library"
    articles = [
        article(external_id="bridge"),
        article("菜市场开张", MARKET, day=date(2024, 3, 5), external_id="market"),
        article(
            "",
            ("没有标题和日期的一篇：东门菜市场的鱼摊又搬回来了。",),
            day=None,
            newspaper="",
            page="",
            external_id="bare",
        ),
    ]
    with Assistant(library_of(folder, articles), FirstSentence(), None, Settings()) as made:
        yield made


def test_a_question_about_the_archive_is_answered_with_the_list(assistant: Assistant) -> None:
    *pieces, answer = assistant.stream("有多少篇关于菜市场的报道？", mode=Mode.EXTRACT)
    assert "".join(map(str, pieces)) == answer.marked  # type: ignore[union-attr]
    assert answer.text.startswith("共有2篇提到“菜市场”的报道")  # type: ignore[union-attr]


def test_a_count_may_be_asked_as_a_follow_up(assistant: Assistant) -> None:
    talk = (Turn("有多少篇关于菜市场的报道？", "共有2篇。"),)
    assert assistant.ask("大桥呢？", history=talk).text.startswith("共有1篇提到“大桥”的报道")


def test_only_the_articles_named_are_read(assistant: Assistant) -> None:
    answer = assistant.ask("东门菜市场有多少个摊位？", within=["bridge"], mode=Mode.EXTRACT)
    assert {hit.passage.source.external_id for hit in (*answer.hits, *answer.closest)} == {"bridge"}
    assert [hit.external_ids for hit in assistant.search("大桥", within=["market"])] == [("market",)]


def test_an_unknown_article_is_refused_with_its_id(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="No article nobody"):
        assistant.ask("大桥多长？", within=["nobody"])


def test_the_answer_says_from_which_day_yesterday_is_counted(assistant: Assistant) -> None:
    answer = assistant.ask("昨天东门菜市场怎么样了？", mode=Mode.EXTRACT)
    assert NoteKind.AS_OF in [note.kind for note in answer.notes]
    given = assistant.ask("昨天东门菜市场怎么样了？", as_of=date(2024, 3, 5), mode=Mode.EXTRACT)
    assert NoteKind.AS_OF not in [note.kind for note in given.notes]


def test_a_date_filter_leaves_the_undated_out_and_says_how_many(assistant: Assistant) -> None:
    answer = assistant.ask("东门菜市场怎么样了？", since=date(2024, 1, 1), mode=Mode.EXTRACT)
    assert "bare" not in {hit.passage.source.external_id for hit in answer.hits}
    assert [note.text for note in answer.notes if note.kind is NoteKind.UNDATED] == [
        "按日期筛选时，有1篇没有日期的报道未计入。"
    ]


def test_an_article_without_title_and_date_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("东门菜市场的什么又搬回来了？", within=["bare"], mode=Mode.EXTRACT)
    assert not answer.refused
    assert answer.citations[0].quote == "没有标题和日期的一篇：东门菜市场的鱼摊又搬回来了。"
