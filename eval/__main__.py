"""`python -m eval`, the same as `baoda eval`: run a dataset, compare two runs, import a set."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from eval import commands
from rag.errors import BaodaError

app = typer.Typer(
    help="Know how good the answers are, and prove that a change helped.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(commands.run)
app.command()(commands.compare)
app.command("import")(commands.import_dataset)


def main(arguments: Sequence[str] | None = None, name: str = "python -m eval") -> None:
    """Run a command of the evaluation; a BaodaError ends it with one sentence and exit code 1."""
    try:
        app(args=arguments, prog_name=name)
    except BaodaError as error:
        typer.echo(f"{name}: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
