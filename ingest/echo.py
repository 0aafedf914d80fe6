"""Whose words a line uses: a headline's come back in the text below it, a subheading's or a last line's do not."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

_REACH = 10  # lines that are compared
_FEW, _MANY = 0.2, 0.4  # shares of a line's pairs of characters that come back


class Echo(IntEnum):
    """How much of a line's wording comes back in the lines below it."""

    NONE = 0
    SOME = 1
    MUCH = 2


def echoes(texts: Sequence[str]) -> list[Echo]:
    """Return the echo of every line in the ten lines below it."""
    closed = [text.replace(" ", "") for text in texts]
    return [_echo(text, "".join(closed[at + 1 : at + 1 + _REACH])) for at, text in enumerate(closed)]


def _echo(text: str, below: str) -> Echo:
    pairs = [text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()]
    share = sum(pair in below for pair in pairs) / len(pairs) if pairs else 0.0
    return Echo((share >= _FEW) + (share >= _MANY))
