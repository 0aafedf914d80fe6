"""Pairs of question and passage → tensors, and spans of tokens back to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from eval.reader.network import Pairs
from eval.reader.variants import Pair
from rag.reading.pairs import presented

LONGEST = 320  # tokens of a pair: 350 characters of Chinese news are about 240


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pairs, and of each the answer's `first` and `last` token, -1 without one, and 1 if it `has` one."""

    pairs: Pairs
    first: Tensor
    last: Tensor
    has: Tensor

    def on(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return Batch(self.pairs.on(device), self.first.to(device), self.last.to(device), self.has.to(device))


def open_tokenizer(content: str) -> Tokenizer:
    """Return the tokenizer of this JSON, set to cut passages at `LONGEST` tokens."""
    tokenizer = Tokenizer.from_str(content)
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> list[Encoding]:
    """Return the pairs' tokens."""
    return tokenizer.encode_batch([(pair.question, presented(pair.window)) for pair in pairs])


def batch_of(pairs: Sequence[Pair], encodings: Sequence[Encoding]) -> Batch:
    """Return the tensors of pairs, padded to the longest."""
    longest = max(len(encoding.ids) for encoding in encodings)
    size = (len(pairs), longest)
    ids, mask, question, passage = (torch.zeros(size, dtype=torch.long) for _ in range(4))
    ids += 1  # <pad>
    first, last = (torch.full((len(pairs),), -1) for _ in range(2))
    for row, (pair, encoding) in enumerate(zip(pairs, encodings, strict=True)):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        mask[row, :length] = 1
        question[row, :length] = torch.tensor([int(part == 0) for part in encoding.sequence_ids])
        passage[row, :length] = torch.tensor([int(part == 1) for part in encoding.sequence_ids])
        if pair.answers and (tokens := _tokens_of(pair, encoding)):
            first[row], last[row] = tokens[0], tokens[-1]
    has = torch.tensor([float(pair.answers) for pair in pairs])
    return Batch(Pairs(ids, mask, question, passage), first, last, has)


def _tokens_of(pair: Pair, encoding: Encoding) -> list[int]:
    """Return the passage's tokens that overlap the answer; none where it was cut off."""
    shift = len(presented(pair.window)) - len(pair.text)
    start, end = pair.start + shift, pair.end + shift
    return [
        token
        for token, (part, (begin, stop)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
        if part == 1 and begin < end and start < stop
    ]
