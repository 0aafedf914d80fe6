"""An answer on a terminal: the text with its markers, then what it quotes, what to mind, what comes close."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from rag.markers import MARKER
from rag.records import NoteKind, Verdict
from ui.terminal.wrap import wrap

if TYPE_CHECKING:
    from rag.records import Answer, Citation, Hit, Note

_MARKER_STYLE = "bold cyan"
_SHORT_STYLE = "bold"
_SNIPPET = 60
_NOTE_WORD = {
    NoteKind.FALLBACK: "Note",
    NoteKind.CAUTION: "Caution",
    NoteKind.HINT: "Hint",
    NoteKind.AS_OF: "As of",
    NoteKind.PRIVACY: "Privacy",
    NoteKind.CONFLICT: "Conflict",
    NoteKind.UNDERSTOOD: "Understood",
    NoteKind.WIDE: "Searched wide",
    NoteKind.UNDATED: "Undated",
    NoteKind.HURRIED: "In haste",
}
_NOTE_STYLE = dict.fromkeys((NoteKind.CAUTION, NoteKind.CONFLICT, NoteKind.FALLBACK, NoteKind.PRIVACY), "yellow")


def marked(piece: str, short: str = "") -> Text:
    """Return a piece of answer text with its `[1]` markers in colour and the answer itself, `short`, in bold."""
    text = _set_off(Text(piece), short)
    text.highlight_regex(MARKER, _MARKER_STYLE)
    return text


def _set_off(text: Text, short: str) -> Text:
    at = text.plain.find(short) if short else -1
    if at >= 0:
        text.stylize(_SHORT_STYLE, at, at + len(short))
    return text


def beside(answer: Answer, width: int, known: Collection[Note] = ()) -> Iterator[Text]:
    """Yield the lines under an answer's text, at most `width` cells each: citations, closest, doubts, unknown notes."""
    said = [note for note in answer.notes if note not in known]
    for citation in answer.citations:
        yield Text()
        yield from cited(citation, width, answer.short_in(citation))
    if answer.closest:
        yield Text()
        yield from wrap(Text("Closest articles:", style="bold"), width)
        for rank, hit in enumerate(answer.closest, start=1):
            yield from close(hit, rank, width)
    for sentence in answer.sentences:
        if sentence.verdict is Verdict.UNSUPPORTED:
            yield Text()
            doubt = Text(f"Not carried by its citation: {sentence.text}", style="yellow")
            yield from wrap(doubt.append(f" ({sentence.reason})" if sentence.reason else ""), width)
    if said:
        yield Text()
    for note in said:
        yield from noted(note, width)


def cited(citation: Citation, width: int, short: str = "") -> Iterator[Text]:
    """Yield a citation: its marker and place of publication, then the quote under it, `short` in it in bold."""
    lead = f"[{citation.marker}] "
    label = Text(citation.passage.source.label, style="bold")
    yield from hanging(Text(lead, style=_MARKER_STYLE), label, width)
    yield from hanging(Text(" " * len(lead)), _set_off(Text(f"「{citation.quote}」"), short), width)


def close(hit: Hit, rank: int, width: int) -> Iterator[Text]:
    """Yield one article that came close to answering, with how its passage begins."""
    lead = f" {rank}. "
    opening = hit.passage.text.replace("\n", " ")
    snippet = opening if len(opening) <= _SNIPPET else opening[:_SNIPPET] + "……"
    yield from hanging(Text(lead), Text(hit.passage.source.label, style="bold"), width)
    yield from hanging(Text(" " * len(lead)), Text(snippet, style="dim"), width)


def noted(note: Note, width: int) -> Iterator[Text]:
    """Yield a note's lines, its kind in front."""
    lead = f"{_NOTE_WORD[note.kind]}: "
    style = _NOTE_STYLE.get(note.kind, "dim")
    yield from hanging(Text(lead, style=f"{style} bold"), Text(note.text, style=style), width)


def found(hits: Sequence[Hit], width: int) -> Iterator[Text]:
    """Yield the lines of a search: place of publication, passage, and why it was found."""
    for rank, hit in enumerate(hits, start=1):
        if rank > 1:
            yield Text()
        lead = f"{rank:>2}. "
        indent = Text(" " * len(lead))
        label = Text(hit.passage.source.label, style="bold").append(f"  {hit.score:.3f}", style="dim")
        yield from hanging(Text(lead, style=_MARKER_STYLE), label, width)
        yield from hanging(indent, _terms_lit(hit), width)
        places = ", ".join(f"{place.index} {place.rank}" for place in hit.why.ranks)
        copies = f"also in {'; '.join(place.label for place in hit.also_in)}" if hit.also_in else ""
        why = "  ".join(part for part in (places, copies) if part)
        if why:
            yield from hanging(indent, Text(why, style="dim"), width)


def _terms_lit(hit: Hit) -> Text:
    text = Text(hit.passage.text.replace("\n", " "))
    text.highlight_words([term for term in hit.why.terms if term], "bold yellow", case_sensitive=False)
    return text


def hanging(lead: Text, text: Text, width: int) -> Iterator[Text]:
    """Yield the text's lines, the first one after `lead`, the others indented by the width of `lead`."""
    indent = cell_len(lead.plain)
    for number, line in enumerate(wrap(text, width - indent)):
        yield (lead.copy() if number == 0 else Text(" " * indent)).append_text(line)
