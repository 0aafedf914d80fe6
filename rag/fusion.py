"""Rankings → one score a passage: what lists and texts show of each, added up by fitted weights.

No list is trusted for itself. A passage counts for its place and its score in every list, and for what its text has of
the question: pairs of characters, words weighed by class and rarity, names and figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import rjieba

from rag.chinese import bare_question, bigrams, fold
from rag.protocols import Ranking
from rag.reading.coverage import Term, covered, looked_up, named, names_lacking, question_terms, with_rarity
from rag.records import Passage

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# Words for kinds of answers.
_KINDS = frozenset("时间 日期 时候 时刻 地点 地址 位置 地方 举办地 所在地 出生地 数量 数目 类型 名字 名称 情况".split())
_FUNCTION_TAGS = frozenset("pcudfye")
_NO_RANKING = Ranking("", ())


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a passage, each about 0 to 1 but `cosine`, which is 0 for the nearest and negative below it."""

    cosine: float  # ten times how far the cosine is under the best one; as of the list's last one where not in the list
    words: float  # BM25 as a share of the best one in the list of words
    pairs: float  # the same in the list of character pairs
    dense_place: float  # 2/(rank+1) in the dense list, 0 outside it
    pairs_place: float  # 2/(rank+1) in the list of character pairs
    has_pairs: float  # weighed share of the character pairs in the question's words that headline and text have
    has_terms: float  # weighed share of its words
    lacks_names: float  # share of its names and figures that are missing
    has_figures: float  # share of its figures that stand there


# Fitted by `python -m eval.fit_fusion` on the even-placed questions of CMRC2018, DRCD and ChronoQA: the softmax of
# these sums over a question's passages is highest for those of the documents that answer it.
WEIGHTS: Mapping[str, float] = {
    "cosine": 3.41,
    "pairs": 2.72,
    "dense_place": 1.91,
    "pairs_place": 0.84,
    "has_pairs": 6.28,
    "has_terms": 4.95,
    "lacks_names": -1.05,
    "has_figures": 2.58,
}


def shortlist(rankings: Sequence[Ranking], constant: int, most: int) -> tuple[str, ...]:
    """Return the ids of the passages to look at closely, best first by reciprocal rank fusion."""
    scores = reciprocal_ranks(rankings, constant)
    return tuple(sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:most])


def reciprocal_ranks(rankings: Sequence[Ranking], constant: int) -> dict[str, float]:
    """Return passage id → score by reciprocal rank fusion (Cormack et al. 2009): sum of 1/(constant+rank)."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, entry in enumerate(ranking.entries, start=1):
            scores[entry.passage_id] += 1.0 / (constant + rank)
    return scores


def searched(passage: Passage) -> str:
    """Return what a question is compared with, folded: headline and text."""
    return fold(f"{passage.source.headline}\n{passage.text}")


def fuse(
    question: str, rankings: Sequence[Ranking], texts: Mapping[str, str], weights: Mapping[str, float] = WEIGHTS
) -> dict[str, float]:
    """Return passage id → fused score of these passages, higher is better; scores compare inside one question only.

    `texts` are what `searched` gives for each.
    """
    found = signals(question, rankings, texts)
    return {
        passage_id: sum(weight * float(getattr(seen, name)) for name, weight in weights.items())
        for passage_id, seen in found.items()
    }


def signals(question: str, rankings: Sequence[Ranking], texts: Mapping[str, str]) -> dict[str, Signals]:
    """Return passage id → what speaks for it; a view that did not search counts as one that found nothing."""
    views = {ranking.index: ranking for ranking in rankings}
    dense, words, pairs = (views.get(name, _NO_RANKING) for name in ("dense", "words", "bigrams"))
    cosines, bm25_words, bm25_pairs = _scores(dense), _Shares.of(words), _Shares.of(pairs)
    nearest = max(cosines.values(), default=0.0)
    farthest = min(cosines.values(), default=0.0)
    places = {ranking.index: _places(ranking) for ranking in (dense, pairs)}
    asked = _Asked.of(question, texts)
    return {
        passage_id: Signals(
            cosine=10 * (cosines.get(passage_id, farthest) - nearest),
            words=bm25_words.share(passage_id),
            pairs=bm25_pairs.share(passage_id),
            dense_place=places[dense.index].get(passage_id, 0.0),
            pairs_place=places[pairs.index].get(passage_id, 0.0),
            has_pairs=asked.pairs_in(passage_id),
            has_terms=covered(asked.terms, asked.has_terms[passage_id], rare=True),
            lacks_names=names_lacking(asked.names, asked.has_terms[passage_id]),
            has_figures=asked.figures_in(text),
        )
        for passage_id, text in texts.items()
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question taken apart and looked up in every passage, by its id, once.

    `rarity` weighs its character pairs by how few of the passages have them.
    """

    terms: tuple[Term, ...]
    names: Sequence[int]
    has_terms: Mapping[str, Sequence[float]]
    rarity: Mapping[str, float]
    has_pairs: Mapping[str, Collection[str]]
    figures: frozenset[str]
    total: float

    @classmethod
    def of(cls, question: str, texts: Mapping[str, str]) -> _Asked:
        folded = fold(question)
        terms = question_terms(folded, ())
        has_terms = {passage_id: looked_up(terms, text) for passage_id, text in texts.items()}
        pairs = {pair for word in _telling(question) for pair in bigrams(word)}
        has_pairs = {passage_id: {pair for pair in pairs if pair in text} for passage_id, text in texts.items()}
        holding = Counter(pair for had in has_pairs.values() for pair in had)
        rarity = {pair: math.log((len(texts) + 1) / (holding[pair] + 0.5)) for pair in pairs}
        return cls(
            with_rarity(terms, tuple(has_terms.values())),
            named(terms),
            has_terms,
            rarity,
            has_pairs,
            frozenset(_FIGURE.findall(folded)),
            sum(rarity.values()),
        )

    def pairs_in(self, passage_id: str) -> float:
        had = self.has_pairs[passage_id]
        return sum(weight for pair, weight in self.rarity.items() if pair in had) / self.total if self.total else 0.0

    def figures_in(self, text: str) -> float:
        return len(self.figures.intersection(_FIGURE.findall(text))) / len(self.figures) if self.figures else 0.0


def _telling(question: str) -> Iterator[str]:
    """Yield the words of a question that tell what it is about.

    Pairs across two words (射时 in 发射时间) are rare for being nonsense, and 时间 stands where a date is asked for,
    less where it is told: with them passages that repeat a question of keywords come before those that answer it.
    """
    for word, tag in rjieba.tag(bare_question(question)):
        text = word.strip()
        if text and text not in _KINDS and not (len(text) == 1 and tag[:1] in _FUNCTION_TAGS):
            yield text


def _scores(ranking: Ranking) -> dict[str, float]:
    return {entry.passage_id: entry.score for entry in ranking.entries}


def _places(ranking: Ranking) -> dict[str, float]:
    return {entry.passage_id: 2 / (rank + 1) for rank, entry in enumerate(ranking.entries, start=1)}


@dataclass(frozen=True, slots=True)
class _Shares:
    """A list's scores as shares of the best one; a passage outside the list has at most what the last one has."""

    scores: Mapping[str, float]
    least: float
    most: float

    @classmethod
    def of(cls, ranking: Ranking) -> _Shares:
        scores = _scores(ranking)
        return cls(scores, min(scores.values(), default=0.0), max([1e-9, *scores.values()]))

    def share(self, passage_id: str) -> float:
        return self.scores.get(passage_id, self.least) / self.most
