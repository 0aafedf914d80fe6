"""One reader a format, in a table keyed by suffix."""

from __future__ import annotations

from pathlib import Path

from ingest.formats.archives import read_tar, read_zip
from ingest.formats.csv_articles import read_csv
from ingest.formats.docx import read_docx
from ingest.formats.epub import read_epub
from ingest.formats.html import read_html, read_mhtml
from ingest.formats.json_articles import read_json
from ingest.formats.jsonl import read_jsonl
from ingest.formats.markdown import read_markdown
from ingest.formats.pdf import read_pdf
from ingest.formats.reader import FormatReader, Hints, Problem
from ingest.formats.scan import read_scan
from ingest.formats.text_dump import read_text_dump

__all__ = ["READERS", "FormatReader", "Hints", "Problem", "reader_for"]

READERS: dict[str, FormatReader] = {
    ".txt": read_text_dump,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_docx,
    ".epub": read_epub,
    ".pdf": read_pdf,
    ".png": read_scan,
    ".jpg": read_scan,
    ".jpeg": read_scan,
    ".zip": read_zip,
    ".tar": read_tar,
    ".tar.gz": read_tar,
    ".tgz": read_tar,
}


def reader_for(path: Path) -> FormatReader | None:
    """Return the reader of the file's format, or None when no reader knows its suffix; .tar.gz counts as one."""
    double = "".join(path.suffixes[-2:]).lower()
    return READERS.get(double) or READERS.get(path.suffix.lower())
