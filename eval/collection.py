"""A test collection: a folder with documents, questions, and which documents answer them; and a library made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from eval.cases import Case, load_cases
from eval.vectors import CachedEmbedder
from ingest.splitter import split
from rag.assistant import Assistant
from rag.build import open_assistant, open_embedder
from rag.errors import InputError
from rag.records import Article, Source
from rag.settings import Settings

_CORPUS, _QUESTIONS = "corpus.jsonl", "questions.jsonl"
_WHOLE = "whole"  # the file that says a library holds its collection to the end
_BATCH = 256


def load_documents(file: Path) -> Iterator[Article]:
    """Yield a corpus file's documents as articles, the document's id as the external id.

    Raises InputError, with file and line, for a line that is no document and for an id used twice.
    """
    seen: dict[str, int] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The corpus {file} cannot be read ({error}); it must be UTF-8 JSON Lines.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            article = _document(line, f"{file}:{number}")
            doc_id = article.source.external_id
            if doc_id in seen:
                raise InputError(f"{file}:{number}: the id {doc_id} was used in line {seen[doc_id]}; ids must differ.")
            seen[doc_id] = number
            yield article


def _document(line: str, where: str) -> Article:
    try:
        row = json.loads(line)
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
        paragraphs = tuple(paragraph.strip() for paragraph in row["text"].split("\n") if paragraph.strip())
        return Article.of(Source(date=day, headline=row.get("title") or "", external_id=row["doc_id"]), paragraphs)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{where}: no document ({error!r}); a line is a JSON object with doc_id, text, and where known title and "
            "date (2025-01-22)."
        ) from error


def collection_cases(folder: Path, questions: str = _QUESTIONS) -> tuple[Case, ...]:
    """Return the questions of a collection's folder, in the file's order."""
    return load_cases(folder / questions)


def open_collection(
    folders: Sequence[Path],
    cache: Path,
    settings: Settings,
    told: Callable[[str, int], None] | None = None,
) -> Assistant:
    """Return an assistant over the documents of all these folders, in a library kept in `cache`.

    The library is made at the first call and used again while corpora, splitting and model are the same; vectors are
    kept beside it. `told` gets the library's name and how many documents it holds so far.
    """
    embedder = CachedEmbedder(open_embedder(settings.embedding), cache / "vectors.sqlite")
    corpora = [folder / _CORPUS for folder in folders]
    name = "+".join(folder.name for folder in folders)
    folder = cache / f"{name}-{_digest(corpora, settings, embedder.fingerprint)}"
    assistant = open_assistant(folder, settings, create=True, embedder=embedder)
    if not (folder / _WHOLE).exists():
        done = 0
        documents = _pooled(corpora)
        while batch := tuple(islice(documents, _BATCH)):
            assistant.library.add(batch, lambda article: split(article, settings.split))
            done += len(batch)
            if told:
                told(name, done)
        (folder / _WHOLE).touch()
    return assistant


def _pooled(corpora: Sequence[Path]) -> Iterator[Article]:
    for corpus in corpora:
        yield from load_documents(corpus)


def _digest(corpora: Sequence[Path], settings: Settings, fingerprint: str) -> str:
    """Return a short name of everything that a library's content follows from."""
    parts = blake2b(digest_size=6)
    parts.update(f"{fingerprint}\x1f{settings.split!r}".encode())
    for corpus in corpora:
        try:
            parts.update(corpus.read_bytes())
        except OSError as error:
            raise InputError(f"The corpus {corpus} cannot be read ({error.strerror}); check the folder.") from error
    return parts.hexdigest()
