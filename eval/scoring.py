"""What was asked → figures a question, and their means with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.asked import Asked
from eval.cases import Case
from eval.dataset import Dataset
from eval.evidence_overlap import overlap
from eval.exact_match import exact_match, f1
from eval.metrics import gold_in_answer
from eval.ranking import ranking_scores
from eval.refusal import Point, area, best_within, curve
from eval.statistics import Estimate, estimate
from rag.records import Verdict

_MOST_FALSE_REFUSALS = 0.10  # where a refusal curve is read off

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its figures by name; one that does not apply to the question is left out."""

    case: Case
    asked: Asked
    figures: Figures


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refusal curve over a run's questions, its area, and the point of it with at most 10 % false refusals."""

    points: tuple[Point, ...]
    area: float | None
    at_ten_percent: Point | None


def score_questions(dataset: Dataset, asked: Sequence[Asked]) -> tuple[Scored, ...]:
    """Return every question that was asked with its figures, in the dataset's order."""
    by_id = {one.qid: one for one in asked}
    cases = [case for case in dataset.cases if case.qid in by_id]
    rankings = {case.qid: originals(dataset, by_id[case.qid]) for case in cases}
    found = ranking_scores(rankings, {case.qid: dataset.gold(case) for case in cases if case.answerable})
    return tuple(
        Scored(case, by_id[case.qid], {**found.get(case.qid, {}), **_answer_figures(dataset, case, by_id[case.qid])})
        for case in cases
    )


def originals(dataset: Dataset, asked: Asked) -> list[str]:
    """Return the documents found, best first, each once, copies as their originals: what is ranked."""
    return list(dict.fromkeys(dataset.original(document) for document in asked.documents))


def _answer_figures(dataset: Dataset, case: Case, asked: Asked) -> dict[str, float]:
    figures = {f"ms {stage}": milliseconds for stage, milliseconds in asked.timings.items()}
    if not asked.answered:
        return figures
    if not case.answerable:
        return figures | {"true refusals": float(asked.refused)}
    figures["false refusals"] = float(asked.refused)
    if case.retrieval_only:
        return figures | _citation_figures(dataset, case, asked)
    first = asked.sentences[0].text if asked.sentences else ""
    answers = case.answers or tuple(answer for group in case.answer_groups for answer in group)
    figures |= {
        "gold in answer": float(gold_in_answer(case, asked.text)),
        "gold in first sentence": float(gold_in_answer(case, first)),
        "EM": exact_match(answers, asked.short or asked.text),
        "F1": f1(answers, asked.short or asked.text),
    }
    if _is_literal(dataset, case):
        figures["gold in answer (literal)"] = figures["gold in answer"]
    return figures | _citation_figures(dataset, case, asked)


def _is_literal(dataset: Dataset, case: Case) -> bool:
    """Return whether the answer, as it is given, stands in a gold document."""
    return gold_in_answer(case, "\n".join(dataset.gold_texts(case)))


def _citation_figures(dataset: Dataset, case: Case, asked: Asked) -> dict[str, float]:
    """Return how good the citations are: of an answer that was given, and evidence also of one that was not."""
    figures: dict[str, float] = {}
    gold = dataset.gold(case)
    if case.evidence and dataset.texts:
        body = "\n".join(dataset.gold_texts(case))
        found = overlap([citation.quote for citation in asked.citations], case.evidence, body)
        figures["evidence recall"] = found.recall
        if not asked.refused:
            figures["evidence precision"] = found.precision
    if asked.refused:
        return figures
    if gold and asked.citations:
        cited = [dataset.original(citation.document) for citation in asked.citations]
        figures["citation precision"] = sum(document in gold for document in cited) / len(cited)
        figures["citation recall"] = len(gold.intersection(cited)) / len(gold)
    if asked.citations:
        figures["literal quotes"] = sum(citation.literal for citation in asked.citations) / len(asked.citations)
    if asked.sentences:
        supported = sum(sentence.verdict == Verdict.SUPPORTED for sentence in asked.sentences)
        figures["sentences supported"] = supported / len(asked.sentences)
    return figures


def means(scored: Sequence[Scored]) -> dict[str, Estimate]:
    """Return figure → mean over the questions that it applies to, with its interval; figures in a fixed order."""
    values: dict[str, list[float]] = {}
    for one in scored:
        for name, value in one.figures.items():
            values.setdefault(name, []).append(value)
    return {name: found for name in sorted(values, key=_place) if (found := estimate(values[name]))}


_ORDER = ("nDCG", "MRR", "Hit", "Recall", "gold", "EM", "F1", "evidence", "citation", "literal", "sentences", "ms")


def _place(name: str) -> tuple[int, str]:
    return next((at for at, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER)), name


def refusals(scored: Sequence[Scored]) -> Refusals:
    """Return what every threshold of evidence would refuse; without points when one side has no question."""
    read = [(one.case.answerable, one.asked.evidence) for one in scored]
    answerable = [evidence for is_answerable, evidence in read if is_answerable and evidence is not None]
    others = [evidence for is_answerable, evidence in read if not is_answerable and evidence is not None]
    points = curve(answerable, others)
    return Refusals(points, area(answerable, others), best_within(points, _MOST_FALSE_REFUSALS))
