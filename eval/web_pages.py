"""How well saved web pages are read: `python -m eval.web_pages`, a row a page; the pages are of our own writing.

Those in the folder `later` were written after the reader, as a test of it; what they showed has since been mended.

text: character F1 of the best match of every article in the gold file; split: whether so many articles were found as
there are; paragraphs, title, date, author and newspaper: the share of the gold articles that have exactly these.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from ingest.formats import Hints
from ingest.pipeline import read_file
from ingest.rows import ArticleRow, article_row
from rag.records import Article

FOLDER = Path(__file__).parent / "gold" / "web_pages"
FIELDS = ("text", "split", "paragraphs", "title", "date", "authors", "newspaper")


def web_pages() -> list[Path]:
    """Return the pages, each with a file of gold articles beside it."""
    return sorted(page for page in FOLDER.rglob("*") if page.suffix in (".html", ".mhtml"))


def measure(page: Path) -> dict[str, float]:
    """Return the page's scores, 0 to 1, by the names in FIELDS."""
    gold = [json.loads(line) for line in page.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    return scores(gold, [article_row(item) for item in read_file(page, Hints()) if isinstance(item, Article)])


def scores(gold: Sequence[Mapping[str, object]], found: Sequence[ArticleRow]) -> dict[str, float]:
    """Return the scores of the articles found, each gold article compared with the one that is most like it."""
    sums = dict.fromkeys(FIELDS, 0.0)
    for expected in gold:
        alike, best = max(
            ((_characters_f1(_body(expected), _body(row)), row) for row in found),
            key=lambda each: each[0],
            default=(0.0, None),
        )
        sums["text"] += alike
        for name in FIELDS[2:]:
            sums[name] += best is not None and expected[name] == dict(best)[name]
    return {name: value / len(gold) for name, value in sums.items()} | {"split": float(len(found) == len(gold))}


def _body(row: Mapping[str, object] | ArticleRow) -> str:
    paragraphs = row["paragraphs"]
    return "".join(str(text) for text in paragraphs) if isinstance(paragraphs, list) else ""


def _characters_f1(one: str, other: str) -> float:
    """Characters in common in their order, twice, over those of both: 1 for the same text."""
    same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 2 * same / (len(one) + len(other)) if one or other else 1.0


def main() -> int:
    """Print a row for every page and one for their mean."""
    rows = [(page.name, measure(page)) for page in web_pages()]
    mean = {name: sum(row[name] for _, row in rows) / len(rows) for name in FIELDS}
    sys.stdout.write(f"{'page':<26}" + "".join(f"{name:>12}" for name in FIELDS) + "\n")
    for name, row in [*rows, ("mean", mean)]:
        sys.stdout.write(f"{name:<26}" + "".join(f"{row[field]:>12.3f}" for field in FIELDS) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
