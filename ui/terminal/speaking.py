"""An answer spoken onto a console as it comes: pieces of text first, then everything beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rag.records import Note
from ui.terminal.answers import beside, marked, noted
from ui.terminal.console import remarks, results

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status as RichStatus
    from rich.text import Text

    from rag.records import Answer

_UNBOUNDED = 100_000  # cells of a "line" where the output is a file or a pipe: programs like whole lines


def width_of(console: Console) -> int:
    """Return the cells of a line: the terminal's, or no bound where the output is not a terminal."""
    return console.width if console.is_terminal else _UNBOUNDED


def print_lines(lines: Iterable[Text], console: Console) -> None:
    """Print lines that are already cut to the console's width."""
    for line in lines:
        console.print(line, soft_wrap=True)


def speak(stream: Iterable[str | Note | Answer], told: Iterable[Note] = ()) -> Answer:
    """Print an answer's pieces as they come, then its citations, doubts and notes; return the answer.

    When the final answer is worded otherwise than its pieces were, it is printed whole under them. Notes `told` before
    are left out.
    """
    known = set(told)
    console = results()
    said: list[str] = []
    with remarks().status("Looking in the library…") as waiting:
        answer = final(_said(announced(stream, known, waiting), console, waiting, said))
    if said:
        console.print()
    if "".join(said) != answer.marked:
        if said:
            console.print()
        console.print(marked(answer.marked, answer.short), soft_wrap=True)
    print_lines(beside(answer, width_of(console), known), console)
    return answer


def announced(
    stream: Iterable[str | Note | Answer], known: set[Note], waiting: RichStatus | None = None
) -> Iterator[str | Answer]:
    """Yield the stream without its notes: each is printed at once, unless `known`, and is known from then on."""
    for piece in stream:
        if not isinstance(piece, Note):
            yield piece
        elif piece not in known:
            known.add(piece)
            if waiting:
                waiting.stop()
            print_lines(noted(piece, width_of(remarks())), remarks())


def final(stream: Iterable[str | Answer]) -> Answer:
    """Return the answer at the end of a stream, its pieces passed over."""
    for piece in stream:
        if not isinstance(piece, str):
            return piece
    raise RuntimeError("the stream ended without an answer")


def _said(
    stream: Iterable[str | Answer], console: Console, waiting: RichStatus, said: list[str]
) -> Iterator[str | Answer]:
    held = ""  # a piece that ends in a marker may be the whole answer, and what comes next tells which words to set off
    for piece in stream:
        waiting.stop()
        short = piece.short if not isinstance(piece, str) and held == piece.marked else ""
        console.print(marked(held, short), end="", soft_wrap=True)
        held = ""
        if isinstance(piece, str):
            said.append(piece)
            if piece.endswith("]"):
                held = piece
            else:
                console.print(marked(piece), end="", soft_wrap=True)
        yield piece
