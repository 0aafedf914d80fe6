"""One form for numbers and institutions, whichever way they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.backends.tantivy_index import TantivyIndex
from rag.chinese import words
from rag.index_words import index_words
from rag.records import Query
from rag.short_names import other_names
from tests.rag.backends.index_contract import FERRY, passage


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("1.2万人", "12000"),
        ("一万二千人", "12000"),
        ("１２，０００人", "12000"),
        ("12000人", "12000"),
        ("3亿5000万元", "350000000"),
        ("二〇二五年", "2025"),
        ("二零二五年", "2025"),
        ("２０２５年", "2025"),
        ("百分之五", "5%"),
        ("5％", "5%"),
        ("百分之三点五", "3.5%"),
        ("廿八日", "28"),
        ("發改委", "=国家发改委"),
        ("国家发展和改革委员会", "=国家发改委"),
        ("工业和信息化部", "=工信部"),
        ("北京大学", "=北大"),
    ],
)
def test_every_way_of_printing_gives_one_form(printed: str, form: str) -> None:
    found = index_words(printed)
    assert form in found or form.replace("国家发改委", "发改委") in found


@pytest.mark.parametrize("text", ["万一下雨", "三五成群", "一一列举", "千万小心", "东北大学", "中央行动", "大桥通车"])
def test_words_that_look_alike_give_no_form(text: str) -> None:
    assert index_words(text) == words(text)


@pytest.mark.parametrize(
    ("printed", "question"),
    [
        ("国家发展和改革委员会公布了方案。", "发改委"),
        ("工信部发放了牌照。", "工业和信息化部"),
        ("全馆藏书一万二千册。", "12000"),
        ("涨幅为百分之五。", "5%"),
        ("臨瀾大橋於二〇二五年通車。", "2025"),
    ],
)
def test_either_form_finds_the_other(tmp_path: Path, printed: str, question: str) -> None:
    index = TantivyIndex(tmp_path)
    index.add([passage(1, printed), passage(2, FERRY)])
    assert index.search(Query(question), 1)[0].entries[0].passage_id == "p1"


def test_the_names_of_an_institution_know_each_other() -> None:
    assert "中国人民银行" in other_names("央行")
    assert "央行" in other_names("中国人民银行")
    assert other_names("临澜大桥") == ()
