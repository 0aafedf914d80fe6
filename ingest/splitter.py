"""Article → passages: whole sentences, ends preferred at paragraphs, neighbours overlapping, offsets kept."""

from __future__ import annotations

from rag.chinese import Span, sentences
from rag.records import Article, Passage
from rag.settings import SplitSettings


def split(article: Article, settings: SplitSettings) -> tuple[Passage, ...]:
    """Return the article's passages in reading order.

    A passage is a run of whole sentences of the body, at most `settings.longest` characters unless one sentence alone
    is longer; it begins with the last `settings.overlap` sentences of the one before.
    """
    body = article.body
    spans = list(sentences(body))
    found: list[Passage] = []
    fresh = 0  # the first sentence that no passage holds yet
    while fresh < len(spans):
        first = _first_sentence(spans, fresh, settings)
        last = _last_sentence(body, spans, first, fresh, settings)
        start, end = spans[first].start, spans[last].end
        passage_id = f"{article.id}-{article.version[:6]}-{len(found)}"
        found.append(Passage(passage_id, article.id, article.source, body[start:end], start, end))
        fresh = last + 1
    return tuple(found)


def _first_sentence(spans: list[Span], fresh: int, settings: SplitSettings) -> int:
    """Return the sentence to begin with: as much overlap as leaves room for a fresh sentence."""
    earliest = max(fresh - settings.overlap, 0)
    fitting = (n for n in range(earliest, fresh) if spans[fresh].end - spans[n].start <= settings.longest)
    return next(fitting, fresh)


def _last_sentence(body: str, spans: list[Span], first: int, fresh: int, settings: SplitSettings) -> int:
    """Return the sentence to end at: near the target length, at a paragraph's end if one is about there."""

    def cost(last: int) -> float:
        length = spans[last].end - spans[first].start
        paragraph_end = last == len(spans) - 1 or "\n" in body[spans[last].end : spans[last + 1].start]
        # A paragraph's end is worth being off the target by a fifth of it.
        return abs(length - settings.target) - (settings.target / 5 if paragraph_end else 0)

    candidates = [fresh]
    while (last := candidates[-1] + 1) < len(spans) and spans[last].end - spans[first].start <= settings.longest:
        candidates.append(last)
    return min(candidates, key=cost)
