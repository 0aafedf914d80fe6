"""A newspaper article as a reference in the form of GB/T 7714-2015: 作者. 题名[N]. 报名, 日期(版次)."""

from __future__ import annotations

from collections.abc import Sequence

from rag.records import Source

_NAMED = 3  # authors; the standard has 等 (et al.) stand for further ones


def reference(source: Source, authors: Sequence[str] = ()) -> str:
    """Return the reference; parts that are unknown are left out, as the standard has it.

    Form: GB/T 7714-2015, newspaper articles: 主要责任者. 题名[N]. 报纸名, 出版日期(版次).
    """
    named = ", ".join(authors[:_NAMED]) + (", 等" if len(authors) > _NAMED else "")
    title = f"{source.headline or '[题名不详]'}[N]"
    page = f"({source.page})" if source.page else ""
    printed = ", ".join(part for part in (source.newspaper, source.date.isoformat() if source.date else "") if part)
    parts = [named, title, f"{printed}{page}"]
    return ". ".join(part for part in parts if part) + "."
