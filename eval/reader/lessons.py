"""What the reader learns from: questions, each with a passage that answers it and with passages that do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from eval.collection import CORPUS
from rag.errors import InputError
from rag.reading.pairs import Window

_QUESTIONS = "questions.jsonl"


class Why(StrEnum):
    """Why a passage is there although it does not answer."""

    SAME = "same"  # of the document that answers, without the answer
    FOUND = "found"  # of another document, found by our retrieval
    NOTHING = "nothing"  # of a question that no document answers


@dataclass(frozen=True, slots=True)
class Wrong:
    """A passage that does not answer, and why it is there."""

    window: Window
    why: Why


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the passage that answers it: `start` and `end` of the answer in `right.text`.

    `right` is None, and both are 0, for a question without an answer. `wrong` are in the order of our retrieval.
    """

    qid: str
    question: str
    right: Window | None
    start: int
    end: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class LearningSet:
    """A corpus with its questions."""

    name: str
    corpus: Path
    questions: Path


def learning_sets(paths: Iterable[Path]) -> tuple[LearningSet, ...]:
    """Return the sets in these folders: `corpus.jsonl` and `questions.jsonl`, or the same with `NAME.` in front.

    Raises InputError for a folder without any.
    """
    found: list[LearningSet] = []
    for path in paths:
        here = [
            LearningSet(file.name.removesuffix(_QUESTIONS).rstrip(".") or path.name, corpus, file)
            for file in sorted(path.glob(f"*{_QUESTIONS}"))
            if (corpus := path / file.name.replace(_QUESTIONS, CORPUS)).is_file()
        ]
        if not here:
            raise InputError(
                f"{path} holds nothing to learn from; a set is corpus.jsonl with questions.jsonl, "
                "or NAME.corpus.jsonl with NAME.questions.jsonl."
            )
        found += here
    return tuple(found)


def save_lessons(lessons: Sequence[Lesson], file: Path) -> None:
    """Write the lessons as JSON Lines; the file is there whole or not at all."""
    aside = file.with_name(file.name + ".part")
    with aside.open("w", encoding="utf-8") as lines:
        for lesson in lessons:
            lines.write(json.dumps(asdict(lesson), ensure_ascii=False) + "\n")
    aside.replace(file)


def load_lessons(file: Path) -> tuple[Lesson, ...]:
    """Return the lessons of a file; InputError when it cannot be read or holds something else."""
    try:
        with file.open(encoding="utf-8") as lines:
            return tuple(_lessons(lines))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"The lessons {file} cannot be read ({error!r}); mine them again.") from error


def _lessons(lines: Iterable[str]) -> Iterator[Lesson]:
    for line in lines:
        row = json.loads(line)
        yield Lesson(
            row["qid"],
            row["question"],
            _window(row["right"]) if row["right"] else None,
            row["start"],
            row["end"],
            tuple(Wrong(_window(one["window"]), Why(one["why"])) for one in row["wrong"]),
        )


def _window(row: Mapping[str, str]) -> Window:
    return Window(row["headline"], row["text"])
