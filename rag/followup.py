"""A follow-up question (那普京呢？) made whole by the chat model, unless it takes too long or says something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from time import monotonic

from rag.chinese import fold, terms
from rag.errors import ChatError
from rag.prompt import followup_prompt, recent
from rag.protocols import ChatWriter
from rag.question import LONGEST_QUESTION
from rag.records import Turn
from rag.stopping import Stop

_LABEL = re.compile(r"^(?:改写后的问题|改写|完整问题|问题|问|question|rewritten question)\s*[:：]\s*", re.IGNORECASE)
_QUOTES = "“”「」『』\"'`《》 \t"
_NEW_WORDS = 0.25  # share of a rewritten question's words that neither the question nor the talk holds
_KEPT_WORDS = 0.5  # share of the question's own words that must still be there


def whole_by_model(
    writer: ChatWriter, question: str, history: Sequence[Turn], seconds: float, stop: Stop | None = None
) -> str | None:
    """Return the question as it reads without the talk before it; None when the model does not manage in time.

    None, too, when what it says is no rewriting: an answer, several lines, words from nowhere.
    """
    until = monotonic() + seconds
    said = ""
    try:
        with closing(writer.write(followup_prompt(question, history), quick=True, stop=stop)) as pieces:
            for piece in pieces:
                said += piece
                if monotonic() > until or len(said) > LONGEST_QUESTION:
                    return None
    except ChatError:
        return None  # the words are carried over by rule instead, and the note says what was understood
    whole = _LABEL.sub("", said.strip()).strip(_QUOTES)
    return whole if _rewrites(whole, question, history) else None


def _rewrites(whole: str, question: str, history: Sequence[Turn]) -> bool:
    """Return whether this asks the same with words of the talk."""
    if not whole or "\n" in whole or len(whole) > LONGEST_QUESTION:
        return False
    asked, got = terms(question), terms(whole)
    talk = fold(question + "".join(turn.question + turn.answer for turn in recent(history)))
    new = [word for word in got if word not in talk]
    kept = [word for word in asked if word in fold(whole)]
    return bool(got) and len(new) <= _NEW_WORDS * len(got) and len(kept) >= _KEPT_WORDS * len(asked)
