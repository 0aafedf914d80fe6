"""An embedding model run by sentence-transformers: any of its models, on whatever device torch finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rag.backends.model_folder import ModelFolder, fingerprint
from rag.embedder import Embedder, Floats
from rag.errors import ModelError


class TorchEmbedder(Embedder):
    """A sentence-transformers folder without an ONNX file."""

    def __init__(self, folder: ModelFolder, name: str, batch: int = 32, threads: int = 0) -> None:
        """Load the model; `batch` texts run at once on `threads` threads, 0: torch's choice. ModelError if damaged."""
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        quiet: Callable[[], None] = disable_progress_bar
        quiet()  # ours covers it
        if threads:
            torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(str(folder.path), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            reason = str(error).split("\n", 1)[0]
            raise ModelError(
                f"The model {name} at {folder.path} cannot be loaded ({reason}): download it again."
            ) from error
        self._model.max_seq_length = min(folder.longest, self._model.max_seq_length or folder.longest)
        self._model_folder = folder
        self.folder = folder.path
        self._batch = batch
        self.fingerprint = fingerprint(folder, name)
        self.dimension = len(self.encode_query(""))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors in the texts' order, float32 (texts, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._encode(texts, self._model_folder.passage_prompt)

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, float32 (dimension,)."""
        vector: Floats = self._encode([text], self._model_folder.query_prompt)[0]
        return vector

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        """Embed; sentence-transformers sorts by length itself and gives the vectors back in order."""
        vectors: Floats = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=self._batch,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        ).astype(np.float32)
        return vectors
