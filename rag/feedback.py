"""What readers thought of answers, kept in the library: one JSON object a line, with question, answer and passages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from rag.errors import LibraryError
from rag.records import Answer

_FILE = "feedback.jsonl"
_LARGEST = 256_000_000  # bytes; some twenty thousand ratings. Whoever reaches the page can rate.


class Rating(StrEnum):
    """What a reader thought of an answer; `NONE` takes an earlier rating back."""

    GOOD = "good"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that stood under a rated answer; `quotes` are what was cited of it, none where it was only found."""

    passage_id: str
    article_id: str
    external_id: str
    headline: str
    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """A rating with all that is needed to judge it later. `key` is the same for every rating of one answer.

    `question` is as it was typed, `whole` as it was understood (a follow-up made whole); `note` is why, in the reader's
    own words, empty for none.
    """

    key: str
    rated: datetime
    rating: Rating
    question: str
    whole: str
    asked_on: date | None
    answer: str
    refused: bool
    mode: str
    passages: tuple[Shown, ...]
    note: str = ""

    @classmethod
    def of(cls, rating: Rating, question: str, answer: Answer) -> Feedback:
        """Return the rating of an answer that was just given."""
        return cls(
            key=answer_key(question, answer),
            rated=datetime.now(UTC),
            rating=rating,
            question=question,
            whole=answer.query.text,
            asked_on=answer.query.as_of,
            answer=answer.text,
            refused=answer.refused,
            mode=answer.mode.value,
            passages=tuple(_shown(answer)),
        )


def answer_key(question: str, answer: Answer) -> str:
    """Return a short name of one answer to one question, given once."""
    parts = (question, answer.marked, *(f"{timing.stage} {timing.milliseconds}" for timing in answer.timings))
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _shown(answer: Answer) -> Iterable[Shown]:
    """Yield the passages of an answer: those that are cited first, then those that were only found."""
    cited = [one.passage for one in answer.citations]
    found = [one.passage for one in (*answer.hits, *answer.closest)]
    for passage in {one.id: one for one in (*cited, *found)}.values():
        quotes = tuple(one.quote for one in answer.citations if one.passage.id == passage.id)
        source = passage.source
        yield Shown(passage.id, passage.article_id, source.external_id, source.headline, passage.text, quotes)


_FEEDBACK = TypeAdapter(Feedback)


class Ratings(Protocol):
    """Ratings kept elsewhere than in the library's folder."""

    def keep(self, feedback: Feedback) -> None:
        """Add a rating; LibraryError when it cannot be written."""
        ...

    def all(self) -> tuple[Feedback, ...]:
        """Return all ratings, oldest first; LibraryError for one that is damaged."""
        ...

    def close(self) -> None:
        """Release what they are kept in."""
        ...


def to_text(feedback: Feedback) -> str:
    """Return the rating as one line of JSON."""
    return json.dumps(asdict(feedback), ensure_ascii=False, default=_printed)


def from_text(text: str, where: str) -> Feedback:
    """Return the rating that `to_text` wrote; LibraryError, with where it stands, when it is none."""
    try:
        return _FEEDBACK.validate_json(text)
    except ValidationError as error:
        raise LibraryError(f"{where}: no rating ({error.error_count()} faults); remove it.") from error


def keep_feedback(folder: Path, feedback: Feedback) -> None:
    """Add a rating to the library in this folder; LibraryError when it cannot be written."""
    file = folder / _FILE
    line = to_text(feedback).encode() + b"\n"
    try:
        with FileLock(folder / f"{_FILE}.lock"), file.open("ab") as out:
            if out.tell() + len(line) > _LARGEST:
                raise LibraryError(f"{file} is full; move it to another folder, and a new one is begun.")
            out.write(line)
    except OSError as error:
        raise LibraryError(f"The rating cannot be kept in {file} ({error.strerror}); check the disk.") from error


def _printed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def copy_feedback(folder: Path, target: Path) -> None:
    """Copy what is kept in a library's folder into another folder; nothing where nothing is kept."""
    if (folder / _FILE).exists():
        shutil.copyfile(folder / _FILE, target / _FILE)


def read_feedback(folder: Path) -> tuple[Feedback, ...]:
    """Return all ratings kept in this folder, oldest first; LibraryError, with the line, for one that is damaged."""
    file = folder / _FILE
    if not file.exists():
        return ()
    lines = enumerate(file.read_text("utf-8").split("\n"), start=1)
    return tuple(from_text(line, f"{file}:{number}") for number, line in lines if line.strip())


def standing(feedback: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """Return the last rating of every answer, without those that were taken back."""
    last = {one.key: one for one in feedback}
    return tuple(one for one in last.values() if one.rating is not Rating.NONE)
