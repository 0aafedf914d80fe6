"""The example pages give exactly their gold articles."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.formats.text_dump import read_text_dump
from ingest.rows import article_row
from rag.records import Article

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "examples" / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_example_page_gives_its_gold_articles(page: Path) -> None:
    gold = (ROOT / "eval" / "gold" / "example_articles" / f"{page.stem}.jsonl").read_text(encoding="utf-8")
    expected = [json.loads(line) for line in gold.splitlines()]
    found = [article_row(item) for item in read_text_dump(page, Hints()) if isinstance(item, Article)]
    assert [len(row["paragraphs"]) for row in found] == [len(row["paragraphs"]) for row in expected]
    assert [flat(row["paragraphs"]) for row in found] == [flat(row["paragraphs"]) for row in expected]
    assert [row["authors"] for row in found] == [row["authors"] for row in expected]
    assert [row["dateline"] for row in found] == [row["dateline"] for row in expected]
    assert [row["kind"] for row in found] == [row["kind"] for row in expected]
    assert [flat([row["kicker"], row["title"]]) for row in found] == [
        flat([row["kicker"], row["title"]]) for row in expected
    ]


def flat(texts: Sequence[str]) -> str:
    """The texts without blanks: whether a wrapped headline had a space at its break cannot be known."""
    return "".join("".join(text.split()) for text in texts)
