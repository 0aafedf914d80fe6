"""Which part of a passage a model reads: all of it, or, when in a hurry, the sentences most like the question."""

from __future__ import annotations

from dataclasses import dataclass

from rag.chinese import Span, bare_question, bigrams, sentences
from rag.reading.pairs import Window
from rag.records import Passage

SHORT = 110  # characters of a part: about 80 tokens


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage as a window; `start` counts in the passage's text."""

    window: Window
    start: int


def whole(passage: Passage) -> Part:
    """Return all of the passage."""
    return Part(Window(passage.source.headline, passage.text), 0)


def narrowed(question: str, passage: Passage, length: int = SHORT) -> Part:
    """Return whole sentences of about this length around the one that shares most character pairs with the question."""
    text = passage.text
    spans = list(sentences(text))
    if len(text) <= length or not spans:
        return whole(passage)
    asked = {pair for run in bare_question(question).split() for pair in bigrams(run)}
    shared = [len(asked.intersection(bigrams(span.of(text)))) for span in spans]
    first = last = max(range(len(spans)), key=lambda place: shared[place])
    while True:
        sides = [place for place in (first - 1, last + 1) if 0 <= place < len(spans)]
        fitting = [
            place
            for place in sides
            if max(spans[place].end, spans[last].end) - min(spans[place].start, spans[first].start) <= length
        ]
        if not fitting:
            break
        best = max(fitting, key=lambda place: shared[place])
        first, last = min(first, best), max(last, best)
    kept = Span(spans[first].start, spans[last].end)
    return Part(Window(passage.source.headline, kept.of(text)), kept.start)
