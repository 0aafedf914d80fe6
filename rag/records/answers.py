"""What is said: sentences with the quotes that carry them, notes beside them, and the answer as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.reader_mode import ReaderMode
from rag.records.articles import Passage
from rag.records.searches import Hit, Query


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
    HURRIED = "hurried"


class CitedField(StrEnum):
    """The part of an article where a quote stands."""

    BODY = "body"
    HEADLINE = "headline"
    KICKER = "kicker"
    DATELINE = "dateline"
    CREDIT = "credit"


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
    stretch of the first sentence quoted, empty where none could be told. `read` says how much the small reader read:
    as much as was set, or less where many asked at once; None where nothing was searched for.
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
    read: ReaderMode | None = None

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
