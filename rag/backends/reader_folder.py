"""The small reader's folder, written: two graphs in 8-bit integers, the tokenizer, and what is known of the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rag.backends.reader_graph import ReaderWeights, build_lower, build_upper
from rag.backends.reader_model import CARD, LOWER, TOKENIZER, UPPER

# 7 bits: the file is run by processors of every kind, and without VNNI sums of 8-bit products overflow 16 bits.
LARGEST = 63


def write_reader(weights: ReaderWeights, tokenizer: str, card: Mapping[str, object], folder: Path) -> None:
    """Write the reader into a folder, each file whole or not at all; `card` becomes `reader.json`.

    The card holds at least `tokens`, the longest pair, and `certainty`, what its answerability logit is multiplied by.
    """
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    for name, model in ((LOWER, build_lower(weights, LARGEST)), (UPPER, build_upper(weights, LARGEST))):
        aside = folder / f"{name}.part"
        onnx.save(model, aside)
        aside.replace(folder / name)
    (folder / TOKENIZER).write_text(tokenizer, encoding="utf-8")
    (folder / CARD).write_text(json.dumps(dict(card), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
