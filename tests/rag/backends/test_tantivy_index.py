"""The tantivy index keeps the contract, and its views differ as words and bigrams do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.backends.tantivy_index import TantivyIndex
from rag.errors import LibraryBusy
from rag.records import Query
from tests.rag.backends.index_contract import FERRY, THREE, IndexContract, found, passage


class TestTantivyIndex(IndexContract):
    views = ("words", "bigrams")
    opening = "from rag.backends.tantivy_index import TantivyIndex as opened"

    def open_store(self, folder: Path) -> TantivyIndex:
        return TantivyIndex(folder)


def test_traditional_characters_width_and_case_find_each_other(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.add([passage(1, "ＡＩ圖書館開放"), passage(2, FERRY)])
    assert found(index.search(Query("ai图书馆"), 5)) == [{"p1"}, {"p1"}]


def test_the_words_of_a_translation_are_looked_for_where_a_question_has_one(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.add(THREE)
    assert found(index.search(Query("What does the ferry cost?", translation="渡轮票价"), 1)) == [{"p1"}, {"p1"}]


def test_bigrams_find_a_name_that_the_word_cutter_does_not_know(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.add([passage(1, "村民喜得阔勒村的羊群下山"), passage(2, FERRY)])
    assert found(index.search(Query("得阔勒"), 5))[1] == {"p1"}


def test_a_second_writer_is_told_that_the_index_is_busy(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    hold = (
        "import sys, tantivy; writer = tantivy.Index.open(sys.argv[1]).writer(); "
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(LibraryBusy, match="Another program is writing"):
            index.add(THREE)
        other.communicate("")
    index.add(THREE)
    assert index.count() == 3
