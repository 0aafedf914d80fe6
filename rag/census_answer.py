"""The answer to a question about the archive itself: how many articles, which, on which days; each one cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag import notes
from rag.census import Found, bounded, days, moment, nearest_days, take
from rag.chinese import sentences
from rag.counting import Census, Wanted
from rag.library import Library
from rag.notes import is_chinese
from rag.records import Answer, Citation, CitedField, Hit, Mode, Note, Passage, Query, Sentence, Verdict

_LISTED = 20  # articles named one by one; more are counted
_OFFERED = 3  # articles of other days that are shown where a day has none


def census_answer(census: Census, library: Library, query: Query, said: Sequence[Note] = ()) -> Answer:
    """Return the count with the list, newest first, a line an article, cited by its headline or its first sentence.

    The count is of the whole library inside the query's bounds. None at all is a refusal, with the articles of the
    nearest days.
    """
    asked, query = query, moment(census, library, query)
    found = take(census, library, query)
    near = nearest_days(census, library, query)[:_OFFERED] if not found else ()
    listed = found[:_LISTED]
    passages = _opening([one.article_id for one in listed], library)
    listed = tuple(one for one in listed if one.article_id in passages)
    citations = tuple(_citation(marker, passages[one.article_id]) for marker, one in enumerate(listed, start=1))
    items = [_item(one, marker, citations[marker - 1]) for marker, one in enumerate(listed, start=1)]
    rest = len(found) - len(listed)
    if query != asked and query.until and query.until < (asked.as_of or date.today()):
        said = (*said, notes.archive_ends(query.text, query.until))
    offered = _opening([one.article_id for one in near], library)
    return Answer(
        query=asked,
        sentences=(
            _headcount(census, found, query) if found else _none(census, near, query),
            *items,
            *((_sentence(query, f"\n其余{rest}篇未列出。", f"\n{rest} more are not listed."),) if rest else ()),
        ),
        citations=citations,
        hits=tuple(Hit(passages[one.article_id], 1 / rank) for rank, one in enumerate(listed, start=1)),
        notes=tuple(said),
        closest=tuple(Hit(offered[one.article_id], 1 / rank) for rank, one in enumerate(near, start=1)),
        refused=not found,
        mode=Mode.EXTRACT,
        timings=(),
    )


def _opening(article_ids: Sequence[str], library: Library) -> dict[str, Passage]:
    """The first passage of each article, by its id; one that another program has just removed has none."""
    passages: dict[str, Passage] = {}
    for passage in library.passages_of(article_ids):
        passages.setdefault(passage.article_id, passage)
    return passages


def _headcount(census: Census, found: Sequence[Found], query: Query) -> Sentence:
    span, where, about = _span(query), _where(query), _about(census)
    told = _told(census, query, one=len(found) == 1)
    titled = sum(one.titled for one in found)
    in_titles = f"，其中{titled}篇标题里就有" if 0 < titled < len(found) else ""
    if census.first:
        return _sentence(query, f"{span}{where}{about}头条：", f"The first story{told}:")
    english = f"{len(found)} article{'s' if len(found) > 1 else ''}{told}: "
    if census.wanted is Wanted.DAYS:
        printed = days(found)
        listed = "、".join(day.isoformat() for day in printed)
        return _sentence(
            query,
            f"{where}{about}报道见于{len(printed)}天：{listed}；共{len(found)}篇{in_titles}：",
            f"On {len(printed)} days ({', '.join(day.isoformat() for day in printed)}), {english}",
        )
    return _sentence(query, f"{span}{where}共有{len(found)}篇{about}报道{in_titles}：", english)


def _none(census: Census, near: Sequence[Found], query: Query) -> Sentence:
    """That there are none, and from which day those are that are shown instead."""
    span, about = _span(query), _about(census)
    dates, bounds = days(near), bounded(query)
    nearest = dates[0] if span and dates else None
    within = nearest and (bounds.since or nearest) <= nearest <= (bounds.until or nearest)
    if nearest and within:
        return _sentence(
            query,
            f"已收录的{_where(query)}报道里没有找到{span}{about}报道。这段时间的其他报道列在下面。",
            f"The library holds no articles{_told(census, query, one=False)}. Others of that time are listed below.",
        )
    return _sentence(
        query,
        f"已收录的{_where(query)}报道里没有找到{span}{about or ('的' if span else '')}报道。"
        + (f"离得最近的报道见于{nearest.isoformat()}，列在下面。" if nearest else ""),
        f"The library holds no articles{_told(census, query, one=False)}."
        + (f" The nearest are of {nearest.isoformat()}; they are listed below." if nearest else ""),
    )


def _span(query: Query) -> str:
    bounds = bounded(query)
    return "至".join(dict.fromkeys(day.isoformat() for day in (bounds.since, bounds.until) if day))


def _where(query: Query) -> str:
    bounds = bounded(query)
    return (f"《{bounds.newspaper}》" if bounds.newspaper else "") + (
        f"第{query.named.page}版" if query.named.page else ""
    )


def _about(census: Census) -> str:
    """What the articles hold, as it stands before 报道: 提到“台风”的, 体育."""
    words = "”和“".join(census.words)
    return (f"提到“{words}”的" if words else "") + (census.section.name if census.section else "")


def _told(census: Census, query: Query, *, one: bool) -> str:
    """What the articles hold and of which days they are, as it stands behind `articles`."""
    verb = "mentions" if one else "mention"
    about = f" that {verb} “{'” and “'.join(census.words)}”" if census.words else ""
    section = f" on {census.section.english}" if census.section else ""
    span = _span(query).replace("至", " to ")
    return section + about + (f" ({span})" if span else "")


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
