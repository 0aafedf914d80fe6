"""A hit and its neighbours joined: the larger passage that a chat model reads."""

from __future__ import annotations

from dataclasses import replace

from rag.chinese import Span, sentences
from rag.library import Library
from rag.records import Hit, Passage


def widen(hit: Hit, library: Library, characters: int) -> Passage:
    """Return the hit's passage grown by whole sentences of its article on both sides, to `characters` at most.

    What was found stays whole, also where it is longer than that; id and source are kept, offsets count in the
    article's body. Raises InputError when the article has been removed since.
    """
    body = library.article(hit.passage.article_id).body
    grown = _grown(list(sentences(body)), hit.passage.start, hit.passage.end, characters)
    return replace(hit.passage, text=grown.of(body), start=grown.start, end=grown.end)


def _grown(spans: list[Span], start: int, end: int, longest: int) -> Span:
    """Take the sentence after and the sentence before in turn, as long as one of them fits."""
    before = [span for span in spans if span.end <= start]
    after = [span for span in reversed(spans) if span.start >= end]
    turn_after = True
    while True:
        fits_after = bool(after) and after[-1].end - start <= longest
        fits_before = bool(before) and end - before[-1].start <= longest
        if not fits_after and not fits_before:
            return Span(start, end)
        if fits_after and (turn_after or not fits_before):
            end = after.pop().end
        else:
            start = before.pop().start
        turn_after = not turn_after
