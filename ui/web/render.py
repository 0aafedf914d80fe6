"""The Ask tab's parts as HTML strings: a question with its answer, and what stands around them; pure functions."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rag.conversations import Exchange, Filters, told
from rag.markers import MARKER
from rag.notes import is_chinese
from rag.records import Article, Note, NoteKind, Sentence, Verdict
from ui.web.cards import citation_card, hit_card, why_panel
from ui.web.escape import safe, safe_lines, with_short
from ui.web.filters import as_values, chips
from ui.web.foot import foot
from ui.web.icons import EDIT, RETRY
from ui.web.texts import Texts

_SIGNS = {Verdict.SUPPORTED: "✓", Verdict.UNSUPPORTED: "!", Verdict.UNCHECKED: "?"}

Articles = Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in the page: its number in the conversation, from 0, and what was set beside it."""

    question: str
    number: int
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as HTML: the answer, and what stands beside it."""

    answer: str
    beside: str = ""


def conversation(exchanges: Sequence[Exchange], articles: Articles, texts: Texts) -> str:
    """Return the exchanges in order; `articles` are those that are cited, by id."""
    return "".join(
        exchange(
            Asked(one.question, number, one.filters),
            answered(one, number, articles, texts, told(exchanges[:number])),
            texts,
        )
        for number, one in enumerate(exchanges)
    )


def exchange(asked: Asked, reply: Reply, texts: Texts) -> str:
    """Return a question, with the buttons that edit it and ask it again, and what came back."""
    wish = {"question": asked.question, "filters": as_values(asked.filters), "replaces": asked.number}
    data = f'data-wish="{safe(json.dumps(wish, ensure_ascii=False))}"'
    buttons = "".join(
        f'<button type="button" class="tool" data-do="{name}" {data} aria-label="{safe(said)}" title="{safe(said)}">'
        f"{icon}</button>"
        for name, said, icon in (("edit", texts.ask.edit, EDIT), ("retry", texts.ask.retry, RETRY))
    )
    return (
        f'<section class="exchange" aria-label="{safe(asked.question[:60])}"><div class="asked">'
        f'<span class="turn-tools">{buttons}</span><div class="question">'
        f'<span class="unseen">{safe(texts.ask.you)}：</span>{safe_lines(asked.question)}'
        f"{chips(asked.filters, texts)}</div></div>"
        f'<div class="reply">{reply.answer}</div><aside class="beside">{reply.beside}</aside></section>'
    )


def waiting(stage: str, texts: Texts) -> str:
    """Return what stands in place of an answer before its first word: the stages, the one that is on marked."""
    names = list(texts.ask.stages)
    now = names.index(stage)
    steps = "".join(_step(texts.ask.stages[name], at - now) for at, name in enumerate(names))
    return f'<ol class="waiting">{steps}</ol>'


def _step(said: str, ahead: int) -> str:
    """One stage: `ahead` is below 0 for one that is over, 0 for the one that is on."""
    if ahead == 0:
        return f'<li class="now" aria-current="step">{safe(said)}<i></i><i></i><i></i></li>'
    return f'<li class="{"done" if ahead < 0 else "next"}">{safe(said)}</li>'


def draft(text: str, texts: Texts) -> str:
    """Return an answer's text as far as it has come, markers as small numbers."""
    body = MARKER.sub(r'<sup class="marker">\1</sup>', safe_lines(text))
    return f'<div class="answer draft"><span class="unseen">{safe(texts.ask.answer)}：</span><p>{body}</p></div>'


def failure(reason: str, texts: Texts) -> str:
    """Return an error's sentence."""
    return f'<div class="note caution" role="alert"><b>{safe(texts.ask.failed)}</b> {safe(reason)}</div>'


def stopped(texts: Texts) -> str:
    """Return the line under an answer that the user stopped."""
    return f'<p class="foot" role="status">{safe(texts.ask.stopped)}</p>'


def answered(one: Exchange, number: int, articles: Articles, texts: Texts, known_notes: Collection[Note] = ()) -> Reply:
    """Return a whole answer: sentences, new notes, reasons, rating; beside it its sources or the closest articles.

    That an answer was read for in haste stands among the reasons; where none was found, it is a note for all to see.
    """
    answer = one.answer
    known = {citation.marker for citation in answer.citations}
    sentences = "".join(
        _sentence(sentence, answer.short if at == 0 else "", number, known, texts)
        for at, sentence in enumerate(answer.sentences)
    )
    kind = "answer refusal" if answer.refused else "answer"
    spoken = ' lang="zh-CN"' if is_chinese(answer.text) else ""  # for screen readers of the English page
    parts = [
        f'<div class="{kind}"><span class="unseen">{safe(texts.ask.answer)}：</span><p{spoken}>{sentences}</p></div>'
    ]
    aside = () if answer.refused else tuple(note for note in answer.notes if note.kind is NoteKind.HURRIED)
    parts += [remark(note, texts) for note in answer.notes if note not in (*known_notes, *aside)]
    parts += [why_panel(answer.hits, texts, aside), foot(one, texts)]
    beside = ""
    if answer.citations:
        cards = [
            citation_card(
                cited,
                _anchor(number, cited.marker),
                articles.get(cited.passage.article_id),
                texts,
                short=answer.short_in(cited),
            )
            for cited in answer.citations
        ]
        beside += _list(texts.ask.sources, cards)
    if answer.closest:
        cards = [hit_card(hit, articles.get(hit.passage.article_id), texts) for hit in answer.closest]
        beside += _list(texts.ask.closest, cards)
    return Reply("".join(parts), beside)


def _sentence(sentence: Sentence, short: str, number: int, known: set[int], texts: Texts) -> str:
    """Return one sentence, `short` in it set off, its markers as links and the mark of its verdict; line ends kept."""
    links = "".join(
        f'<sup class="marker"><a href="#{_anchor(number, marker)}" '
        f'aria-label="{safe(texts.ask.open_citation.format(marker=marker))}">{marker}</a></sup>'
        if marker in known
        else f'<sup class="marker">{marker}</sup>'
        for marker in sentence.markers
    )
    if not sentence.markers and sentence.verdict is not Verdict.UNSUPPORTED:
        return f"<span>{with_short(sentence.text, short)}</span>"
    said = texts.verdicts[sentence.verdict]
    tip = safe(f"{said}：{sentence.reason}" if sentence.reason and sentence.reason != said else said)
    return (
        f'<span class="{sentence.verdict.value}">{with_short(sentence.text, short)}</span>{links}'
        f'<span class="verdict {sentence.verdict.value}" tabindex="0" role="img" aria-label="{tip}" data-tip="{tip}">'
        f"{_SIGNS[sentence.verdict]}</span>"
    )


def _anchor(number: int, marker: int) -> str:
    return f"source-{number}-{marker}"


def _list(title: str, cards: Sequence[str]) -> str:
    return f'<h2>{safe(title)}</h2><ol class="cards">{"".join(cards)}</ol>'


def remark(note: Note, texts: Texts) -> str:
    """Return a note with its kind in front."""
    kind = safe(note.kind.value.replace(" ", "-"))
    return f'<div class="note {kind}" role="note"><b>{safe(texts.notes[note.kind])}</b> {safe_lines(note.text)}</div>'
