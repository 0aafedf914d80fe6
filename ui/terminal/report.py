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
    from ingest.explain import LineReading
    from ingest.report import FileReport, Report
    from rag.records import Article

_REASONS = 5  # shown a file; a broken archive may have thousands of the same kind
_WORTH_TELLING = 0.5  # seconds
_LABEL = 24  # cells
_SURE = 0.8
_LABEL_STYLE = {
    "headline": "bold cyan",
    "kicker": "cyan",
    "subtitle": "cyan",
    "caption": "magenta",
    "body": "green",
    "paragraph": "green",
    "inside": "default",
    "whole": "yellow",
}


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
    if report.withdrawn:
        totals.insert(3, (report.withdrawn, "withdrawn", "yellow"))
    if report.stopped:
        left = f"{report.left:,} files were not begun; " if report.left else ""
        text = f"Stopped. {left}run the same command again: what is stored already is passed over quickly."
        yield from wrap(Text(text, style="yellow"), width)
    line = Text("Total: ", style="bold")
    line.append_text(
        Text(", ").join(Text(f"{count:,} {name}", style=style if count else "dim") for count, name, style in totals)
    )
    yield from wrap(line, width)


def _file(file: FileReport, width: int) -> Iterator[Text]:
    counts = [(file.added, "added"), (file.updated, "updated"), (file.unchanged, "unchanged")]
    counts.append((file.withdrawn, "withdrawn"))
    said = ", ".join(f"{count:,} {name}" for count, name in counts if count)
    if not said and not file.failed and not file.skipped:
        said = "no articles"
    time = f"  {file.seconds:.1f} s" if file.seconds >= _WORTH_TELLING else ""
    head = Text(file.file).append(f"  {said}", style="bold" if said else "default").append(time, style="dim")
    yield from hanging(Text(""), head, width)
    yield from _facts(file, width)
    for word, reasons, more, style in (
        ("kept whole", file.doubtful, file.more_doubtful, "yellow"),
        ("apart", file.apart, file.more_apart, "yellow"),
        ("skipped", file.skipped, file.more_skipped, "yellow"),
        ("failed", file.failed, file.more_failed, "red"),
    ):
        for reason in reasons[:_REASONS]:
            yield from hanging(Text(f"  {word}: ", style=style), Text(reason), width)
        unsaid = more + len(reasons[_REASONS:])
        if unsaid:
            yield from hanging(Text(f"  {word}: ", style=style), Text(f"and {unsaid:,} more"), width)


def _facts(file: FileReport, width: int) -> Iterator[Text]:
    """Yield the kinds of articles where not all are news, what was dropped or withdrawn, and parts put together."""
    if any(count.kind != ArticleKind.NEWS for count in file.kinds):
        kinds = ", ".join(f"{count.number:,} {count.kind}" for count in file.kinds)
        yield from hanging(Text("  kinds: ", style="dim"), Text(kinds, style="dim"), width)
    if file.dropped:
        lines = ", ".join(f"{count.number:,} {count.kind}" for count in file.dropped)
        yield from hanging(Text("  dropped lines: ", style="dim"), Text(lines, style="dim"), width)
    if file.withdrawn:
        gone = Text("held by the file when it was read before, and no more", style="dim")
        yield from hanging(Text("  withdrawn: ", style="dim"), gone, width)
    if file.joined:
        joined = Text(f"{file.joined:,} articles continued on another page", style="dim")
        yield from hanging(Text("  joined: ", style="dim"), joined, width)


def explained(reading: LineReading, width: int) -> Iterator[Text]:
    """Yield one printed line with its number, label and score in columns; a long text goes on below itself."""
    lead = Text(f"{reading.number:>5}  ", style="dim")
    lead.append(f"{reading.label:<{_LABEL}}", style=_LABEL_STYLE.get(reading.label.split(":")[0], "dim"))
    lead.append(f"{reading.score:>5.2f}  ", style="dim" if reading.score >= _SURE else "yellow")
    yield from hanging(lead, Text(reading.text), width)


def titled(article: Article, width: int) -> Iterator[Text]:
    """Yield one read article: where its lines stand, its kind, headline, and how much of it there is."""
    lines = " ".join(f"{origin.first_line}-{origin.last_line}" for origin in article.origin)
    what = Text(article.headline or opening(article), style="bold")
    facts = [
        article.kind.value if article.kind is not ArticleKind.NEWS else "",
        article.dateline,
        "、".join(article.authors),
        f"{len(article.paragraphs)} paragraph{'s' if len(article.paragraphs) != 1 else ''}",
        f"lines {lines}" if lines else "",
    ]
    what.append("  " + "  ".join(fact for fact in facts if fact), style="dim")
    yield from hanging(Text("- "), what, width)
