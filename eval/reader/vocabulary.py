"""The built-in model's vocabulary cut to what Chinese, Latin and figures need, as a tokenizer of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.chinese import HAN

_SPECIAL = 4  # <s> <pad> </s> <unk> stand first and stay there
_MARKS = (
    r"\u00b0\u00b1\u00b7\u00d7\u2010-\u2026\u2030\u2032\u2033\u203b\u2103\u2116\u2150-\u217f\u2460-\u2473\u25cb\u25cf"
    r"\u3000-\u3017\uff00-\uff5e—"
)
_CHINESE = re.compile(rf"▁?(?=.*[{HAN}{_MARKS}])[{HAN}{_MARKS}\x21-\x7e]+")
_LATIN = re.compile(r"▁|▁?[\x21-\x7e]+")
_SHORT = 3  # characters up to which every Latin piece stays: the rest of a name is put together from them
_FREQUENT = 14_000  # Latin pieces that stay whatever their length, the likeliest first


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of the full vocabulary that stay, in their new order, and the tokenizer's JSON with these alone."""

    rows: tuple[int, ...]
    tokenizer: str


def cut_vocabulary(tokenizer: Path) -> Cut:
    """Return the cut of a `tokenizer.json` whose pieces are sorted by probability after the special ones."""
    content: dict[str, Any] = json.loads(tokenizer.read_text(encoding="utf-8"))
    pieces: Sequence[tuple[str, float]] = content["model"]["vocab"]
    rows = [row for row, (piece, _) in enumerate(pieces) if row < _SPECIAL or _stays(piece)]
    latin = [row for row, (piece, _) in enumerate(pieces) if row >= _SPECIAL and _LATIN.fullmatch(piece)]
    kept = sorted({*rows, *latin[:_FREQUENT]})
    content["model"]["vocab"] = [pieces[row] for row in kept]
    _renumber(content["post_processor"], {pieces[row][0]: place for place, row in enumerate(kept)})
    return Cut(tuple(kept), json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _stays(piece: str) -> bool:
    if _CHINESE.fullmatch(piece):
        return True
    return bool(_LATIN.fullmatch(piece)) and len(piece.removeprefix("▁")) <= _SHORT


def _renumber(post_processor: dict[str, Any], places: Mapping[str, int]) -> None:
    """The special pieces keep their ids as long as they stand first; said here so that a change fails loudly."""
    for piece, special in post_processor["special_tokens"].items():
        if special["ids"] != [places[piece]]:
            raise ValueError(f"the special piece {piece} has moved")
