"""The answer in a chat model's words: what it is shown, its text as it comes, its sentences checked; or in quotes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from rag import chat_notes, notes
from rag.answers import Findings, answer_from_chat, answer_from_quotes, with_quote
from rag.checked import carried, check_text
from rag.clock import Clock
from rag.context import Shown, shown_to_model
from rag.disagreement import disagreements, print_beside, quotes_to_show
from rag.errors import ChatError
from rag.library import Library
from rag.markers import resolve_markers
from rag.prompt import answer_prompt
from rag.protocols import ChatWriter, Quote
from rag.records import Answer, CitedField, Strictness, Turn, Verdict
from rag.settings import ChatSettings
from rag.stopping import Stop


@dataclass(slots=True)
class _Heard:
    """All that the chat model wrote so far, and whether it ended at its most tokens."""

    pieces: list[str] = field(default_factory=list)
    cut: bool = False


def quoted_answer(found: Findings, library: Library) -> Answer:
    """Return the sentences that the reader chose, and those that print another value for the same thing."""
    conflicts = disagreements(found, found.reading.quotes, library)
    answer = answer_from_quotes(found, quotes_to_show(found.reading.quotes, conflicts))
    return print_beside(answer, conflicts)


def written_answer(
    found: Findings,
    history: Sequence[Turn],
    writer: ChatWriter,
    library: Library,
    settings: ChatSettings,
    clock: Clock,
    stop: Stop | None = None,
) -> Iterator[str | Answer]:
    """Yield the chat model's text as it comes, then the answer made of it.

    At strictness `strict` only sentences that are carried are yielded, each when it is whole. Where no sentence is
    carried, the reader's quotes follow the model's words. When the model fails, what was yielded so far is void and the
    answer consists of quotes; when it is cut at its most tokens, a note says so. Raises Stopped after `stop`.
    """
    shown = shown_to_model(found.query, found.hits, history, library, settings)
    heard = _Heard()
    streamed: list[str] = []
    try:
        with clock.stage("write"), closing(_pieces(found, shown, writer, heard, stop)) as pieces:
            for piece in pieces:
                streamed.append(piece)
                yield piece
    except ChatError as error:
        yield quoted_answer(found.saying(chat_notes.chat_failed(found.query.text, error)), library)
        return
    if heard.cut:
        found = found.saying(chat_notes.cut_short(found.query.text, settings.tokens))
    with clock.stage("verify"):
        english = not notes.is_chinese(found.query.text)
        checked = check_text("".join(heard.pieces), shown.hits, found.strictness, english=english)
        answer = answer_from_chat(found, checked)
        if not answer.refused:
            if not any(one.verdict is Verdict.SUPPORTED for one in answer.sentences):
                answer = _with_quotes(answer, found.reading.quotes)
            answer = print_beside(answer, disagreements(found, _quotes(answer), library))
    said = "".join(streamed)
    if answer.marked.startswith(said) and answer.marked != said:  # quotes that contradict, or a refusal after nothing
        yield answer.marked[len(said) :]
    yield answer


def _pieces(
    found: Findings, shown: Shown, writer: ChatWriter, heard: _Heard, stop: Stop | None
) -> Generator[str, None, None]:
    """Yield what may be shown of the model's text, and note in `heard` all of it."""
    written = _to_its_end(writer.write(answer_prompt(found.query, shown.hits, shown.history), stop=stop), heard)
    with closing(_noted(resolve_markers(written, range(1, len(shown.hits) + 1)), heard)) as pieces:
        if found.strictness is Strictness.STRICT:
            yield from carried(pieces, shown.hits, found.strictness)
        else:
            yield from pieces


def _to_its_end(written: Generator[str, None, bool | None], heard: _Heard) -> Generator[str, None, None]:
    heard.cut = bool((yield from written))


def _noted(pieces: Iterator[str], heard: _Heard) -> Generator[str, None, None]:
    for piece in pieces:
        heard.pieces.append(piece)
        yield piece


def _with_quotes(answer: Answer, quotes: Sequence[Quote]) -> Answer:
    """Return a chat model's answer of which nothing is carried with the reader's quotes behind it, and a note."""
    for quote in quotes:
        answer = with_quote(answer, quote)
    return replace(answer, notes=(*answer.notes, chat_notes.quotes_beside(answer.query.text))) if quotes else answer


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    """Return what the answer cites from articles' bodies, as a reader would have quoted it."""
    hits = {hit.passage.article_id: hit for hit in reversed(answer.hits)}
    return tuple(
        Quote(replace(hits[one.passage.article_id], passage=one.passage), one.quote, one.start, one.end)
        for one in answer.citations
        if one.field is CitedField.BODY
    )
