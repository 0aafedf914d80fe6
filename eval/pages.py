"""How well pages are read: `python -m eval.pages`, a row for every set of pages with gold text, some minutes.

The scorer and the pages of other papers lie beside the repository, in `../shared`; what is absent is skipped with a
line. Pages are printed anew from archives of articles with fixed seeds: nothing in the reader was tuned on them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from eval.page_sets import PageSet, page_sets, printed_sets
from eval.places import SHARED
from eval.printing import CHROMIUM
from ingest.formats import Hints, reader_for
from ingest.pipeline import read_file
from ingest.rows import ArticleRow, article_row
from rag.records import Article

COLUMNS = ("articles_f1", "title", "paragraphs_f1", "authors", "kicker", "dateline", "kind", "text")

Row = Mapping[str, object]


class Scorer(Protocol):
    """The module that compares gold articles with those that were read."""

    def score(self, gold: Sequence[Row], pred: Sequence[Row]) -> Mapping[str, float]:
        """Return sums that add up over pages."""
        ...


def load_scorer(file: Path) -> Scorer:
    """Return the scorer in this file."""
    spec = importlib.util.spec_from_file_location("score_pages", file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Scorer, module)


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


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table; 1 when a set misses a target."""
    parser = argparse.ArgumentParser(prog="python -m eval.pages", description="How well pages are read.")
    parser.add_argument("--scans", action="store_true", help="images of printed pages too, through OCR: slow")
    scans = parser.parse_args().scans
    tool = SHARED / "tools" / "score_pages.py"
    if not tool.exists():
        say(f"skipped: the scorer {tool} is not here")
        return 0
    scorer, missed = load_scorer(tool), False
    say(f"{'set':<28}{'pages':>6}" + "".join(f"{name:>15}" for name in COLUMNS))
    with TemporaryDirectory() as folder:
        printed = printed_sets(Path(folder) / "styles", scans=scans) if CHROMIUM else ()
        for pages in chain(page_sets(Path(folder)), printed):
            if not pages.pages:
                say(f"{pages.name:<28}skipped: its pages are not here")
                continue
            scores = score(pages, scorer)
            short = [name for name, least in zip(COLUMNS, pages.least, strict=False) if scores.get(name, 1.0) < least]
            missed = missed or bool(short)
            cells = "".join(f"{scores[name]:>15.4f}" if name in scores else f"{'-':>15}" for name in COLUMNS)
            say(
                f"{pages.name:<28}{len(pages.pages):>6}{cells}"
                + (f"  below target: {', '.join(short)}" if short else "")
            )
    say(f"{'a day as PDF':<28}" + (titles_found() or "skipped: it is not here, or PDFs are not read"))
    if not CHROMIUM:
        say(f"{'PDFs printed from HTML':<28}skipped: Chromium, which prints them, is not installed")
    elif not scans:
        say(f"{'scans of these':<28}skipped: pass --scans for them; they take a minute a page")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
