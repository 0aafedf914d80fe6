"""The article that a correction corrects, looked up in the catalogue by the headline and the day that it quotes."""

from __future__ import annotations

from rag.backends.standing import Find
from rag.corrections import SHORTEST_PART, quoted_in
from rag.records import Article

_EARLIER = "article_id != ? AND (? IN ('', newspaper)) AND date <= ?"


def corrected(find: Find, notice: Article) -> str:
    """Return the id of the article whose headline a correction quotes; empty when it is no correction or not found.

    `find` runs a statement. An article of the day that the correction names is taken first, else the last one before
    it; a headline quoted in part counts on that day only.
    """
    quoted = quoted_in(notice)
    if quoted is None:
        return ""
    place = notice.source
    bounds = (notice.id, place.newspaper, place.date.isoformat() if place.date else "9999-12-31")
    days = [day.isoformat() for day in quoted.days]
    for title in quoted.titles:
        rows = find(f"SELECT article_id, date FROM prints WHERE title = ? AND {_EARLIER}", (title, *bounds))
        best = max(rows, key=lambda row: (row[1] in days, row[1], row[0]), default=None)
        if best is not None and (best[1] in days or not days):
            return best[0]
    for day in days:
        rows = find(f"SELECT article_id, title FROM prints WHERE date = ? AND {_EARLIER}", (day, *bounds))
        for title in quoted.titles:
            holding = [row[0] for row in rows if len(title) >= SHORTEST_PART and title in row[1]]
            if holding:
                return min(holding)
    return ""
