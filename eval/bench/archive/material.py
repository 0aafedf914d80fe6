"""Articles, passages and vectors of an archive as large as is wanted, the same in every process.

Documents of some collections are repeated with other names and figures, printed years apart; where there is none,
generated news takes their place. The vectors of a part are the model's; those of the rest are made ready: a real vector
turned by noise that follows from the text, so that neighbourhoods stay as crowded as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np

from eval.bench.embedding import passages as generated
from eval.collection import load_documents
from ingest.splitter import split
from rag.embedder import Embedder, Floats
from rag.records import Article, Passage, Source
from rag.settings import SplitSettings

_FIRST = date(2015, 1, 1)
_DAYS = 1500  # of one repetition
_NOISE = 0.5  # length of what is added to a unit vector
_ASKED = 30  # characters of a text without a headline that are asked
_LONG = 9  # digits: no figure but a number of something
_FIGURE = re.compile(r"\d+")
_NAMES = (("北京", "岚城"), ("上海", "鹭汀"), ("中国", "南屿"), ("美国", "东屿"), ("公司", "工厂"), ("记者", "通讯员"))


def articles(folders: Sequence[Path]) -> Iterator[Article]:
    """Yield articles without end, none with the text of another."""
    texts = list(_texts(folders))
    turn = 0
    while True:
        for number, (title, text) in enumerate(texts):
            day = _FIRST + timedelta(days=_DAYS * turn + number * _DAYS // len(texts))
            again = f"（{turn}）" if turn else ""  # a text without figures and names must not be an exact repeat
            yield _article(_altered(title, turn) + again, _altered(text, turn), day, f"{turn}-{number}")
        turn += 1


def passages(folders: Sequence[Path], count: int) -> Iterator[tuple[Article, tuple[Passage, ...]]]:
    """Yield articles with their passages, until there are `count` passages."""
    done = 0
    for article in articles(folders):
        if done >= count:
            return
        found = split(article, SplitSettings())
        done += len(found)
        yield article, found


def asked_for(article: Article) -> str:
    """Return a question that asks for an article: its headline, or the beginning of a text that has none."""
    return f"{article.headline or article.body.split('。')[0][:_ASKED]}？"


def _article(title: str, text: str, day: date, number: str) -> Article:
    paragraphs = tuple(part.strip() for part in text.split("\n") if part.strip())
    return Article.of(Source("岚城日报", day, "1", title, number), paragraphs)


def _texts(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for document in load_documents(folder / "corpus.jsonl"):
            yield document.title, document.text
    if not folders:
        for number, text in enumerate(generated(2000, 800)):
            yield f"简报第{number}期", text


def _altered(text: str, turn: int) -> str:
    """The text with every figure raised by the turn and some names exchanged; the first turn's stays as it is."""
    if not turn:
        return text
    text = _FIGURE.sub(lambda figure: str(int(figure[0]) + turn) if len(figure[0]) < _LONG else figure[0], text)
    for old, new in _NAMES:
        text = text.replace(old, f"{new}{turn}")
    return text


class ReadyEmbedder(Embedder):
    """The model for the first texts and for questions; for all others a vector that was made ready."""

    def __init__(self, embedder: Embedder, base: Floats) -> None:
        """Take the model and the vectors of the first texts, float32 (texts, dimension)."""
        self._embedder = embedder
        self._base = base
        self.folder, self.fingerprint, self.dimension = embedder.folder, embedder.fingerprint, embedder.dimension

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors, float32 (texts, dimension): the same for the same text in every process."""
        return np.stack([self._made(text) for text in texts])

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, by the model."""
        return self._embedder.encode_query(text)

    def _made(self, text: str) -> Floats:
        seed = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        random = np.random.default_rng(seed)
        noise = random.standard_normal(self.dimension, np.float32)
        vector = self._base[seed % len(self._base)] + _NOISE * noise / np.linalg.norm(noise)
        unit: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit


def base_vectors(folders: Sequence[Path], count: int, embed: Callable[[Sequence[str]], Floats]) -> Floats:
    """Return the model's vectors of the archive's first passages."""
    found = (passage.text for article in articles(folders) for passage in split(article, SplitSettings()))
    return embed(list(islice(found, count)))
