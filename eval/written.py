"""Questions and documents as lines of a dataset's files, which `eval.cases` and `eval.collection` read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.cases import Case
from eval.collection import Document
from rag.errors import InputError


def case_fields(case: Case) -> dict[str, object]:
    """Return a question as JSON fields; those that hold nothing and need not be there are left out."""
    fields: dict[str, object] = {
        "qid": case.qid,
        "question": case.question,
        "answers": list(case.answers),
        "gold_doc_ids": list(case.gold_doc_ids),
        "answerable": case.answerable,
        "evidence": list(case.evidence),
        "type": case.type,
    }
    if case.answer_groups:
        fields["answer_groups"] = [list(group) for group in case.answer_groups]
    if case.gold_titles:
        fields["gold_titles"] = list(case.gold_titles)
    if case.question_date:
        fields["question_date"] = case.question_date.isoformat()
    if case.context:
        fields["context_doc_ids"] = list(case.context)
    if case.doubtful:
        fields["gold_suspect"] = True
    if case.retrieval_only:
        fields["retrieval_only"] = True
    return fields


def document_fields(document: Document, source: str) -> dict[str, object]:
    """Return a document as JSON fields; `source` says where it comes from."""
    fields: dict[str, object] = {
        "doc_id": document.doc_id,
        "title": document.title,
        "text": document.text,
        "date": document.day.isoformat() if document.day else "",
        "source": source,
    }
    return fields | ({"copy_of": document.copy_of} if document.copy_of else {})


def write_lines(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write one JSON object a line; the file is there whole or as it was before. InputError when it cannot be."""
    aside = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        aside.replace(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written ({error.strerror}); name another place.") from error
