"""Text from articles, questions and models made safe to stand in the page: shown as it is, never obeyed."""

from __future__ import annotations

import html

# Gradio fills gr.HTML through a template language: braces, dollars and backticks must not reach it as such.
_TEMPLATE_SIGNS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;", "\\": "&#92;"})


def safe(text: str) -> str:
    """Return the text as HTML that shows exactly this text, in an element or in a quoted attribute."""
    return html.escape(text, quote=True).translate(_TEMPLATE_SIGNS)


def with_short(text: str, short: str) -> str:
    """Return the text as HTML with its line ends kept and the answer itself, where it stands in it, set off."""
    before, found, after = text.partition(short) if short else (text, "", "")
    if not found:
        return safe_lines(text)
    parts = (safe(part).replace("\n", "<br>") for part in (before, found, after))
    return "{}<strong>{}</strong>{}".format(*parts)


def safe_lines(text: str) -> str:
    """Return the text as HTML with its line ends kept."""
    return "<br>".join(safe(line) for line in text.splitlines())
