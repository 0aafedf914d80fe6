"""A question in another script than the articles → the same in their language, word for word.

A dictionary gives many words for one; those are taken that stand in the passages nearest to the question in meaning.
What results is no sentence to show anyone: it is what the indexes of words look for and what the small reader reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.asking.english import Part, parts
from rag.asking.word_forms import base_forms
from rag.chinese import fold, folded_words, has_han
from rag.records import Passage

_LONGEST = 3  # words of a phrase that the dictionary is asked for
_ALONE = 0.3  # a single character counts so much beside a longer word: most have many meanings
_NUMERALS = "〇一二三四五六七八九十"
_NUMBER = rf"(?P<number>\d+|[{_NUMERALS[1:]}])"
_NAMING = re.compile(r"\d{1,3}")  # Line 2; 2024 is a year
_COUNTED = "号次届期轮个名条场"  # what may stand between a number and its noun: 2号线


class Dictionary(Protocol):
    """English words and what they are in Chinese."""

    def translations(self, phrase: str) -> Sequence[str]:
        """Return the Chinese words, in Simplified characters, for an English word or phrase in lower case."""
        ...


@dataclass(frozen=True, slots=True)
class Translator:
    """Puts questions into the language of the articles."""

    dictionary: Dictionary

    def translation(self, question: str, nearest: Callable[[], Sequence[Passage]]) -> str:
        """Return a question in Chinese words; empty where it needs none, or what lies nearest to it is no Chinese."""
        if has_han(question):
            return ""
        texts = [fold(f"{passage.source.headline}\n{passage.text}") for passage in nearest()]
        return self.translated(question, texts) if any(has_han(text) for text in texts) else ""

    def translated(self, question: str, texts: Sequence[str]) -> str:
        """Return an English question in Chinese words, of several meanings those that the folded `texts` have."""
        said = _Said(texts, [set(folded_words(text)) for text in texts])
        return "".join(self._words(parts(question), said))

    def _words(self, words: Sequence[Part], said: _Said) -> Iterator[str]:
        place = 0
        while place < len(words):
            part = words[place]
            following = words[place + 1] if place + 1 < len(words) else None
            if part.chinese:
                yield part.chinese
            elif part.number and part.ordinal and following and not following.number:
                yield self._counted(part.number, following.text, said)
                place += 1
            elif following and _NAMING.fullmatch(following.text) and not part.number:
                yield self._counted(following.number, part.text, said)
                place += 1
            elif part.number:
                yield part.number
            else:
                length, word = self._phrase(words[place:], said)
                yield word
                place += length - 1
            place += 1

    def _phrase(self, words: Sequence[Part], said: _Said) -> tuple[int, str]:
        """Return how many words the longest phrase has that the texts have in Chinese, and what it is there."""
        run = 1
        while run < min(len(words), _LONGEST) and not (words[run].chinese or words[run].number):
            run += 1
        for length in range(run, 1, -1):
            best, weight = said.best(self._known(" ".join(word.text for word in words[:length])))
            if weight:
                return length, best
        return 1, said.best(self._known(words[0].text))[0] or f" {words[0].text} "

    def _known(self, phrase: str) -> list[str]:
        """Return what the phrase, or its last word in a form that the dictionary lists, is in Chinese."""
        before, _, last = phrase.rpartition(" ")
        found: dict[str, None] = {}
        for form in base_forms(last):
            found |= dict.fromkeys(self.dictionary.translations(f"{before} {form}".strip()))
        return list(found)

    def _counted(self, number: str, noun: str, said: _Said) -> str:
        """Return a noun with its number as the texts print such: Line 2 → 2号线, second phase → 二期."""
        known = self._known(noun)
        return said.counted(number, known) or f"第{number}{said.best(known)[0] or f' {noun} '}"


@dataclass(frozen=True, slots=True)
class _Said:
    """The folded texts, nearest first, and the words of each."""

    texts: Sequence[str]
    words: Sequence[set[str]]

    def best(self, candidates: Sequence[str]) -> tuple[str, float]:
        """Return the candidate that the nearest texts have, and its weight; weight 0 and the first where none has."""
        weighed = [(self._weight(candidate), candidate) for candidate in candidates]
        weight, best = max(weighed, key=lambda pair: pair[0], default=(0.0, ""))
        if weight:
            return best, weight
        return next((candidate for candidate in candidates if len(candidate) > 1), best), 0.0

    def counted(self, number: str, nouns: Sequence[str]) -> str:
        """Return the number with one of the nouns in the manner of the nearest text; empty where none counts it."""
        for text in self.texts:
            for noun in nouns:
                found = re.search(rf"第?{_NUMBER}[{_COUNTED}]?{re.escape(noun)}", text)
                if found:
                    printed = found["number"]
                    value = _NUMERALS[int(number)] if printed in _NUMERALS and int(number) <= 10 else number
                    start, end = found.span("number")
                    return text[found.start() : start] + value + text[end : found.end()]
        return ""

    def _weight(self, candidate: str) -> float:
        if len(candidate) > 1:
            return sum(1 / (1 + rank) for rank, text in enumerate(self.texts) if candidate in text)
        return _ALONE * sum(1 / (1 + rank) for rank, words in enumerate(self.words) if candidate in words)
