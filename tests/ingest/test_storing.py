"""Articles of many files are stored together, and every file has its own count."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import ingest
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Added, Library
from rag.manifest import prepare_folder
from rag.parts import Part
from rag.records import Article, Passage
from rag.settings import SplitSettings
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
    files = [brief(tmp_path, f"{at}.json", str(at), f"第{at}条消息。") for at in range(100)]
    report = ingest(files, library, SplitSettings(), Hints())
    assert library.calls == (64, 36)
    assert [file.added for file in report.files] == [1] * 100


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
