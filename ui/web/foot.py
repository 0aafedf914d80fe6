"""What stands under an answer as HTML: the buttons that rate it, how it was worded and how long it took."""

from __future__ import annotations

from rag.conversations import Exchange
from rag.feedback import Rating
from rag.records import Answer
from ui.web.escape import safe
from ui.web.icons import THUMB
from ui.web.texts import Texts


def foot(one: Exchange, texts: Texts) -> str:
    """Return the line under an answer: its rating, who worded it, and how long it took."""
    manner = safe(_manner(one.answer, one.model, texts))
    return f'<div class="foot">{rating_buttons(one, texts)}<span>{manner}</span></div>'


def _manner(answer: Answer, model: str, texts: Texts) -> str:
    total = sum(timing.milliseconds for timing in answer.timings)
    took = (
        texts.milliseconds.format(count=round(total))
        if total < 1000
        else texts.seconds.format(count=f"{total / 1000:.1f}")
    )
    return f"{model or texts.modes[answer.mode]} · {took}"


def rating_buttons(one: Exchange, texts: Texts) -> str:
    """Return the two buttons that rate an answer, and the line for the reason, which a press unfolds."""
    words = {Rating.GOOD: texts.ask.good, Rating.BAD: texts.ask.bad}
    buttons = "".join(
        f'<button type="button" class="tool" data-do="rate" data-rating="{rating.value}" '
        f'aria-pressed="{str(one.rating is rating).lower()}" aria-label="{safe(said)}" title="{safe(said)}">'
        f"{THUMB}</button>"
        for rating, said in words.items()
    )
    about = f'aria-label="{safe(texts.ask.rating)}"'
    return (
        f'<div class="rating" role="group" {about} data-key="{safe(one.key)}">{buttons}'
        f'<form class="reason" hidden><input type="text" maxlength="500" placeholder="{safe(texts.ask.note)}" '
        f'aria-label="{safe(texts.ask.note)}"><button type="submit" class="link">{safe(texts.ask.note_send)}</button>'
        f'</form><span class="thanks" role="status"></span></div>'
    )
