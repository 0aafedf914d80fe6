"""baoda serve: the chat page in the browser."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ui.commands.opening import open_for
from ui.commands.options import JsonOption, LibraryOption
from ui.terminal.console import print_row, remarks

_PORT = 7860
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 127.0.0.1 is this machine alone.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = (
        _PORT
    ),
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Serve the chat page until Ctrl-C; where there is no library yet, an empty one is made."""
    from rag.logs import start_logging
    from ui.web.server import serve as serve_chat

    def tell(url: str) -> None:
        if json_lines:
            print_row({"url": url})
        else:
            remarks().print(f"Baoda listens on {url} (Ctrl-C ends it).", soft_wrap=True)
        if host not in _THIS_MACHINE:
            remarks().print("Whoever can reach this address can read the library.", style="yellow", soft_wrap=True)

    with open_for(library, create=True) as assistant:
        start_logging(assistant.settings.log, sys.stderr)
        serve_chat(assistant, host, port, tell)
