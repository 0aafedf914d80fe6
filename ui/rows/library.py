"""The library and its ingest report as JSON rows: one row type and one function for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # the one that pydantic reads on Python 3.11

from ui.rows.answers import day

if TYPE_CHECKING:
    from ingest.explain import LineReading
    from ingest.report import FileReport
    from rag.doctor import Finding
    from rag.records import Article
    from rag.shelf import Status


class FileRow(TypedDict):
    """What became of one ingested file: counts of articles, and a reason for everything left out.

    `withdrawn` counts articles that it gave before and gives no more.
    `dropped` counts lines by kind of furniture; `more` counts reasons of a sort beyond those that are listed.
    """

    file: str
    added: int
    updated: int
    unchanged: int
    withdrawn: int
    skipped: list[str]
    failed: list[str]
    articles: int
    kinds: dict[str, int]
    dropped: dict[str, int]
    doubtful: list[str]
    apart: list[str]
    joined: int
    more: dict[str, int]
    seconds: float


class LineRow(TypedDict):
    """One printed line as the page reader labelled it; `score` is the label's probability, 0 to 1."""

    file: str
    line: int
    label: str
    score: float
    text: str


class SizeRow(TypedDict):
    """One store of the library: bytes on disk and passages held, null where they were not counted."""

    store: str
    bytes: int
    passages: int | None


class StatusRow(TypedDict):
    """The library at a glance; dates are YYYY-MM-DD or null, `pending` counts articles not yet in every index."""

    library: str
    articles: int
    passages: int
    newspapers: list[str]
    first_date: str | None
    last_date: str | None
    embedding_model: str
    chat_model: str
    sizes: list[SizeRow]
    pending: int


class FindingRow(TypedDict):
    """Something that the doctor found wrong in one store, and the articles it is wrong with."""

    store: str
    trouble: str
    text: str
    articles: list[str]
    repaired: bool


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
        "withdrawn": file.withdrawn,
        "skipped": list(file.skipped),
        "failed": list(file.failed),
        "articles": file.articles,
        "kinds": {count.kind: count.number for count in file.kinds},
        "dropped": {count.kind: count.number for count in file.dropped},
        "doubtful": list(file.doubtful),
        "apart": list(file.apart),
        "joined": file.joined,
        "more": {
            "skipped": file.more_skipped,
            "failed": file.more_failed,
            "doubtful": file.more_doubtful,
            "apart": file.more_apart,
        },
        "seconds": file.seconds,
    }


def line_row(reading: LineReading) -> LineRow:
    """Return one line of an explained page as a row."""
    return {
        "file": reading.file,
        "line": reading.number,
        "label": reading.label,
        "score": reading.score,
        "text": reading.text,
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
        "pending": state.pending,
    }


def removed_row(article: Article) -> RemovedRow:
    """Return one removed article as a row."""
    return {"removed": article.id, "title": article.headline}


def finding_row(finding: Finding) -> FindingRow:
    """Return something that is wrong as a row."""
    return {
        "store": finding.store,
        "trouble": finding.trouble.value,
        "text": finding.text,
        "articles": list(finding.articles),
        "repaired": finding.repaired,
    }
