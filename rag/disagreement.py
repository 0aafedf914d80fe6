"""Passages that print different values for one thing, shown in an answer: all the values, newest first, and a note."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

from rag import notes
from rag.answers import Findings, with_quote
from rag.chinese import fold
from rag.conflicts import Conflict, ConflictValue, find_conflicts
from rag.errors import InputError
from rag.library import Library
from rag.protocols import Quote
from rag.records import Answer, Article, Citation, Verdict


def disagreements(found: Findings, quotes: Sequence[Quote], library: Library) -> tuple[Conflict, ...]:
    """Return where the passages at hand contradict these quotes or each other on what is asked."""
    if not quotes:
        return ()

    @cache
    def article_of(article_id: str) -> Article | None:
        with suppress(InputError):  # another program may just have removed it
            return library.article(article_id)
        return None

    return find_conflicts(found.query, quotes, found.hits, article_of)


def quotes_to_show(quotes: Sequence[Quote], conflicts: Sequence[Conflict]) -> tuple[Quote, ...]:
    """Return the quotes with those of every conflict together in its own order, where the first of them stood."""
    shown: list[Quote] = []
    for quote in quotes:
        conflict = next((one for one in conflicts if any(_same(value.quote, quote) for value in one.values)), None)
        for each in [value.quote for value in conflict.values] if conflict else [quote]:
            if not any(_same(each, other) for other in shown):
                shown.append(each)
    return tuple(shown)


def print_beside(answer: Answer, conflicts: Sequence[Conflict]) -> Answer:
    """Return the answer with a note on each conflict, and with the quotes of those values that it does not give."""
    for conflict in conflicts:
        answer = replace(answer, notes=(*answer.notes, notes.conflict(answer.query.text, conflict)))
        for value in conflict.values:
            if not _gives(answer, value):
                answer = with_quote(answer, value.quote)
    return answer


def _gives(answer: Answer, value: ConflictValue) -> bool:
    """Return whether the answer says the value, or a sentence of it that is carried cites where it stands."""
    carried = {marker for one in answer.sentences if one.verdict is not Verdict.UNSUPPORTED for marker in one.markers}
    cited = any(one.marker in carried and _covers(one, value.quote) for one in answer.citations)
    return cited or fold(value.text) in fold(answer.text)


def _same(one: Quote, other: Quote) -> bool:
    return (
        one.hit.passage.article_id == other.hit.passage.article_id and one.start < other.end and other.start < one.end
    )


def _covers(citation: Citation, quote: Quote) -> bool:
    same_article = citation.passage.article_id == quote.hit.passage.article_id
    return same_article and citation.start < quote.end and quote.start < citation.end
