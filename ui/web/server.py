"""The chat page as a web application of its own, to be mounted where it is served."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import gradio as gr
from fastapi import FastAPI, Request

from ui.web.app import build_app
from ui.web.desk import Desk
from ui.web.texts import CHINESE, Texts
from ui.web.theme import theme

_HERE = Path(__file__).parent


def build_page(desk: Desk, texts: Texts = CHINESE, user_of: Callable[[Request], str] | None = None) -> FastAPI:
    """Return the chat page as an application: at the root, nothing fetched from outside, nothing reported.

    `user_of` names whoever sent a request; the page's handlers find the name in `gr.Request.username`.
    """
    app = FastAPI(title="baoda", docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        build_app(desk, texts),
        path="/",
        auth_dependency=user_of,
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
