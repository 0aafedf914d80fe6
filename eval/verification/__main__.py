"""`python -m eval.verification`: how many sentences that keep the meaning pass, and how many broken ones do not.

A row for every kind and source: pairs by hand on our own articles, pairs generated from them and, where they lie beside
the repository in `../shared`, from a real page and from printed ones. The last set by hand and every second generated
pair of a kind are held out: tune on the others (`--half open`), look at these (`--half held`) to confirm. Exit code 1
when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import thread_time

from eval.cases import Case, load_cases
from eval.places import ROOT, SHARED
from eval.verification.conflicts import conflict_line, conflict_pairs
from eval.verification.generator import generated
from eval.verification.measure import Judged, judge, table
from eval.verification.pairs import Pair, hand_pairs, hits_of, load_articles
from rag.records import Article, Source, Strictness

PER_KIND = 14  # pairs of a kind from one set of pages


def own_articles() -> tuple[Article, ...]:
    """Return the articles of our example pages as a perfect reader recovers them."""
    files = sorted((ROOT / "eval" / "gold" / "example_articles").glob("*.jsonl"))
    return tuple(article for file in files for article in load_articles(file))


def all_pairs(most: int = PER_KIND) -> Iterator[Pair]:
    """Yield the pairs by hand, then the generated ones, `most` of each kind from each set of pages."""
    own = own_articles()
    yield from hand_pairs(own)
    yield from generated("our pages", own, load_cases(ROOT / "eval" / "gold" / "examples.jsonl"), most)
    real = SHARED / "pages" / "2025-01-22_guoneiguoji.gold.jsonl"
    if real.exists():
        asked = SHARED / "gold" / "2025-01-22_guoneiguoji.jsonl"
        cases: tuple[Case, ...] = load_cases(asked) if asked.exists() else ()
        yield from generated("real page", load_articles(real), cases, most)
    printed = sorted((SHARED / "pages" / "sim").glob("*.gold.jsonl"))
    if printed:
        yield from generated("printed pages", [a for file in printed for a in load_articles(file)], (), most)


def false_claims(folder: Path, strictness: Strictness) -> tuple[int, int]:
    """Return how many of a set's false claims are caught, and how many there are; each cites its whole document."""
    documents = {}
    for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        paragraphs = tuple(part.strip() for part in row["text"].split("\n") if part.strip())
        documents[row["doc_id"]] = Article.of(Source(headline=row["title"], external_id=row["doc_id"]), paragraphs)
    rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]
    claims = [(row["claim"], hits_of(documents[row["doc_id"]])) for row in rows if not row["supported"]]
    return sum(not judge(claim, hits, strictness)[0] for claim, hits in claims), len(claims)


def _run(pairs: Sequence[Pair], strictness: Strictness) -> tuple[list[Judged], float]:
    judged: list[Judged] = []
    times: list[float] = []
    for pair in pairs:
        start = thread_time()
        supported, reason = judge(pair.claim, pair.evidence, strictness)
        times.append(thread_time() - start)
        judged.append(Judged(pair, supported, reason))
    return judged, median(times) * 1000


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m eval.verification", description="how well sentences are checked")
    parser.add_argument("--half", choices=("open", "held", "both"), default="both", help="which pairs to judge")
    parser.add_argument("--strictness", type=Strictness, choices=list(Strictness), default=Strictness.NORMAL)
    parser.add_argument("--per-kind", type=int, default=PER_KIND, help="pairs of a kind from one set of pages")
    parser.add_argument("--wrong", action="store_true", help="print the pairs that are judged wrongly")
    given = parser.parse_args(arguments)
    pairs = [pair for pair in all_pairs(given.per_kind) if given.half == "both" or pair.held is (given.half == "held")]
    judged, milliseconds = _run(pairs, given.strictness)
    if given.wrong:
        for one in judged:
            if not one.right:
                _say(f"{one.pair.source} {one.pair.kind}: {one.pair.claim}  [{one.reason}]")
    report = table(judged)
    _say(report.text)
    for name, half in (("open", False), ("held out", True)):
        if given.half in ("both", name.split()[0]):
            _say(conflict_line(name, [pair for pair in conflict_pairs() if pair.held is half]))
    _say(f"one sentence takes {milliseconds:.1f} ms of one core to check (median)")
    news = SHARED / "bench" / "uhgeval_news"
    if news.exists() and given.half == "both":
        caught, number = false_claims(news, given.strictness)
        _say(
            f"uhgeval_news: {caught} of {number} false claims caught ({caught / number:.3f}; no target, never tuned on)"
        )
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
