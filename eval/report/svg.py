"""A drawing by matplotlib → SVG that stands in a page: the page's colours, text that is text, ids of its own."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Drawn in these colours, which nothing else has, then each put in the page's own: they follow light and dark.
INK, FAINT, LINE, PAPER = "#fe0001", "#fe0002", "#fe0003", "#fe0004"
SERIES = tuple(f"#fe01{number:02x}" for number in range(8))
MARKERS = "osD^vP*X"
_PAGE = {INK: "--ink", FAINT: "--faint", LINE: "--line", PAPER: "--card"}
_PAGE |= {colour: f"--s{number}" for number, colour in enumerate(SERIES)}

_WIDTH = 6.4  # inches of 72 units; narrow, so that the text can be read on a telephone
_CHINESE = ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei")


def draw(name: str, told: str, height: float, paint: Callable[[Axes], None]) -> Markup:
    """Return the drawing that `paint` makes on a pair of axes; `told` says in words what is to be seen.

    `name` is a word that no other drawing of the page has; `height` is in inches, beside 6.4 of width.
    """
    from matplotlib.figure import Figure

    written = StringIO()
    with _styled(name), warnings.catch_warnings():
        # Without a Chinese font here, widths are guessed; the reader's browser has one.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        paint(axes)
        figure.savefig(written, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return _inline(written.getvalue(), name, told)


def _styled(name: str) -> AbstractContextManager[None]:
    """Return the context in which a drawing has the page's look."""
    import matplotlib as mpl
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    return mpl.rc_context(
        {
            "svg.fonttype": "none",  # text stays text: it can be found, and the page's fonts show it
            "svg.hashsalt": name,
            "font.family": ["DejaVu Sans", *(font for font in _CHINESE if font in installed)],
            "font.size": 13,
            "text.parse_math": False,
            "text.color": INK,
            "axes.labelcolor": FAINT,
            "axes.edgecolor": LINE,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "grid.color": LINE,
            "xtick.color": LINE,
            "ytick.color": LINE,
            "xtick.labelcolor": FAINT,
            "ytick.labelcolor": FAINT,
            "legend.frameon": False,
            "legend.fontsize": 11,
        }
    )


def _inline(text: str, name: str, told: str) -> Markup:
    """Return the SVG without what only a file of its own needs."""
    text = text[text.index("<svg") :]
    text = re.sub(
        r'(?<=<svg) [^>]*?(viewBox="[^"]*")[^>]*>', rf' \1 role="img" aria-label="{escape(told)}">', text, count=1
    )
    text = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.DOTALL)  # would hold for the whole page
    text = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", text).replace("xlink:href", "href")
    text = re.sub(r"font-family: [^;\"]*;? ?", "", text)
    for colour, variable in _PAGE.items():
        text = text.replace(colour, f"var({variable})")
    return Markup(text)  # noqa: S704 - matplotlib escapes the labels, and `told` is escaped above
