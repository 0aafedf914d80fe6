"""`python -m eval.bench.answers FOLDER…`: extract mode, retrieval included, on collections with questions.

A row for every collection: gold in the answer, citations against the evidence that people marked, refusals. What is
read is `open` to all documents, `closed` to those that a question names, if it names some, or with `gold` the right
ones are in hand, as readers are measured in the literature. The thresholds' whole curve (`--curve`) pools a
collection's answerable questions with its unanswerable ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from eval.bench.chosen import Given, Half, chosen_cases
from eval.cases import Case
from eval.collection import open_collection
from eval.evidence_overlap import Overlap, overlap
from eval.exact_match import exact_match, f1
from eval.metrics import gold_in_answer, mean
from eval.refusal import Point, area, best_within, curve
from rag.assistant import Assistant
from rag.errors import BaodaError
from rag.question import make_query
from rag.reader import THRESHOLDS
from rag.records import Strictness
from rag.retriever import retrieve
from rag.settings import load_settings

_MOST_FALSE = 0.10
_STEPS = 20  # points of a printed curve
_ALL = 10**9


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what the reader found. `literal`: its answer stands in a gold document as it is given.

    `overlap` is None without marked evidence; times in milliseconds.
    """

    case: Case
    quotes: tuple[str, ...]
    short: str
    evidence: float
    literal: bool
    overlap: Overlap | None
    retrieving: float
    reading: float

    @property
    def said(self) -> str:
        """The answer's own words where the reader told them, else its sentences."""
        return self.short or "".join(self.quotes)

    @property
    def golds(self) -> tuple[str, ...]:
        """The answers that count as right by exact match."""
        return self.case.answers or tuple(answer for group in self.case.answer_groups for answer in group)

    @property
    def right(self) -> bool:
        """Whether the gold stands in the quoted sentences."""
        return gold_in_answer(self.case, "".join(self.quotes))

    @property
    def right_at_once(self) -> bool:
        """Whether it stands in the first of them."""
        return gold_in_answer(self.case, "".join(self.quotes[:1]))


def answers(cases: Sequence[Case], assistant: Assistant, given: Given) -> Iterator[Answered]:
    """Yield what the assistant's reader finds in its library for every case; no threshold is applied yet."""
    articles = {place.external_id: article for article in assistant.library.articles() for place in article.places}
    for case in cases:
        within = tuple(dict.fromkeys(articles[doc].id for doc in given.documents(case)))
        query = replace(make_query(case.question, as_of=case.question_date), within=within)
        begun = perf_counter()
        hits = retrieve(assistant.library, query, assistant.settings.retrieval, reranker=assistant.reranker)
        found = perf_counter()
        reading = assistant.reader.read(query, hits)
        done = perf_counter()
        quotes = tuple(quote.text for quote in reading.quotes)
        gold = "\n".join(articles[doc].body for doc in case.gold_doc_ids)
        yield Answered(
            case=case,
            quotes=quotes,
            short=reading.quotes[0].short if reading.quotes else "",
            evidence=reading.evidence,
            literal=gold_in_answer(case, gold),
            overlap=overlap(quotes, case.evidence, gold) if case.evidence and case.answerable else None,
            retrieving=(found - begun) * 1000,
            reading=(done - found) * 1000,
        )


def report(found: Sequence[Answered], threshold: float) -> Mapping[str, float | None]:
    """Return the figures of one collection by name: shares 0 to 1, counts, and milliseconds that end in ms.

    A refused question is wrong and quotes no evidence: only citation precision leaves refusals out.
    """
    asked = [one for one in found if one.case.answerable]
    others = [one.evidence for one in found if not one.case.answerable]
    said = [one for one in asked if one.evidence >= threshold]
    literal = [one for one in asked if one.literal]
    best = best_within(curve([one.evidence for one in asked], others), _MOST_FALSE)
    return {
        "answerable": len(asked),
        "unanswerable": len(others),
        "gold": mean(one.right and one.evidence >= threshold for one in asked),
        "gold first": mean(one.right_at_once and one.evidence >= threshold for one in asked),
        "literal": len(literal),
        "literal gold": mean(one.right and one.evidence >= threshold for one in literal),
        "literal first": mean(one.right_at_once and one.evidence >= threshold for one in literal),
        "EM": mean(exact_match(one.golds, one.said) * (one.evidence >= threshold) for one in asked),
        "F1": mean(f1(one.golds, one.said) * (one.evidence >= threshold) for one in asked),
        "EM if never refused": mean(exact_match(one.golds, one.said) for one in asked),
        "F1 if never refused": mean(f1(one.golds, one.said) for one in asked),
        "gold if never refused": mean(one.right for one in asked),
        "false refusals": mean(one.evidence < threshold for one in asked),
        "rejection": mean(evidence < threshold for evidence in others),
        "area": area([one.evidence for one in asked], others),
        f"rejection at {_MOST_FALSE:.0%}": best.rejection if best else None,
        "precision": mean(one.overlap.precision for one in said if one.overlap),
        "recall": mean(one.overlap.recall * (one.evidence >= threshold) for one in asked if one.overlap),
        "sentences": mean(len(one.quotes) for one in said),
        "retrieve ms": _median([one.retrieving for one in found]),
        "read ms": _median([one.reading for one in found]),
    }


def _median(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None


def curve_lines(points: Sequence[Point]) -> Iterator[str]:
    """Yield the curve as lines of text, thinned to about twenty points."""
    yield f"{'threshold':>9} {'rejection':>9} {'false':>9}"
    for point in points[:: max(1, len(points) // _STEPS)]:
        yield f"{point.threshold:>9.3f} {point.rejection:>9.1%} {point.false_refusals:>9.1%}"


def main(
    folders: Annotated[list[Path], typer.Argument(help="collections: folders with corpus.jsonl and questions.jsonl")],
    cache: Annotated[Path, typer.Option(help="folder of libraries and vectors that runs share")] = Path(".bench"),
    half: Annotated[Half, typer.Option(help="which of the questions")] = Half.BOTH,
    limit: Annotated[int, typer.Option(min=1, help="most questions of a file")] = _ALL,
    strictness: Annotated[Strictness, typer.Option(help="evidence that an answer needs")] = Strictness.NORMAL,
    given: Annotated[Given, typer.Option(help="documents to read: all, those a question names, the right ones")] = (
        Given.CLOSED
    ),
    with_curve: Annotated[bool, typer.Option("--curve", help="print the refusal curve too")] = False,  # noqa: FBT002
) -> None:
    """Print how well extract mode answers, quotes and refuses."""
    settings = load_settings()
    for folder in folders:
        cases = chosen_cases(folder, half, limit)
        with open_collection([folder], cache, settings) as assistant:
            outcomes = answers(cases, assistant, given)
            found = list(track(outcomes, folder.name, total=len(cases), console=Console(stderr=True)))
        typer.echo(folder.name)
        for name, value in report(found, THRESHOLDS[strictness]).items():
            typer.echo(f"  {name:<22}{'–' if value is None else f'{value:.3f}'.removesuffix('.000')}")
        if with_curve:
            sides = [[one.evidence for one in found if one.case.answerable is side] for side in (True, False)]
            for line in curve_lines(curve(*sides)):
                typer.echo(f"  {line}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
