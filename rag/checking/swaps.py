"""Is one thing put in another's place inside otherwise kept words? Found by aligning the sentence with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.checking import negation
from rag.checking.alignment import Line, bare, named, pairs
from rag.checking.facts import NAMES, Fact, FactKind
from rag.checking.numbers import level
from rag.chinese import HAN

_KEPT = 3  # pieces that must agree on each side of a swap, the sentence's own edge excepted
_LONGEST = 12  # pieces; more is a rewording, not a swap
_A_NAME = 5  # pieces that what replaces a name has at most
_A_TITLED_NAME = 6  # pieces of a name with its title; a name itself is one piece
_HAN_ONLY = re.compile(f"[{HAN}]{{2,4}}")
_STANDS_FOR = re.compile(
    "^(?:他们|她们|它们|他|她|它|其|自己|该.{0,3}|本.{0,2}|此.{0,2}|当地|这里|那里|这|那|双方|对方|两国|前者|后者|我国|全国|国内|同日|当日|当天)$"
)
_SPEAKER = re.compile(
    rf"(?:^|[，。；：,;])([{HAN}·]{{2,24}}?)(?:说|表示|指出|介绍|认为|强调|称|透露|坦言|告诉记者)(?=[，：:“,])"
)
_ANY_SPEAKER = re.compile("他|她|其|报道|文章|消息|该|据|数据|并|还|也|同时")
_OWN_HALF = 0.5  # share of a speaker's character pairs that the passage must print


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fact as one piece, or one character; pieces with the same key are the same."""

    key: str
    text: str
    fact: Fact | None = None


def swapped(claim: str, stated: Sequence[Fact], best: Sequence[Line], whole: str) -> str:
    """Return the reason that names what was put in place of something printed; else nothing.

    `best` are the lines that the claim leans on, `whole` is all of the evidence as `alignment.bare` gives it.
    """
    mine = list(_pieces(claim, stated))
    for line in best:
        reason = _swap(mine, list(_pieces(line.text, line.facts)), claim, whole)
        if reason:
            return reason
    return ""


def unknown_speaker(claim: str, lines: Sequence[Line]) -> str:
    """Return the reason that names a speaker whom the passages do not print; else nothing."""
    printed = frozenset().union(*(pairs(line.text) for line in lines))
    for match in _SPEAKER.finditer(level(claim)):
        speaker = match[1]
        own = pairs(speaker)
        if own and not _ANY_SPEAKER.search(speaker) and len(own & printed) < _OWN_HALF * len(own):
            return f"说话的“{speaker}”不在所引段落中"
    return ""


def _pieces(text: str, found: Sequence[Fact]) -> Iterator[_Piece]:
    levelled = level(text).lower()
    starts = {fact.span.start: fact for fact in reversed(found) if fact.kind is not FactKind.QUOTED}
    at = 0
    while at < len(levelled):
        fact = starts.get(at)
        if fact is not None and fact.span.end > at:
            yield _Piece(_key(fact), fact.text, fact)
            at = fact.span.end
            continue
        if not levelled[at].isspace() and levelled[at] not in "“”‘’\"'":
            yield _Piece(levelled[at], levelled[at])
        at += 1


def _key(fact: Fact) -> str:
    if fact.quantity is not None:
        return f"{fact.quantity.value} {fact.quantity.unit}"
    if fact.moment is not None:
        return f"{fact.moment.year}-{fact.moment.month}-{fact.moment.day}"
    return bare(fact.text)


def _swap(mine: list[_Piece], printed: list[_Piece], claim: str, whole: str) -> str:
    matcher = SequenceMatcher(None, [piece.key for piece in mine], [piece.key for piece in printed], autojunk=False)
    steps = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal" or max(b - a, d - c) > _LONGEST:
            continue
        before = steps[place - 1] if place else None
        behind = steps[place + 1] if place + 1 < len(steps) else None
        if not (_holds(before) and _holds(behind)) or (before is None and behind is None):
            continue
        ours, theirs = mine[a:b], printed[c:d]
        reason = _negation_moved(ours, theirs, mine[b : b + 2]) or (
            _replaced(ours, theirs, claim, whole) if kind == "replace" else ""
        )
        if reason:
            return reason
    return ""


def _holds(step: tuple[str, int, int, int, int] | None) -> bool:
    return step is None or (step[0] == "equal" and step[2] - step[1] >= _KEPT)


def _negation_moved(ours: Sequence[_Piece], theirs: Sequence[_Piece], next_ones: Sequence[_Piece]) -> str:
    said, wanted = _text(ours), _text(theirs)
    follows = _text(next_ones)
    if not said and negation.alone(wanted, follows):
        return f"原文“{wanted}{follows}”的否定丢失了"
    if not wanted and negation.alone(said, follows):
        return f"原文没有“{said}{follows}”的否定"
    return ""


def _text(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _replaced(ours: Sequence[_Piece], theirs: Sequence[_Piece], claim: str, whole: str) -> str:
    said, wanted = _text(ours), _text(theirs)
    if _STANDS_FOR.match(bare(said)) or _STANDS_FOR.match(bare(wanted)) or not bare(said) or not bare(wanted):
        return ""
    if named(said, bare(wanted)) or named(wanted, bare(said)):
        return ""
    if _names_differ(ours, theirs, claim) or _values_differ(ours, theirs) or _unheard_of(said, wanted, whole):
        return f"“{said}”与原文不符，原文此处为“{wanted}”"
    return ""


def _names_differ(ours: Sequence[_Piece], theirs: Sequence[_Piece], claim: str) -> bool:
    new = [piece for piece in ours if piece.fact and piece.fact.kind in NAMES]
    lost = [piece for piece in theirs if piece.fact and piece.fact.kind in NAMES and not named(piece.text, bare(claim))]
    if max(len(ours), len(theirs)) > _A_TITLED_NAME:
        return False
    if new and lost:
        return bool(
            {piece.fact.kind for piece in new if piece.fact} & {piece.fact.kind for piece in lost if piece.fact}
        )
    return bool(new) != bool(lost) and len(theirs if new else ours) <= _A_NAME


def _unheard_of(said: str, wanted: str, whole: str) -> bool:
    """Return whether a word that no dictionary knows, a name most likely, took the place of another as short."""
    import rjieba

    word = bare(said)
    if not _HAN_ONLY.fullmatch(word) or not _HAN_ONLY.fullmatch(bare(wanted)) or word in whole:
        return False
    return not rjieba.has_word(word) and not any(rjieba.has_word(word[at : at + 2]) for at in range(len(word) - 1))


def _values_differ(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> bool:
    return any(_clash(mine, printed) for mine in ours for printed in theirs) and not any(
        mine.fact and printed.fact and _agree(mine.fact, printed.fact) for mine in ours for printed in theirs
    )


def _clash(mine: _Piece, printed: _Piece) -> bool:
    return (
        mine.fact is not None
        and printed.fact is not None
        and mine.fact.kind is printed.fact.kind
        and mine.fact.kind in (FactKind.QUANTITY, FactKind.MOMENT)
        and not _agree(mine.fact, printed.fact)
    )


def _agree(mine: Fact, printed: Fact) -> bool:
    if mine.quantity and printed.quantity:
        return mine.quantity.equals(printed.quantity)
    return bool(mine.moment and printed.moment and mine.moment.covers(printed.moment))
