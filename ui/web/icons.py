"""The page's few drawn signs: not every machine has a font with them."""

from __future__ import annotations


def _icon(*paths: str) -> str:
    drawn = "".join(f'<path d="{path}"/>' for path in paths)
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>'


# The style sheet turns it round for BAD.
THUMB = _icon("M7 11v9H4v-9zM7 11l4-8c1.6 0 2.6 1 2.6 2.6V9H19a2 2 0 0 1 2 2.3l-1.2 7A2 2 0 0 1 17.8 20H7")
EDIT = _icon("M4 20h4L19.5 8.5a2.1 2.1 0 0 0-3-3L5 17zM14.5 7.5l3 3")
RETRY = _icon("M20 12a8 8 0 1 1-2.3-5.6M20 3v5h-5")
COPY = _icon("M9 9h11v11H9zM15 9V4H4v11h5")
OPEN = _icon("M4 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H4zM20 5h-6a2 2 0 0 0-2 2v13a2 2 0 0 1 2-2h6z")
FILTER = _icon("M4 6h16M7 12h10M10 18h4")
CLOSE = _icon("M6 6l12 12M18 6L6 18")
UPLOAD = _icon("M12 16V4M7 9l5-5 5 5M4 16v4h16v-4")
PAGE = _icon("M5 3h14v18H5zM8 7h8M8 11h3M8 15h3M14 11h2v6h-2z")
TEXT = _icon("M4 6h16M4 11h16M4 16h10")
DELETE = _icon("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6")
SAVE = _icon("M12 4v12M7 11l5 5 5-5M4 20h16")
