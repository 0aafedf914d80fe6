"""What a loader hands over, its accounts, and the files that it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eval.cases import Case
from eval.collection import CORPUS, Document
from eval.dataset import load_dataset
from eval.written import case_fields, document_fields, write_lines
from rag.errors import BaodaError, InputError


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many questions or texts of a source that did not become one of the dataset, and why."""

    what: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A set in the one layout, with its accounts.

    `questions_read` and `texts_read` count what the source holds; each became a question or a document, or stands in
    `left_out`. `rejections` are further questions made of the same source, to be refused.
    """

    documents: tuple[Document, ...]
    cases: tuple[Case, ...]
    questions_read: int
    texts_read: int
    rejections: tuple[Case, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether the accounts add up."""
        missing = Counter[str]()
        for one in self.left_out:
            missing[one.what] += one.count
        return (
            self.questions_read == len(self.cases) + missing[QUESTION]
            and self.texts_read == len(self.documents) + missing[TEXT]
        )


QUESTION, TEXT = "question", "text"
REPEATED = "same text as another"


@dataclass(slots=True)
class Gathering:
    """Collects documents and questions of one set; the same text twice is one document."""

    name: str
    cases: list[Case] = field(default_factory=list)
    rejections: list[Case] = field(default_factory=list)
    _documents: dict[str, Document] = field(default_factory=dict)
    _missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    _questions_read: int = 0
    _texts_read: int = 0

    def document(self, text: str, title: str = "", day: date | None = None) -> str:
        """Return the id of the document with this text, put in when it is new."""
        self._texts_read += 1
        known = self._documents.get(text)
        if known is not None:
            self._missing[TEXT, REPEATED] += 1
            return known.doc_id
        added = Document(f"{self.name}-{len(self._documents):06d}", title, text, day, "")
        self._documents[text] = added
        return added.doc_id

    def question(self, case: Case) -> None:
        """Put in a question."""
        self._questions_read += 1
        self.cases.append(case)

    def leave_out(self, reason: str) -> None:
        """Count a question of the source that does not become one."""
        self._questions_read += 1
        self._missing[QUESTION, reason] += 1

    def done(self, *remarks: str) -> Imported:
        """Return what was gathered."""
        return Imported(
            documents=tuple(self._documents.values()),
            cases=tuple(self.cases),
            questions_read=self._questions_read,
            texts_read=self._texts_read,
            rejections=tuple(self.rejections),
            left_out=left_out(self._missing),
            remarks=remarks,
        )


def left_out(missing: Counter[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """Return the counts by what and reason."""
    return tuple(LeftOut(what, reason, count) for (what, reason), count in missing.items())


def write_set(imported: Imported, out: Path, source: str) -> None:
    """Write the set's files and read them back. Raises InputError for a folder that is in use or a set with nothing."""
    if not imported.balanced:
        raise BaodaError(f"The counts of the import into {out} do not add up; please report this.")
    if not imported.cases:
        raise InputError(f"Nothing to import into {out}: none of {imported.questions_read} questions can be asked.")
    _require_distinct((*imported.cases, *imported.rejections))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} is not empty; name a new folder.")
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / CORPUS, (document_fields(document, source) for document in imported.documents))
    write_lines(out / "questions.jsonl", map(case_fields, imported.cases))
    if imported.rejections:
        write_lines(out / "questions_reject.jsonl", map(case_fields, imported.rejections))
    load_dataset(out)  # what is written must be what every other command reads


def _require_distinct(cases: Iterable[Case]) -> None:
    twice = [qid for qid, count in Counter(case.qid for case in cases).items() if count > 1]
    if twice:
        raise InputError(f"The question id {twice[0]} is used more than once in the source; ids must differ.")


def summary_lines(imported: Imported, out: Path) -> Sequence[str]:
    """Return the accounts as lines for a person."""
    answerable = sum(case.answerable for case in imported.cases)
    unasked = [one for one in imported.left_out if one.what == QUESTION]
    unread = [one for one in imported.left_out if one.what == TEXT]
    unanswerable = len(imported.cases) - answerable
    asked = f"{answerable} answerable + {unanswerable} unanswerable + {sum(one.count for one in unasked)} left out"
    kept = f"{len(imported.documents)} documents + {sum(one.count for one in unread)} not made a document"
    lines = [f"{imported.questions_read} questions read = {asked}"]
    lines += [f"  left out: {one.count}, {one.reason}" for one in unasked]
    lines.append(f"{imported.texts_read} texts read = {kept}")
    lines += [f"  not made a document: {one.count}, {one.reason}" for one in unread]
    if imported.rejections:
        lines.append(f"{len(imported.rejections)} questions more, to be refused (questions_reject.jsonl)")
    return [*lines, *imported.remarks, f"written to {out}"]
