"""`baoda eval …`: the evaluation's own command line, loaded only when it is called."""

from __future__ import annotations

import typer


def evaluate(context: typer.Context) -> None:
    """Measure answers against gold questions, and make gold; `baoda eval --help` lists it all."""
    from eval.__main__ import main
    from ui.commands.accepting import accept

    main(context.args, "baoda eval", [accept])
