"""Pages with gold text: those that lie here or beside the repository, and those that are printed anew."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from opencc import OpenCC

from eval.dumping import print_pages as dump_pages
from eval.manners import MANNERS
from eval.places import ROOT, SHARED
from eval.printed_pages import printed_pages, scanned_page
from eval.printing import STYLES

PER_PAGE = {"xwlb": 8, "uhgeval_news": 4}  # archives that pages are printed from, and articles on a page
SEEDS = (20250417, 20310902)
_REAL, _PLAIN, _HARD = (1.0, 1.0, 0.98, 1.0), (0.97, 0.95, 0.93, 0.97), (0.93, 0.90, 0.90, 0.95)
# Of printed pages: articles_f1, and the last column, text, which is character F1.
_PRINTED, _SCANNED = (0.95, *(0.0,) * 6, 0.98), (0.85, *(0.0,) * 6, 0.95)


@dataclass(frozen=True, slots=True)
class PageSet:
    """Pages with the files of their gold articles, and the least that the first columns should reach."""

    name: str
    pages: tuple[tuple[Path, Path], ...]
    least: tuple[float, ...] = ()


def page_sets(printed: Path) -> Iterator[PageSet]:
    """Yield the sets in the order of the table; `printed` is an empty folder for pages that are made here."""
    real = SHARED / "pages" / "2025-01-22_guoneiguoji.txt"
    yield PageSet("real page", _beside([real]), _REAL)
    sim = SHARED / "pages" / "sim"
    yield PageSet("sim p", _beside(sorted(sim.glob("*_p*.txt"))), _PLAIN)
    yield PageSet("sim h", _beside(sorted(sim.glob("*_h*.txt"))), _HARD)
    gold = ROOT / "eval" / "gold" / "example_articles"
    own = sorted((ROOT / "examples" / "pages").glob("*.txt"))
    yield PageSet("our examples", tuple((page, gold / f"{page.stem}.jsonl") for page in own), _REAL)
    traditional = sorted((ROOT / "eval" / "gold" / "traditional_pages").glob("*.txt"))
    yield PageSet("papers in Traditional", tuple((page, page.with_suffix(".jsonl")) for page in traditional), _PLAIN)
    yield PageSet("sim h, in Traditional", in_traditional(sorted(sim.glob("*_h*.txt")), printed / "sim"), _HARD)
    for name, seed in product(PER_PAGE, SEEDS):
        for mode, least in (("p", _PLAIN), ("h", _HARD)):
            pages = print_pages(name, printed / name / mode / str(seed), seed, hard=mode == "h")
            yield PageSet(f"{name} {mode}, seed {seed}", _beside(pages), least)
    archive = SHARED / "bench" / "xwlb" / "corpus.jsonl"
    for manner in MANNERS if archive.exists() else ():
        made = dump_pages(archive, manner, printed / manner.name, seed=SEEDS[1], pages=12, each=6)
        yield PageSet(f"other paper, {manner.name}", made, _HARD)


def in_traditional(pages: Sequence[Path], folder: Path) -> tuple[tuple[Path, Path], ...]:
    """Return pages and their gold files written anew into the folder, in Traditional characters."""
    other = OpenCC("s2t")
    folder.mkdir(parents=True, exist_ok=True)
    for file in (file for pair in _beside(pages) for file in pair):
        (folder / file.name).write_text(other.convert(file.read_text("utf-8")), "utf-8")
    return _beside([folder / page.name for page in pages])


def printed_sets(folder: Path, *, scans: bool) -> Iterator[PageSet]:
    """Yield the example pages printed in every style; with `scans` one page of each as an image too, a minute each."""
    for at, style in enumerate(STYLES):
        yield PageSet(f"PDF, {style.name}", printed_pages(style, folder / str(at)), _PRINTED)
    for at, style in enumerate(STYLES if scans else ()):
        yield PageSet(f"scan, {style.name}", scanned_page(style, at, folder / f"scan{at}"), _SCANNED)


def _beside(pages: Sequence[Path]) -> tuple[tuple[Path, Path], ...]:
    return tuple((page, page.with_suffix(".gold.jsonl")) for page in pages if page.exists())


def print_pages(name: str, folder: Path, seed: int, *, hard: bool) -> list[Path]:
    """Return pages printed into the folder from an archive of PER_PAGE; none where printer or archive is absent."""
    printer, corpus = SHARED / "tools" / "page_dump.py", SHARED / "bench" / name / "corpus.jsonl"
    if not printer.exists() or not corpus.exists():
        return []
    settings = ["--pages", "12", "--per-page", str(PER_PAGE[name]), "--seed", str(seed), *(["--hard"] if hard else [])]
    subprocess.run([sys.executable, str(printer), str(corpus), str(folder), *settings], check=True)  # noqa: S603
    return sorted(folder.glob("*.txt"))
