"""The `baoda` command: its name, its commands, and how it ends when something goes wrong."""

from __future__ import annotations

import sys

import typer

from rag.errors import BaodaError
from ui.commands import asking, keeping, mcp, measuring, reading, serving, shelf
from ui.commands.users import users
from ui.terminal.console import remarks

app = typer.Typer(
    name="baoda",
    help="报答: newspaper pages in, cited answers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(reading.ingest)
app.command()(reading.articles)
app.command()(asking.search)
app.command()(asking.ask)
app.command()(asking.chat)
app.command()(serving.serve)
app.command()(mcp.mcp)
app.add_typer(users, name="user")
app.command()(shelf.status)
app.command("list")(shelf.list_articles)
app.command()(shelf.show)
app.command()(shelf.rm)
app.command()(keeping.doctor)
app.command()(keeping.reindex)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.compact)
app.command()(shelf.settings)
# The evaluation parses its own arguments, `--help` too: `baoda --help` need not load it.
_UNPARSED = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
app.command("eval", context_settings=_UNPARSED)(measuring.evaluate)


def main() -> None:
    """Run the command line and leave: 0 done, 1 a BaodaError or a failed file, 2 wrong usage, 130 Ctrl-C."""
    try:
        app(prog_name="baoda")
    except BaodaError as error:
        remarks().print(f"baoda: {error}", style="red", soft_wrap=True)
        sys.exit(1)
