"""Splitting: whole sentences, bounded length, an overlap, and offsets that lead back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.splitter import split
from rag.settings import SplitSettings
from tests.samples import article

LONG = tuple(f"第{n}段说的是大桥。" + "江面上有船来往，岸边有人散步。" * 6 for n in range(8))


def test_every_passage_is_the_body_between_its_offsets() -> None:
    one = article(paragraphs=LONG)
    assert all(passage.text == one.body[passage.start : passage.end] for passage in split(one, SplitSettings()))


def test_passages_end_at_sentence_ends_and_keep_to_the_longest() -> None:
    settings = SplitSettings()
    found = split(article(paragraphs=LONG), settings)
    assert len(found) > 3
    assert all(passage.text.endswith("。") and len(passage.text) <= settings.longest for passage in found)


def test_neighbours_share_one_sentence() -> None:
    found = split(article(paragraphs=LONG), SplitSettings())
    assert all(b.start < a.end for a, b in pairwise(found))


def test_one_sentence_longer_than_the_limit_is_one_passage() -> None:
    one = article(paragraphs=("长" * 900 + "。", "短。"))
    assert len(split(one, SplitSettings())[0].text) == 901


def test_an_article_without_text_has_no_passages() -> None:
    assert split(article(paragraphs=()), SplitSettings()) == ()


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=30),
    st.integers(0, 3),
)
def test_every_sentence_stands_in_a_passage_and_the_end_is_reached(lengths: list[int], overlap: int) -> None:
    one = article(paragraphs=tuple("字" * n + "。" for n in lengths))
    found = split(one, SplitSettings(overlap=overlap))
    assert found[0].start == 0
    assert found[-1].end == len(one.body)
    assert all(b.start <= a.end + 1 and b.end > a.end for a, b in pairwise(found))
    assert len({passage.id for passage in found}) == len(found)
