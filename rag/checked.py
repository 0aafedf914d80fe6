"""A chat model's text → sentences with their verdicts and quotes, whole or while it is still coming."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.citations import Claim, cite, claims
from rag.prompt import says_no_answer
from rag.records import Citation, Hit, Sentence, Strictness, Verdict
from rag.verify import check

_CUT = re.compile(r"\[\d+\](?=[^\[])")  # behind a run of markers: there the text before stands for good


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence with its verdict, and the quotes that carry it."""

    sentence: Sentence
    citations: tuple[Citation, ...]


def check_text(
    marked: str, shown: Sequence[Hit], strictness: Strictness, *, english: bool = False
) -> tuple[Checked, ...]:
    """Return the text's sentences, each checked against the passages that it cites.

    `shown` are the passages that the model saw, marker 1 first; `marked` is its text with known markers only. The
    reasons are in Chinese, or in English when asked for.
    """
    return tuple(_checked(claim, shown, strictness, english=english) for claim in claims(marked))


def is_carried(sentence: Sentence) -> bool:
    """Return whether the sentence may stay where only what is carried is shown; a sentence that states nothing may."""
    return sentence.verdict is not Verdict.UNSUPPORTED or says_no_answer(sentence.text)


def carried(pieces: Iterable[str], shown: Sequence[Hit], strictness: Strictness) -> Iterator[str]:
    """Yield the sentences of a coming text that are carried, whole and with their markers; the others are left out.

    A sentence is judged as soon as its markers and the beginning of what follows are there. Sentences that state
    nothing wait for the first that is carried: alone they are no answer.
    """
    waiting = ""
    begun = False
    for claim in _claims(pieces):
        if is_carried(_checked(claim, shown, strictness).sentence):
            waiting += claim.marked
            begun = begun or bool(claim.markers)
        if begun and waiting:
            yield waiting
            waiting = ""


def _claims(pieces: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims of a coming text, each as soon as nothing that follows can change it."""
    held = ""
    for piece in pieces:
        held += piece
        ends = [cut.end() for cut in _CUT.finditer(held)]
        if ends:
            yield from claims(held[: ends[-1]])
            held = held[ends[-1] :]
    yield from claims(held)


def _checked(claim: Claim, shown: Sequence[Hit], strictness: Strictness, *, english: bool = False) -> Checked:
    cited = [shown[marker - 1] for marker in claim.markers]
    verdict = check(claim.text, cited, strictness=strictness, english=english)
    quotes = (cite(claim.text, marker, hit) for marker, hit in zip(claim.markers, cited, strict=True))
    return Checked(
        Sentence(claim.text, claim.markers, verdict.verdict, verdict.reason),
        tuple(quote for quote in quotes if quote is not None),
    )
