"""baoda eval accept: drafts of gold questions decided on in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.cases import load_cases
from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision
from rag.errors import InputError
from ui.terminal.console import remarks

_PORT = 7861


def accept(
    drafts: Annotated[Path, typer.Argument(help="file of drafts; every decision is kept in it at once")],
    gold: Annotated[Path, typer.Argument(help="gold file that the accepted ones become")],
    host: Annotated[str, typer.Option(help="address to listen on; 127.0.0.1 is this machine alone")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = _PORT,
) -> None:
    """Accept, change or reject drafts of gold questions in the browser, until Ctrl-C."""
    desk = DraftDesk(drafts, gold)
    _require_ours(desk)
    from ui.web.gold.server import serve

    serve(desk, host, port, lambda url: remarks().print(f"Decide on {url} (Ctrl-C ends it).", soft_wrap=True))
    remarks().print(f"{desk.counts()[Decision.ACCEPTED]} questions accepted: {gold}", soft_wrap=True)


def _require_ours(desk: DraftDesk) -> None:
    """Raise InputError when the gold file holds a question that is no draft: it would be lost at the first decision."""
    if not desk.gold.exists() or not desk.gold.read_text("utf-8").strip():
        return
    others = [case for case in load_cases(desk.gold) if desk.draft(case.qid) is None]
    if others:
        raise InputError(
            f"{others[0].where}: the question {others[0].qid} is no draft of {desk.file} and would be lost; "
            "name another gold file."
        )
