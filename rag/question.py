"""Words → Query: a question checked, made whole from the talk before it, and set on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.chinese import fold, terms
from rag.errors import InputError
from rag.records import Query, Turn

LONGEST_QUESTION = 2000  # characters; more is a pasted article, not a question

_FOLLOW_UP = re.compile("^(那|那么|还有)|(它|他|她|他们|她们|它们|其|该|这个|那个|此)(?!人)|^.{1,12}呢[？?]?$")
_OPENING = re.compile("^(那么|那|还有)|呢?[？?。]*$")


def make_query(
    text: str,
    *,
    since: date | None = None,
    until: date | None = None,
    newspaper: str = "",
    as_of: date | None = None,
    history: Sequence[Turn] = (),
) -> Query:
    """Return the query; an empty or overlong question and a reversed span of dates raise InputError."""
    question = " ".join(text.split())
    if not question:
        raise InputError("The question is empty; ask something, for example: 2024年全部工业增加值是多少？")
    if len(question) > LONGEST_QUESTION:
        raise InputError(
            f"The question has {len(question)} characters, more than {LONGEST_QUESTION}; ask a shorter one."
        )
    if since and until and since > until:
        raise InputError(f"The dates are reversed: since {since} lies after until {until}; swap them.")
    return Query(whole_question(question, history), since, until, newspaper.strip().strip("《》"), as_of)


def whole_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question, a follow-up (「那普京呢？」) with the words that it leans on from the last question.

    A follow-up names little itself: it opens with 那, says 他 or 它, or is a name and 呢. The last question is put in
    front as it was asked, so that both are searched for.
    """
    if not history or not _FOLLOW_UP.search(fold(question)):
        return question
    last = history[-1].question.strip()
    if len(terms(question)) > 6:  # it says enough on its own
        return question
    return f"{last.rstrip('？?。')}；{_OPENING.sub('', question)}？"
