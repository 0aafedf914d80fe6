"""`python -m eval`, the same as `baoda eval`: run and compare, the gate, gold made and imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from eval.commands import checking, comparing, gold, running
from rag.errors import BaodaError

Command = Callable[..., None]

app = typer.Typer(
    help="Know how good the answers are, and prove that a change helped.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(running.run)
app.command()(comparing.compare)
app.command()(checking.check)
app.command()(gold.draft)
app.command("from-feedback")(gold.from_feedback)
app.command("import")(gold.import_dataset)


def main(arguments: Sequence[str] | None = None, name: str = "python -m eval", further: Sequence[Command] = ()) -> None:
    """Run a command of the evaluation, or a `further` one; a BaodaError ends it with one sentence and exit code 1."""
    for command in further:
        app.command()(command)
    try:
        app(args=arguments, prog_name=name)
    except BaodaError as error:
        typer.echo(f"{name}: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
