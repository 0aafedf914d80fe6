"""How strong the evidence is that the best sentence answers at all, and how strong it must be for an answer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from rag.chinese import fold
from rag.reading.candidates import Candidate
from rag.reading.coverage import coverage, focus_missing, heaviest_missing, names_missing
from rag.reading.relevance import Features, Question
from rag.records import Strictness


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for the best sentence as an answer, or against it (`missing…`); each about 0 to 1."""

    meaning: float  # nearness in meaning of the best sentence
    best_meaning: float  # the same of the nearest sentence of all
    pairs: float  # share of the question's character pairs in the sentence
    near: float  # the question's words near something of the expected shape
    covered: float  # weighed share of the question's words in the sentence's passage and headline
    missing: float  # weight of the heaviest word that passage and headline lack
    missing_around: float  # weight of the heaviest word that sentence, the one before and the headline lack
    missing_focus: float  # share of the words next to the question word that passage and headline lack
    missing_names: float  # share of the names, ordinals and figures that passage and headline lack
    missing_figure: float  # 1 when a figure or a date is asked for and there is none of its kind
    missing_name: float  # 1 when a person, a place, a body or a work is asked for and none is named
    year: float  # 1 when the year asked for is the sentence's, -1 when it is another


# Fitted by `python -m eval.fit_evidence FOLDER` on questions of cmrc2018 and drcd (CC BY-SA) with their passages,
# against the same questions without the passage, without the sentences that answer, and with a name or noun exchanged.
WEIGHTS: Mapping[str, float] = {
    "meaning": 2.1,
    "best_meaning": 4.33,
    "pairs": 0.06,
    "near": 1.29,
    "covered": 0.97,
    "missing": -0.99,
    "missing_around": -0.28,
    "missing_focus": -0.68,
    "missing_names": -0.57,
    "missing_figure": -0.33,
    "year": 0.81,
}
BIAS = -3.16

# Least evidence that an answer needs, chosen on 220 questions about newspaper pages that no weight was fitted on: of
# those that have an answer, `normal` refuses under a tenth, `strict` about a fifth, `loose` next to none.
THRESHOLDS: Mapping[Strictness, float] = {
    Strictness.STRICT: 0.55,
    Strictness.NORMAL: 0.4,
    Strictness.LOOSE: 0.2,
}


def signs(question: Question, candidate: Candidate, features: Features, best_meaning: float) -> Signs:
    """Return what speaks for and against the sentence as an answer; `best_meaning` is the highest of all sentences."""
    passage = f"{candidate.headline}\n{fold(candidate.hit.passage.text)}"
    return Signs(
        meaning=features.meaning,
        best_meaning=best_meaning,
        pairs=features.pairs,
        near=features.near,
        covered=coverage(question.terms, passage),
        missing=heaviest_missing(question.terms, passage),
        missing_around=heaviest_missing(question.terms, candidate.around),
        missing_focus=focus_missing(question.terms, passage),
        missing_names=names_missing(question.terms, passage),
        missing_figure=features.no_figure,
        missing_name=features.no_name,
        year=features.year,
    )


def evidence(seen: Signs) -> float:
    """Return the probability, 0 to 1, that the question is answered: a logistic regression over the signs."""
    total = BIAS + sum(weight * float(getattr(seen, name)) for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def values(seen: Signs) -> list[float]:
    """Return the signs in the order of the fields."""
    return [float(getattr(seen, field.name)) for field in fields(seen)]
