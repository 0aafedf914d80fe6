"""The page as a web application of its own, in every language it speaks, to be mounted where it is served."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import gradio as gr
from fastapi import FastAPI, Request

from ui.web.app import build_app
from ui.web.chinese import CHINESE
from ui.web.desk import Desk
from ui.web.english import ENGLISH
from ui.web.languages import ByLanguage
from ui.web.room import Room
from ui.web.texts import Texts
from ui.web.theme import theme

_HERE = Path(__file__).parent
_SCRIPTS = ("page.js", "filters.js", "asking.js", "reader.js", "library.js", "history.js")
# What is mounted first is asked first, and the root would take every path.
_PLACES = (("/en", ENGLISH), ("/", CHINESE))


def build_page(desk: Desk, user_of: Callable[[Request], str] | None = None) -> FastAPI:
    """Return the page as an application: in Chinese at the root, in English at /en/; nothing is fetched from outside.

    A browser that prefers English is led there. `user_of` names whoever sent a request; the page's handlers find the
    name in `gr.Request.username`.
    """
    app = FastAPI(title="baoda", docs_url=None, redoc_url=None, openapi_url=None)
    room = Room(desk)
    for path, texts in _PLACES:
        gr.mount_gradio_app(
            app,
            build_app(room, texts),
            path=path,
            auth_dependency=user_of,
            footer_links=[],
            run_history=False,
            favicon_path=str(_HERE / "seal.svg") if path == "/" else None,
            show_error=False,
            max_file_size=desk.settings.serve.upload,
            ssr_mode=False,
            enable_monitoring=False,
            pwa=False,
            mcp_server=False,
            theme=theme(),
            css_paths=_HERE / "style.css",
            head=f"<script>{_page_script(texts)}</script>",
        )
    app.add_middleware(ByLanguage)
    return app


def _page_script(texts: Texts) -> str:
    words = {
        "language": texts.language,
        "send": texts.ask.send,
        "stop": texts.ask.stop,
        "copied": texts.reader.copied,
        "thanks": texts.ask.thanks,
        "editing": texts.ask.editing,
        "cancel": texts.library.cancel,
        "remove": texts.filters.remove,
        "span": texts.filters.span,
        "asOf": texts.filters.as_of_chip,
        "waiting": texts.library.waiting,
        "sending": texts.library.sending,
        "nothing": texts.library.nothing,
        "unread": texts.library.unread,
        "refusedMany": texts.library.refused_many,
        "refusedSize": texts.library.refused_size,
        "failed": texts.error,
        "exported": texts.history.exported,
    }
    scripts = "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS)
    return f"window.baoda = {{ words: {json.dumps(words, ensure_ascii=False)} }};\n{scripts}"
