import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.page_sets import PageSet
from eval.pages import Row, score

ROOT = Path(__file__).parents[2]


class CountingScorer:
    """Finds one article of two, whatever was read."""

    def score(self, gold: Sequence[Row], pred: Sequence[Row]) -> Mapping[str, float]:
        """Return sums of a page with two gold articles."""
        found = {"gold": 2, "pred": 3, "found": 1, "title": 1, "tp": 3, "pg": 4, "pp": 4}
        return found | {"authors": 0, "authored": 0, "kicker": 1, "kicker_n": 2}


def test_scores_are_shares_of_the_sums_over_all_pages(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"title": "渡轮复航"}) + "\n", "utf-8")
    page = next((ROOT / "examples" / "pages").glob("*.txt"))
    scores = score(PageSet("two pages", ((page, gold), (page, gold))), CountingScorer())
    assert scores == {"articles_f1": 0.4, "title": 1.0, "paragraphs_f1": 0.75, "authors": 1.0, "kicker": 0.5}
