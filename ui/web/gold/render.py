"""What the page of drafts shows, as rows and HTML: pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision, Draft
from ui.web.escape import safe
from ui.web.gold.texts import DraftTexts

SIGNS = {Decision.OPEN: "·", Decision.ACCEPTED: "✓", Decision.REJECTED: "✗"}
_LONGEST = 3000  # characters of an article shown; more is cut around the evidence


def rows(drafts: Sequence[Draft], texts: DraftTexts) -> list[list[str]]:
    """Return a row a draft: its decision as a sign, its number from 1, and what it says."""
    return [
        [
            SIGNS[one.decision],
            str(number),
            texts.types.get(one.type, one.type),
            f"{one.question} → {_answers(one, texts)}",
        ]
        for number, one in enumerate(drafts, start=1)
    ]


def _answers(draft: Draft, texts: DraftTexts) -> str:
    return " / ".join(draft.answers) or ("？" if draft.answerable else texts.unanswered)


def status(desk: DraftDesk, texts: DraftTexts) -> str:
    """Return how far the work has come, and the way to the other language."""
    counts, named = desk.counts(), texts.decisions
    return (
        f'<header class="drafts"><h1>{texts.head}</h1>'
        f"<p><b>{counts[Decision.OPEN]}</b> {named[Decision.OPEN]} · "
        f'<b class="good">{counts[Decision.ACCEPTED]}</b> {named[Decision.ACCEPTED]} · '
        f"<b>{counts[Decision.REJECTED]}</b> {named[Decision.REJECTED]} "
        f'<span class="file">{safe(texts.gold_file.format(file=desk.gold))}</span></p>'
        f'<a class="language" href="{texts.other_path}" data-do="language">{texts.other_language}</a></header>'
    )


def article(draft: Draft | None, texts: DraftTexts) -> str:
    """Return the article that a draft was made from, its evidence and answers lit; a word when nothing is left."""
    if draft is None:
        return f'<p class="done">{texts.done}</p>'
    decided = texts.decided.get(draft.decision, "")
    origin = texts.origins.get(draft.origin, draft.origin)
    head = f"<p class='origin'>{safe(origin)}{' · ' + decided if decided else ''}</p>"
    rated = f'<p class="remark">{safe(_rated(draft, texts))}</p>' if draft.origin in texts.hints else ""
    label = f"<h2>{safe(draft.label)}</h2>" if draft.label else ""
    paragraphs = "".join(f"<p>{part}</p>" for part in _lit(draft).split("\n") if part.strip())
    return f'<article class="of-draft" lang="zh">{head}{rated}{label}<div class="body">{paragraphs}</div></article>'


def _rated(draft: Draft, texts: DraftTexts) -> str:
    """Return what was answered when readers rated it, and what is to be done about it."""
    said = texts.answered.format(answer=draft.remark) if draft.remark else texts.refused
    return f"{said} {texts.hints[draft.origin]}"


def _lit(draft: Draft) -> str:
    """Return the article's text, escaped, with answers and evidence marked; evidence may hold an answer."""
    text = draft.text
    first = min((at for one in draft.evidence if (at := text.find(one)) >= 0), default=0)
    if len(text) > _LONGEST:
        begin = max(0, first - _LONGEST // 2)
        text = f"{'…' if begin else ''}{text[begin : begin + _LONGEST]}…"
    spans = sorted((at, at + len(one)) for one in draft.evidence if one and (at := text.find(one)) >= 0)
    shown, last = "", 0
    for begin, end in spans:
        if begin >= last:
            shown += f"{safe(text[last:begin])}<mark>{_answers_lit(text[begin:end], draft.answers)}</mark>"
            last = end
    return shown + safe(text[last:])


def _answers_lit(text: str, answers: Sequence[str]) -> str:
    wanted = sorted((one for one in answers if one), key=len, reverse=True)
    if not wanted:
        return safe(text)
    parts = re.split("(" + "|".join(map(re.escape, wanted)) + ")", text)
    return "".join(f"<b>{safe(part)}</b>" if number % 2 else safe(part) for number, part in enumerate(parts))
