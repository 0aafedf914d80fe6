"""The network as a `PairReader` in full precision: measured while it learns, and what its files are held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from tokenizers import Tokenizer

from eval.reader.batches import batch_of, encode
from eval.reader.network import Network
from eval.reader.variants import Pair
from rag.reading.pairs import Judgement, Window, text_tokens

_AT_ONCE = 16  # pairs


class TorchReader:
    """Reads with a network that it leaves as it is; nothing is remembered."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        """Take the network and its tokenizer."""
        self._network = network
        self._tokenizer = tokenizer

    def skim(self, question: str, windows: Sequence[Window]) -> Sequence[float]:
        """Return the relevance logit of each window after the lower layers."""
        return [early for early, _ in self._read(question, windows)]

    def study(self, question: str, windows: Sequence[Window]) -> Sequence[Judgement]:
        """Return what the whole encoder reads in each window."""
        return [judgement for _, judgement in self._read(question, windows)]

    def forget(self) -> None:
        """Do nothing: nothing is remembered."""

    def _read(self, question: str, windows: Sequence[Window]) -> Iterator[tuple[float, Judgement]]:
        pairs = [Pair(question, window.headline, window.text) for window in windows]
        encodings = encode(self._tokenizer, pairs)
        for start in range(0, len(pairs), _AT_ONCE):
            batch = batch_of(pairs[start : start + _AT_ONCE], encodings[start : start + _AT_ONCE])
            with torch.inference_mode():
                read = self._network(batch.pairs.on(self._network.words.weight.device)).on(torch.device("cpu"))
            for row, window in enumerate(windows[start : start + _AT_ONCE]):
                encoding = encodings[start + row]
                tokens, offsets = text_tokens(encoding.sequence_ids, encoding.offsets, window)
                places = torch.log_softmax(read.span[row, tokens], dim=0).numpy()
                judged = Judgement(float(read.rank[row]), float(read.has[row]), offsets, places[:, 0], places[:, 1])
                yield float(read.early[row]), judged
