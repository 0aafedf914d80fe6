"""The sentences of the hits, each once, with what stands around it: what a reader chooses from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.chinese import fold, sentences
from rag.records import Hit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit. `start` and `end` count in the article's body; `rank` is the hit's, from 0.

    `folded`, `before`, `after` and `headline` are in the one form of `rag.chinese.fold`, for comparing only.
    """

    hit: Hit
    rank: int
    text: str
    start: int
    end: int
    folded: str
    before: str
    after: str
    headline: str

    @property
    def around(self) -> str:
        """What a reader of this sentence has in view: the headline, the sentence before, the sentence."""
        return f"{self.headline}\n{self.before}\n{self.folded}"


def gather(hits: Sequence[Hit]) -> list[Candidate]:
    """Return the sentences of all hits in the hits' order; one that overlapping passages share comes once.

    Of two spans that overlap, the one of the better hit stays: passages of one article cut at the same sentence ends.
    """
    found: list[Candidate] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for rank, hit in enumerate(hits):
        text = hit.passage.text
        spans = list(sentences(text))
        folded = [fold(span.of(text)) for span in spans]
        headline = fold(hit.passage.source.headline)
        of_article = taken.setdefault(hit.passage.article_id, [])
        for place, span in enumerate(spans):
            start, end = hit.passage.start + span.start, hit.passage.start + span.end
            if any(start < other_end and other_start < end for other_start, other_end in of_article):
                continue
            of_article.append((start, end))
            before = folded[place - 1] if place else ""
            after = folded[place + 1] if place + 1 < len(spans) else ""
            found.append(Candidate(hit, rank, span.of(text), start, end, folded[place], before, after, headline))
    return found
