"""Words → Query: a question checked, made whole from the talk before it, and set on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.asking.carrying import whole_question
from rag.asking.everyday import in_print
from rag.asking.naming import name, written_out
from rag.errors import InputError
from rag.records import Query, Turn

LONGEST_QUESTION = 2000  # characters; more is a pasted article, not a question


def make_query(
    text: str,
    *,
    since: date | None = None,
    until: date | None = None,
    newspaper: str = "",
    as_of: date | None = None,
    within: Sequence[str] = (),
    history: Sequence[Turn] = (),
    newspapers: Sequence[str] = (),
) -> Query:
    """Return the query, a follow-up made whole from `history`, with what it names of days, newspaper and page.

    `newspapers` are those that a question may name. An empty or overlong question and a reversed span of dates raise
    InputError.
    """
    question = " ".join(text.split())
    if not question:
        raise InputError("The question is empty; ask something, for example: 2024年全部工业增加值是多少？")
    if len(question) > LONGEST_QUESTION:
        raise InputError(
            f"The question has {len(question)} characters, more than {LONGEST_QUESTION}; ask a shorter one."
        )
    if since and until and since > until:
        raise InputError(f"The dates are reversed: since {since} lies after until {until}; swap them.")
    whole = whole_question(question, history)
    named = name(whole, as_of, newspapers)
    return Query(
        whole,
        since,
        until,
        newspaper.strip().strip("《》"),
        as_of,
        within=tuple(within),
        named=named,
        wording=written_out(whole, named.dates),
        printed=in_print(whole),
    )
