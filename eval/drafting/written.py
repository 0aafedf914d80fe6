"""Questions worded by a chat model; what it says of an article counts only where the article prints it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from eval.drafting.templates import Proposal
from eval.prompts import draft_prompt
from rag.protocols import ChatWriter
from rag.records import Article

_LONGEST = 4000  # characters of an article that the model reads
_QUESTIONS = 2  # with an answer, of one article


def by_model(article: Article, writer: ChatWriter, left_out: Counter[str]) -> Iterator[Proposal]:
    """Yield the questions that a chat model makes of an article, counting why others are left out.

    Raises ChatError when the model fails.
    """
    body = article.body[:_LONGEST]
    reply = "".join(writer.write(draft_prompt(article.headline, body, _QUESTIONS)))
    for line in reply.splitlines():
        text = line.strip().strip(",")
        if not text.startswith("{"):
            continue
        found = _proposal(text, f"{article.headline}\n{article.body}")
        if isinstance(found, str):
            left_out[found] += 1
        else:
            yield found


def _proposal(line: str, printed: str) -> Proposal | str:
    """Return the question of a line, or why it is left out."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return "no JSON object"
    question, kind = row.get("question"), row.get("type")
    answers, evidence = _texts(row, "answers"), _texts(row, "evidence")
    if not isinstance(question, str) or not question.strip():
        return "no question"
    if row.get("answerable") is False:
        return Proposal(question.strip(), (), (), "unanswerable")
    kept = tuple(answer for answer in answers if answer in printed)
    if not kept:
        return "the article does not print the answer"
    if not evidence or not all(text in printed for text in evidence):
        return "the article does not print the evidence"
    return Proposal(question.strip(), kept, evidence, kind if isinstance(kind, str) and kind else "statement")


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(text for text in value if isinstance(text, str) and text) if isinstance(value, list) else ()
