"""What an ingest reports: kinds, dropped lines, pages in doubt, few reasons of many, how far it came."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import Progress, ingest, read
from ingest.tally import KEPT
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.records import Passage
from rag.settings import SplitSettings
from tests.samples import MemoryIndex

PAGES = Path(__file__).parents[2] / "examples" / "pages"


class CountingIndex(MemoryIndex):
    """Keeps no passage, so that its own size does not count; presses Ctrl-C at the call it is told."""

    def __init__(self, stop_at: int = 0) -> None:
        super().__init__()
        self.calls, self.stop_at = 0, stop_at

    def add(self, passages: Sequence[Passage]) -> None:
        self.calls += 1
        if self.calls == self.stop_at:
            raise KeyboardInterrupt


def open_library(folder: Path, index: MemoryIndex) -> Library:
    prepare_folder(folder, "model")
    return Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (index,), "model")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", MemoryIndex())
    yield opened
    opened.close()


def archive(file: Path, articles: int, first: int = 0) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for number in range(first, first + articles):
            words = "".join(chr(0x4E00 + (number * 7919 + at * 104729) % 6000) for at in range(150))  # none alike
            row = {"doc_id": str(number), "title": f"简报第{number}期", "text": f"{words}。"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def test_a_web_page_has_what_was_dropped_of_it_and_why(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<nav>首页</nav><h1>渡轮复航</h1><div><p>停航三天的渡轮昨天清晨复航，头一班船载了八十二人，码头上排起了长队。</p>"
        "<figure><figcaption>乘客上船。</figcaption></figure></div><div class='ads'><p>新米上市，欢迎选购。</p></div>"
        "<p>责任编辑：陆怀川</p><div class='comments'><p>网友评论</p><p>等了好久。</p></div>",
        "utf-8",
    )
    (file,) = ingest([page], library, SplitSettings(), Hints()).files
    assert {count.kind: count.number for count in file.dropped} == {
        "navigation": 1,
        "advert": 1,
        "site": 1,
        "comment": 2,
    }
    assert {count.kind: count.number for count in file.kinds} == {"news": 1, "caption": 1}


def test_a_file_has_its_kinds_its_dropped_lines_and_its_time(library: Library) -> None:
    (file,) = ingest([PAGES / "linlan-2024-03-04-p1.txt"], library, SplitSettings(), Hints()).files
    assert {count.kind: count.number for count in file.kinds} == {"news": 7, "caption": 1, "notice": 1}
    assert {count.kind for count in file.dropped} == {"day", "label", "staff"}
    assert file.articles == file.added == 9
    assert file.seconds > 0


def test_a_page_that_is_kept_whole_is_named(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "english.txt"
    page.write_text("The ferry sails again.\nPears are ripe at the school.\n", "utf-8")
    (file,) = ingest([page], library, SplitSettings(), Hints()).files
    assert "kept as one article" in file.doubtful[0]
    assert "--explain" in file.doubtful[0]


def test_a_flood_of_reasons_is_folded_and_counted(library: Library, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n" * 400, "utf-8")
    report = ingest([broken], library, SplitSettings(), Hints())
    assert (len(report.files[0].failed), report.files[0].more_failed) == (KEPT, 400 - KEPT)
    assert report.failed == 400


def test_progress_counts_the_bytes_inside_a_long_file(library: Library, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.jsonl", 200)
    seen: list[Progress] = []
    ingest([file], library, SplitSettings(), Hints(), seen.append)
    shares = [done.bytes_done / done.bytes for done in seen]
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert shares[-1] == 1


def test_ctrl_c_leaves_a_report_and_the_next_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.storing.BATCH", 64)
    long = [archive(tmp_path / f"{name}.jsonl", 200, first) for name, first in (("a", 0), ("b", 1000), ("c", 2000))]
    files = [*long, PAGES / "linlan-2024-03-04-p1.txt"]
    opened = open_library(tmp_path / "library", CountingIndex(stop_at=3))
    stopped = ingest(files, opened, SplitSettings(), Hints())
    opened.close()
    assert (stopped.stopped, stopped.added) == (True, 128)
    assert stopped.left >= 1
    opened = open_library(tmp_path / "library", CountingIndex())
    again = ingest(files, opened, SplitSettings(), Hints())
    held = opened.contents().articles
    opened.close()
    assert not again.stopped
    assert again.unchanged >= 128
    assert held == 609


def test_memory_does_not_grow_with_the_length_of_an_archive(tmp_path: Path) -> None:
    peaks = []
    for name, articles in (("warm", 100), ("short", 200), ("long", 2000)):
        file = archive(tmp_path / f"{name}.jsonl", articles)
        tracemalloc.start()
        assert sum(1 for _ in read([file], Hints())) == articles
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 200_000
