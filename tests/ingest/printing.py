"""Prints example articles as newspaper pages in PDF, for the tests of layout."""

from __future__ import annotations

from eval.printing import CHROMIUM, FOLIO, Gold, Style, example, print_pdf
from eval.printing import page_html as styled_html

__all__ = ["CHROMIUM", "example", "page_html", "print_pdf"]


def page_html(articles: list[Gold], columns: int, folio: str = FOLIO) -> str:
    """Return a page in the plainest style, set in so many columns."""
    return styled_html(articles, Style("plain", columns), folio)
