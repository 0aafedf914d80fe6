"""The library and its ingest report as JSON rows: one row type and one function for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from ui.rows.answers import day

if TYPE_CHECKING:
    from ingest.pipeline import FileReport
    from rag.library import Status
    from rag.records import Article


class FileRow(TypedDict):
    """What became of one ingested file: counts of articles, and a reason for everything left out."""

    file: str
    added: int
    updated: int
    unchanged: int
    skipped: list[str]
    failed: list[str]


class SizeRow(TypedDict):
    """One store of the library: bytes on disk and passages held."""

    store: str
    bytes: int
    passages: int


class StatusRow(TypedDict):
    """The library at a glance; dates are YYYY-MM-DD or null."""

    library: str
    articles: int
    passages: int
    newspapers: list[str]
    first_date: str | None
    last_date: str | None
    embedding_model: str
    chat_model: str
    sizes: list[SizeRow]


class RemovedRow(TypedDict):
    """One removed article."""

    removed: str
    title: str


def file_row(file: FileReport) -> FileRow:
    """Return what became of one file as a row."""
    return {
        "file": file.file,
        "added": file.added,
        "updated": file.updated,
        "unchanged": file.unchanged,
        "skipped": list(file.skipped),
        "failed": list(file.failed),
    }


def status_row(state: Status, chat_model: str) -> StatusRow:
    """Return the library's state as a row; `chat_model` is empty when none is set."""
    contents = state.contents
    return {
        "library": str(state.folder),
        "articles": contents.articles,
        "passages": contents.passages,
        "newspapers": list(contents.newspapers),
        "first_date": day(contents.first_date),
        "last_date": day(contents.last_date),
        "embedding_model": state.embedding,
        "chat_model": chat_model,
        "sizes": [{"store": size.name, "bytes": size.bytes, "passages": size.passages} for size in state.sizes],
    }


def removed_row(article: Article) -> RemovedRow:
    """Return one removed article as a row."""
    return {"removed": article.id, "title": article.headline}
