"""The small reader run by onnxruntime: its lower layers over every pair, its upper ones over those that are studied."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from rag.backends.onnx_session import cores, in_pool, open_session
from rag.errors import ModelError
from rag.reading.pairs import Judgement, Window, presented, text_tokens
from rag.reading.rereading import FULL

if TYPE_CHECKING:
    from tokenizers import Encoding

LOWER, UPPER, TOKENIZER, CARD = "lower.onnx", "upper.onnx", "tokenizer.json", "reader.json"
HOME = Path(__file__).parent.parent / "models" / "reader"

# Pairs that are remembered: those of a question are read again right after they were ranked. A pair after the lower
# layers takes some 400 kB, and as many questions are read at a time as there are threads.
_STUDIED = 64
_SKIMMED_A_THREAD = FULL.glanced

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Skimmed:
    """A pair after the lower layers."""

    encoding: Encoding
    state: npt.NDArray[np.float32]
    early: float


class OnnxReader:
    """A `PairReader` over the files of one folder; safe to share between threads."""

    def __init__(self, folder: Path = HOME, threads: int = 0) -> None:
        """Load the model; `threads` pairs are read at a time, 0 means one a core. ModelError when it is damaged.

        So many and no more, whoever asks: pairs of questions that are read at the same time queue up, those of the
        first question first.
        """
        from tokenizers import Tokenizer

        damaged = f"The reader in {folder} is damaged; install baoda again, or set BAODA_READER=off."
        self._lower, self._upper = (open_session(folder / name, damaged) for name in (LOWER, UPPER))
        try:
            card = json.loads((folder / CARD).read_text("utf-8"))
            longest, self._certainty = int(card["tokens"]), float(card["certainty"])
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # tokenizers raises nothing narrower
            raise ModelError(damaged) from error
        self._tokenizer.enable_truncation(longest, strategy="only_second")
        self._tokenizer.no_padding()
        threads = threads or cores()
        self._pool = ThreadPoolExecutor(threads, "reader")
        self._skimmed = _Memory[_Skimmed](_SKIMMED_A_THREAD * threads)
        self._studied = _Memory[Judgement](_STUDIED)

    def skim(self, question: str, windows: Sequence[Window]) -> Sequence[float]:
        """Return the relevance logit of each window after the lower layers, in their order."""
        return [pair.early for pair in in_pool(self._pool, lambda one: self._skim(question, one), windows)]

    def study(self, question: str, windows: Sequence[Window]) -> Sequence[Judgement]:
        """Return what the whole encoder reads in each window, in their order."""
        return in_pool(self._pool, lambda one: self._study(question, one), windows)

    def forget(self) -> None:
        """Forget what was read."""
        self._skimmed.forget()
        self._studied.forget()

    def _skim(self, question: str, window: Window) -> _Skimmed:
        def work() -> _Skimmed:
            encoding = self._tokenizer.encode(question, presented(window))
            given = {"input_ids": np.array([encoding.ids]), "asked": np.array([encoding.sequence_ids.count(0)])}
            state, early = self._lower.run(["state", "early"], given)
            return _Skimmed(encoding, state, float(early[0]))

        return self._skimmed.of((question, window), work)

    def _study(self, question: str, window: Window) -> Judgement:
        def work() -> Judgement:
            skimmed = self._skim(question, window)
            rank, has, span = self._upper.run(["rank", "has", "span"], {"state": skimmed.state})
            tokens, offsets = text_tokens(skimmed.encoding.sequence_ids, skimmed.encoding.offsets, window)
            places = _log_softmax(span[0, tokens])
            return Judgement(float(rank[0, 0]), float(has[0, 0]) * self._certainty, offsets, places[:, 0], places[:, 1])

        return self._studied.of((question, window), work)


class _Memory(Generic[Result]):
    """The last results by question and window; threads may share it, and two may work out the same one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[tuple[str, Window], Result] = OrderedDict()
        self._lock = Lock()

    def of(self, pair: tuple[str, Window], work: Callable[[], Result]) -> Result:
        with self._lock:
            if pair in self._known:
                self._known.move_to_end(pair)
                return self._known[pair]
        found = work()
        with self._lock:
            self._known[pair] = found
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        with self._lock:
            self._known.clear()


def _log_softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the logarithm of the shares of each column's logits, (tokens, 2)."""
    if not len(logits):
        return logits
    lowered = logits - logits.max(axis=0)
    found: npt.NDArray[np.float32] = lowered - np.log(np.exp(lowered).sum(axis=0))
    return found
