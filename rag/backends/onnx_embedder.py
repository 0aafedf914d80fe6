"""An embedding model run by onnxruntime: neither torch nor transformers is imported.

Each text runs alone, on one thread, several at a time. That is as fast as batches, which pay for padding and for
waiting on each other, takes the memory of one text a thread, and gives a text the same vector whatever its neighbours
are (the 8-bit steps of a batch depend on all its texts).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.backends.model_folder import ModelFolder, fingerprint
from rag.backends.onnx_session import open_session, side_by_side
from rag.backends.unigram import open_encoder
from rag.embedder import Embedder, Floats
from rag.errors import ModelError

_SMALLEST_NORM = 1e-12


class OnnxEmbedder(Embedder):
    """The ONNX encoder of a sentence-transformers folder with its tokenizer, pooling and prompts."""

    def __init__(self, folder: ModelFolder, name: str, threads: int = 0) -> None:
        """Load the model; `threads` texts are embedded at a time, 0 means one a core. ModelError when it is damaged."""
        if folder.onnx is None:
            raise ModelError(f"The model {name} has no ONNX file: load it with sentence-transformers.")
        self._session = open_session(
            folder.onnx, f"The model {name} at {folder.path} is damaged: remove that folder and start again."
        )
        try:
            self._encoder = open_encoder(folder.path / "tokenizer.json", folder.longest)
        except Exception as error:  # tokenizers raises nothing narrower
            raise ModelError(
                f"The tokenizer of the model {name} at {folder.path} is damaged: remove that folder."
            ) from error
        self._model_folder = folder
        self.folder = folder.path
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._output = self._session.get_outputs()[0].name
        self._threads = threads
        self.fingerprint = fingerprint(folder, name)
        self.dimension = len(self._encode("0"))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors in the texts' order, float32 (texts, dimension)."""
        prompted = [self._model_folder.passage_prompt + text for text in texts]
        if not prompted:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack(side_by_side(self._encode, prompted, self._threads))

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, float32 (dimension,)."""
        return self._encode(self._model_folder.query_prompt + text)

    def _encode(self, text: str) -> Floats:
        tokens = self._encoder.ids(text)
        if not tokens:  # an empty text under a tokenizer that frames nothing
            return np.zeros(self.dimension, np.float32)
        ids = np.array([tokens], np.int64)
        offered = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.arange(ids.shape[1], dtype=np.int64)[None],
        }
        given = {name: value for name, value in offered.items() if name in self._inputs}
        states: Floats = self._session.run([self._output], given)[0][0]
        if self._model_folder.pooling == "cls":
            vector = states[0]
        elif self._model_folder.pooling == "lasttoken":
            vector = states[-1]
        else:
            vector = states.mean(axis=0)
        unit: Floats = (vector / max(float(np.linalg.norm(vector)), _SMALLEST_NORM)).astype(np.float32)
        return unit
