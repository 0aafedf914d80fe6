"""Options and arguments that several commands share, each declared once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rag.records import Mode, Strictness
from ui.commands.dates import parse_day

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", help="Folder of the library (BAODA_LIBRARY) [default: library]."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines and nothing else.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Print every source line with its label and how probable the label is.")
]
PathsArgument = Annotated[list[Path], typer.Argument(metavar="PATH", help="Files or folders.")]
DateOption = Annotated[
    date | None,
    typer.Option("--date", metavar="DATE", parser=parse_day, help="The issue's date, where the file does not tell it."),
]
IssuePaperOption = Annotated[
    str, typer.Option("--newspaper", metavar="NAME", help="The newspaper, where the file does not tell it.")
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=NAME", help="Where a table keeps a field: title=标题, text=正文; once a field."
    ),
]
SinceOption = Annotated[
    date | None,
    typer.Option("--since", metavar="DATE", parser=parse_day, help="Only articles published on this day or later."),
]
UntilOption = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=parse_day, help="Only articles published on this day or earlier."),
]
NewspaperOption = Annotated[str, typer.Option("--newspaper", metavar="NAME", help="Only articles of this newspaper.")]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=parse_day, help="The day the question is asked on, for words like 昨天."
    ),
]
WithinOption = Annotated[
    list[str] | None,
    typer.Option(
        "--within", metavar="ID", help="Read only this article, by its id or its external id; once an article."
    ),
]
ModeOption = Annotated[
    Mode | None,
    typer.Option("--mode", help="Who words the answer: the chat model, the quoted articles, or whichever is there."),
]
StrictnessOption = Annotated[
    Strictness | None, typer.Option("--strictness", help="How much evidence an answer needs before it is shown.")
]
SearchStrictnessOption = Annotated[
    Strictness | None,
    typer.Option("--strictness", help="Only passages that would each carry an answer at this level."),
]
