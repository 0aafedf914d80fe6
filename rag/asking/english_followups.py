"""English follow-ups made whole from the question before: the thing that it asked about in the place of a pronoun."""

from __future__ import annotations

import re

from rag.asking.english import DAY_NAMED
from rag.asking.word_forms import IRREGULAR

_ASKED = r"(?:how \w+(?: \w+)*?|what(?: \w+)*?|which(?: \w+)*?|who|whom|whose \w+|when|where|why|how)"
_HELPER = "is|are|was|were|does|do|did|will|can|could|has|have"
_HELPED = re.compile(rf"^(?:\w+ )??{_ASKED} (?P<helper>{_HELPER}) (?P<rest>.+)$", re.I)
_DONE = re.compile(r"^(?i:who|what|which \w+|how many \w+) \w+ (?P<rest>(?:the|an?|its) .+|[A-Z0-9].*)$")
_ASIDE = re.compile(r"\s+(?:on|in|at|for|during|by|from|to|until|since|after|before|with|as|per)\b.*$", re.I)
_OPENING = re.compile(r"^(?:and|so|then|but)\b,?\s*", re.I)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.I)
_PRONOUN = re.compile(r"\b(?:it|they|them|he|she|him|this|that|these|those|there)\b", re.I)
_OWNING = re.compile(r"\b(?:its|their|his)\b|\bher\b(?=\s+\w)", re.I)
_ACTS = frozenset({"does", "do", "did", "will", "can", "could"})
_ASKS = re.compile(r"^(?:how|what|which|who|whom|whose|when|where|why)\b", re.I)


def english_whole(question: str, last: str) -> str:
    """Return an English question that reads without the one before it; one that stands on its own comes back as it is.

    "And how many stations does it have?" gets the thing for its pronoun, "What about the fare?" what it is the fare of,
    "And on March 5?" the last question with its day in place.
    """
    put = _bare(question)
    text = _OPENING.sub("", put)
    new = _ABOUT.sub("", text)
    if new != text or (text != put and not _ASKS.match(text)):
        return _other(new, last)
    thing = _thing(last)
    if not thing or not (_PRONOUN.search(text) or _OWNING.search(text)):
        return question
    text = _OWNING.sub(lambda _: f"{thing}'s", text, count=1)
    text = _PRONOUN.sub(lambda _: thing, text, count=1)
    return f"{text[:1].upper()}{text[1:]}?"


def _other(new: str, last: str) -> str:
    """The last question of another day, or of another thing, or something else of the same thing."""
    asked = _bare(last)
    if DAY_NAMED.search(new.lower()):
        before = DAY_NAMED.search(asked.lower())
        day = re.sub(r"^(?:on|in|at|during)\s+", "", new)
        return f"{asked[: before.start()]}{day}{asked[before.end() :]}?" if before else f"{asked} {new}?"
    thing = _thing(last)
    if not thing:
        return f"{asked}: {new}?"
    if new[:1].isupper():  # a name takes the name's place
        return asked.replace(thing, new, 1) + "?"
    return f"What is {new} of {thing}?"


def _thing(question: str) -> str:
    """What a question asks about: Line 2 of "How many did Line 2 carry on March 5?"; empty where it is not told."""
    text = _bare(question)
    found = _HELPED.match(text)
    if found is None:
        done = _DONE.match(text)
        return _ASIDE.sub("", done["rest"]) if done else ""
    words = _ASIDE.sub("", found["rest"]).split()
    helper = found["helper"].lower()
    if len(words) > 1 and (helper in _ACTS or _participle(words[-1])):
        words = words[:-1]
    return " ".join(words)


def _bare(question: str) -> str:
    return question.strip().rstrip("?. ")


def _participle(word: str) -> bool:
    return word.endswith("ed") or word in IRREGULAR
