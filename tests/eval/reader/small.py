"""A reader small enough for tests: a vocabulary of single characters, four layers, chance weights; lessons to learn."""

from __future__ import annotations

import math
from pathlib import Path

import torch

from eval.reader.lessons import Lesson, Why, Wrong
from eval.reader.network import Network
from rag.backends.e5_folder import write_tokenizer
from rag.backends.e5_weights import Pieces
from rag.reading.pairs import ReaderSizes, Window

CHARACTERS = "《》。，？、大桥全长公里总投资亿元临澜是多少市场东门开张摊位个月日主合龙昨西山隧道贯通0123456789."


def tokenizer(folder: Path) -> str:
    """Return the JSON of a tokenizer that knows single characters."""
    texts = ("<s>", "<pad>", "</s>", "<unk>", "▁", *dict.fromkeys(CHARACTERS))
    file = folder / "tokenizer.json"
    write_tokenizer(Pieces(texts, tuple(-math.log(len(texts)) for _ in texts), bos=0, eos=2, pad=1, unk=3), file)
    return file.read_text("utf-8")


def network(exit_after: int = 2) -> Network:
    """Return a network with chance weights, the same each time."""
    torch.manual_seed(7)
    words = len(dict.fromkeys(CHARACTERS)) + 5
    return Network(ReaderSizes(words, hidden=32, layers=4, heads=4, wide=64, positions=96, exit=exit_after))


def lessons() -> tuple[Lesson, ...]:
    """Return four lessons about three documents."""
    bridge = Window("临澜大桥", "临澜大桥主桥昨日合龙。大桥全长3.2公里。大桥总投资18.6亿元。")
    market = Window("东门市场", "东门市场3月4日开张。市场的摊位是160个。")
    tunnel = Window("西山隧道", "西山隧道昨日贯通。隧道全长5.4公里。")
    asked = (
        ("q1", "大桥全长多少公里？", bridge, "3.2公里", (market, tunnel)),
        ("q2", "大桥总投资是多少？", bridge, "18.6亿元", (tunnel, market)),
        ("q3", "市场摊位多少个？", market, "160个", (bridge, tunnel)),
        ("q4", "隧道全长多少公里？", tunnel, "5.4公里", (bridge, market)),
    )
    return tuple(
        Lesson(
            qid,
            question,
            right,
            right.text.index(answer),
            right.text.index(answer) + len(answer),
            tuple(Wrong(window, Why.FOUND) for window in wrong),
        )
        for qid, question, right, answer, wrong in asked
    )
