"""Stock recipes of other libraries over the same corpus with the same embedder, in a table by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from eval.baselines import bm25, haystack, langchain, langchain_ensemble, llama_index
from eval.baselines.recipe import Baseline, Recipe
from eval.collection import CORPUS, load_documents
from rag.embedder import Embedder
from rag.errors import InputError


class Stock(StrEnum):
    """The libraries whose recipes can be measured."""

    BM25 = "bm25"
    LANGCHAIN = "langchain"
    LANGCHAIN_ENSEMBLE = "langchain-ensemble"
    LLAMA_INDEX = "llama-index"
    HAYSTACK = "haystack"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a name stands for: recipes for an embedder, and the packages that they import."""

    recipes: Callable[[Embedder], Iterator[Recipe]]
    packages: tuple[str, ...]


_LANGCHAIN = ("langchain_text_splitters", "langchain_chroma")
_TABLE: Mapping[Stock, _Entry] = {
    Stock.BM25: _Entry(bm25.recipes, ("rank_bm25",)),
    Stock.LANGCHAIN: _Entry(langchain.recipes, _LANGCHAIN),
    Stock.LANGCHAIN_ENSEMBLE: _Entry(
        langchain_ensemble.recipes, (*_LANGCHAIN, "langchain_classic", "langchain_community", "rank_bm25")
    ),
    Stock.LLAMA_INDEX: _Entry(llama_index.recipes, ("llama_index", "bm25s")),
    Stock.HAYSTACK: _Entry(haystack.recipes, ("haystack",)),
}


def open_baselines(names: Sequence[Stock], corpora: Sequence[Path], embedder: Embedder) -> Iterator[Baseline]:
    """Return every recipe of these libraries over the corpora's documents; each is indexed when it is due.

    `corpora` are folders. Raises InputError at once when there is none or a package is missing, and later when one
    cannot be read.
    """
    if not corpora:
        raise InputError("Baselines need documents of their own; name a dataset's folder that holds corpus.jsonl.")
    missing = sorted({package for name in names for package in _TABLE[name].packages if find_spec(package) is None})
    if missing:
        raise InputError(
            f"The baselines need packages that are not installed ({', '.join(missing)}); "
            "install them with: pip install 'baoda[baselines]'"
        )
    return _indexed(names, corpora, embedder)


def _indexed(names: Sequence[Stock], corpora: Sequence[Path], embedder: Embedder) -> Iterator[Baseline]:
    documents = [document for folder in corpora for document in load_documents(folder / CORPUS)]
    for name in dict.fromkeys(names):
        for recipe in _TABLE[name].recipes(embedder):
            yield Baseline(recipe, documents)
