"""What readers thought of answers → cases where they were content, and drafts where a person has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.drafting.drafts import Draft, draft_id
from rag.feedback import Feedback, Rating, standing

_TYPE = "feedback"


@dataclass(frozen=True, slots=True)
class Rated:
    """What became of all ratings; the four counts add up to `ratings`.

    `superseded` ratings were changed or taken back by their readers; `repeated` ones are on a question that another
    stands for.
    """

    cases: tuple[Case, ...]
    drafts: tuple[Draft, ...]
    ratings: int
    superseded: int
    repeated: int


def from_feedback(ratings: Sequence[Feedback]) -> Rated:
    """Return the cases and drafts of all ratings that a library keeps.

    An answer that was found good is gold as it was quoted; a refusal that was found good has no answer. A bad answer
    to a question that has a good one too tells nothing new. Where readers were content with an answer and with a
    refusal alike, a person decides, as on every bad answer.
    """
    kept = standing(ratings)
    by_question: dict[str, list[Feedback]] = {}
    for one in kept:
        by_question.setdefault(_question(one), []).append(one)
    cases: list[Case] = []
    drafts: list[Draft] = []
    for question, found in by_question.items():
        good = [one for one in found if one.rating is Rating.GOOD]
        if good and len({one.refused for one in good}) == 1 and (good[0].refused or any(map(_answers, good))):
            cases.append(_case(question, good))
        else:
            drafts.append(_draft(question, found))
    return Rated(
        cases=tuple(cases),
        drafts=tuple(drafts),
        ratings=len(ratings),
        superseded=len(ratings) - len(kept),
        repeated=len(kept) - len(cases) - len(drafts),
    )


def _question(one: Feedback) -> str:
    """Return the question as it can be asked by itself."""
    return (one.whole or one.question).strip()


def _case(question: str, good: Sequence[Feedback]) -> Case:
    refused = good[0].refused
    return Case(
        qid=draft_id(question, _TYPE),
        question=question,
        answerable=not refused,
        answers=() if refused else _unique(answer for one in good for answer in _answers(one)),
        gold_doc_ids=() if refused else _unique(name for one in good for name in _cited_ids(one)),
        gold_titles=() if refused else _unique(title for one in good for title in _cited_titles(one)),
        evidence=() if refused else _unique(quote for one in good for quote in _quotes(one)),
        type=_TYPE,
        question_date=good[-1].asked_on,
    )


def _draft(question: str, found: Sequence[Feedback]) -> Draft:
    last = found[-1]
    differently = len({one.rating for one in found}) > 1 or last.rating is Rating.GOOD
    return Draft(
        id=draft_id(question, _TYPE),
        question=question,
        answers=(),
        evidence=(),
        gold_titles=_unique(_titles(last))[:1],
        gold_doc_ids=_unique(one.external_id for one in last.passages)[:1],
        answerable=True,
        type=_TYPE,
        origin="rated differently" if differently else "rated bad",
        label="、".join(_unique(_titles(last))[:3]),
        text="\n\n".join(one.text for one in last.passages[:3]),
        question_date=last.asked_on,
        remark="" if last.refused else last.answer,
    )


def _answers(one: Feedback) -> tuple[str, ...]:
    """Return what must be said again for the answer to be as good: in quotes the first one, else the whole."""
    quotes = _quotes(one)
    said = quotes[:1] if one.mode == "extract" and quotes else (one.answer,)
    return tuple(text for text in said if text.strip())


def _quotes(one: Feedback) -> tuple[str, ...]:
    """Return what was quoted, in the order of the answer where it says so."""
    quotes = [quote for passage in one.passages for quote in passage.quotes]
    return tuple(sorted(quotes, key=lambda quote: at if (at := one.answer.find(quote)) >= 0 else len(one.answer)))


def _titles(one: Feedback) -> tuple[str, ...]:
    return tuple(passage.headline for passage in one.passages)


def _cited_titles(one: Feedback) -> Iterable[str]:
    return (passage.headline for passage in one.passages if passage.quotes)


def _cited_ids(one: Feedback) -> Iterable[str]:
    return (passage.external_id for passage in one.passages if passage.quotes)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
