"""Questions that count or list articles: told from look-alikes, and answered from the whole library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.census import take
from rag.census_answer import census_answer
from rag.counting import census_of
from rag.library import Library
from rag.question import make_query
from rag.records import Answer, CitedField, NoteKind
from tests.rag.census_questions import HELD_BACK, KNOWN, Row
from tests.rag.library_of import library_of
from tests.samples import article


def right(row: Row) -> bool:
    census = census_of(row.question)
    return (census.wanted.value, census.words) == (row.wanted, row.words) if census else row.wanted == "no"


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row.question)
def test_a_known_question_is_taken_for_what_it_is(row: Row) -> None:
    assert right(row), census_of(row.question)


def test_most_questions_that_the_rules_never_saw_are_taken_for_what_they_are() -> None:
    assert sum(map(right, HELD_BACK)) >= 0.8 * len(HELD_BACK)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("census") / "library"
    texts = [
        ("台风登陆，渡轮停航。", "台风来了", date(2024, 1, 5), "1"),
        ("渔民说，颱風前一天就把船开回港里。", "渔港见闻", date(2024, 1, 9), "2"),
        ("台风过后，果园减产。", "果园", date(2024, 2, 1), "1"),
        ("讲台上，风从窗外吹来。", "课堂", date(2024, 1, 9), "3"),
        ("国家发展和改革委员会公布油价。", "油价", date(2024, 1, 9), "1"),
        ("台风天里没有日期的一篇。", "无日期", None, ""),
    ]
    articles = [
        article(headline, (text,), day=day, page=page, external_id=f"e{number}")
        for number, (text, headline, day, page) in enumerate(texts)
    ]
    opened = library_of(folder, articles)
    yield opened
    opened.close()


def asked(library: Library, question: str) -> Answer:
    census = census_of(question)
    assert census is not None
    query = make_query(question, as_of=date(2024, 2, 3), newspapers=library.contents().newspapers)
    return census_answer(census, library, query)


def ids(answer: Answer) -> list[str]:
    return [hit.passage.source.external_id for hit in answer.hits]


def test_the_count_is_of_the_whole_archive_and_every_article_is_cited(library: Library) -> None:
    answer = asked(library, "有多少篇关于台风的报道？")
    assert answer.text.startswith("共有4篇提到“台风”的报道，其中1篇标题里就有：")
    assert ids(answer) == ["e2", "e1", "e0", "e5"]
    assert [(citation.marker, citation.field) for citation in answer.citations] == [
        (marker, CitedField.HEADLINE) for marker in (1, 2, 3, 4)
    ]


def test_a_month_in_the_question_bounds_the_count(library: Library) -> None:
    assert ids(asked(library, "一月有多少篇关于台风的报道？")) == ["e1", "e0"]


def test_traditional_characters_and_long_names_count_too(library: Library) -> None:
    assert ids(asked(library, "列出提到发改委的报道")) == ["e4"]


def test_characters_that_only_stand_side_by_side_by_chance_do_not_count(library: Library) -> None:
    assert "e3" not in ids(asked(library, "列出提到台风的报道"))


def test_the_days_are_listed(library: Library) -> None:
    assert "见于3天：2024-02-01、2024-01-09、2024-01-05" in asked(library, "哪几天报道了台风？").text


def test_newspaper_and_page_bound_the_count(library: Library) -> None:
    assert ids(asked(library, "《临澜日报》第2版有几篇关于台风的报道？")) == ["e1"]


def test_nothing_found_is_a_polite_refusal(library: Library) -> None:
    answer = asked(library, "列出提到飞碟的报道")
    assert answer.refused
    assert answer.text == "已收录的报道里没有找到提到“飞碟”的报道。"


def test_an_english_question_is_answered_in_english(library: Library) -> None:
    assert asked(library, "How many articles mention 台风?").text.startswith("4 articles that mention “台风”: ")


def test_a_long_list_is_cut_with_a_count(tmp_path: Path) -> None:
    many = [article(f"快讯{n}", (f"第{n}场台风路过。",), external_id=f"m{n}") for n in range(23)]
    opened = library_of(tmp_path / "many", many)
    answer = asked(opened, "有多少篇关于台风的报道？")
    opened.close()
    assert answer.text.startswith("共有23篇")
    assert (len(answer.citations), answer.text[-8:]) == (20, "其余3篇未列出。")


def test_an_article_without_a_headline_is_cited_by_its_first_sentence(tmp_path: Path) -> None:
    opened = library_of(tmp_path / "bare", [article("", ("台风来了。船回港了。",), day=None, newspaper="", page="")])
    answer = asked(opened, "列出提到台风的报道")
    opened.close()
    assert [(citation.field, citation.quote) for citation in answer.citations] == [(CitedField.BODY, "台风来了。")]


def test_only_the_articles_named_are_counted(library: Library) -> None:
    census = census_of("有多少篇关于台风的报道？")
    assert census is not None
    query = make_query("有多少篇关于台风的报道？", within=("e0", "e4"))
    assert [one.source.external_id for one in take(census, library, query)] == ["e0"]


def test_a_day_is_listed_as_its_pages_were_printed(library: Library) -> None:
    answer = asked(library, "1月9日有什么新闻？")
    assert answer.text.startswith("2024-01-09共有3篇报道：")
    assert ids(answer) == ["e4", "e1", "e3"]


def test_an_empty_day_says_so_and_shows_the_nearest_day(library: Library) -> None:
    answer = asked(library, "1月8日有什么新闻？")
    assert answer.refused
    assert answer.text == "已收录的报道里没有找到2024-01-08的报道。离得最近的报道见于2024-01-09，列在下面。"
    assert [hit.passage.source.external_id for hit in answer.closest] == ["e4", "e1", "e3"]


def test_what_a_day_does_not_tell_of_a_place_is_shown_from_the_nearest_day(library: Library) -> None:
    answer = asked(library, "2月1日渔港有什么新闻？")
    assert answer.refused
    assert [hit.passage.source.external_id for hit in answer.closest] == ["e1"]


def test_a_place_that_no_article_names_shows_the_others_of_that_day(library: Library) -> None:
    answer = asked(library, "1月9日北川有什么新闻？")
    assert answer.text == "已收录的报道里没有找到2024-01-09提到“北川”的报道。这段时间的其他报道列在下面。"
    assert len(answer.closest) == 3


def test_the_headline_of_a_day_is_the_first_story_of_its_first_page(library: Library) -> None:
    assert ids(asked(library, "1月9日的头条是什么？")) == ["e4"]


def test_recent_days_end_on_the_archives_last_day(library: Library) -> None:
    answer = asked(library, "最近有什么新闻？")
    assert answer.text.startswith("2024-01-26至2024-02-01共有1篇报道：")
    assert [note.kind for note in answer.notes] == [NoteKind.AS_OF]


def test_a_section_is_told_by_the_words_of_its_articles(library: Library) -> None:
    assert ids(asked(library, "1月的天气新闻有哪些？")) == ["e0"]
