"""Questions to a tantivy index: built term by term, never parsed, so that no character of a question is an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag import chinese
from rag.backends.tantivy_bounds import bounds_of
from rag.backends.tantivy_documents import CUTTERS
from rag.protocols import Ranked
from rag.records import Query

if TYPE_CHECKING:
    import tantivy

_LONGEST_QUERY = 1024  # different terms; the rest of a page-long question is not searched


def ranked(schema: tantivy.Schema, searcher: tantivy.Searcher, view: str, query: Query, k: int) -> tuple[Ranked, ...]:
    """Return the `k` best passages of one view inside the query's bounds, score = BM25."""
    import tantivy

    terms = list(dict.fromkeys(CUTTERS[view](query.readable)))[:_LONGEST_QUERY]
    if not terms or k < 1 or not searcher.num_docs:
        return ()
    matches = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, view, term, index_option="freq")) for term in terms
    ]
    wanted = [(tantivy.Occur.Must, tantivy.Query.boolean_query(matches))]
    wanted += [(tantivy.Occur.Must, tantivy.Query.const_score_query(bound, 0.0)) for bound in bounds_of(schema, query)]
    found = searcher.search(tantivy.Query.boolean_query(wanted), limit=k, count=False).hits
    entries = [Ranked(str(searcher.doc(address).get_first("passage_id")), score) for score, address in found]
    return tuple(sorted(entries, key=lambda entry: (-entry.score, entry.passage_id)))


def articles_with(schema: tantivy.Schema, searcher: tantivy.Searcher, text: str) -> frozenset[str]:
    """Return ids of the articles that have a passage, with its headline, where all of a text's bigrams stand."""
    import tantivy

    terms = list(dict.fromkeys(chinese.bigrams(text)))[:_LONGEST_QUERY]
    if not terms or not searcher.num_docs:
        return frozenset()
    all_of = [
        (tantivy.Occur.Must, tantivy.Query.term_query(schema, "bigrams", term, index_option="basic")) for term in terms
    ]
    found = searcher.search(tantivy.Query.boolean_query(all_of), limit=searcher.num_docs, count=False).hits
    return frozenset(str(searcher.doc(address).get_first("article_id")) for _score, address in found)
