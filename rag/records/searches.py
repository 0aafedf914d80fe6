"""What is asked and what is found: a question made ready for retrieval, and the passages with why they were found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rag.records.articles import DateMention, Passage, Source


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
    articles, word for word in theirs: for looking up words and for reading, never for showing. `printed` is the text in
    the words of print where it is put in everyday ones, for the same use.
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
    printed: str = ""

    @property
    def readable(self) -> str:
        """The text in the language and the words of the articles."""
        return self.translation or self.printed or self.text

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
