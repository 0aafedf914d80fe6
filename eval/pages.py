"""How well pages are read: `python -m eval.pages`, a row for every set of pages with gold text, some minutes.

The scorer and the pages of other papers lie beside the repository, in `../shared`; what is absent is skipped with a
line. Pages are printed anew from archives of articles with fixed seeds: nothing in the reader was tuned on them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from opencc import OpenCC

from eval.dumping import print_pages as dump_pages
from eval.manners import MANNERS
from eval.printed_pages import printed_pages, scanned_page
from eval.printing import CHROMIUM, STYLES
from ingest.formats import Hints, reader_for
from ingest.pipeline import read_file
from ingest.rows import ArticleRow, article_row
from rag.records import Article

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
COLUMNS = ("articles_f1", "title", "paragraphs_f1", "authors", "kicker", "dateline", "kind", "text")
PER_PAGE = {"xwlb": 8, "uhgeval_news": 4}  # archives that pages are printed from, and articles on a page
SEEDS = (20250417, 20310902)
_REAL, _PLAIN, _HARD = (1.0, 1.0, 0.98, 1.0), (0.97, 0.95, 0.93, 0.97), (0.93, 0.90, 0.90, 0.95)
# Of printed pages: articles_f1, and the last column, text, which is character F1.
_PRINTED, _SCANNED = (0.95, *(0.0,) * 6, 0.98), (0.85, *(0.0,) * 6, 0.95)

Row = Mapping[str, object]


class Scorer(Protocol):
    """The module that compares gold articles with those that were read."""

    def score(self, gold: Sequence[Row], pred: Sequence[Row]) -> Mapping[str, float]:
        """Return sums that add up over pages."""
        ...


@dataclass(frozen=True, slots=True)
class PageSet:
    """Pages with the files of their gold articles, and the least that the first columns should reach."""

    name: str
    pages: tuple[tuple[Path, Path], ...]
    least: tuple[float, ...] = ()


def load_scorer(file: Path) -> Scorer:
    """Return the scorer in this file."""
    spec = importlib.util.spec_from_file_location("score_pages", file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Scorer, module)


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


def score(pages: PageSet, scorer: Scorer) -> dict[str, float]:
    """Return the set's scores by column; a column without gold in this set is missing."""
    sums: dict[str, float] = {}
    for page, gold in pages.pages:
        expected = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
        for name, value in scorer.score(expected, read_rows(page)).items():
            sums[name] = sums.get(name, 0) + value
    scores = {
        "articles_f1": _share(2 * sums["found"], sums["gold"] + sums["pred"]),
        "title": _share(sums["title"], sums["found"]),
        "paragraphs_f1": _share(2 * sums["tp"], sums["pg"] + sums["pp"]),
        "authors": _share(sums["authors"], sums["authored"]),
    }
    if "text" in sums:
        scores["text"] = _share(sums["text"], sums["gold"])
    return scores | {name: sums[name] / sums[f"{name}_n"] for name in COLUMNS if sums.get(f"{name}_n")}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def read_rows(page: Path) -> list[ArticleRow]:
    """Return the articles read from a file as rows."""
    return [article_row(item) for item in read_file(page, Hints()) if isinstance(item, Article)]


def titles_found() -> str:
    """Return how many titles that are listed for the day's PDF come out as a headline, in words; empty without it."""
    pdf = SHARED / "pages" / "rmrb-2025-10-20_p001-081.pdf"
    listed = pdf.with_suffix(".articles.jsonl")
    if not listed.exists() or reader_for(pdf) is None:
        return ""
    rows = [json.loads(line) for line in listed.read_text("utf-8").splitlines() if line.strip()]
    titles = {_flat(row["title"]) for row in rows if "责编" not in row["title"]}
    found = read_rows(pdf)
    heads = {_flat(row["kicker"] + row["title"]) for row in found} | {_flat(row["title"]) for row in found}
    inside = sum(1 for row in found if {_flat(text) for text in row["paragraphs"]} & (titles - {_flat(row["title"])}))
    share = len(titles & heads) / len(titles)
    return f"{share:.3f} of {len(titles)} listed titles (target 0.95), {inside} bodies hold another title (target 0)"


def _flat(text: str) -> str:
    return "".join(mark for mark in text if mark.isalnum())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table; 1 when a set misses a target."""
    parser = argparse.ArgumentParser(prog="python -m eval.pages", description="How well pages are read.")
    parser.add_argument("--scans", action="store_true", help="images of printed pages too, through OCR: slow")
    scans = parser.parse_args().scans
    tool = SHARED / "tools" / "score_pages.py"
    if not tool.exists():
        _say(f"skipped: the scorer {tool} is not here")
        return 0
    scorer, missed = load_scorer(tool), False
    _say(f"{'set':<28}{'pages':>6}" + "".join(f"{name:>15}" for name in COLUMNS))
    with TemporaryDirectory() as folder:
        printed = printed_sets(Path(folder) / "styles", scans=scans) if CHROMIUM else ()
        for pages in chain(page_sets(Path(folder)), printed):
            if not pages.pages:
                _say(f"{pages.name:<28}skipped: its pages are not here")
                continue
            scores = score(pages, scorer)
            short = [name for name, least in zip(COLUMNS, pages.least, strict=False) if scores.get(name, 1.0) < least]
            missed = missed or bool(short)
            cells = "".join(f"{scores[name]:>15.4f}" if name in scores else f"{'-':>15}" for name in COLUMNS)
            _say(
                f"{pages.name:<28}{len(pages.pages):>6}{cells}"
                + (f"  below target: {', '.join(short)}" if short else "")
            )
    _say(f"{'a day as PDF':<28}" + (titles_found() or "skipped: it is not here, or PDFs are not read"))
    if not CHROMIUM:
        _say(f"{'PDFs printed from HTML':<28}skipped: Chromium, which prints them, is not installed")
    elif not scans:
        _say(f"{'scans of these':<28}skipped: pass --scans for them; they take a minute a page")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
