"""What every stock recipe shares: a document as one text, passages in their order, and a system around its search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from eval.asked import Asked, Found
from eval.cases import Case
from eval.collection import Document
from eval.systems import DEPTH

Search = Callable[[str], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way to search: `build` takes documents and returns question → passages, best first."""

    name: str
    build: Callable[[Sequence[Document]], Search]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document as a recipe cut it."""

    doc_id: str
    text: str


class Baseline:
    """A recipe over a corpus, measured like the assistant; `search` finds passages in all of it. It answers nothing."""

    def __init__(self, recipe: Recipe, documents: Sequence[Document]) -> None:
        """Index the documents as the recipe says."""
        self.name = recipe.name
        self._build = recipe.build
        self._documents = {document.doc_id: document for document in documents}
        self.search = recipe.build(documents)

    def ask(self, case: Case) -> Asked:
        """Return the passages found; a closed context is indexed by itself, and its indexing is not timed."""
        closed = [self._documents[doc_id] for doc_id in case.context]
        search = self._build(closed) if closed else self.search
        began = perf_counter()
        found = tuple(search(case.question))[:DEPTH]
        return Asked(case.qid, case.question, found, {"search": (perf_counter() - began) * 1000})


def whole_text(document: Document) -> str:
    """Return the title in a line of its own, then the text: what the libraries get, and ours sees no more."""
    return f"{document.title}\n{document.text}".strip()


def in_order(chunks: Iterable[Chunk]) -> list[Found]:
    """Return the chunks as passages found; the libraries' scores cannot be compared, so the score is 1 / rank."""
    return [Found((chunk.doc_id,), chunk.text, 1 / rank) for rank, chunk in enumerate(chunks, start=1)]


def spaced(text: str) -> str:
    """Return the words of a text, as Chinese is cut here, with spaces between them, for libraries that look for those.

    A text without a word stays as it is.
    """
    from rag.chinese import words

    return " ".join(words(text)) or text
