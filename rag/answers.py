"""The three ways an answer comes to be: quoted sentences, a chat model's words checked, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import chat_notes, notes
from rag.checked import Checked, is_carried
from rag.prompt import says_no_answer
from rag.protocols import Quote, Reading
from rag.reader_mode import ReaderMode
from rag.records import Answer, Citation, CitedField, Hit, Mode, Note, Query, Sentence, Strictness, Verdict

_CLOSEST = 3  # articles offered with a refusal: enough to go on from, few enough to read


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an answer is made of: what was asked, found and read, and what is to be said beside the answer."""

    query: Query
    hits: tuple[Hit, ...]
    reading: Reading
    strictness: Strictness
    notes: tuple[Note, ...] = ()
    read: ReaderMode | None = None

    def saying(self, *more: Note) -> Findings:
        """Return the same with further notes."""
        return replace(self, notes=(*self.notes, *more))


def answer_from_quotes(found: Findings, quotes: Sequence[Quote]) -> Answer:
    """Return the quotes as the answer, each cited with itself; markers count from 1."""
    answer = _answer(found, Mode.EXTRACT)
    for quote in quotes:
        answer = with_quote(answer, quote)
    return replace(answer, short=quotes[0].short) if quotes else answer


def answer_from_chat(found: Findings, checked: Sequence[Checked]) -> Answer:
    """Return a chat model's checked sentences as the answer.

    At strictness `strict` those that nothing carries are left out and a note says how many; when none is left, the
    answer is a refusal.
    """
    kept = checked
    if found.strictness is Strictness.STRICT:
        kept = [one for one in checked if is_carried(one.sentence)]
        if not any(one.sentence.markers for one in kept) and not _says_none(checked):
            return refuse(found.saying(chat_notes.none_carried(found.query.text)), Mode.LLM)
        if len(kept) < len(checked):
            found = found.saying(chat_notes.left_out(found.query.text, len(checked) - len(kept)))
    citations = dict.fromkeys(citation for one in kept for citation in one.citations)
    refused = _says_none(checked) and not citations
    return replace(
        _answer(found, Mode.LLM),
        sentences=tuple(one.sentence for one in kept),
        citations=tuple(citations),
        closest=closest(found.hits) if refused else (),
        refused=refused,
    )


def refuse(found: Findings, mode: Mode) -> Answer:
    """Return the answer that says there is none, with the closest articles."""
    said = notes.refusal(found.query.text, any_hits=bool(found.hits))
    return replace(
        _answer(found, mode),
        sentences=(Sentence(said, (), Verdict.UNCHECKED, ""),),
        closest=closest(found.hits),
        refused=True,
    )


def with_quote(answer: Answer, quote: Quote) -> Answer:
    """Return the answer with one more sentence, quoted as printed, under the next free marker."""
    marker = max((marker for sentence in answer.sentences for marker in sentence.markers), default=0) + 1
    text = quote.text if answer.mode is Mode.EXTRACT else f"\n{quote.text}"  # apart from the chat model's own words
    sentence = Sentence(text, (marker,), Verdict.SUPPORTED, notes.quoted(answer.query.text))
    citation = Citation(marker, quote.hit.passage, CitedField.BODY, quote.text, quote.start, quote.end)
    return replace(answer, sentences=(*answer.sentences, sentence), citations=(*answer.citations, citation))


def closest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best hit of each of the nearest articles."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article_id, hit)
    return tuple(first.values())[:_CLOSEST]


def _says_none(checked: Sequence[Checked]) -> bool:
    return says_no_answer("".join(one.sentence.text for one in checked))


def _answer(found: Findings, mode: Mode) -> Answer:
    """Return an answer that says nothing yet."""
    return Answer(
        query=found.query,
        sentences=(),
        citations=(),
        hits=found.hits,
        notes=found.notes,
        closest=(),
        refused=False,
        mode=mode,
        timings=(),
        evidence=found.reading.evidence,
        read=found.read,
    )
