"""The catalogue in SQLite keeps the contract; its file: what it keeps, and which files it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.packed_boxes import pack_boxes
from rag.dates.grammar import find_dates
from rag.errors import LibraryBusy, LibraryError, LibraryMismatch
from rag.protocols import Catalogue
from rag.records import Article, LineBox, Origin
from rag.repeats import Filed
from tests.rag.backends.catalogue_contract import CatalogueContract, Opened
from tests.samples import article, passages


class TestSqliteCatalogue(CatalogueContract):
    @pytest.fixture
    def opened(self, tmp_path: Path) -> Iterator[Opened]:
        catalogues: list[SqliteCatalogue] = []

        def again() -> Catalogue:
            catalogues.append(SqliteCatalogue(tmp_path / "catalogue.sqlite", 20.0))
            return catalogues[-1]

        yield again
        for catalogue in catalogues:
            catalogue.close()


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


def _placed(lines: int) -> Article:
    """An article of a scan, with boxes of its lines, two files and the copies of them."""
    boxes = []
    for at in range(lines):
        row, column = at % 60, at // 60 % 3
        left, top = round(0.0625 + 0.31 * column, 4), round(0.0153 * row, 4)
        boxes.append(LineBox(1 + at // 180, left, top, left + 0.25, round(top + 0.0123, 4), at * 18, at * 18 + 18))
    boxes = [replace(box, right=round(box.right, 4)) for box in boxes]
    origins = (
        Origin("one.pdf", 1, lines, tuple(boxes), "0a" * 16),
        Origin("four.pdf", 1, 2, tuple(boxes[:2]), "0b" * 16),
    )
    return replace(article(), origin=origins)


def test_the_places_of_lines_come_back_as_they_went_in(tmp_path: Path) -> None:
    kept = _placed(200)
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.put([Filed((kept,))], [])
    assert catalogue.article(kept.id) == kept
    assert catalogue.copies(["0a" * 16, "0c" * 16]) == {"0a" * 16}
    catalogue.close()


def test_a_line_s_place_takes_few_bytes() -> None:
    assert len(pack_boxes(_placed(6000).origin)) < 6000 * 8


def _earlier_release(file: Path) -> None:
    """A catalogue as the release before made it, with a report of two articles."""
    with sqlite3.connect(file) as db:
        db.executescript(SCHEMA_2)
        db.execute("INSERT INTO articles VALUES ('aa', 'k1', '渡轮开行。', x'', 'aa')")
        db.execute("INSERT INTO articles VALUES ('bb', 'k2', '渡轮开行了。', x'', 'aa')")
        for name, day in (("aa", "2024-03-04"), ("bb", "2024-03-05")):
            place = (name, name, 0, "渡轮", f"v{name}", "临澜日报", day, "1", "渡轮", "", "news", "", "", "[]", 1.0)
            db.execute(f"INSERT INTO prints VALUES ({', '.join('?' * 17)})", (*place, '[["a.txt", 1, 2]]', "[]"))
        db.execute("INSERT INTO passages VALUES ('aa-0', 'aa', 0, 5)")
        db.execute("INSERT INTO pending VALUES ('bb')")
        db.executemany("INSERT INTO bands VALUES (?, ?, ?)", [(7, "2024-03-04", "aa"), (7, "2024-03-05", "bb")])
    db.close()


SCHEMA_2 = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, text_key TEXT NOT NULL, body TEXT NOT NULL, signature BLOB NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_text ON articles (text_key);
CREATE INDEX articles_by_report ON articles (report) WHERE report != '';
CREATE TABLE prints (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, headline TEXT NOT NULL, external_id TEXT NOT NULL,
    kind TEXT NOT NULL, kicker TEXT NOT NULL, dateline TEXT NOT NULL, authors TEXT NOT NULL,
    confidence REAL NOT NULL, origin TEXT NOT NULL, dates TEXT NOT NULL
) STRICT;
CREATE INDEX prints_of_article ON prints (article_id, rank);
CREATE INDEX prints_in_print ON prints (date, newspaper, page, id);
CREATE INDEX prints_by_title ON prints (title);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_in_order ON passages (article_id, start);
CREATE TABLE pending (article_id TEXT PRIMARY KEY) STRICT;
CREATE TABLE bands (
    band INTEGER NOT NULL, day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (band, day, article_id)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 2;
"""


