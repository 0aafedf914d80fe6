"""A dataset: gold questions, with documents of their own or to be put to a library that is there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from eval.cases import Case, load_cases, title_name
from eval.collection import CORPUS, load_documents
from rag.errors import InputError

_QUESTIONS, _REJECTED = "questions.jsonl", "questions_reject.jsonl"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions and the corpora to answer them from; without corpora a library is asked and titles are the gold.

    `corpora` are folders, the dataset's own first, distractors behind it. `copies` says of a document which other one
    it repeats: both count as one. `texts` holds the text of every document that is gold, `days` its date where it has
    one. `last_day` is the newest day of all documents: a question that names no day is asked on it. `held` is how many
    questions the files hold, of which `cases` may be the first alone. `absent` are gold titles that no article has.
    """

    name: str
    cases: tuple[Case, ...]
    corpora: tuple[Path, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    held: int = 0
    last_day: date | None = None
    absent: tuple[str, ...] = ()

    def original(self, document: str) -> str:
        """Return the document that this one repeats, itself when it repeats none."""
        return self.copies.get(document, document)

    def gold(self, case: Case) -> frozenset[str]:
        """Return the documents that answer the case: their ids, or their titles where there is no corpus."""
        return frozenset(self.original(name) for name in self.gold_names(case))

    def gold_names(self, case: Case) -> tuple[str, ...]:
        """Return the documents that answer the case as the question names them: copies are not yet their originals."""
        return case.gold_doc_ids if self.corpora else tuple(map(title_name, case.gold_titles))

    def gold_texts(self, case: Case) -> tuple[str, ...]:
        """Return the texts of the documents that answer the case, those that are known."""
        return tuple(self.texts[name] for name in self.gold_names(case) if name in self.texts)


def load_dataset(path: Path, pool: Sequence[Path] = (), limit: int | None = None) -> Dataset:
    """Return the dataset in a folder (questions.jsonl, questions_reject.jsonl, corpus.jsonl) or of one gold file.

    `pool` are folders whose documents are put among the dataset's own; `limit` takes the first questions of a file.
    Raises InputError for a folder without questions, a file that cannot be read, a line that is no question, an id
    used twice, and a gold document that the corpora do not hold.
    """
    if path.is_file():
        if pool:
            raise InputError(
                f"{path} is a gold file without a corpus, so nothing can be pooled with it; name a folder."
            )
        cases = load_cases(path)
        return Dataset(path.stem, cases[:limit], held=len(cases))
    files = [path / name for name in (_QUESTIONS, _REJECTED) if (path / name).is_file()]
    if not files:
        raise InputError(f"{path} holds no {_QUESTIONS}; name a dataset's folder or a gold file.")
    loaded = [load_cases(file) for file in files]
    cases = _unlike([case for kept in loaded for case in kept[:limit]])
    held = sum(map(len, loaded))
    name = "+".join(folder.name for folder in (path, *pool))
    if not (path / CORPUS).is_file():
        if pool:
            raise InputError(f"{path} holds no {CORPUS}, so nothing can be pooled with it.")
        return Dataset(name, cases, held=held)
    return _with_corpora(Dataset(name, cases, (path, *pool), held=held))


def _unlike(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Return the cases of one or two files; those of the second with an id of the first are told apart by `-r`."""
    seen: dict[str, Case] = {}
    for case in cases:
        qid = f"{case.qid}-r" if case.qid in seen else case.qid
        if qid in seen:
            raise InputError(f"{case.where}: the id {case.qid} was used in {seen[qid].where}; ids must differ.")
        seen[qid] = replace(case, qid=qid)
    return tuple(seen.values())


def _with_corpora(dataset: Dataset) -> Dataset:
    """Return the dataset with what its corpora say: which documents are copies, and the texts of the gold ones."""
    wanted = {document for case in dataset.cases for document in (*case.gold_doc_ids, *case.context)}
    documents = [one for folder in dataset.corpora for one in load_documents(folder / CORPUS)]
    copies = {one.doc_id: one.copy_of for one in documents if one.copy_of}
    texts = {one.doc_id: one.text for one in documents if one.doc_id in wanted}
    days = {one.doc_id: one.day for one in documents if one.doc_id in wanted and one.day}
    for case in dataset.cases:
        missing = [document for document in (*case.gold_doc_ids, *case.context) if document not in texts]
        if missing:
            raise InputError(
                f"{case.where}: the question {case.qid} names the document {missing[0]}, and "
                f"{dataset.corpora[0] / CORPUS} holds no such document; add it or correct the question."
            )
    last = max((one.day for one in documents if one.day), default=None)
    return replace(dataset, copies=copies, texts=texts, days=days, last_day=last)
