"""What was printed: places of publication, articles with where they stand, and the passages they are searched by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Day = date  # inside Source the name `date` is the field, and the annotation could not be resolved


class ArticleKind(StrEnum):
    """What a piece on a page is."""

    NEWS = "news"
    CAPTION = "caption"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Source:
    """One place of publication. Unknown parts are empty (`date` is None)."""

    newspaper: str = ""
    date: Day | None = None
    page: str = ""
    headline: str = ""
    external_id: str = ""

    @property
    def label(self) -> str:
        """《报名》2025-01-22 第3版《标题》, shorter where a part is unknown."""
        newspaper = f"《{self.newspaper}》" if self.newspaper else ""
        printed = " ".join(
            part
            for part in (self.date.isoformat() if self.date else "", f"第{self.page}版" if self.page else "")
            if part
        )
        # A title inside a title takes single brackets.
        headline = f"《{self.headline.replace('《', '〈').replace('》', '〉')}》" if self.headline else ""
        return newspaper + printed + headline or self.external_id


@dataclass(frozen=True, slots=True)
class LineBox:
    """A printed line's place: the leaf from 1, and edges as fractions 0 to 1 of its width and height from the top left.

    `start` and `end` are the offsets in the article's body of the text that stands there, both 0 for a line of the
    headline or the credits.
    """

    leaf: int
    left: float
    top: float
    right: float
    bottom: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The lines of the source file that an article was read from; lines count from 1, both ends included.

    `boxes` are the places of these lines in reading order where the file shows them: in PDFs and scans. `copy` names
    the library's copy of the file by the hash of its bytes, empty when none is kept.
    """

    file: str
    first_line: int
    last_line: int
    boxes: tuple[LineBox, ...] = ()
    copy: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a stretch of days, `since` to `until`, both included; offsets in the text they stand in."""

    start: int
    end: int
    text: str
    since: Day
    until: Day


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a newspaper with everything that was printed with it.

    `id` is the hash of the article's key (external id, else newspaper, date, page and headline), `version` the hash
    of its text: the same id with another version is an edit. Build one with `Article.of`. `dates` are the dates that
    the body mentions, resolved against the day of the issue. A library fills `report`, the id of the first article that
    tells the same report, empty when no other does, and `corrects`, the id of the article that this notice corrects.
    """

    id: str
    version: str
    places: tuple[Source, ...]
    kicker: str
    dateline: str
    authors: tuple[str, ...]
    kind: ArticleKind
    paragraphs: tuple[str, ...]
    confidence: float = 1.0
    origin: tuple[Origin, ...] = ()
    dates: tuple[DateMention, ...] = ()
    report: str = ""
    corrects: str = ""

    @classmethod
    def of(
        cls,
        source: Source,
        paragraphs: tuple[str, ...],
        *,
        kicker: str = "",
        dateline: str = "",
        authors: tuple[str, ...] = (),
        kind: ArticleKind = ArticleKind.NEWS,
        confidence: float = 1.0,
        origin: tuple[Origin, ...] = (),
    ) -> Article:
        """Return the article with its id and version worked out.

        `confidence` is the reader's probability, 0 to 1, that the article's borders are right.
        """
        if source.external_id:
            key = _external_key(source.external_id)
        else:
            printed = source.date.isoformat() if source.date else ""
            # Untitled pieces, and captions and notices that share a headline (更正), are told apart by how they begin.
            alike = not source.headline or kind is not ArticleKind.NEWS
            opening = (kicker, paragraphs[0][:40]) if alike and paragraphs else ()
            key = ("place", source.newspaper, printed, source.page, source.headline, *opening)
        text = (source.headline, kicker, dateline, "、".join(authors), kind.value, *paragraphs)
        where = (source.newspaper, source.date.isoformat() if source.date else "", source.page)
        return cls(
            id=_digest(key),
            version=_digest((*text, *where)),
            places=(source,),
            kicker=kicker,
            dateline=dateline,
            authors=authors,
            kind=kind,
            paragraphs=paragraphs,
            confidence=confidence,
            origin=origin,
        )

    @staticmethod
    def id_of_external(external_id: str) -> str:
        """Return the id of the article, or of its print, that has this external id."""
        return _digest(_external_key(external_id))

    @property
    def source(self) -> Source:
        """The first publication."""
        return self.places[0]

    @property
    def headline(self) -> str:
        """The headline of the first publication."""
        return self.places[0].headline

    @property
    def body(self) -> str:
        """The paragraphs joined by newlines: the text that passages and citations count their offsets in."""
        return "\n".join(self.paragraphs)


def _external_key(external_id: str) -> tuple[str, ...]:
    return "external", external_id


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that is searched as one; `start` and `end` are offsets in the article's body."""

    id: str
    article_id: str
    source: Source
    text: str
    start: int
    end: int
