"""Chinese text: folding, sentences, words, bigrams and the words a question is about."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chinese import bigrams, fold, sentences, terms, words


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("２０２４年ＧＤＰ", "2024年gdp"), ("臨瀾大橋", "临澜大桥"), ("TikTok", "tiktok"), ("１．２％", "1.2%")],
)
def test_width_case_and_variants_fold_to_one_form(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def test_sentences_end_at_their_marks_and_at_line_ends() -> None:
    assert cut("合龙了。通车吗？快了！\n下一段") == ["合龙了。", "通车吗？", "快了！", "下一段"]


def test_a_closing_quote_belongs_to_the_sentence_it_closes() -> None:
    assert cut("他说：“快了。”大家鼓掌。") == ["他说：“快了。”", "大家鼓掌。"]


def test_quoted_words_stay_with_the_speaker_who_follows() -> None:
    text = "“大桥十月通车。”市交通局局长沈牧野说，工程顺利。"
    assert cut(text) == [text]


def test_a_decimal_point_ends_no_sentence() -> None:
    assert cut("全长3.2公里。") == ["全长3.2公里。"]


@given(st.text(alphabet="桥江。！？”“\n …说3.a", max_size=60))
def test_sentences_are_in_order_apart_and_lose_nothing_but_white_space(text: str) -> None:
    spans = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_words_give_compounds_and_their_parts_without_punctuation() -> None:
    found = words("全部工业增加值，同比增长7.7%。")
    assert {"工业", "增加值", "7.7%"} <= set(found)
    assert not {"，", "。"} & set(found)


def test_bigrams_run_over_han_and_keep_numbers_and_latin_words_whole() -> None:
    assert bigrams("大桥长3.2公里，GDP") == ["大桥", "桥长", "3.2", "公里", "gdp"]


def test_the_terms_of_a_question_leave_its_question_words_out() -> None:
    assert terms("临澜大桥什么时候通车？")[-1] == "通车"
    assert not {"什么", "时候", "什么时候"} & set(terms("临澜大桥什么时候通车？"))
