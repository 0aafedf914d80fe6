"""An answer's text and its passages → claims with their markers, and the quotes that carry them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rag.checking.alignment import Line, evidence_lines, pairs
from rag.checking.facts import Fact, facts
from rag.chinese import Span, sentences
from rag.markers import resolve_markers
from rag.records import Citation, CitedField, Hit, Passage

__all__ = ["Claim", "cite", "claims", "resolve_markers"]

_MARKS = re.compile(r"(?:\[\d+\])+")
_MOST_SENTENCES = 3
_ENOUGH = 0.92  # share of the best span's score at which a shorter span is preferred
_CLAUSE_ENDS, _SENTENCE_ENDS = frozenset("，；"), frozenset("。！？")
_OPENS, _CLOSES = frozenset("“「『（(《"), frozenset("”」』）)》")
_HEADLINE_LEAD = 1.25  # how much better a headline must carry the claim than the body


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer without its markers, white space before it included, and the markers behind it."""

    text: str
    markers: tuple[int, ...]

    @property
    def marked(self) -> str:
        """The sentence with its markers behind it."""
        return self.text + "".join(f"[{marker}]" for marker in self.markers)


def claims(marked: str) -> tuple[Claim, ...]:
    """Return the sentences of a text as `resolve_markers` gives it; their `marked` joined are that text."""
    found: list[Claim] = []
    at = 0
    for marks in _MARKS.finditer(marked):
        texts = list(_split(marked[at : marks.start()]))
        found.extend(Claim(text, ()) for text in texts[:-1])
        numbers = tuple(int(number) for number in re.findall(r"\d+", marks.group()))
        found.append(Claim(texts[-1] if texts else "", numbers))
        at = marks.end()
    found.extend(Claim(text, ()) for text in _split(marked[at:]))
    return tuple(found)


def _split(text: str) -> Iterator[str]:
    """Yield the sentences with the white space before them; what follows the last one stays with it."""
    spans = list(sentences(text))
    at = 0
    for place, span in enumerate(spans):
        end = span.end if place + 1 < len(spans) else len(text)
        yield text[at:end]
        at = end
    if not spans and text:
        yield text


def cite(claim_text: str, marker: int, hit: Hit, article_body: str | None = None) -> Citation | None:
    """Return the smallest span of the passage that carries the claim, whole clauses, or its headline, as a quote.

    Offsets count in the article's body (or in the headline). A claim that shares nothing with the passage, as one in
    another language may, cites all of it. None when the quote does not stand at its offsets in `article_body`.
    """
    passage = hit.passage
    wanted = _Wanted.of(claim_text, hit)
    lines = evidence_lines(hit)
    body = [line for line in lines if line.span is not None]
    span, score = _smallest(wanted, body, len(passage.text))
    headline = passage.source.headline
    if headline and wanted.score(pairs(headline), facts(headline, passage.source.date)) > _HEADLINE_LEAD * score:
        return Citation(marker, passage, CitedField.HEADLINE, headline, 0, len(headline))
    span = _trimmed(wanted, passage, span, score)
    quote = span.of(passage.text)
    start, end = passage.start + span.start, passage.start + span.end
    if not quote or (article_body is not None and article_body[start:end] != quote):
        return None
    return Citation(marker, passage, CitedField.BODY, quote, start, end)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a claim needs to find: its character pairs and its facts."""

    pairs: frozenset[str]
    facts: tuple[Fact, ...]

    @classmethod
    def of(cls, claim: str, hit: Hit) -> _Wanted:
        return cls(pairs(claim), facts(claim, hit.passage.source.date))

    def score(self, held: frozenset[str], printed: tuple[Fact, ...]) -> float:
        """Return how much of the claim is there: character pairs, and three for a number or a date."""
        numbers = sum(any(_same(fact, other) for other in printed) for fact in self.facts)
        return len(self.pairs & held) + 3.0 * numbers


def _trimmed(wanted: _Wanted, passage: Passage, span: Span, score: float) -> Span:
    """Return the span without the clauses at its ends that say nothing of the claim."""
    if not score:
        return span
    cuts = [span.start, *_clause_ends(passage.text, span), span.end]
    last = len(cuts) - 1

    def fails(start: int, end: int) -> bool:
        text = passage.text[start:end]
        return wanted.score(pairs(text), facts(text, passage.source.date)) < _ENOUGH * score

    # The shorter the span, the less it carries: a long enumeration is halved, not shortened clause by clause.
    first = bisect_left(range(1, last), x=True, key=lambda at: fails(cuts[at], cuts[last]))
    last -= bisect_left(range(1, last - first), x=True, key=lambda less: fails(cuts[first], cuts[last - less]))
    end = cuts[last]
    return Span(cuts[first], end - 1 if end < span.end and passage.text[end - 1] in _CLAUSE_ENDS else end)


def _clause_ends(text: str, span: Span) -> Iterator[int]:
    """Yield where a clause ends, its mark included; never inside quotation marks or brackets."""
    depth = 0
    for at in range(span.start, span.end - 1):
        depth += (text[at] in _OPENS) - (text[at] in _CLOSES)
        if depth == 0 and text[at] in _CLAUSE_ENDS | _SENTENCE_ENDS:
            yield at + 1


def _same(fact: Fact, other: Fact) -> bool:
    if fact.quantity and other.quantity:
        return fact.quantity.equals(other.quantity)
    return bool(fact.moment and other.moment and fact.moment.covers(other.moment))


def _smallest(wanted: _Wanted, lines: list[Line], length: int) -> tuple[Span, float]:
    """Return the shortest run of sentences whose score is near the best run's, and its score."""
    runs: list[tuple[float, Span]] = []
    for first in range(len(lines)):
        for last in range(first, min(first + _MOST_SENTENCES, len(lines))):
            run = lines[first : last + 1]
            held = frozenset().union(*(pairs(line.text) for line in run))
            printed = tuple(fact for line in run for fact in line.facts)
            start, end = run[0].span, run[-1].span
            if start is not None and end is not None:
                runs.append((wanted.score(held, printed), Span(start.start, end.end)))
    best = max((score for score, _ in runs), default=0.0)
    if best == 0:
        return Span(0, length), 0.0
    near = [(score, span) for score, span in runs if score >= _ENOUGH * best]
    score, span = min(near, key=lambda run: (run[1].end - run[1].start, run[1].start))
    return span, score
