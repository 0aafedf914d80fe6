"""The Library tab's way in, as HTML: where files are dropped, how far each is, and the report."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats import READERS
from ingest.report import FileReport, Report
from ui.web.escape import safe
from ui.web.icons import UPLOAD
from ui.web.texts import Texts
from ui.web.uploads import Reached

_REASONS = 5  # shown a file; a broken archive may have thousands of the same kind


def drop_zone(most_files: int, most_bytes: int, texts: Texts) -> str:
    """Return where files and folders are dropped or chosen, with what may be said of them."""
    words = texts.library
    kinds = ",".join(sorted(READERS))
    return (
        f'<section class="intake" aria-label="{safe(words.add)}"><h2>{safe(words.add)}</h2>'
        f'<div class="drop" data-most="{most_files}" data-bytes="{most_bytes}">{UPLOAD}<p>{safe(words.drop)}</p>'
        f'<p class="choose"><label class="secondary" tabindex="-1"><input type="file" multiple accept="{safe(kinds)}" '
        f'class="unseen" name="files" aria-label="{safe(words.choose_files)}"><span>{safe(words.choose_files)}</span>'
        f'</label><label class="secondary"><input type="file" webkitdirectory class="unseen" name="folder" '
        f'aria-label="{safe(words.choose_folder)}"><span>{safe(words.choose_folder)}</span></label></p>'
        f'<p class="kinds">{safe(words.kinds_read)}</p></div>'
        f'<div class="hints"><label><span>{safe(words.newspaper)}</span><input type="text" class="field" '
        f'name="intake-newspaper" maxlength="60" placeholder="{safe(words.newspaper_hint)}"></label>'
        f'<label><span>{safe(words.day)}</span><input type="date" class="field" name="intake-day"></label></div>'
        f'<ul class="files sending"></ul></section>'
    )


def reached_list(reached: Reached, texts: Texts) -> str:
    """Return a line with a bar for every file."""
    items = "".join(_file(name, share, texts) for name, share in reached.shares)
    return f'<ul class="files">{items}</ul>'


def _file(name: str, share: float, texts: Texts) -> str:
    words = texts.library
    said = words.done if share >= 1 else words.reading if share > 0 else words.waiting
    return (
        f'<li><span class="name">{safe(name)}</span><progress max="1" value="{share:.2f}" '
        f'aria-label="{safe(name)}"></progress><span class="state">{safe(said)}</span></li>'
    )


def report_list(report: Report, texts: Texts) -> str:
    """Return the sums of an ingest, and what became of every file."""
    words = texts.library
    total = words.report.format(
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        withdrawn=words.report_withdrawn.format(count=report.withdrawn) if report.withdrawn else "",
        failed=report.failed,
    )
    files = "".join(_reported(file, texts) for file in report.files)
    return f'<p class="total" role="status">{safe(total)}</p><ul class="files reported">{files}</ul>'


def _reported(file: FileReport, texts: Texts) -> str:
    words = texts.library
    counts = [
        words.added.format(count=file.added) if file.added else "",
        words.updated.format(count=file.updated) if file.updated else "",
        words.unchanged.format(count=file.unchanged) if file.unchanged else "",
        words.withdrawn.format(count=file.withdrawn) if file.withdrawn else "",
    ]
    said = " · ".join(count for count in counts if count)
    dropped = sum(count.number for count in file.dropped)
    reasons = [
        *_reasons(words.failed, file.failed, "failed"),
        *_reasons(words.skipped, file.skipped, "skipped"),
        *_reasons(words.doubtful, (*file.doubtful, *file.apart), "doubtful"),
        *([f"<li>{safe(words.gone)}</li>"] if file.withdrawn else []),
        *([f"<li>{safe(words.dropped.format(count=dropped))}</li>"] if dropped else []),
    ]
    more = f'<ul class="reasons">{"".join(reasons)}</ul>' if reasons else ""
    kind = "failed" if file.failed else "done"
    name = f'<span class="name">{safe(file.file)}</span>'
    return f'<li class="{kind}">{name}<span class="state">{safe(said)}</span>{more}</li>'


def _reasons(pattern: str, reasons: Sequence[str], kind: str) -> list[str]:
    shown = [f'<li class="{kind}">{safe(pattern.format(reason=reason))}</li>' for reason in reasons[:_REASONS]]
    return [*shown, *([f"<li>… +{len(reasons) - _REASONS}</li>"] if len(reasons) > _REASONS else [])]
