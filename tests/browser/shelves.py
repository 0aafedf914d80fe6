"""A library of the example pages, and one of them printed as a PDF, for browser tests and pictures."""

from __future__ import annotations

from pathlib import Path

from eval.printing import STYLES, example, page_html, print_pdf
from ingest.formats import Hints
from ingest.pipeline import ingest
from rag import open_assistant

PAGES = Path(__file__).parents[2] / "examples" / "pages"
PAPER = "临澜日报"
PRINTED = "linlan-2024-03-07-p1"


def fill(folder: Path, *, printed: bool = False) -> Path:
    """Make a library in this folder; with `printed`, the last page comes as a PDF. The folder is returned."""
    files = sorted(PAGES.glob("*.txt"))
    if printed:
        folder.parent.mkdir(parents=True, exist_ok=True)
        page = page_html(example(PRINTED), STYLES[0], f"{PAPER}　2024年3月7日　第1版")
        files = [*(file for file in files if file.stem != PRINTED), print_pdf(page, folder.parent / f"{PRINTED}.pdf")]
    with open_assistant(folder, create=True) as assistant:
        ingest(files, assistant.library, assistant.settings.split, Hints(newspaper=PAPER))
    return folder
