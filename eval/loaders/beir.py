"""BEIR and MTEB folders (Thakur et al. 2021): corpus.jsonl, queries.jsonl, qrels/*.tsv.

{"_id", "title", "text"}, {"_id", "text"}, and tables of query-id, corpus-id and score with these headings, one a split.
"""

from __future__ import annotations

from pathlib import Path

from eval.collection import Document
from eval.loaders.judged import Judgement, Topic, grade_of, joined, require_distinct
from eval.loaders.layout import Imported
from eval.loaders.nodes import Node, read_records
from rag.errors import InputError


def load_beir(path: Path, name: str) -> Imported:  # noqa: ARG001 a retrieval set keeps its own ids
    """Return the folder's documents and judged queries, all splits together, with their own ids."""
    qrels = sorted((path / "qrels").glob("*.tsv"))
    if not qrels:
        raise InputError(
            f"{path} holds no qrels/*.tsv; name a BEIR folder with corpus.jsonl, queries.jsonl and qrels/."
        )
    topics = [
        Topic(record.field("_id", "id").words(), record.field("text").words(), _where(record))
        for record in read_records(path / "queries.jsonl")
    ]
    return joined(_documents(path / "corpus.jsonl"), topics, [one for file in qrels for one in _judgements(file)])


def _documents(file: Path) -> list[Document]:
    places: dict[str, str] = {}
    documents: list[Document] = []
    for record in read_records(file):
        doc_id, title = record.field("_id", "id").words(), record.find("title")
        require_distinct(places, doc_id, _where(record))
        places[doc_id] = _where(record)
        documents.append(
            Document(doc_id, title.maybe_words() if title else "", record.field("text").maybe_words(), None, "")
        )
    return documents


def _judgements(file: Path) -> list[Judgement]:
    found: list[Judgement] = []
    for record in read_records(file):
        where = _where(record)
        grade = grade_of(record.field("score").words(), where)
        found.append(Judgement(record.field("query-id").words(), record.field("corpus-id").words(), grade, where))
    return found


def _where(record: Node) -> str:
    return f"{record.source.file}:{record.source.first_line}"
