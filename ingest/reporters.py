"""Reporters with a place behind their names: 记者王大明台北报道 is 王大明 in 台北, 记者李文 广州 is 李文 in 广州."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.names import name_cost, person_list

_PLACE = re.compile(r"(?:(?!本报|本刊|新华社|中新社|记者)[\u4e00-\u9fff·])+")
_APART = re.compile(r"\s*[／/｜|]\s*|\s+")
_LONGEST_PLACE = 8
_UNKNOWN_PLACE = 3  # what a place costs that no dictionary has, beside the cost of an unusual name


@dataclass(frozen=True, slots=True)
class Reporters:
    """Names, and the place that stands behind them, empty without one."""

    names: tuple[str, ...]
    place: str


def read_reporters(run: str) -> Reporters | None:
    """Return the reporters of a run of plain text, with the place behind them; None when it does not read so.

    Of all ways to part names from place the best has usual names and a place that is known as one.
    """
    run = run.strip(" ／/｜|、")
    ways = [way for way in (_parted(run), *_run_together(run)) if way is not None]
    return min(ways, key=_cost) if ways else None


def _parted(run: str) -> Reporters | None:
    """The reporters where a space or a stroke stands before the place, or where no place is named."""
    if names := person_list(run, sure=False):
        return Reporters(names, "")
    gaps = list(_APART.finditer(run))
    if not gaps:
        return None
    place = run[gaps[-1].end() :]
    names = person_list(run[: gaps[-1].start()], sure=True)
    return Reporters(names, place) if names and _PLACE.fullmatch(place) else None


def _run_together(run: str) -> list[Reporters]:
    ways = []
    for at in range(max(2, len(run) - _LONGEST_PLACE), len(run) - 1):
        place = run[at:]
        names = person_list(run[:at], sure=False) if _PLACE.fullmatch(place) else ()
        if names:
            ways.append(Reporters(names, place))
    return ways


def _cost(way: Reporters) -> int:
    unknown = bool(way.place) and not _is_place(way.place)
    return sum(name_cost(name) for name in way.names) + _UNKNOWN_PLACE * unknown


@cache
def _is_place(word: str) -> bool:
    import rjieba

    return [tag for _, tag in rjieba.tag(word)] in (["ns"], ["nz"])
