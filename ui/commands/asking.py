"""baoda search, ask and chat: questions to the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from rag.records import Note, NoteKind, Turn
from ui.commands.opening import open_for
from ui.commands.options import (
    AsOfOption,
    JsonOption,
    LibraryOption,
    ModeOption,
    NewspaperOption,
    SearchStrictnessOption,
    SinceOption,
    StrictnessOption,
    UntilOption,
    WithinOption,
)
from ui.rows.answers import answer_row, hit_rows
from ui.terminal.answers import found
from ui.terminal.console import print_row, remarks, results
from ui.terminal.speaking import announced, final, print_lines, speak, width_of

if TYPE_CHECKING:
    from rag.records import Answer

_PROMPT = "? "


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words or a question.")],
    *,
    k: Annotated[int | None, typer.Option("-k", min=1, max=100, help="Most passages to return.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    newspaper: NewspaperOption = "",
    within: WithinOption = None,
    strictness: SearchStrictnessOption = None,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Find passages, best first, with where they were printed and why they were found."""
    with open_for(library) as assistant:
        hits = assistant.search(
            text,
            k=k,
            since=since,
            until=until,
            newspaper=newspaper,
            as_of=as_of,
            within=within or (),
            strictness=strictness,
        )
    if json_lines:
        for row in hit_rows(hits):
            print_row(row)
        return
    console = results()
    print_lines(found(hits, width_of(console)), console)
    if not hits:
        remarks().print("No passage fits; try fewer words, or wider dates.")


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question, in Chinese.")],
    *,
    as_of: AsOfOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    newspaper: NewspaperOption = "",
    within: WithinOption = None,
    mode: ModeOption = None,
    strictness: StrictnessOption = None,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Answer a question with passages that can be checked."""
    with open_for(library) as assistant:
        stream = assistant.stream(
            question,
            as_of=as_of,
            since=since,
            until=until,
            newspaper=newspaper,
            within=within or (),
            mode=mode,
            strictness=strictness,
        )
        _hand_over(stream, set(), json_lines=json_lines)


def chat(
    *,
    as_of: AsOfOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    newspaper: NewspaperOption = "",
    mode: ModeOption = None,
    strictness: StrictnessOption = None,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Ask one question after another; follow-ups may lean on what was said. Ctrl-C stops an answer, Ctrl-D ends."""
    history: list[Turn] = []
    told: set[Note] = set()
    with open_for(library) as assistant:
        while question := _next_question():
            stream = assistant.stream(
                question,
                as_of=as_of,
                since=since,
                until=until,
                newspaper=newspaper,
                history=tuple(history),
                mode=mode,
                strictness=strictness,
            )
            try:
                answer = _hand_over(stream, told, json_lines=json_lines)
            except KeyboardInterrupt:
                if not sys.stdin.isatty():
                    raise
                remarks().print("Stopped.")
            else:
                history.append(Turn(question, answer.text))


def _hand_over(stream: Iterable[str | Note | Answer], told: set[Note], *, json_lines: bool) -> Answer:
    """Show an answer to the person or, as one JSON line, to the program that asked; return it.

    Notes on what leaves the machine join `told` and are not said twice.
    """
    if not json_lines:
        answer = speak(stream, told)
        told.update(note for note in answer.notes if note.kind is NoteKind.PRIVACY)
        return answer
    answer = final(announced(stream, told))
    print_row(answer_row(answer))
    return answer


def _next_question() -> str:
    """Return what was typed next, blank lines passed over; an empty string at the end of the input."""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - arrow keys and earlier lines at the prompt
    while True:
        if sys.stdin.isatty():
            sys.stderr.write(f"\n{_PROMPT}")
            sys.stderr.flush()
        try:
            question = input().strip()
        except EOFError:
            return ""
        if question:
            return question
