"""What a chat model says without what it thought before."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

_THOUGHT = ("<think>", "</think>")  # what reasoning models behind plain servers write before the answer


def spoken(pieces: Generator[str, None, None]) -> Generator[str, None, None]:
    """Yield the pieces without a thought in front and without leading white space."""
    opening, ending = _THOUGHT
    held = ""
    with closing(pieces):
        for piece in pieces:
            held += piece
            start = held.lstrip()
            if start.startswith(opening):
                if ending not in held:
                    continue
                start = held.partition(ending)[2].lstrip()
            elif opening.startswith(start):
                continue
            if start:
                yield start
                yield from pieces
                return
        if held.strip() and opening not in held:
            yield held
