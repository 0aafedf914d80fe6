"""Questions made unanswerable: a name, a year or the noun asked for exchanged, or the sentences that answer cut out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random

import rjieba

from rag.chinese import fold, sentences
from rag.reading.coverage import NAME_CLASSES, question_terms

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"(?<=第)[一二三四五六七八九]")
_ORDINALS = "一二三四五六七八九"


class Exchanger:
    """Exchanges words of questions for words of the same class from other questions."""

    def __init__(self, questions: Iterable[str], random: Random) -> None:
        """Collect the names and the asked-for nouns and verbs of the questions."""
        names: dict[tuple[str, int], set[str]] = defaultdict(set)
        focus: dict[str, set[str]] = defaultdict(set)
        for question in questions:
            asked_for = _focus(question)
            for word, tag in rjieba.tag(fold(question)):
                if _is_name(word, tag):
                    names[tag, len(word)].add(word)
                elif word in asked_for:
                    focus[tag[0]].add(word)
        self._names = {key: sorted(words) for key, words in names.items()}
        self._focus = {key: sorted(words) for key, words in focus.items()}
        self._random = random

    def another_name(self, question: str) -> str | None:
        """Return the folded question with one name, year or ordinal exchanged; None when it has none to exchange."""
        text = fold(question)
        options = [
            (found.span(), str(int(found[0]) + self._random.choice((-2, -1, 1, 2)))) for found in _YEAR.finditer(text)
        ]
        options += [
            (found.span(), self._random.choice(_ORDINALS.replace(found[0], ""))) for found in _ORDINAL.finditer(text)
        ]
        start = 0
        for word, tag in rjieba.tag(text):
            others = [other for other in self._names.get((tag, len(word)), ()) if other not in text]
            if _is_name(word, tag) and others:
                options.append(((start, start + len(word)), self._random.choice(others)))
            start += len(word)
        return self._exchange(text, options)

    def another_focus(self, question: str) -> str | None:
        """Return the folded question with the noun or verb that is asked for exchanged; None when there is none."""
        text = fold(question)
        asked_for = _focus(question)
        options: list[tuple[tuple[int, int], str]] = []
        start = 0
        for word, tag in rjieba.tag(text):
            others = [other for other in self._focus.get(tag[0], ()) if other not in text]
            if word in asked_for and others:
                options.append(((start, start + len(word)), self._random.choice(others)))
            start += len(word)
        return self._exchange(text, options)

    def _exchange(self, text: str, options: Sequence[tuple[tuple[int, int], str]]) -> str | None:
        if not options:
            return None
        (start, end), word = self._random.choice(options)
        return text[:start] + word + text[end:]


def without_answers(paragraphs: Iterable[str], answers: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs without the sentences that hold an answer; paragraphs left empty are dropped."""
    kept = (
        "".join(
            span.of(paragraph)
            for span in sentences(paragraph)
            if not any(answer in span.of(paragraph) for answer in answers)
        )
        for paragraph in paragraphs
    )
    return tuple(paragraph for paragraph in kept if paragraph)


def _is_name(word: str, tag: str) -> bool:
    return tag in NAME_CLASSES and len(word) > 1


def _focus(question: str) -> set[str]:
    terms = question_terms(fold(question).rstrip("?!。"), ())
    return {term.text for term in terms if term.focus and not term.name and len(term.text) > 1}
