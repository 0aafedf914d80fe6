"""The answer to a question about the archive itself: how many articles, which, on which days; each one cited."""

from __future__ import annotations

from collections.abc import Sequence

from rag.chinese import sentences
from rag.counting import Census, Found, Wanted, bounded, days, take
from rag.library import Library
from rag.notes import is_chinese
from rag.records import Answer, Citation, CitedField, Hit, Mode, Note, Passage, Query, Sentence, Verdict

_LISTED = 20  # articles named one by one; more are counted


def census_answer(census: Census, library: Library, query: Query, said: Sequence[Note] = ()) -> Answer:
    """Return the count with the list, newest first, a line an article, cited by its headline or its first sentence.

    The count is of the whole library inside the query's bounds. None at all is a refusal.
    """
    found = take(census, library, query)
    listed = found[:_LISTED]
    passages: dict[str, Passage] = {}
    for passage in library.passages_of([one.article_id for one in listed]):
        passages.setdefault(passage.article_id, passage)
    listed = tuple(one for one in listed if one.article_id in passages)
    citations = tuple(_citation(marker, passages[one.article_id]) for marker, one in enumerate(listed, start=1))
    items = [_item(one, marker, citations[marker - 1]) for marker, one in enumerate(listed, start=1)]
    rest = len(found) - len(listed)
    return Answer(
        query=query,
        sentences=(
            _headcount(census, found, query),
            *items,
            *((_sentence(query, f"\n其余{rest}篇未列出。", f"\n{rest} more are not listed."),) if rest else ()),
        ),
        citations=citations,
        hits=tuple(Hit(passages[one.article_id], 1 / rank) for rank, one in enumerate(listed, start=1)),
        notes=tuple(said),
        closest=(),
        refused=not found,
        mode=Mode.EXTRACT,
        timings=(),
    )


def _headcount(census: Census, found: Sequence[Found], query: Query) -> Sentence:
    bounds = bounded(query)
    span = "至".join(dict.fromkeys(day.isoformat() for day in (bounds.since, bounds.until) if day))
    where = (f"《{bounds.newspaper}》" if bounds.newspaper else "") + (
        f"第{query.named.page}版" if query.named.page else ""
    )
    words = "”和“".join(census.words)
    about = f"提到“{words}”的" if words else ""
    verb = "mentions" if len(found) == 1 else "mention"
    english_about = f" that {verb} “{'” and “'.join(census.words)}”" if words else ""
    english_span = (
        f" ({' to '.join(dict.fromkeys(str(day) for day in (bounds.since, bounds.until) if day))})" if span else ""
    )
    if not found:
        return _sentence(
            query,
            f"已收录的{where}报道里没有找到{span}{about or ('的' if span else '')}报道。",
            f"The library holds no articles{english_about}{english_span}.",
        )
    titled = sum(one.titled for one in found)
    in_titles = f"，其中{titled}篇标题里就有" if 0 < titled < len(found) else ""
    english = f"{len(found)} article{'s' if len(found) > 1 else ''}{english_about}{english_span}: "
    if census.wanted is Wanted.DAYS:
        printed = days(found)
        listed = "、".join(day.isoformat() for day in printed)
        return _sentence(
            query,
            f"{where}{about}报道见于{len(printed)}天：{listed}；共{len(found)}篇{in_titles}：",
            f"On {len(printed)} days ({', '.join(day.isoformat() for day in printed)}), {english}",
        )
    return _sentence(query, f"{span}{where}共有{len(found)}篇{about}报道{in_titles}：", english)


def _item(one: Found, marker: int, citation: Citation) -> Sentence:
    label = one.source.label if one.source.headline else f"{one.source.label}“{citation.quote}”"
    return Sentence(f"\n{label}", (marker,), Verdict.SUPPORTED, "")


def _citation(marker: int, passage: Passage) -> Citation:
    headline = passage.source.headline
    if headline:
        return Citation(marker, passage, CitedField.HEADLINE, headline, 0, len(headline))
    first = next(sentences(passage.text))
    start = passage.start + first.start
    return Citation(marker, passage, CitedField.BODY, first.of(passage.text), start, passage.start + first.end)


def _sentence(query: Query, chinese: str, english: str) -> Sentence:
    """A sentence of the assistant's own: what was counted, not what was printed."""
    if is_chinese(query.text):
        return Sentence(chinese, (), Verdict.UNCHECKED, "按目录与全文索引清点")
    return Sentence(english, (), Verdict.UNCHECKED, "counted in the catalogue and the word index")
