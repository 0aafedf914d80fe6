"""What the page of drafts shows, as rows and HTML: pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision, Draft
from ui.web.escape import safe

HEADERS = ("", "#", "类型", "问题 → 答案")
TYPES = {
    "number": "数字",
    "time": "时间",
    "person": "人物",
    "place": "地点",
    "reason": "原因",
    "entity": "名称",
    "statement": "事实",
    "unanswerable": "无解",
    "feedback": "评价",
}
SIGNS = {Decision.OPEN: "·", Decision.ACCEPTED: "✓", Decision.REJECTED: "✗"}
_ORIGINS = {"templates": "按模板拟", "rated bad": "读者不满意的回答", "rated good": "读者满意的回答"}
_LONGEST = 3000  # characters of an article shown; more is cut around the evidence


def rows(drafts: Sequence[Draft]) -> list[list[str]]:
    """Return a row a draft: its decision as a sign, its number from 1, and what it says."""
    return [
        [SIGNS[one.decision], str(number), TYPES.get(one.type, one.type), f"{one.question} → {_answers(one)}"]
        for number, one in enumerate(drafts, start=1)
    ]


def _answers(draft: Draft) -> str:
    return " / ".join(draft.answers) or ("？" if draft.answerable else "无")


def status(desk: DraftDesk) -> str:
    """Return how far the work has come."""
    counts = desk.counts()
    return (
        f'<header class="drafts"><h1>题目草稿</h1><p><b>{counts[Decision.OPEN]}</b> 待定 · '
        f'<b class="good">{counts[Decision.ACCEPTED]}</b> 接受 · <b>{counts[Decision.REJECTED]}</b> 拒绝 '
        f'<span class="file">接受的写入 {safe(str(desk.gold))}</span></p></header>'
    )


def article(draft: Draft | None) -> str:
    """Return the article that a draft was made from, its evidence and answers lit; a word when nothing is left."""
    if draft is None:
        return '<p class="done">都定了。</p>'
    decided = {Decision.ACCEPTED: "已接受", Decision.REJECTED: "已拒绝"}.get(draft.decision, "")
    origin = _ORIGINS.get(draft.origin, draft.origin)
    head = f"<p class='origin'>{safe(origin)}{' · ' + decided if decided else ''}</p>"
    remark = f'<p class="remark">{safe(draft.remark)}</p>' if draft.remark else ""
    label = f"<h2>{safe(draft.label)}</h2>" if draft.label else ""
    paragraphs = "".join(f"<p>{part}</p>" for part in _lit(draft).split("\n") if part.strip())
    return f'<article class="of-draft" lang="zh">{head}{remark}{label}<div class="body">{paragraphs}</div></article>'


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
