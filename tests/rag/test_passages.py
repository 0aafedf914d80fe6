"""A hit is read with its neighbours: whole sentences, no more than asked for, offsets in the body."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.splitter import split
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.passages import widen
from rag.records import Article, Hit, Passage
from rag.settings import SplitSettings
from tests.samples import MemoryIndex, article

# Ten characters a sentence, three sentences a passage.
SENTENCES = tuple(f"第{number}节车厢已到站。" for number in "一二三四五六七八九")
SPLIT = SplitSettings(target=50, longest=80, overlap=0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    prepare_folder(tmp_path / "library", "model")
    opened = Library(tmp_path / "library", SqliteCatalogue(tmp_path / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


def _hit(library: Library, first: int, last: int) -> Hit:
    """A hit on the sentences `first` to `last` of an article that the library holds."""
    one = article(paragraphs=("".join(SENTENCES),))
    library.add([one], lambda added: split(added, SPLIT))
    start, end = first * 9, (last + 1) * 9
    return Hit(Passage("p", one.id, one.source, one.body[start:end], start, end), 1.0)


def _read(library: Library, hit: Hit, characters: int) -> str:
    passage = widen(hit, library, characters)
    body = library.article(hit.passage.article_id).body
    assert body[passage.start : passage.end] == passage.text
    assert (passage.id, passage.source) == (hit.passage.id, hit.passage.source)
    return passage.text


def test_a_hit_grows_by_the_sentence_after_and_the_one_before_in_turn(library: Library) -> None:
    hit = _hit(library, 4, 4)
    assert _read(library, hit, 18) == "".join(SENTENCES[4:6])
    assert _read(library, hit, 27) == "".join(SENTENCES[3:6])
    assert _read(library, hit, 44) == "".join(SENTENCES[3:6]) + SENTENCES[6]


def test_at_an_end_of_the_article_it_grows_to_the_other_side(library: Library) -> None:
    assert _read(library, _hit(library, 8, 8), 27) == "".join(SENTENCES[6:9])
    assert _read(library, _hit(library, 0, 0), 27) == "".join(SENTENCES[:3])


def test_what_was_found_stays_whole_where_it_is_longer_than_asked_for(library: Library) -> None:
    hit = _hit(library, 2, 5)
    assert _read(library, hit, 10) == hit.passage.text


def test_a_large_measure_gives_the_whole_article(library: Library) -> None:
    hit = _hit(library, 4, 4)
    whole: Article = library.article(hit.passage.article_id)
    assert _read(library, hit, 10_000) == whole.body