def test_a_catalogue_of_the_release_before_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    _earlier_release(file)
    catalogue = SqliteCatalogue(file)
    assert [(one.id, one.body, one.report) for one in catalogue.articles()] == [
        ("aa", "渡轮开行。", "aa"),
        ("bb", "渡轮开行了。", "aa"),
    ]
    assert next(catalogue.articles()).origin == (Origin("a.txt", 1, 2),)
    assert [catalogue.pending(index) for index in ("chroma", "tantivy", "other")] == [("bb",), ("bb",), ()]
    assert list(catalogue.passages(["aa-0"])) == ["aa-0"]
    kept = _placed(3)
    catalogue.put([Filed((kept,))], [])
    assert catalogue.article(kept.id) == kept
    catalogue.close()
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT band FROM bands WHERE article_id IN ('aa', 'bb') ORDER BY article_id").fetchall() == [
            (7,),
            (-7,),
        ]
    db.close()


def test_a_damaged_catalogue_is_told_with_what_can_be_done(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    SqliteCatalogue(file).close()
    with file.open("r+b") as out:
        out.seek(200)
        out.write(b"\xff" * 60_000)
    with pytest.raises(LibraryError, match="baoda restore FILE"), closing(SqliteCatalogue(file)) as catalogue:
        catalogue.versions(["one"])


def test_a_change_of_the_tables_that_fails_leaves_the_catalogue_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    _earlier_release(file)
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE parts (mine TEXT)")  # in the way of the new table of this name
    db.close()
    with pytest.raises(LibraryError):
        SqliteCatalogue(file)
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        assert db.execute("SELECT min(band) FROM bands").fetchone() == (7,)
    db.close()


def test_ctrl_c_in_the_middle_of_writing_keeps_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    with monkeypatch.context() as patched:
        patched.setattr("rag.backends.reports.regroup", interrupted)
        with pytest.raises(KeyboardInterrupt):
            catalogue.put([Filed((article(),))], [])
    assert catalogue.contents().articles == 0
    catalogue.put([Filed((article(),))], [])
    assert catalogue.contents().articles == 1
    catalogue.close()


def test_every_index_has_a_journal_of_its_own(tmp_path: Path) -> None:
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.keep_journals(["one", "two"])
    catalogue.put([Filed((article(),))], [])
    catalogue.settle("one", [article().id])
    assert (catalogue.pending("one"), catalogue.pending("two")) == ((), (article().id,))
    assert catalogue.pending() == (article().id,)
    catalogue.keep_journals(["one", "three"])
    assert (catalogue.journals(), catalogue.pending()) == (("one", "three"), ())
    catalogue.remove([article().id])
    assert (catalogue.pending("one"), catalogue.pending("three")) == ((article().id,),) * 2
    catalogue.close()


def test_a_second_writer_waits_is_told_and_gives_up(tmp_path: Path) -> None:
    first = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    second = SqliteCatalogue(tmp_path / "catalogue.sqlite", wait=1.2)
    told: list[str] = []
    with first.writing(), first.writing():
        with pytest.raises(LibraryBusy, match=r"waited for 1 s.*BAODA_INGEST_WAIT"), second.writing(told.append):
            raise AssertionError("both may write")
        assert len(told) == 1
    with second.writing(told.append):
        assert len(told) == 1
    first.close()
    second.close()


def test_a_copy_of_the_catalogue_is_taken_while_another_writes(tmp_path: Path) -> None:
    catalogue, other = (SqliteCatalogue(tmp_path / "catalogue.sqlite") for _ in range(2))
    catalogue.put([Filed((article(),))], [])
    with other._transaction() as db:
        db.execute("DELETE FROM articles")
        catalogue.backup(tmp_path / "copy.sqlite")
    copy = SqliteCatalogue(tmp_path / "copy.sqlite")
    assert copy.article(article().id) == article()
    for one in (catalogue, other, copy):
        one.close()


def test_what_is_at_odds_in_the_catalogue_is_told(tmp_path: Path) -> None:
    catalogue = SqliteCatalogue(tmp_path / "catalogue.sqlite")
    catalogue.put([Filed((article(),))], passages(article()))
    assert list(catalogue.faults()) == []
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as db:
        db.execute("UPDATE passages SET end = 99999")
        db.execute("INSERT INTO passages VALUES ('lost', 'nowhere', 0, 1)")
    db.close()
    said = " ".join(catalogue.faults())
    assert "refer to nothing" in said
    assert "do not lie in their article" in said
    catalogue.close()


def test_a_catalogue_is_smaller_after_it_was_made_small(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    catalogue = SqliteCatalogue(file)
    many = [article(f"第{number}号", (f"第{number}号渡轮开行。" * 300,)) for number in range(100)]
    catalogue.put([Filed((one,)) for one in many], [])
    catalogue.remove([one.id for one in many])
    catalogue.compact()
    assert file.stat().st_size < 200_000
    catalogue.close()
