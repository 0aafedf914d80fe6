"""What may be set beside a question, by name: `ask` and `stream` take the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypedDict

from rag.records import Mode, Strictness, Turn
from rag.stopping import Stop


class AskOptions(TypedDict, total=False):
    """The options, all of which may be left out.

    `as_of` is the day the question is asked on (default today); `since` and `until` bound the day of publication,
    both included, and `newspaper` the paper; `within` are ids of the only articles to read, their own or external
    ones, none for all; `history` are the turns before, oldest first; `mode` and `strictness` default to the settings.
    `on_stage` is told the name of a stage (understand, count, retrieve, read, write, compare, verify) when it begins;
    `stop`, told from any thread, ends the answer by Stopped while it waits for a chat model.
    """

    as_of: date | None
    since: date | None
    until: date | None
    newspaper: str
    within: Sequence[str]
    history: Sequence[Turn]
    mode: Mode | None
    strictness: Strictness | None
    on_stage: Callable[[str], None] | None
    stop: Stop | None
