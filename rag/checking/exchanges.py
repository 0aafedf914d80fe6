"""Is what stands in the place of printed words another name, another number or date, or a word unheard of?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.checking.alignment import bare, named
from rag.checking.facts import NAMES, Fact, FactKind
from rag.checking.numbers import level
from rag.checking.pieces import Piece, text_of
from rag.chinese import HAN

_FEW = 6  # pieces of an exchange of values
_UNEVEN = 3  # pieces by which the two sides of an exchange of values may differ
_LONGEST_NAME = 10  # characters of what no rule knows for a name but stands in the place of one
_NOUN_TAGS = frozenset("njzbsfagtqmrec")
_HAN_ONLY = re.compile(f"[{HAN}]{{2,4}}")
_NO_DIGIT = re.compile(r"[^\d.]")


def names_differ(ours: Sequence[Piece], theirs: Sequence[Piece], claim: str) -> bool:
    """Return whether one name, or a noun, took the place of another; `claim` is the whole sentence."""
    new = [piece for piece in ours if _is_name(piece)]
    lost = [piece for piece in theirs if _is_name(piece) and not named(piece.text, bare(claim))]
    if any(piece.fact and not _is_name(piece) for piece in ours) or not (new or lost):
        return False  # more than a name is exchanged: a rewording, or found by its values
    if not _nouns(ours) or not _nouns(theirs):
        return False
    if new and lost and _whole(ours) and _whole(theirs):
        return _alike_names(new, lost)
    if new and lost:
        return True
    return bool(new) != bool(lost) and len(theirs if new else ours) <= _LONGEST_NAME


def _is_name(piece: Piece) -> bool:
    return piece.fact is not None and piece.fact.kind in NAMES


def _whole(pieces: Sequence[Piece]) -> bool:
    """Return whether the pieces are names and nothing else."""
    return all(_is_name(piece) for piece in pieces)


def _alike_names(new: Sequence[Piece], lost: Sequence[Piece]) -> bool:
    """Return whether one of the new names is of a kind with one of the lost: persons, or places and bodies."""
    return bool({_is_person(piece) for piece in new} & {_is_person(piece) for piece in lost})


def _is_person(piece: Piece) -> bool:
    return piece.fact is not None and piece.fact.kind is FactKind.PERSON


def _nouns(pieces: Sequence[Piece]) -> bool:
    """Return whether the pieces are names, nouns and what goes with nouns: no verb, no particle, no punctuation."""
    import rjieba

    rest = "".join(piece.text for piece in pieces if not _is_name(piece))
    return all(tag[:1] in _NOUN_TAGS for _, tag in rjieba.tag(level(rest)))


def unheard_of(said: str, wanted: str, whole: str) -> bool:
    """Return whether a word that no dictionary knows, a name most likely, took the place of another as short."""
    import rjieba

    word = bare(said)
    if not _HAN_ONLY.fullmatch(word) or not _HAN_ONLY.fullmatch(bare(wanted)) or word in whole:
        return False
    return not rjieba.has_word(word) and not any(rjieba.has_word(word[at : at + 2]) for at in range(len(word) - 1))


def values_differ(ours: Sequence[Piece], theirs: Sequence[Piece]) -> bool:
    """Return whether one number or date took the place of another."""
    if (
        max(len(ours), len(theirs)) > _FEW
        or abs(len(ours) - len(theirs)) > _UNEVEN
        or any(mark in text_of(pieces) for pieces in (ours, theirs) for mark in "，。；,;")
    ):
        return False  # whole clauses are exchanged: a rewording
    return any(_clash(mine, printed) for mine in ours for printed in theirs) and not any(
        mine.fact and printed.fact and _agree(mine.fact, printed.fact) for mine in ours for printed in theirs
    )


def _clash(mine: Piece, printed: Piece) -> bool:
    return (
        mine.fact is not None
        and printed.fact is not None
        and mine.fact.kind is printed.fact.kind
        and mine.fact.kind in (FactKind.QUANTITY, FactKind.MOMENT)
        and _exchangeable(mine.fact, printed.fact)
        and not _agree(mine.fact, printed.fact)
    )


def _exchangeable(mine: Fact, printed: Fact) -> bool:
    """Return whether one could have been put in for the other: the same unit, or the same numeral."""
    if mine.quantity is None or printed.quantity is None:
        return True
    return mine.quantity.comparable(printed.quantity) or _NO_DIGIT.sub("", mine.text) == _NO_DIGIT.sub("", printed.text)


def _agree(mine: Fact, printed: Fact) -> bool:
    if mine.quantity and printed.quantity:
        return mine.quantity.equals(printed.quantity)
    return bool(mine.moment and printed.moment and mine.moment.fits(printed.moment))
