"""The page of drafts on a port of this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI

from eval.drafting.desk import DraftDesk
from ui.api.running import listen
from ui.web.gold.page import build_page
from ui.web.gold.texts import CHINESE, ENGLISH, DraftTexts
from ui.web.languages import ByLanguage
from ui.web.theme import theme

_WEB = Path(__file__).parent.parent
# What is mounted first is asked first, and the root would take every path.
_PLACES = (("/en", ENGLISH), ("/", CHINESE))


def build_server(desk: DraftDesk) -> FastAPI:
    """Return the web application: in Chinese at the root, in English at /en/, nothing fetched from outside.

    A browser that prefers English is led there.
    """
    app = FastAPI(title="baoda drafts", docs_url=None, redoc_url=None, openapi_url=None)
    for path, texts in _PLACES:
        gr.mount_gradio_app(
            app,
            build_page(desk, texts),
            path=path,
            footer_links=[],
            run_history=False,
            favicon_path=str(_WEB / "seal.svg") if path == "/" else None,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            pwa=False,
            mcp_server=False,
            theme=theme(),
            css_paths=[_WEB / "style.css", _WEB / "gold" / "drafts.css"],
            head=f"<script>{_script(texts)}</script>",
        )
    app.add_middleware(ByLanguage)
    return app


def _script(texts: DraftTexts) -> str:
    words = json.dumps({"language": texts.language}, ensure_ascii=False)
    return f"window.baoda = {{ words: {words} }};\n{(_WEB / 'page.js').read_text('utf-8')}"


def serve(desk: DraftDesk, host: str, port: int, on_listening: Callable[[str], None]) -> None:
    """Serve the page until the program is told to end; `on_listening` is called with its address.

    Raises InputError when the address cannot be listened on.
    """
    with listen(host, port) as listening:
        url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(build_server(desk), log_level="warning", timeout_graceful_shutdown=2))
        on_listening(url)
        server.run(sockets=[listening])
