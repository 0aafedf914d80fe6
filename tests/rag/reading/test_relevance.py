from __future__ import annotations

from datetime import date

import pytest

from rag.reading.candidates import Candidate, gather
from rag.reading.relevance import day_agrees, meaning, measure, take_apart, weigh, year_agrees
from rag.records import Hit
from tests.samples import article, passages


def _only(text: str, day: date | None = date(2025, 1, 22)) -> Candidate:
    (passage,) = passages(article(paragraphs=(text,), day=day))
    return gather([Hit(passage, 1.0)])[0]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("2024年产值增长7.7%。", 1.0),
        ("2023年产值增长5%。", -1.0),
        ("去年产值增长7.7%。", 1.0),
        ("今年产值增长7.7%。", -1.0),
        ("产值增长7.7%，2024年增速较2023年提高。", 1.0),
        ("产值增长7.7%。", -1.0),
    ],
)
def test_the_year_asked_for_is_compared_with_the_sentence_and_the_day_of_publication(text: str, agrees: float) -> None:
    assert year_agrees(take_apart("2024年产值增长多少？", ()), _only(text)) == agrees


def test_a_year_only_compared_with_does_not_count() -> None:
    assert year_agrees(take_apart("2023年产值增长多少？", ()), _only("2024年产值较2023年增长7.7%。")) == -1.0


def test_a_question_without_a_year_agrees_with_none_and_disagrees_with_none() -> None:
    assert year_agrees(take_apart("产值增长多少？", ()), _only("2023年产值增长5%。")) == 0.0


def test_an_undated_article_neither_agrees_nor_disagrees() -> None:
    assert year_agrees(take_apart("2024年产值增长多少？", ()), _only("产值增长5%。", day=None)) == 0.0


def test_a_figure_of_the_unit_asked_for_is_a_shape_and_its_lack_is_noted() -> None:
    question = take_apart("菜市场有多少个摊位？", ())
    with_figure = measure(question, _only("菜市场的摊位有160个。"))
    without = measure(question, _only("菜市场的摊位很多。"))
    assert (with_figure.shape, with_figure.no_figure) == (1.0, 0.0)
    assert (without.shape, without.no_figure) == (0.0, 1.0)
    assert with_figure.near > without.near == 0.0


def test_a_figure_that_the_question_itself_gives_is_no_answer() -> None:
    question = take_apart("摊位增加到160个的菜市场有几个出口？", ())
    assert measure(question, _only("菜市场摊位增加到160个。")).shape == 0.0


def test_the_weighed_sum_takes_the_named_features() -> None:
    features = measure(take_apart("菜市场有多少个摊位？", ()), _only("菜市场的摊位有160个。"))
    assert weigh(features, {"shape": 2.0, "rank": 0.5, "no_figure": -9.0}) == pytest.approx(2.5)


def test_meaning_spreads_the_cosine() -> None:
    assert meaning(0.8) == pytest.approx(0.0)
    assert meaning(0.9) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("3月4日菜市场重新开张。", True),
        ("13月4日。", False),
        ("菜市场重新开张。", False),
        ("4日菜市场重新开张。", False),
    ],
)
def test_a_day_asked_about_stands_in_the_passage_or_is_the_day_of_publication(text: str, agrees: bool) -> None:
    assert day_agrees(take_apart("3月4日什么重新开张？", ()), _only(text)) is agrees


def test_the_day_of_publication_is_a_day_of_the_passage() -> None:
    question = take_apart("3月4日什么重新开张？", ())
    assert day_agrees(question, _only("菜市场重新开张。", day=date(2024, 3, 4)))


def test_a_question_in_another_script_keeps_the_words_that_are_printed_alike() -> None:
    question = take_apart("Who made the TideEye buoy in 12 days?", ("“tideeye”浮标用了12天",))
    assert question.foreign
    assert {term.text for term in question.terms} == {"tideeye", "12"}
    assert not take_apart("TideEye是谁做的？", ()).foreign
