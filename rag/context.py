"""What a chat model is shown: as many passages, as wide, and as much of the talk as its context holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from rag.chinese import sentences
from rag.errors import InputError
from rag.library import Library
from rag.passages import widen
from rag.prompt import answer_prompt, passage_block, recent
from rag.records import Hit, Query, Turn
from rag.settings import ChatSettings

# Upper bounds over the tokenizers of common models: Qwen and DeepSeek take 0.6 tokens for a Han character, Llama 3 and
# GPT about 1, older ones up to 1.5; a word of Latin letters takes one for every three to four.
_OTHER = 1.5
_LATIN = 0.4
_LATIN_LETTER = re.compile("[A-Za-z ]")
_SHARE_OF_TALK = 0.25  # of what the rules leave free: the passages matter more than what was said before
_LEAST = 40  # characters below which a passage cut to fit says nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """The passages, marker 1 first, and the turns that a chat model is shown."""

    hits: tuple[Hit, ...]
    history: tuple[Turn, ...]


def tokens(text: str) -> int:
    """Return how many tokens a text takes at most, without asking any tokenizer."""
    latin = len(_LATIN_LETTER.findall(text))
    return int(latin * _LATIN + (len(text) - latin) * _OTHER) + 1


def shown_to_model(
    query: Query, hits: Sequence[Hit], history: Sequence[Turn], library: Library, settings: ChatSettings
) -> Shown:
    """Return the best passages and the last turns that fit into `settings.context` beside the rules and the answer.

    The first passage is cut at a sentence's end when it alone is too long; later ones that do not fit are left out.
    """
    rules = sum(tokens(str(message.content)) for message in answer_prompt(query, ()).messages)
    room = max(settings.context - settings.tokens - rules, _LEAST)
    talk = _talk(history, int(room * _SHARE_OF_TALK))
    room -= sum(_of_turn(turn) for turn in talk)
    kept = _fitting(hits[: settings.passages], room)
    room -= sum(_of_hit(hit) for hit in kept)
    return Shown(_widened(kept, room, library, settings.wide), talk)


def _talk(history: Sequence[Turn], room: int) -> tuple[Turn, ...]:
    """Return the last turns that fit, oldest first."""
    kept: list[Turn] = []
    for turn in reversed(recent(history)):
        room -= _of_turn(turn)
        if room < 0:
            break
        kept.append(turn)
    return tuple(reversed(kept))


def _fitting(hits: Sequence[Hit], room: int) -> list[Hit]:
    """Return the hits that fit, in their order; the first one cut if it must be."""
    kept: list[Hit] = []
    for hit in hits:
        cost = _of_hit(hit)
        if cost <= room:
            kept.append(hit)
            room -= cost
    return kept or [_cut(hit, room) for hit in hits[:1]]


def _widened(hits: Sequence[Hit], room: int, library: Library, longest: int) -> tuple[Hit, ...]:
    """Return the hits, the best ones with their surroundings as far as they fit; what is inside another is left out."""
    kept: list[Hit] = []
    for hit in hits:
        if any(_inside(hit, other) for other in kept):
            room += _of_hit(hit)
            continue
        wide = hit
        with suppress(InputError):  # another program may just have removed the article
            wide = replace(hit, passage=widen(hit, library, longest))
        more = _of_hit(wide) - _of_hit(hit)
        kept.append(wide if more <= room else hit)
        room -= more if more <= room else 0
    return tuple(kept)


def _cut(hit: Hit, room: int) -> Hit:
    """Return the hit with the passage's first sentences, as many as fit; with its first characters when none does."""
    passage = hit.passage
    short = passage.text[:_LEAST]
    for span in sentences(passage.text):
        if _of_hit(_with_text(hit, passage.text[: span.end])) > room:
            break
        short = passage.text[: span.end]
    return _with_text(hit, short)


def _with_text(hit: Hit, text: str) -> Hit:
    passage = hit.passage
    return replace(hit, passage=replace(passage, text=text, end=passage.start + len(text)))


def _inside(hit: Hit, other: Hit) -> bool:
    one, wide = hit.passage, other.passage
    return one.article_id == wide.article_id and wide.start <= one.start and one.end <= wide.end


def _of_hit(hit: Hit) -> int:
    return tokens(passage_block(0, hit))


def _of_turn(turn: Turn) -> int:
    return tokens(turn.question) + tokens(turn.answer)
