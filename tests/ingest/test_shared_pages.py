"""Pages of a real paper and of the page printer are read as well as they must be; skipped where they are absent."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from ingest.formats import Hints
from ingest.formats.text_dump import read_text_dump
from ingest.rows import ArticleRow, article_row
from rag.records import Article

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "tools" / "score_pages.py"
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the shared pages and their scorer are not here")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(page: Path) -> list[ArticleRow]:
    return [article_row(item) for item in read_text_dump(page, Hints()) if isinstance(item, Article)]


def totals(scorer: ModuleType, pages: list[Path]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for page in pages:
        gold = [json.loads(line) for line in page.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
        for name, value in scorer.score(gold, read(page)).items():
            sums[name] = sums.get(name, 0) + value
    return {
        "articles_f1": 2 * sums["found"] / (sums["gold"] + sums["pred"]),
        "title": sums["title"] / sums["found"],
        "paragraphs_f1": 2 * sums["tp"] / (sums["pg"] + sums["pp"]),
        "authors": sums["authors"] / sums["authored"],
        **{name: sums[name] / sums[name + "_n"] for name in ("kicker", "dateline", "kind") if name + "_n" in sums},
    }


def test_the_real_page_is_read_in_full(scorer: ModuleType) -> None:
    found = totals(scorer, [SHARED / "pages" / "2025-01-22_guoneiguoji.txt"])
    assert found.pop("paragraphs_f1") >= 0.98
    assert set(found.values()) == {1.0}


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("*_p*.txt", {"articles_f1": 0.97, "title": 0.95, "paragraphs_f1": 0.93, "authors": 0.97}),
        ("*_h*.txt", {"articles_f1": 0.93, "title": 0.90, "paragraphs_f1": 0.90, "authors": 0.95}),
    ],
)
def test_printed_pages_are_read_well(scorer: ModuleType, pattern: str, least: dict[str, float]) -> None:
    found = totals(scorer, sorted((SHARED / "pages" / "sim").glob(pattern)))
    assert {name: found[name] for name in least if found[name] < least[name]} == {}
