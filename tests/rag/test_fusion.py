"""Fusion: what counts for a passage, in lists and in its text, with numbers worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from rag.fusion import WEIGHTS, Signals, fuse, reciprocal_ranks, searched, shortlist, signals
from rag.protocols import Ranked, Ranking
from rag.records import Passage, Source

RANKINGS = (
    Ranking("dense", (Ranked("a", 0.9), Ranked("b", 0.8))),
    Ranking("words", (Ranked("b", 7.0),)),
    Ranking("bigrams", (Ranked("b", 8.0), Ranked("c", 2.0))),
)


def _passage(name: str, text: str, headline: str = "") -> Passage:
    return Passage(name, name, Source("临澜日报", date(2024, 3, 4), "1", headline), text, 0, len(text))


def _signals(question: str, **texts: str) -> dict[str, Signals]:
    return signals(question, RANKINGS, {name: searched(_passage(name, text)) for name, text in texts.items()})


def test_reciprocal_ranks_are_summed() -> None:
    scores = reciprocal_ranks(RANKINGS[:2], constant=60)
    assert scores["a"] == pytest.approx(1 / 61)
    assert scores["b"] == pytest.approx(1 / 62 + 1 / 61)


def test_the_shortlist_holds_the_best_by_reciprocal_ranks() -> None:
    assert shortlist(RANKINGS, 60, 2) == ("b", "a")


def test_a_passage_outside_a_list_counts_as_the_last_one_in_score_and_as_none_in_place() -> None:
    found = _signals("大桥", a="大桥", b="大桥", c="大桥")
    assert [found[name].cosine for name in "abc"] == pytest.approx([0.0, -1.0, -1.0])
    assert [found[name].dense_place for name in "abc"] == pytest.approx([1.0, 2 / 3, 0.0])
    assert [found[name].pairs for name in "abc"] == pytest.approx([0.25, 1.0, 0.25])
    assert [found[name].pairs_place for name in "abc"] == pytest.approx([0.0, 1.0, 2 / 3])
    assert [found[name].words for name in "abc"] == pytest.approx([1.0, 1.0, 1.0])


def test_a_view_that_did_not_search_speaks_for_none() -> None:
    found = signals("大桥", (), {"a": searched(_passage("a", "大桥"))})["a"]
    assert (found.cosine, found.words, found.pairs, found.dense_place) == (0.0, 0.0, 0.0, 0.0)


def test_a_pair_of_characters_counts_for_more_the_fewer_passages_have_it() -> None:
    # Of three passages 鹭汀 stands in one, 通车 in two: log(4/1.5) = 0.981 against log(4/2.5) = 0.470. 汀通 is no pair.
    found = _signals("鹭汀通车", a="鹭汀。", b="通车。", c="通车了。")
    total = 0.980829 + 0.470004
    assert found["a"].has_pairs == pytest.approx(0.980829 / total, abs=1e-5)
    assert found["b"].has_pairs == pytest.approx(0.470004 / total, abs=1e-5)


def test_a_word_that_only_says_what_is_asked_for_speaks_for_no_passage() -> None:
    found = _signals("大桥通车时间", a="大桥通车时间未定。", b="大桥3月4日通车。", c="天气。")
    assert found["a"].has_pairs == found["b"].has_pairs == pytest.approx(1.0)


def test_the_headline_counts_with_the_text() -> None:
    with_headline = signals("鹭汀岛", RANKINGS, {"a": searched(_passage("a", "昨日复航。", "鹭汀岛航线恢复"))})
    assert with_headline["a"].has_pairs == pytest.approx(1.0)


def test_a_figure_counts_only_whole() -> None:
    found = _signals("12号线几点首班", a="12号线六点首班。", b="112号线六点首班。")
    assert (found["a"].has_figures, found["b"].has_figures) == (1.0, 0.0)


def test_traditional_and_full_width_texts_are_compared_in_one_form() -> None:
    found = _signals("临澜大桥2024年通车", a="臨瀾大橋２０２４年通車")["a"]
    assert found.has_pairs == pytest.approx(1.0)
    assert found.has_figures == 1.0


def test_of_two_passages_that_the_lists_hold_alike_the_one_with_the_name_and_the_figure_comes_first() -> None:
    texts = {
        "a": searched(_passage("a", "东门菜市场有120个摊位。")),
        "b": searched(_passage("b", "西门菜市场有90个摊位。")),
    }
    alike = (Ranking("dense", (Ranked("b", 0.9), Ranked("a", 0.9))),)
    scores = fuse("东门菜市场的120个摊位在哪里", alike, texts)
    assert scores["a"] > scores["b"]


def test_every_weight_is_of_a_signal() -> None:
    assert set(WEIGHTS) <= set(Signals.__dataclass_fields__)
