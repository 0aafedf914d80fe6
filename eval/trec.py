"""Run and judgement files as trec_eval reads them, so that any tool of that family can check the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rag.errors import InputError


def run_lines(qid: str, documents: Sequence[str], tag: str) -> Iterable[str]:
    """Yield a question's lines of a run file, best document first.

    The score falls by one a rank: trec_eval sorts by score and breaks ties its own way.
    """
    for rank, document in enumerate(documents, start=1):
        yield f"{qid} Q0 {document} {rank} {len(documents) - rank + 1} {tag}\n"


def write_run(file: Path, rankings: Mapping[str, Sequence[str]], tag: str) -> None:
    """Write the documents found for every question; ids and tag are single words."""
    with file.open("w", encoding="utf-8") as out:
        for qid, documents in rankings.items():
            out.writelines(run_lines(qid, documents, tag))


def read_run(file: Path) -> dict[str, list[str]]:
    """Return question id → documents, best first; InputError, with the line, for a line of another form."""
    scored: dict[str, list[tuple[float, str]]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            qid, _, document, _, score, _ = line.split()
            scored.setdefault(qid, []).append((float(score), document))
        except ValueError as error:
            raise InputError(f"{file}:{number}: no line of a run; it reads: qid Q0 doc_id rank score tag.") from error
    return {qid: [document for _, document in sorted(entries, reverse=True)] for qid, entries in scored.items()}


def write_qrels(file: Path, gold: Mapping[str, Iterable[str]]) -> None:
    """Write which documents answer which question, all with grade 1."""
    with file.open("w", encoding="utf-8") as out:
        for qid, documents in gold.items():
            out.writelines(f"{qid} 0 {document} 1\n" for document in documents)
