"""The few pages that need no Gradio: plain HTML, filled by jinja with everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def plain_page(name: str, **filled: object) -> str:
    """Return the page of this name as HTML text."""
    return _pages().get_template(name).render(**filled)


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
