"""How well a passage agrees with the days, the newspaper and the page that a question names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rag.dates.grammar import find_dates
from rag.records import DateMention, Named, Passage

_AFTER = timedelta(days=2)  # a paper tells of a day on that day or in the next issues
_NEAR = timedelta(days=62)  # further from its issue a text names a day with the year
# Log odds for a passage that agrees in everything. Narrowing to the days named was tried and lost one answer in six:
# what happened on a day is told later too.
WEIGHT = 1.5
_LOOKED_AT = 20  # best passages whose text is read for dates: further down nothing is lifted into sight


def boosted(
    scores: Mapping[str, float], passages: Mapping[str, Passage], named: Named, weight: float = WEIGHT
) -> dict[str, float]:
    """Return the scores (log odds, by passage id), higher for passages that agree with what the question names."""
    if named == Named():
        return dict(scores)
    first = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:_LOOKED_AT]
    lifted = {passage_id: scores[passage_id] + weight * agreement(named, passages[passage_id]) for passage_id in first}
    return {**scores, **lifted}


def agreement(named: Named, passage: Passage) -> float:
    """Return 0 to 1: the mean over what is named of how far the passage is of it."""
    source = passage.source
    parts: list[float] = []
    if named.dates:
        parts.append(_dated(named.dates, passage))
    if named.newspaper:
        parts.append(float(source.newspaper == named.newspaper))
    if named.page:
        parts.append(float(source.page.upper() == named.page))
    return sum(parts) / len(parts) if parts else 0.0


def tells_of_day(named: Named, passage: Passage) -> bool:
    """Return whether the passage tells of one of the days named, or was printed about then."""
    return _dated(named.dates, passage) > 0


def _dated(dates: Sequence[DateMention], passage: Passage) -> float:
    """The share of the dates that the passage tells of, or was printed about."""
    printed = passage.source.date
    mentions: tuple[DateMention, ...] | None = None
    told = 0
    for asked in dates:
        if printed and asked.since <= printed <= asked.until + _AFTER:
            told += 1
        elif _may_tell(asked, printed, passage.text):
            mentions = find_dates(passage.text, printed) if mentions is None else mentions
            told += any(asked.since <= mention.since and mention.until <= asked.until for mention in mentions)
    return told / len(dates)


def _may_tell(asked: DateMention, printed: date | None, text: str) -> bool:
    """Whether it is worth reading the dates of a text, which is slow: it has the year, or lies near enough for 上月."""
    near = printed and asked.since - _NEAR <= printed <= asked.until + _NEAR
    return bool(near) or str(asked.since.year) in text or f"〇{'零一二三四五六七八九'[asked.since.year % 10]}" in text
