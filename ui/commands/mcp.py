"""baoda mcp: the library as tools for language models, over standard input and output or by HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands.opening import settings_for
from ui.commands.options import LibraryOption
from ui.commands.serving import HostOption, PortOption, run_server

_PORT = 7861


def mcp(
    *,
    http: Annotated[bool, typer.Option("--http", help="Speak streamable HTTP at /mcp, not standard input.")] = False,
    host: HostOption = "127.0.0.1",
    port: PortOption = _PORT,
    library: LibraryOption = None,
) -> None:
    """Serve the tools ask, search and read_article to an MCP client; `baoda serve` has them at /mcp too."""
    if http:
        run_server(library, host, port, json_lines=False, page=False)
        return
    import anyio

    from rag import open_assistant
    from ui.api.mcp_tools import mcp_server
    from ui.api.service import Service

    settings = settings_for(library)
    service = Service(settings, lambda: open_assistant(settings.library, settings=settings, create=True, crowded=True))

    async def speak() -> None:
        service.begin()
        try:
            await mcp_server(service).run_stdio_async()
        finally:
            service.close()

    anyio.run(speak)
