"""Public test sets in their original form → the one layout; one module a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from eval.loaders.beir import load_beir
from eval.loaders.chronoqa import load_chronoqa
from eval.loaders.layout import Imported, summary_lines, write_set
from eval.loaders.rgb import load_rgb
from eval.loaders.squad import load_dureader, load_squad
from eval.loaders.trec import load_trec

__all__ = ["Imported", "Kind", "import_set", "summary_lines"]


class Kind(StrEnum):
    """The forms that can be imported."""

    CMRC2018 = "cmrc2018"
    DRCD = "drcd"
    SQUAD = "squad"
    DUREADER = "dureader"
    RGB = "rgb"
    CHRONOQA = "chronoqa"
    BEIR = "beir"
    TREC = "trec"


_LOADERS: Mapping[Kind, Callable[[Path, str], Imported]] = {
    Kind.CMRC2018: load_squad,
    Kind.DRCD: load_squad,
    Kind.SQUAD: load_squad,
    Kind.DUREADER: load_dureader,
    Kind.RGB: load_rgb,
    Kind.CHRONOQA: load_chronoqa,
    Kind.BEIR: load_beir,
    Kind.TREC: load_trec,
}


def import_set(kind: Kind, path: Path, out: Path) -> Imported:
    """Read a set and write it into the folder `out`, whose name begins the ids that the set does not give itself.

    Raises InputError, with file and line, for anything malformed; nothing is written then.
    """
    imported = _LOADERS[kind](path, out.resolve().name)
    write_set(imported, out, kind.value)
    return imported
