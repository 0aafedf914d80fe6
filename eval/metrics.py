"""What is counted: gold in the answer, refusals, literal quotes; each per question, with its mean beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.cases import Case
from rag.records import Answer, Article, Citation, CitedField

_KEPT_BESIDE_DIGITS = ".%"


def flat(text: str) -> str:
    """Return the text as answers are compared: NFKC, lower case, no white space, no punctuation.

    Dots and percent signs beside a digit stay: 40.5 and 405, 5% and 5 differ.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for place, char in enumerate(folded) if _is_kept(folded, place, char))


def _is_kept(text: str, place: int, char: str) -> bool:
    if char in _KEPT_BESIDE_DIGITS:
        return text[place - 1 : place].isdigit() or text[place + 1 : place + 2].isdigit()
    return not char.isspace() and not unicodedata.category(char).startswith("P")


def gold_in_answer(case: Case, text: str) -> bool:
    """Return whether the text holds one of the answers, or one of every group where there are groups, both `flat`."""
    said = flat(text)
    groups = case.answer_groups or (case.answers,)
    return bool(any(groups)) and all(any(flat(answer) in said for answer in group if flat(answer)) for group in groups)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question with what was answered. `literal` is None where nothing was cited."""

    case: Case
    answer: Answer
    right: bool
    right_at_once: bool
    literal: float | None

    @property
    def false_refusal(self) -> bool:
        """Whether an answerable question was refused."""
        return self.case.answerable and self.answer.refused

    @property
    def unfounded(self) -> bool:
        """Whether an unanswerable question was answered."""
        return not self.case.answerable and not self.answer.refused


def judge(case: Case, answer: Answer, article_of: Callable[[str], Article]) -> Outcome:
    """Return the outcome of one question; `article_of` finds a cited article by its id. A refusal is never right."""
    first = answer.sentences[0].text if answer.sentences else ""
    return Outcome(
        case=case,
        answer=answer,
        right=not answer.refused and gold_in_answer(case, answer.text),
        right_at_once=not answer.refused and gold_in_answer(case, first),
        literal=mean(stands_literally(cited, article_of(cited.passage.article_id)) for cited in answer.citations),
    )


def stands_literally(citation: Citation, article: Article) -> bool:
    """Return whether the quote stands in the named field of the article at the very place that the citation gives."""
    fields = {
        CitedField.BODY: article.body,
        CitedField.HEADLINE: article.headline,
        CitedField.KICKER: article.kicker,
        CitedField.DATELINE: article.dateline,
        CitedField.CREDIT: "、".join(article.authors),
    }
    return bool(citation.quote) and fields[citation.field][citation.start : citation.end] == citation.quote


@dataclass(frozen=True, slots=True)
class Scores:
    """The means over a set; shares are 0 to 1, None where nothing was there to count.

    `right` and `right_at_once` (first sentence only) are shares of the answerable questions, a refusal counting as
    wrong; `refused` is the share of unanswerable questions that were refused, `false_refusals` the share of
    answerable ones; `literal` is the share of citations that stand literally in their article.
    """

    questions: int
    answerable: int
    unanswerable: int
    right: float | None
    right_at_once: float | None
    refused: float | None
    false_refusals: float | None
    citations: int
    literal: float | None
    sentences: float | None


def score(outcomes: Sequence[Outcome]) -> Scores:
    """Return the means over the outcomes; every case counts, doubtful ones too."""
    answerable = [outcome for outcome in outcomes if outcome.case.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.case.answerable]
    cited = [(len(outcome.answer.citations), outcome.literal) for outcome in outcomes if outcome.literal is not None]
    citations = sum(count for count, _ in cited)
    return Scores(
        questions=len(outcomes),
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        right=mean(outcome.right for outcome in answerable),
        right_at_once=mean(outcome.right_at_once for outcome in answerable),
        refused=mean(outcome.answer.refused for outcome in unanswerable),
        false_refusals=mean(outcome.answer.refused for outcome in answerable),
        citations=citations,
        literal=sum(count * share for count, share in cited) / citations if citations else None,
        sentences=mean(len(outcome.answer.sentences) for outcome in outcomes if not outcome.answer.refused),
    )


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean, None of no values."""
    found = list(values)
    return sum(found) / len(found) if found else None
