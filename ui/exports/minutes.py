"""A conversation made ready to be written down: its questions and answers with one numbered list of references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.conversations import Exchange
from rag.records import Article, Sentence, Verdict
from ui.exports.references import reference


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, the numbers of its references, and whether its sources carry it."""

    text: str
    references: tuple[int, ...]
    carried: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer; `as_of` is the day it was asked on, `filters` what was set beside it, in words."""

    question: str
    sentences: tuple[Said, ...]
    remarks: tuple[str, ...]
    as_of: str
    model: str
    library: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """A conversation to be written down; references count from 1."""

    title: str
    entries: tuple[Entry, ...]
    references: tuple[str, ...]


def minutes(
    title: str, exchanges: Sequence[Exchange], articles: Mapping[str, Article], filters: Sequence[Sequence[str]]
) -> Minutes:
    """Return the conversation with every cited article once in its references, in the order of first mention.

    `articles` are those that are cited and still there, by id; `filters` what was set beside each question, in words.
    """
    numbers: dict[str, int] = {}
    references: list[str] = []
    entries: list[Entry] = []
    for one, set_beside in zip(exchanges, filters, strict=True):
        cited: dict[int, int] = {}
        for citation in one.answer.citations:
            passage = citation.passage
            if passage.article_id not in numbers:
                article = articles.get(passage.article_id)
                references.append(reference(passage.source, article.authors if article else ()))
                numbers[passage.article_id] = len(references)
            cited[citation.marker] = numbers[passage.article_id]
        entries.append(
            Entry(
                one.question,
                tuple(_said(sentence, cited) for sentence in one.answer.sentences),
                tuple(note.text for note in one.answer.notes),
                (one.answer.query.as_of or one.asked.date()).isoformat(),
                one.model,
                one.library,
                tuple(set_beside),
            )
        )
    return Minutes(title, tuple(entries), tuple(references))


def _said(sentence: Sentence, cited: Mapping[int, int]) -> Said:
    numbers = tuple(dict.fromkeys(cited[marker] for marker in sentence.markers if marker in cited))
    return Said(sentence.text, numbers, sentence.verdict is not Verdict.UNSUPPORTED)
