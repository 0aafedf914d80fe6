"""How fast files are read: `python -m eval.bench.reading`, under a minute on one core.

Lines of page dumps a second, and articles of JSON Lines a second, through reading, resolving of dates and splitting;
nothing is embedded or stored. A long archive is read too, to see that memory does not grow with its length.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.bench.embedding import passages
from ingest.formats import Hints
from ingest.pipeline import read_file
from ingest.splitter import split
from rag.records import Article
from rag.settings import SplitSettings

TARGET_LINES = 2000.0  # of dumps a second
TARGET_ARTICLES = 300.0  # of JSON Lines a second
TARGET_GROWTH = 2.0  # MiB that the peak may grow by when an archive is ten times as long

_PAGES = Path(__file__).parents[2] / "examples" / "pages"
_LINES = 4000  # of dumps that are read in one turn
_ARTICLES = 1500
_TURNS = 3
_SPLIT = SplitSettings()


@dataclass(frozen=True, slots=True)
class Speed:
    """What one core reads in a second, and how many MiB more a ten times longer archive takes at its peak."""

    lines: float
    articles: float
    growth: float


def measure(folder: Path) -> Speed:
    """Measure reading in an empty folder; the best of a few turns counts, for other work may share the core."""
    pages = sorted(_PAGES.glob("*.txt"))
    count = sum(len(page.read_text("utf-8").splitlines()) for page in pages)
    repeats = -(-_LINES // count)
    archive = folder / "archive.jsonl"
    write_archive(archive, _ARTICLES)
    lines = min(_timed(pages * repeats) for _ in range(_TURNS))
    articles = min(_timed([archive]) for _ in range(_TURNS))
    short, long = folder / "short.jsonl", folder / "long.jsonl"
    write_archive(short, 200)
    write_archive(long, 2000)
    _peak(short)  # what is loaded once belongs to neither
    growth = _peak(long) - _peak(short)
    return Speed(count * repeats / lines, _ARTICLES / articles, growth)


def write_archive(file: Path, articles: int) -> None:
    """Write JSON Lines of generated news of about 800 characters each."""
    texts = passages(min(articles, 200))
    with file.open("w", encoding="utf-8") as lines:
        for number in range(articles):
            text = "\n".join((texts[number % len(texts)], texts[(number * 7 + 1) % len(texts)], "昨日上午，渡轮复航。"))
            row = {"doc_id": str(number), "title": f"简报第{number}期", "text": text, "date": "2031-05-01"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _timed(files: list[Path]) -> float:
    begun = time.process_time()
    for file in files:
        for item in read_file(file, Hints()):
            if isinstance(item, Article):
                split(item, _SPLIT)
    return time.process_time() - begun


def _peak(file: Path) -> float:
    """MiB that are held at most at once while the file is read."""
    tracemalloc.start()
    try:
        for item in read_file(file, Hints()):
            if isinstance(item, Article):
                split(item, _SPLIT)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def main() -> int:
    """Print the speeds beside their targets; 1 when one is missed."""
    with TemporaryDirectory() as folder:
        speed = measure(Path(folder))
    print(f"dumps                  {speed.lines:8.0f} lines/s (target {TARGET_LINES:.0f})")
    print(f"JSON Lines             {speed.articles:8.0f} articles/s (target {TARGET_ARTICLES:.0f})")
    print(f"ten times the archive  {speed.growth:+8.2f} MiB at the peak (target {TARGET_GROWTH:.0f} at most)")
    met = speed.lines >= TARGET_LINES and speed.articles >= TARGET_ARTICLES and speed.growth <= TARGET_GROWTH
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
