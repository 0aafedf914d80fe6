"""Passages as tantivy documents: the fields, and the terms of each view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag import chinese
from rag.index_words import index_words
from rag.passage_digest import passage_digest
from rag.records import Passage

if TYPE_CHECKING:
    import tantivy

VIEWS = ("words", "bigrams")
CUTTERS = {"words": index_words, "bigrams": chinese.bigrams}

VERSION = "3"  # of fields and terms; raise it with every change of either, and libraries build their index anew


def passage_schema() -> tantivy.Schema:
    """Return the fields of a passage."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("newspaper", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", indexed=True, fast=True)
    for view in VIEWS:
        builder.add_text_field(view, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def document_of(passage: Passage) -> tantivy.Document:
    """Return a passage as it is indexed, its headline's words with its own."""
    import tantivy

    source = passage.source
    document = tantivy.Document()
    document.add_text("passage_id", passage.id)
    document.add_text("article_id", passage.article_id)
    document.add_text("digest", passage_digest(passage))
    document.add_text("newspaper", source.newspaper)
    if source.date:
        document.add_integer("date", source.date.toordinal())  # absent when unknown: a bound leaves the passage out
    for view, cut in CUTTERS.items():
        # The headline's words count in every passage of its article: the later ones often name nothing themselves.
        document.add_text(view, " ".join((*cut(source.headline), *cut(passage.text))))
    return document
