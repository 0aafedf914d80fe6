"""A correction (更正) names what it corrects: the headline and the day that it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.chinese import letters, simplify_each
from rag.dates.grammar import find_dates
from rag.records import Article

_CORRECTION = re.compile("更正|勘误|订正")
_QUOTED = re.compile("[《“「『〈]([^《》“”「」『』]{4,80})[》”」』〉]")
_LONGEST = 600  # characters; a longer piece is a story about a correction
SHORTEST_PART = 6  # letters of a headline that is quoted in part


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a correction quotes: headlines as their letters, and days."""

    titles: tuple[str, ...]
    days: tuple[date, ...]


def quoted_in(article: Article) -> Quoted | None:
    """Return what a correction quotes, or None when the article is no correction or quotes no headline."""
    if not _CORRECTION.search(simplify_each(article.headline + article.kicker)) or len(article.body) > _LONGEST:
        return None
    titles = tuple(dict.fromkeys(letters(match[1]) for match in _QUOTED.finditer(article.body)))
    if not titles:
        return None
    dates = find_dates(article.body, article.source.date)
    return Quoted(titles, tuple(dict.fromkeys(found.since for found in dates if found.since == found.until)))
