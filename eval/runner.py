"""Ask every gold question and judge every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol

from eval.cases import Case
from eval.metrics import Outcome, judge
from rag.errors import InputError
from rag.records import Answer, Article, Mode, Strictness


class Asker(Protocol):
    """Anything that answers: an Assistant, or a baseline that behaves like one."""

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        mode: Mode | None = None,
        strictness: Strictness | None = None,
    ) -> Answer:
        """Return the answer to one question."""
        ...


def run(
    cases: Sequence[Case],
    asker: Asker,
    article_of: Callable[[str], Article],
    *,
    mode: Mode = Mode.EXTRACT,
    strictness: Strictness | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of every case in order; `article_of` finds a cited article by its id.

    A question with a closed context raises InputError before anything is asked: it may not be put to a whole library.
    """
    closed = next((case for case in cases if case.context), None)
    if closed is not None:
        raise InputError(
            f"The question {closed.qid} is to be answered from given documents only (context_doc_ids), "
            "and this run asks the whole library; leave such questions out."
        )
    for case in cases:
        answer = asker.ask(case.question, as_of=case.question_date, mode=mode, strictness=strictness)
        yield judge(case, answer, article_of)


def worst(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what went wrong, the gravest first: answered without ground, wrong, refused for nothing."""
    unfounded = [outcome for outcome in outcomes if outcome.unfounded]
    wrong = [
        outcome for outcome in outcomes if outcome.case.answerable and not outcome.right and not outcome.false_refusal
    ]
    return unfounded + wrong + [outcome for outcome in outcomes if outcome.false_refusal]
