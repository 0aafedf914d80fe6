"""baoda serve: the chat page in the browser, and the doors for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.opening import settings_for
from ui.commands.options import JsonOption, LibraryOption
from ui.terminal.console import print_row, remarks

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.api.served import ServedAssistant

_PORT = 7860

HostOption = Annotated[
    str,
    typer.Option(
        "--host", help="Address to listen on; another than 127.0.0.1 needs a token (BAODA_TOKEN) or users (baoda user)."
    ),
]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")]


def serve(
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = _PORT,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Serve the chat page, HTTP, the OpenAI protocol and MCP until Ctrl-C; a missing library is made, empty."""
    run_server(library, host, port, json_lines=json_lines)


def run_server(library: Path | None, host: str, port: int, *, json_lines: bool, page: bool = True) -> None:
    """Listen on the address and serve until the program is told to end; without `page` only the doors for programs."""
    from rag.logs import start_logging

    settings = settings_for(library)
    start_logging(settings.log, sys.stderr)

    from rag import open_assistant
    from rag.build import open_accounts
    from ui.api.guard import Gate
    from ui.api.running import run
    from ui.api.service import Service

    def tell(url: str) -> None:
        if json_lines:
            print_row({"url": url})
        else:
            remarks().print(f"Baoda listens on {url} (Ctrl-C ends it).", soft_wrap=True)

    service = Service(settings, lambda: open_assistant(settings.library, settings=settings, create=True, crowded=True))
    accounts = open_accounts(settings)
    try:
        run(service, Gate(settings.token, accounts), host, port, tell, _build_page if page else None)
    finally:
        accounts.close()


def _build_page(assistant: ServedAssistant) -> FastAPI:
    from ui.api.guard import caller_of
    from ui.web.server import build_page

    return build_page(assistant, user_of=caller_of)
