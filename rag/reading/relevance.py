"""How well each sentence answers a question: what is measured of it, and the fitted weights that add it up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from rag.chinese import bigrams, fold, has_han
from rag.reading.candidates import Candidate
from rag.reading.coverage import Term, coverage, focus_missing, has_term, nearness, question_terms
from rag.reading.question_type import FIGURES, NAMES, Asked, answer_spans, asked

_YEAR = re.compile(r"(?<![\d较比])((?:1[5-9]|20)\d\d)(?![\d,.])")
_DAY = re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}日)?|(?<![\d月])\d{1,2}日")
_RELATIVE_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}


# Fitted by `python -m eval.fit_evidence` on the training questions of CMRC2018 and DRCD (CC BY-SA): the softmax of
# these sums over a question's sentences is highest for those that hold the answer.
WORDING: Mapping[str, float] = {
    "around": 4.01,
    "headline": 2.89,
    "pairs": 4.13,
    "near": 1.09,
    "shape": 1.03,
    "no_figure": -1.36,
    "no_name": -0.44,
    "year": 2.13,
    "rank": 3.28,
    "no_focus": -1.2,
}
WORDING_AND_MEANING: Mapping[str, float] = {
    "around": 3.86,
    "headline": 0.75,
    "pairs": 1.79,
    "shape": 1.23,
    "no_figure": -1.92,
    "no_name": -0.8,
    "year": 2.29,
    "rank": 2.19,
    "no_focus": -1.45,
    "meaning": 6.59,
}

# The same where the small reader has read the passages, fitted with `--read` on questions about documents that it did
# not learn from: before meanings are compared, and with them.
READ: Mapping[str, float] = {
    "words": 1.06,
    "around": 0.92,
    "headline": 0.85,
    "pairs": 1.01,
    "near": 0.2,
    "shape": 0.63,
    "no_figure": -0.12,
    "no_name": -0.41,
    "year": 0.9,
    "rank": 3.75,
    "no_day": -0.83,
    "answers": 1.74,
    "place": 1.51,
}
READ_AND_MEANING: Mapping[str, float] = {
    "words": 0.28,
    "around": 0.99,
    "headline": 0.37,
    "pairs": 0.24,
    "near": 0.19,
    "shape": 0.55,
    "no_figure": -0.21,
    "no_name": -0.54,
    "year": 0.74,
    "rank": 3.63,
    "no_day": -1.08,
    "meaning": 3.05,
    "answers": 1.58,
    "place": 1.43,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart: its folded text, what it asks for, its terms, its character pairs, its years and days.

    `foreign` is a question without a Han character: it shares next to no words with what it asks about.
    """

    text: str
    wanted: Asked
    terms: tuple[Term, ...]
    pairs: frozenset[str]
    years: frozenset[int]
    days: frozenset[str] = frozenset()
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured of one sentence, each about 0 to 1."""

    words: float  # weighed share of the question's words in the sentence
    around: float  # the same with the headline and the sentence before
    headline: float  # the same in the headline alone
    pairs: float  # share of the question's character pairs in the sentence
    near: float  # the question's words near something of the expected shape
    shape: float  # 1 when the sentence holds something of the expected shape that the question does not
    no_figure: float  # 1 when a figure or a date is asked for and the sentence has none of its kind
    no_name: float  # 1 when a person, a place, a body or a work is asked for and the sentence names none
    year: float  # the question names a year: 1 when the sentence speaks of it, -1 when only of others, else 0
    rank: float  # 1 for the first hit, 1/2 for the second …
    no_day: float = 0.0  # 1 when the question names a day or a month that passage, headline and date lack
    no_focus: float = 0.0  # share of the words next to the question word (全长多少) that the sentence itself lacks
    meaning: float = 0.0  # nearness in meaning, see `meaning`
    answers: float = 0.0  # that the passage answers, a logit by the small reader in units of 5
    place: float = 0.0  # that the answer stands in this very sentence, a log probability in units of 5

    def values(self) -> list[float]:
        """Return the measurements in the order of the fields."""
        return [float(getattr(self, field.name)) for field in fields(self)]


def take_apart(question: str, passages: Sequence[str]) -> Question:
    """Return the question taken apart; its terms' rarity is counted in the folded `passages`."""
    text = _bare(question)
    foreign = not has_han(text)
    terms = question_terms(text, passages)
    if foreign:  # only what is printed alike in both scripts can be looked for: numbers, TideEye
        terms = tuple(term for term in terms if any(has_term(term.text, passage) == 1.0 for passage in passages))
    return Question(
        text,
        asked(text),
        terms,
        frozenset(bigrams(" ".join(term.text for term in question_terms(text, ())))),
        frozenset(int(year) for year in _YEAR.findall(text)),
        frozenset(_DAY.findall(text)),
        foreign,
    )


