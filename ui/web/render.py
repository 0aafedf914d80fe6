"""The page's parts as HTML strings: a question with its answer, the panels around them; pure functions."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rag.feedback import Rating
from rag.protocols import Contents
from rag.records import Answer, Note, Sentence, Verdict
from ui.web.cards import citation_card, hit_card, why_panel
from ui.web.conversation import Exchange, told
from ui.web.escape import safe, safe_lines
from ui.web.texts import Texts

_MARKER = re.compile(r"\[(\d+)\]")
_SIGNS = {Verdict.SUPPORTED: "✓", Verdict.UNSUPPORTED: "!", Verdict.UNCHECKED: "?"}


def masthead(contents: Contents, texts: Texts) -> str:
    """Return the page's head: the name and what the library holds."""
    holdings = ""
    if contents.articles:
        holdings = f"<span>{safe(texts.holdings.format(articles=f'{contents.articles:,}'))}</span>"
    if contents.first_date and contents.last_date:
        holdings += f" <span>{safe(texts.span.format(first=contents.first_date, last=contents.last_date))}</span>"
    return (
        f'<header class="masthead"><h1>{safe(texts.title)}</h1><p class="motto">{safe(texts.motto)}</p>'
        f'<p class="holdings">{holdings}</p></header>'
    )


def welcome(texts: Texts) -> str:
    """Return the panel above the example questions."""
    return f'<div class="welcome"><h2>{safe(texts.welcome)}</h2><p>{safe(texts.welcome_hint)}</p></div>'


def empty_library(texts: Texts) -> str:
    """Return the panel of a library without articles: what to do first."""
    return (
        f'<div class="welcome empty"><h2>{safe(texts.empty)}</h2><p>{safe(texts.empty_hint)}</p>'
        f"<pre><code>{safe(texts.empty_command)}</code></pre></div>"
    )


def conversation(exchanges: Sequence[Exchange], texts: Texts, first: int = 0) -> str:
    """Return the exchanges in order; `first` is the number of the first one, so that anchors differ."""
    return "".join(
        exchange(
            one.question,
            answered(one.answer, number, texts, told(exchanges[: number - first])) + rating_buttons(one, texts),
            texts,
        )
        for number, one in enumerate(exchanges, start=first)
    )


def exchange(question: str, reply: str, texts: Texts) -> str:
    """Return a question and, as HTML, what came back."""
    return (
        f'<section class="exchange"><div class="question"><span class="unseen">{safe(texts.you)}：</span>'
        f'{safe_lines(question)}</div><div class="reply">{reply}</div></section>'
    )


def waiting(texts: Texts) -> str:
    """Return what stands in place of an answer before its first word."""
    return f'<p class="waiting" role="status">{safe(texts.looking)}<i></i><i></i><i></i></p>'


def draft(text: str, texts: Texts) -> str:
    """Return an answer's text as far as it has come, markers as small numbers."""
    body = _MARKER.sub(r'<sup class="marker">\1</sup>', safe_lines(text))
    return f'<div class="answer draft" aria-label="{safe(texts.answer)}"><p>{body}</p></div>'


def failure(reason: str, texts: Texts) -> str:
    """Return an error's sentence."""
    return f'<div class="note caution" role="alert"><b>{safe(texts.failed)}</b> {safe(reason)}</div>'


def stopped(texts: Texts) -> str:
    """Return the line under an answer that the user stopped."""
    return f'<p class="foot">{safe(texts.stopped)}</p>'


def answered(answer: Answer, number: int, texts: Texts, known_notes: Collection[Note] = ()) -> str:
    """Return a whole answer: sentences, new notes, citation cards or the closest articles, reasons, timings."""
    known = {citation.marker for citation in answer.citations}
    sentences = "".join(_sentence(sentence, number, known, texts) for sentence in answer.sentences)
    kind = "answer refusal" if answer.refused else "answer"
    parts = [f'<div class="{kind}" aria-label="{safe(texts.answer)}"><p>{sentences}</p></div>']
    parts += [remark(note, texts) for note in answer.notes if note not in known_notes]
    if answer.citations:
        cards = [citation_card(citation, _anchor(number, citation.marker), texts) for citation in answer.citations]
        parts.append(_list(texts.sources, cards))
    if answer.closest:
        parts.append(_list(texts.closest, [hit_card(hit, texts) for hit in answer.closest]))
    parts.append(why_panel(answer.hits, texts))
    parts.append(_foot(answer, texts))
    return "".join(parts)


def _sentence(sentence: Sentence, number: int, known: set[int], texts: Texts) -> str:
    """Return one sentence with its markers as links and the mark of its verdict; line ends kept."""
    links = "".join(
        f'<sup class="marker"><a href="#{_anchor(number, marker)}">{marker}</a></sup>'
        if marker in known
        else f'<sup class="marker">{marker}</sup>'
        for marker in sentence.markers
    )
    if not sentence.markers and sentence.verdict is not Verdict.UNSUPPORTED:
        return f"<span>{safe_lines(sentence.text)}</span>"
    said = texts.verdicts[sentence.verdict]
    tip = safe(f"{said}：{sentence.reason}" if sentence.reason and sentence.reason != said else said)
    return (
        f'<span class="{sentence.verdict.value}">{safe_lines(sentence.text)}</span>{links}'
        f'<span class="verdict {sentence.verdict.value}" tabindex="0" role="img" aria-label="{tip}" data-tip="{tip}">'
        f"{_SIGNS[sentence.verdict]}</span>"
    )


def _anchor(number: int, marker: int) -> str:
    return f"source-{number}-{marker}"


def _list(title: str, cards: Sequence[str]) -> str:
    return f'<h3>{safe(title)}</h3><ol class="cards">{"".join(cards)}</ol>'


def remark(note: Note, texts: Texts) -> str:
    """Return a note with its kind in front."""
    kind = safe(note.kind.value)
    return f'<div class="note {kind}" role="note"><b>{safe(texts.notes[note.kind])}</b> {safe_lines(note.text)}</div>'


def _foot(answer: Answer, texts: Texts) -> str:
    total = sum(timing.milliseconds for timing in answer.timings)
    took = (
        texts.milliseconds.format(count=round(total))
        if total < 1000
        else texts.seconds.format(count=f"{total / 1000:.1f}")
    )
    return f'<p class="foot">{safe(texts.modes[answer.mode])} · {safe(took)}</p>'


# A thumb, drawn: not every machine has a font with the sign. The style sheet turns it round for BAD.
_THUMB = (
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M7 11v9H4v-9zM7 11l4-8c1.6 0 2.6 1 2.6 2.6V9H19a2 2 0 0 1 2 2.3l-1.2 7A2 2 0 0 1 17.8 20H7"/></svg>'
)


def rating_buttons(one: Exchange, texts: Texts) -> str:
    """Return the two buttons that rate an answer; see `ui.web.rating` for what a press does."""
    words = {Rating.GOOD: texts.good, Rating.BAD: texts.bad}
    buttons = "".join(
        f'<button type="button" data-rating="{rating.value}" aria-pressed="{str(one.rating is rating).lower()}" '
        f'aria-label="{safe(said)}" title="{safe(said)}">{_THUMB}</button>'
        for rating, said in words.items()
    )
    about = f'aria-label="{safe(texts.rating)}" title="{safe(texts.rating)}"'
    return f'<div class="rating" role="group" {about} data-key="{one.key}">{buttons}</div>'
