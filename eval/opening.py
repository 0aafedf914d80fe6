"""What a dataset is asked of: its own corpora, pages read on the spot, or a library that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.collection import open_collection
from eval.dataset import Dataset
from eval.titled import with_articles
from eval.vectors import open_cached
from rag.assistant import Assistant
from rag.build import open_assistant
from rag.errors import InputError
from rag.settings import Settings

Told = Callable[[int, int], None]  # how many are done, and of how many


@dataclass(frozen=True, slots=True)
class Opened:
    """An assistant to put the dataset's questions to; the dataset knows the texts of its gold documents."""

    dataset: Dataset
    assistant: Assistant


@contextmanager
def opened(
    dataset: Dataset,
    settings: Settings,
    cache: Path,
    *,
    library: Path | None = None,
    pages: Sequence[Path] = (),
    told: Told | None = None,
) -> Iterator[Opened]:
    """Open what the dataset is asked of; libraries made of corpora, and all vectors, are kept in `cache`.

    A time budget after which less is read would let a busy machine find something else, so none holds here.
    Raises InputError for a dataset with documents of its own that is to be asked of something else, for pages that
    cannot all be read, and what `eval.titled.with_articles` raises.
    """
    settings = _unhurried(settings)
    if dataset.corpora:
        if library or pages:
            raise InputError(f"{dataset.name} has documents of its own; leave out --library and --pages.")
        with open_collection(dataset.corpora, cache, settings, _documents(told)) as assistant:
            yield Opened(dataset, assistant)
    elif pages:
        if library:
            raise InputError("Name a library or pages to ask, not both.")
        with TemporaryDirectory() as folder, _of_pages(pages, Path(folder), settings, cache) as assistant:
            yield Opened(with_articles(dataset, assistant.library.articles()), assistant)
    else:
        with open_assistant(library, settings) as assistant:
            yield Opened(with_articles(dataset, assistant.library.articles()), assistant)


def _unhurried(settings: Settings) -> Settings:
    return settings.model_copy(update={"reranker": settings.reranker.model_copy(update={"budget": inf})})


def _documents(told: Told | None) -> Callable[[str, int], None] | None:
    """Return what is told of documents stored: how many there will be is not known, so all of them are done."""
    return None if told is None else lambda _, done: told(done, done)


def _of_pages(pages: Sequence[Path], folder: Path, settings: Settings, cache: Path) -> Assistant:
    """Return an assistant over the articles of pages; nothing of a page may be lost unsaid."""
    from ingest.formats import Hints
    from ingest.pipeline import ingest

    embedder = open_cached(settings.embedding, cache)
    assistant = open_assistant(folder / "pages", settings, create=True, embedder=embedder)
    report = ingest(pages, assistant.library, settings.split, Hints())
    failures = [failure for file in report.files for failure in file.failed]
    if report.failed or report.stopped:
        assistant.close()
        first = failures[0] if failures else "the reading was stopped"
        raise InputError(f"The pages could not all be read, so nothing was asked: {first}")
    return assistant
