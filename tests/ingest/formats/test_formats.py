"""The table of formats is keyed by suffix."""

from pathlib import Path

import pytest

from ingest.formats import READERS, reader_for


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.jsonl"])
def test_a_known_suffix_has_a_reader(name: str) -> None:
    assert reader_for(Path(name)) in READERS.values()


@pytest.mark.parametrize("name", ["a.exe", "txt", ".txt"])
def test_an_unknown_suffix_has_none(name: str) -> None:
    assert reader_for(Path(name)) is None