def asked_for(question: str) -> Asked:
    """Return what a question asks for, without taking it apart."""
    return asked(_bare(question))


def _bare(question: str) -> str:
    """The folded question without its question mark."""
    return fold(question).strip().rstrip("?!。 ")


def measure(question: Question, candidate: Candidate) -> Features:
    """Return all that can be measured of a sentence without an embedding."""
    text = candidate.folded
    spans = [span for span in answer_spans(question.wanted, text) if span.of(text) not in question.text]
    covered = coverage(question.terms, text, rare=True)
    near = max((nearness(question.terms, text, span.start, span.end) for span in spans[:20]), default=0.0)
    own = set(bigrams(text))
    return Features(
        words=covered,
        around=coverage(question.terms, candidate.around, rare=True),
        headline=coverage(question.terms, candidate.headline, rare=True),
        pairs=sum(pair in own for pair in question.pairs) / max(len(question.pairs), 1),
        near=near if question.wanted.shaped else covered,
        shape=float(question.wanted.shaped and bool(spans)),
        no_figure=float(question.wanted.type in FIGURES and not spans),
        no_name=float(question.wanted.type in NAMES and not spans),
        year=year_agrees(question, candidate),
        rank=1.0 / (1 + candidate.rank),
        no_day=float(not day_agrees(question, candidate)),
        no_focus=focus_missing(question.terms, text),
    )


def day_agrees(question: Question, candidate: Candidate) -> bool:
    """Return whether every day or month that the question names stands in passage or headline, or is the print's."""
    if not question.days:
        return True
    passage = candidate.hit.passage
    seen = candidate.headline + fold(passage.text)
    if printed := passage.source.date:
        seen += f"\n{printed.month}月{printed.day}日\n{printed.day}日"
    return all(re.search(rf"(?<!\d){day}", seen) for day in question.days)


def year_agrees(question: Question, candidate: Candidate) -> float:
    """Return 1 when the sentence, or failing it its surroundings or date, is of a year asked for, -1 when of others.

    0 when the question names no year or nothing is known. A year that is only compared with (较2023年) does not count.
    """
    if not question.years:
        return 0.0
    printed = candidate.hit.passage.source.date
    for text in (candidate.folded, candidate.before + candidate.headline):
        years = {int(year) for year in _YEAR.findall(text)}
        if printed:
            years |= {printed.year + shift for word, shift in _RELATIVE_YEARS.items() if word in text}
        if years:
            return 1.0 if years & question.years else -1.0
    if printed is None:
        return 0.0
    return 0.5 if printed.year in question.years else -1.0


def meaning(cosine: float) -> float:
    """Return the cosine of question and sentence spread to about 0 to 1: e5's stay between 0.75 and 0.95."""
    return (cosine - 0.8) * 5


def weigh(features: Features, weights: Mapping[str, float]) -> float:
    """Return the weighed sum of the features that are named."""
    return sum(weight * float(getattr(features, name)) for name, weight in weights.items())
