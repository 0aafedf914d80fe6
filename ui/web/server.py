"""The chat page on a port of this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI

from rag.errors import InputError
from ui.web.app import build_app
from ui.web.desk import Desk
from ui.web.texts import CHINESE, Texts
from ui.web.theme import theme

_HERE = Path(__file__).parent
_DRAIN = 5  # seconds that answers under way are given when the server ends


def build_server(desk: Desk, texts: Texts = CHINESE) -> FastAPI:
    """Return the web application: the chat page at the root, nothing fetched from outside, nothing reported."""
    app = FastAPI(title="baoda", docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        build_app(desk, texts),
        path="/",
        footer_links=[],
        run_history=False,
        favicon_path=str(_HERE / "seal.svg"),
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=_HERE / "style.css",
        head=f"<script>{_page_script(texts)}</script>",
    )
    return app


def _page_script(texts: Texts) -> str:
    words = {"language": texts.language, "send": texts.send, "stop": texts.stop}
    return (_HERE / "page.js").read_text("utf-8").replace("WORDS", json.dumps(words, ensure_ascii=False))


def serve(desk: Desk, host: str, port: int, on_listening: Callable[[str], None] | None = None) -> None:
    """Serve the chat page until the program is told to end; `on_listening` is called with the page's address.

    Raises InputError when the address cannot be listened on.
    """
    with listen(host, port) as listening:
        url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(build_server(desk), log_level="warning", timeout_graceful_shutdown=_DRAIN)
        )
        if on_listening:
            on_listening(url)
        server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; port 0 takes a free one. Raises InputError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise InputError(
            f"Cannot listen on {host} port {port} ({error.strerror}); choose another with --port."
        ) from error
    return listening
