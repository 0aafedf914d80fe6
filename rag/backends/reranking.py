"""Cross-encoders that read question and passage together: by name or folder, or an ONNX file through onnxruntime."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from rag.backends.model_folder import choose_onnx
from rag.backends.onnx_session import open_session
from rag.errors import ModelError
from rag.records import Passage
from rag.settings import RerankerSettings

_LONGEST = 512  # tokens of question and passage together
_REMEDY = "check BAODA_RERANKER_MODEL, or leave it empty to do without"

ScorePairs = Callable[[str, Sequence[str]], Sequence[float]]


class CrossEncoderReranker:
    """A `Reranker` that scores passages batch by batch until its time is up."""

    def __init__(
        self, score: ScorePairs, settings: RerankerSettings, clock: Callable[[], float] = perf_counter
    ) -> None:
        """Take what scores a batch of passages against a question, higher is nearer; `clock` tells seconds."""
        self._clock = clock
        self._score = score
        self._batch = settings.batch
        self._budget = settings.budget / 1000
        self.top = settings.top

    def scores(self, question: str, passages: Sequence[Passage], fused: Sequence[float]) -> Sequence[float]:  # noqa: ARG002 - it trusts itself alone
        """Return the scores of the passages in their order; fewer than all when the time was up before a batch."""
        begun = self._clock()
        texts = [f"{passage.source.headline}\n{passage.text}".strip() for passage in passages]
        found: list[float] = []
        for start in range(0, len(texts), self._batch):
            if self._clock() - begun >= self._budget:
                break
            found.extend(self._score(question, texts[start : start + self._batch]))
        return found


def load_reranker(settings: RerankerSettings) -> CrossEncoderReranker:
    """Return the reranker that the settings name: an ONNX file, a folder with one, else sentence-transformers' own.

    Raises ModelError when it is unknown, damaged, or gives a pair more than one score.
    """
    path = Path(settings.model).expanduser()
    if path.is_file():
        file: Path | None = path
    else:
        chosen = choose_onnx(found.relative_to(path).as_posix() for found in path.glob("onnx/*.onnx"))
        file = path / chosen if chosen else None
    return CrossEncoderReranker(_onnx_pairs(file) if file else _torch_pairs(settings.model), settings)


def _torch_pairs(name: str) -> ScorePairs:
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, max_length=_LONGEST)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).split("\n", 1)[0]
        raise ModelError(f"The reranker {name} cannot be loaded ({reason}); {_REMEDY}.") from error
    if model.num_labels != 1:
        raise ModelError(f"The model {name} gives {model.num_labels} scores for a pair, not one; {_REMEDY}.")

    def score(question: str, texts: Sequence[str]) -> Sequence[float]:
        pairs = [(question, text) for text in texts]
        return [float(one) for one in model.predict(pairs, batch_size=len(pairs), show_progress_bar=False)]

    return score


def _onnx_pairs(file: Path) -> ScorePairs:
    from tokenizers import Tokenizer

    beside = [folder / "tokenizer.json" for folder in (file.parent, file.parent.parent)]
    known = next((found for found in beside if found.is_file()), None)
    if known is None:
        raise ModelError(f"There is no tokenizer.json beside the reranker {file}; put the model's own there.")
    session = open_session(file, f"The reranker {file} is damaged; {_REMEDY}.", threads=0)
    try:
        tokenizer = Tokenizer.from_file(str(known))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(f"The tokenizer {known} of the reranker is damaged; put the model's own there.") from error
    tokenizer.enable_truncation(_LONGEST, strategy="only_second")
    tokenizer.enable_padding()
    inputs = {given.name for given in session.get_inputs()}

    def score(question: str, texts: Sequence[str]) -> Sequence[float]:
        pairs = tokenizer.encode_batch([(question, text) for text in texts])
        offered = {
            "input_ids": np.array([pair.ids for pair in pairs], np.int64),
            "attention_mask": np.array([pair.attention_mask for pair in pairs], np.int64),
            "token_type_ids": np.array([pair.type_ids for pair in pairs], np.int64),
        }
        logits = np.asarray(session.run(None, {name: offered[name] for name in inputs if name in offered})[0])
        if logits.size != len(texts):
            raise ModelError(f"The model {file} does not give one score for a pair as a reranker does; {_REMEDY}.")
        return [float(one) for one in logits.reshape(-1)]

    return score
