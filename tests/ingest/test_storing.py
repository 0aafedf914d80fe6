"""Articles of many files are stored together, and every file has its own count."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import ingest
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Added, Library
from rag.manifest import prepare_folder
from rag.parts import Part
from rag.records import Article, Passage, Query, Source
from rag.settings import SplitSettings
from tests.rag.library_of import library_of
from tests.samples import MemoryIndex


class CountingLibrary(Library):
    """A library that notes how many articles come at once."""

    calls: tuple[int, ...] = ()

    def add(
        self, articles: Sequence[Article], split: Callable[[Article], Sequence[Passage]], parts: Sequence[Part] = ()
    ) -> Added:
        """Note the call, and store the articles."""
        self.calls += (len(articles),)
        return super().add(articles, split, parts)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[CountingLibrary]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = CountingLibrary(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


def brief(folder: Path, name: str, doc_id: str, text: str) -> Path:
    file = folder / name
    file.write_text(json.dumps([{"doc_id": doc_id, "title": f"简报{doc_id}", "text": text}]), "utf-8")
    return file


def test_small_files_are_stored_together(library: CountingLibrary, tmp_path: Path) -> None:
    files = [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。") for at in range(300)]
    report = ingest(files, library, SplitSettings(), Hints())
    assert library.calls == (256, 44)
    assert [file.added for file in report.files] == [1] * 300


def test_long_articles_are_stored_a_few_at_a_time(library: CountingLibrary, tmp_path: Path) -> None:
    files = [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。" * 4000) for at in range(5)]
    ingest(files, library, SplitSettings(), Hints())
    assert library.calls == (3, 2)


def test_each_file_counts_what_became_of_its_own_articles(library: CountingLibrary, tmp_path: Path) -> None:
    ingest([brief(tmp_path, "a.json", "1", "渡轮开行。")], library, SplitSettings(), Hints())
    files = [
        brief(tmp_path, "a.json", "1", "渡轮开行。"),
        brief(tmp_path, "b.json", "2", "果园开园。"),
        brief(tmp_path, "c.json", "2", "果园昨天开园。"),
    ]
    report = ingest(files, library, SplitSettings(), Hints())
    counts = [(file.added, file.updated, file.unchanged) for file in report.files]
    assert counts == [(0, 0, 1), (1, 0, 0), (0, 1, 0)]
    assert library.contents().articles == 2


def test_the_time_of_storing_goes_to_the_files_that_were_stored(
    library: CountingLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(self: MemoryIndex, passages: Sequence[Passage]) -> None:
        time.sleep(1.0)

    monkeypatch.setattr(MemoryIndex, "prepare", slow)
    files = [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。") for at in range(5)]
    report = ingest(files, library, SplitSettings(), Hints())
    seconds = [file.seconds for file in report.files]
    assert min(seconds) >= 0.2
    assert max(seconds) < sum(seconds) / 2  # no file bears the time of all


def test_a_batch_is_written_while_the_next_one_is_embedded(
    library: CountingLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the two waits for the other to have begun: one after the other would never meet."""
    monkeypatch.setattr("ingest.storing.BATCH", 1)
    meeting = threading.Barrier(2, timeout=30.0)
    embedded, written = itertools.count(), itertools.count()

    def embeds(self: MemoryIndex, passages: Sequence[Passage]) -> None:
        if next(embedded) == 1:
            meeting.wait()

    def writes(self: MemoryIndex, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        if next(written) == 0:
            meeting.wait()
        self.add(passages)

    monkeypatch.setattr(MemoryIndex, "prepare", embeds)
    monkeypatch.setattr(MemoryIndex, "replace", writes)
    ingest(
        [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。") for at in range(4)],
        library,
        SplitSettings(),
        Hints(),
    )
    assert not meeting.broken
    assert library.contents().articles == 4


def test_an_index_that_fails_stops_the_ingest_and_what_was_written_stays(
    library: CountingLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.storing.BATCH", 1)
    files = [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。") for at in range(9)]
    ingest(files[:2], library, SplitSettings(), Hints())
    (index,) = library.indexes
    assert isinstance(index, MemoryIndex)
    index.breaks = True
    with pytest.raises(OSError, match="no space"):
        ingest(files, library, SplitSettings(), Hints())
    index.breaks = False
    report = ingest(files, library, SplitSettings(), Hints())
    assert not report.failed
    assert index.count() == library.contents().passages == 9


def test_articles_given_to_a_library_group_as_those_of_a_file_do(tmp_path: Path) -> None:
    """Reprints and repeats are told by the catalogue, whoever writes it."""
    wire = "澄湖水库除险加固工程昨日通过验收，加固主坝1.8公里，更换闸门6扇，总投资4.2亿元，防洪标准提高到百年一遇。" * 2
    rows = [
        {"doc_id": "a", "title": "水库验收", "text": wire, "date": "2024-03-04", "source": "甲报"},
        {"doc_id": "b", "title": "澄湖水库", "text": f"记者获悉，{wire}", "date": "2024-03-05", "source": "乙报"},
        {"doc_id": "c", "title": "水库验收", "text": wire, "date": "2024-03-05", "source": "丙报"},
        {"doc_id": "d", "title": "春茶上市", "text": "青屿区春茶昨日上市。", "date": "2024-03-05", "source": "丙报"},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    read = library_of(tmp_path / "read", [])
    ingest([file], read, SplitSettings(), Hints())
    given = library_of(
        tmp_path / "given",
        [
            Article.of(
                Source(row["source"], date.fromisoformat(row["date"]), "", row["title"], row["doc_id"]), (row["text"],)
            )
            for row in rows
        ],
    )
    grouped = [library.standings(list(library.printed(Query("水库")))) for library in (read, given)]
    read.close()
    given.close()
    assert grouped[0] == grouped[1]
    assert len({standing.report for standing in grouped[0].values() if standing.report}) == 1
