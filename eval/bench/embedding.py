"""How fast the built-in embedder is: `python -m eval.bench.embedding`, under a minute.

One run, same weights, same texts, same cores: passages a second through onnxruntime in 8 bits and through
sentence-transformers in full precision, the mean cosine between the two, and the time of one question. The two take
turns, so that other work on the machine weighs on both.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from statistics import median
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from rag.build import open_embedder
from rag.settings import EmbeddingSettings

Vectors = npt.NDArray[np.float32]
Given = TypeVar("Given")

TARGET_RATIO = 3.0
TARGET_COSINE = 0.995

_CHARACTERS = 400
_PASSAGES = 32  # one whole batch of sentence-transformers
_TURNS = 2
_QUESTIONS = 50
_SEED = 20310501

_WHO = (
    "港务局",
    "市园林处",
    "东山小学",
    "渡轮公司",
    "果品合作社",
    "气象台",
    "城建档案馆",
    "县医院",
    "青年乐团",
    "水文站",
)
_DID = ("公布", "完成", "推迟", "启动", "复查", "追加", "验收", "取消", "修订", "汇总")
_WHAT = (
    "堤岸加固",
    "夜间班次",
    "梨树嫁接",
    "旧书修复",
    "管网普查",
    "秋季招生",
    "雨量监测",
    "体检名单",
    "巡回演出",
    "桥面检修",
)
_TAIL = (
    "负责人说，这比去年同期提前了{0}天",
    "涉及资金{0}万元，其中{1}万元已经到位",
    "共有{0}名居民报名，年龄最大的{1}岁",
    "全部工作预计在第{1}周结束",
    "现场记者看到，{0}辆车分{1}批离开",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Passages a second of both ways, the mean cosine between their vectors, milliseconds of one question."""

    onnx: float
    torch: float
    cosine: float
    question: float

    @property
    def ratio(self) -> float:
        """How many times as fast onnxruntime is."""
        return self.onnx / self.torch


def passages(count: int, characters: int = _CHARACTERS) -> list[str]:
    """Return generated news of exactly so many characters each, the same in every run."""
    random = Random(_SEED)  # noqa: S311 - texts, not secrets
    texts = []
    for _ in range(count):
        text = ""
        while len(text) < characters:
            tail = random.choice(_TAIL).format(random.randint(2, 990), random.randint(2, 80))
            text += f"{random.choice(_WHO)}{random.choice(_DID)}{random.choice(_WHAT)}，{tail}。"
        texts.append(text[:characters])
    return texts


def compare() -> Comparison:
    """Measure both ways on the built-in model."""
    from sentence_transformers import SentenceTransformer

    embedder = open_embedder(EmbeddingSettings())
    model = SentenceTransformer(str(embedder.folder), device="cpu", local_files_only=True)

    def onnx(texts: list[str]) -> Vectors:
        return embedder.encode_passages(texts)

    def torch(texts: list[str]) -> Vectors:
        vectors: Vectors = model.encode(texts, prompt_name="document", convert_to_numpy=True)
        return vectors

    texts = passages(_PASSAGES)
    cosines = np.sum(onnx(texts) * torch(texts), axis=1)  # also the warm-up
    seconds = [(_timed(onnx, texts), _timed(torch, texts)) for _ in range(_TURNS)]
    questions = list(islice(cycle(text[:20] for text in texts), _QUESTIONS))
    return Comparison(
        onnx=len(texts) / min(pair[0] for pair in seconds),
        torch=len(texts) / min(pair[1] for pair in seconds),
        cosine=float(cosines.mean()),
        question=1000 * median(_timed(embedder.encode_query, question) for question in questions),
    )


def _timed(work: Callable[[Given], object], given: Given) -> float:
    """Return the seconds that the work takes."""
    begun = time.perf_counter()
    work(given)
    return time.perf_counter() - begun


def main() -> int:
    """Print the comparison; 1 when a target is missed."""
    result = compare()
    print(f"{_PASSAGES} passages of {_CHARACTERS} characters, {os.cpu_count()} cores, best of {_TURNS} turns")
    print(f"onnxruntime, 8 bits      {result.onnx:6.1f} passages/s")
    print(f"sentence-transformers    {result.torch:6.1f} passages/s")
    print(f"ratio                    {result.ratio:6.2f} (target {TARGET_RATIO})")
    print(f"mean cosine              {result.cosine:6.4f} (target {TARGET_COSINE})")
    print(f"one question             {result.question:6.1f} ms")
    return int(result.ratio < TARGET_RATIO or result.cosine < TARGET_COSINE)


if __name__ == "__main__":
    sys.exit(main())
