"""A test collection: a folder with documents, questions, and which documents answer them; and a library made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from eval.cases import Case, load_cases
from eval.vectors import open_cached
from ingest.splitter import split
from rag.assistant import Assistant
from rag.build import open_assistant
from rag.errors import InputError
from rag.records import Article, Source
from rag.settings import Settings

CORPUS, _QUESTIONS = "corpus.jsonl", "questions.jsonl"
_WHOLE = "whole"  # the file that says a library holds its collection to the end
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Document:
    """A line of a corpus file; `copy_of` is the id of the document that it repeats, empty when it repeats none."""

    doc_id: str
    title: str
    text: str
    day: date | None
    copy_of: str

    @property
    def article(self) -> Article:
        """The document as an article, its id as the external id."""
        paragraphs = tuple(paragraph.strip() for paragraph in self.text.split("\n") if paragraph.strip())
        return Article.of(Source(date=self.day, headline=self.title, external_id=self.doc_id), paragraphs)


def load_documents(file: Path) -> Iterator[Document]:
    """Yield a corpus file's documents.

    Raises InputError, with file and line, for a line that is no document and for an id used twice, and for a file
    without documents.
    """
    seen: dict[str, int] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The corpus {file} cannot be read ({error}); it must be UTF-8 JSON Lines.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            document = _document(line, f"{file}:{number}")
            first = seen.setdefault(document.doc_id, number)
            if first != number:
                raise InputError(
                    f"{file}:{number}: the id {document.doc_id} was used in line {first}; ids must differ."
                )
            yield document
    if not seen:
        raise InputError(f"The corpus {file} holds no document; each line is a JSON object with doc_id and text.")


def _document(line: str, where: str) -> Document:
    try:
        row = json.loads(line)
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
        parts = [row["doc_id"], row.get("title") or "", row["text"], row.get("copy_of") or ""]
        doc_id, title, text, copy_of = (part.strip() for part in parts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{where}: no document ({error!r}); a line is a JSON object with doc_id, text, and where known title and "
            "date (2025-01-22)."
        ) from error
    return Document(doc_id, title, text, day, copy_of)


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
    name = "+".join(folder.name for folder in folders)
    return open_corpora(name, [folder / CORPUS for folder in folders], cache, settings, told)


def open_corpora(
    name: str,
    corpora: Sequence[Path],
    cache: Path,
    settings: Settings,
    told: Callable[[str, int], None] | None = None,
) -> Assistant:
    """Return an assistant over the documents of these corpus files; `name` is the library's, the rest as above."""
    embedder = open_cached(settings.embedding, cache)
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
        yield from (document.article for document in load_documents(corpus))


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
