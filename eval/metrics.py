"""What is compared: texts as they are counted, gold in an answer, a quote in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from eval.cases import Case
from rag.records import Article, Citation, CitedField

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


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean, None of no values."""
    found = list(values)
    return sum(found) / len(found) if found else None
