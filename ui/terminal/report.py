"""What an ingest did, file by file, and what a page holds, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from rag.records import ArticleKind
from ui.terminal.answers import hanging
from ui.terminal.library import opening
from ui.terminal.wrap import wrap

if TYPE_CHECKING:
    from ingest.pipeline import FileReport, Report
    from rag.records import Article

_REASONS = 10  # shown a file; a broken archive may have thousands of the same kind


def reported(report: Report, width: int) -> Iterator[Text]:
    """Yield a line for every file, its reasons under it, and the totals."""
    for file in report.files:
        yield from _file(file, width)
    totals = [
        (report.added, "added", "green"),
        (report.updated, "updated", "green"),
        (report.unchanged, "unchanged", "default"),
        (report.skipped, "skipped", "yellow"),
        (report.failed, "failed", "red"),
    ]
    line = Text("Total: ", style="bold")
    line.append_text(
        Text(", ").join(Text(f"{count:,} {name}", style=style if count else "dim") for count, name, style in totals)
    )
    yield from wrap(line, width)


def _file(file: FileReport, width: int) -> Iterator[Text]:
    counts = [(file.added, "added"), (file.updated, "updated"), (file.unchanged, "unchanged")]
    said = ", ".join(f"{count:,} {name}" for count, name in counts if count)
    if not said and not file.failed and not file.skipped:
        said = "no articles"
    yield from hanging(Text(""), Text(file.file).append(f"  {said}", style="bold" if said else "default"), width)
    for word, reasons, style in (("skipped", file.skipped, "yellow"), ("failed", file.failed, "red")):
        for reason in reasons[:_REASONS]:
            yield from hanging(Text(f"  {word}: ", style=style), Text(reason), width)
        if len(reasons) > _REASONS:
            yield from hanging(Text(f"  {word}: ", style=style), Text(f"and {len(reasons) - _REASONS:,} more"), width)


def titled(article: Article, width: int) -> Iterator[Text]:
    """Yield one read article: where its lines stand, its kind, headline, and how much of it there is."""
    lines = " ".join(f"{origin.first_line}-{origin.last_line}" for origin in article.origin)
    what = Text(article.headline or opening(article), style="bold")
    facts = [
        article.kind.value if article.kind is not ArticleKind.NEWS else "",
        article.dateline,
        "、".join(article.authors),
        f"{len(article.paragraphs)} paragraphs",
        f"lines {lines}" if lines else "",
    ]
    what.append("  " + "  ".join(fact for fact in facts if fact), style="dim")
    yield from hanging(Text("- "), what, width)
