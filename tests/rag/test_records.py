"""Records: labels, identities and joined texts."""

from __future__ import annotations

from datetime import date

from rag.records import Answer, Mode, Query, Sentence, Source, Verdict
from tests.samples import article


def test_a_full_source_is_labelled_with_paper_day_page_and_headline() -> None:
    source = Source("临澜日报", date(2024, 3, 4), "3", "大桥合龙")
    assert source.label == "《临澜日报》2024-03-04 第3版《大桥合龙》"


def test_a_label_leaves_out_what_is_unknown() -> None:
    assert Source(headline="大桥合龙").label == "《大桥合龙》"
    assert Source("临澜日报", None, "", "大桥合龙").label == "《临澜日报》《大桥合龙》"
    assert Source(external_id="doc-7").label == "doc-7"


def test_an_edit_keeps_the_id_and_changes_the_version() -> None:
    first, edited = article(paragraphs=("全长3.2公里。",)), article(paragraphs=("全长3.3公里。",))
    assert first.id == edited.id
    assert first.version != edited.version


def test_the_same_headline_on_another_day_is_another_article() -> None:
    assert article(day=date(2024, 3, 4)).id != article(day=date(2024, 3, 5)).id


def test_an_external_id_is_the_key_whatever_the_headline() -> None:
    assert article("甲", external_id="x").id == article("乙", external_id="x").id


def test_two_untitled_articles_of_one_page_are_two() -> None:
    assert article("", ("第一篇。",)).id != article("", ("第二篇。",)).id


def test_the_answer_text_is_its_sentences_and_marked_adds_their_markers() -> None:
    sentences = (
        Sentence("全长3.2公里。", (1,), Verdict.SUPPORTED, ""),
        Sentence("十月通车。", (1, 2), Verdict.SUPPORTED, ""),
    )
    answer = Answer(Query("多长？"), sentences, (), (), (), (), refused=False, mode=Mode.EXTRACT, timings=())
    assert answer.text == "全长3.2公里。十月通车。"
    assert answer.marked == "全长3.2公里。[1]十月通车。[1][2]"
