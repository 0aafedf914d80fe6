"""The catalogue's file: what it keeps, and which files it refuses."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.dates.grammar import find_dates
from rag.errors import LibraryError, LibraryMismatch
from rag.repeats import Filed
from tests.samples import article


def test_the_dates_of_an_article_come_back_as_they_went_in(tmp_path: Path) -> None:
    plain = article()
    kept = replace(plain, dates=find_dates(plain.body, date(2024, 3, 4)))
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.put([Filed((kept,))], [])
    assert catalogue.article(kept.id) == kept
    catalogue.close()


def test_a_catalogue_of_another_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, places TEXT)")
    db.close()
    with pytest.raises(LibraryMismatch, match=r"another release.*ingest anew"):
        SqliteCatalogue(file)
    with sqlite3.connect(file) as db:
        assert [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")] == ["articles"]
    db.close()


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryError, match="cannot be opened"):
        SqliteCatalogue(tmp_path / "catalogue.sqlite")
