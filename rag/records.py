"""The nouns that everything hands around: frozen records, from a printed place to a checked sentence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Day = date  # inside Source the name `date` is the field, and the annotation could not be resolved


class ArticleKind(StrEnum):
    """What a piece on a page is."""

    NEWS = "news"
    CAPTION = "caption"
    NOTICE = "notice"


class Mode(StrEnum):
    """Who words the answer: a chat model, or the articles themselves by quoted sentences."""

    AUTO = "auto"
    LLM = "llm"
    EXTRACT = "extract"


class Strictness(StrEnum):
    """How much evidence an answer needs before it is shown."""

    STRICT = "strict"
    NORMAL = "normal"
    LOOSE = "loose"


class Verdict(StrEnum):
    """Whether the cited passages carry a sentence."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNCHECKED = "unchecked"


class NoteKind(StrEnum):
    """What a note beside an answer is about."""

    FALLBACK = "fallback"
    CAUTION = "caution"
    HINT = "hint"
    PRIVACY = "privacy"
    AS_OF = "as-of"
    WIDE = "searched wide"
    UNDATED = "undated"
    CONFLICT = "conflict"
    UNDERSTOOD = "understood"


class CitedField(StrEnum):
    """The part of an article where a quote stands."""

    BODY = "body"
    HEADLINE = "headline"
    KICKER = "kicker"
    DATELINE = "dateline"
    CREDIT = "credit"


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


@dataclass(frozen=True, slots=True)
class Named:
    """The days, the newspaper and the page that a question names; unknown parts are empty."""

    dates: tuple[DateMention, ...] = ()
    newspaper: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for retrieval.

    `since`, `until` and `newspaper` are bounds that were set beside the question: the day of publication, both ends
    included, and the paper's whole name. `within` are ids of the only articles to read, empty for all; `elsewhere`
    those that stand inside the bounds by a later place of publication (a library fills both with articles' own ids).
    `as_of` is the day the question is asked on. `named` is what the question itself says of where and when it was
    printed: it makes passages more likely and shuts none out. `wording` is the text with its dates written out, which
    is searched for; empty where nothing is to be written out. `translation` is a text in another script than the
    articles, word for word in theirs: for looking up words and for reading, never for showing.
    """

    text: str
    since: date | None = None
    until: date | None = None
    newspaper: str = ""
    as_of: date | None = None
    within: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    named: Named = Named()
    wording: str = ""
    translation: str = ""

    @property
    def readable(self) -> str:
        """The text in the language of the articles."""
        return self.translation or self.text

    @property
    def bounded(self) -> bool:
        """Whether a day or a newspaper bounds the search."""
        return bool(self.since or self.until or self.newspaper)


@dataclass(frozen=True, slots=True)
class IndexRank:
    """Where one index placed a passage: rank from 1, score in that index's own unit."""

    index: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found: its place in every index that returned it, and the question's words found in it."""

    ranks: tuple[IndexRank, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Scores compare inside one search only."""

    passage: Passage
    score: float
    why: Why = field(default_factory=Why)
    also_in: tuple[Source, ...] = ()

    @property
    def external_ids(self) -> tuple[str, ...]:
        """The external ids of the passage's article and of all that it was collapsed with, each once."""
        places = (self.passage.source, *self.also_in)
        return tuple(dict.fromkeys(place.external_id for place in places if place.external_id))


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that occurs literally in an article; offsets count in the named field (the body for `body`)."""

    marker: int
    passage: Passage
    field: CitedField
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the markers it cites, and whether they carry it."""

    text: str
    markers: tuple[int, ...]
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the answer, never part of it."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall-clock time of one stage."""

    stage: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything that is needed to check it.

    `closest` are the nearest hits, offered with a refusal; `mode` says who worded the answer. `evidence`, 0 to 1, is
    how sure the reader is that the hits answer; None where nothing was read for it. `short` is the answer itself, a
    stretch of the first sentence quoted, empty where none could be told.
    """

    query: Query
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    closest: tuple[Hit, ...]
    refused: bool
    mode: Mode
    timings: tuple[Timing, ...]
    evidence: float | None = None
    short: str = ""

    @property
    def text(self) -> str:
        """The sentences joined, and nothing else."""
        return "".join(sentence.text for sentence in self.sentences)

    def short_in(self, citation: Citation) -> str:
        """Return `short` where it stands in the quote of a citation that carries the first sentence, else nothing."""
        carries = self.sentences and citation.marker in self.sentences[0].markers
        return self.short if carries and self.short in citation.quote else ""

    @property
    def marked(self) -> str:
        """The sentences with their markers behind them, as they were streamed: 句子。[1][2]."""
        return "".join(
            sentence.text + "".join(f"[{marker}]" for marker in sentence.markers) for sentence in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question and its answer's text, for follow-up questions."""

    question: str
    answer: str
