"""The same pages make the same library, byte by byte in its list, however often, in what order and under what names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import ingest
from ingest.rows import listed_row
from rag.doctor import examine
from rag.settings import SplitSettings
from tests.fakes import HashEmbedder
from tests.rag.library_of import open_stores

PAGES = sorted((Path(__file__).parents[2] / "examples" / "pages").glob("*.txt"))


def read_into(folder: Path, *runs: Sequence[Path]) -> str:
    """Ingest the files run by run; return the library's list, and see that its stores agree."""
    with closing(open_stores(folder)) as library:
        for files in runs:
            ingest(list(files), library, SplitSettings(), Hints())
        assert examine(library) == ()
        return "\n".join(json.dumps(listed_row(one), ensure_ascii=False) for one in library.articles())


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> str:
    return read_into(tmp_path_factory.mktemp("straight") / "library", PAGES)


def _renamed(folder: Path) -> Iterator[Path]:
    for number, page in enumerate(PAGES):
        copy = folder / f"{chr(0x7532 + number)}.txt"
        shutil.copyfile(page, copy)
        yield copy


@pytest.mark.parametrize(
    "runs",
    [
        lambda _: [PAGES, PAGES],
        lambda _: [PAGES[::-1]],
        lambda _: [[page] for page in PAGES[::-1]],
        lambda folder: [list(_renamed(folder))],
        lambda folder: [PAGES[1:], list(_renamed(folder)), PAGES],
    ],
    ids=["twice", "in another order", "one by one", "renamed", "renamed and again"],
)
def test_the_same_pages_make_the_same_list(
    straight: str, tmp_path: Path, runs: Callable[[Path], Sequence[Sequence[Path]]]
) -> None:
    assert read_into(tmp_path / "library", *runs(tmp_path)) == straight


class Interrupted(HashEmbedder):
    """Is stopped at the second batch."""

    def __init__(self) -> None:
        self.calls = 0

    def encode_passages(self, texts: Sequence[str]) -> object:  # type: ignore[override]
        """Return unit vectors, once."""
        self.calls += 1
        if self.calls > 1:
            raise KeyboardInterrupt
        return super().encode_passages(texts)


def test_a_run_that_is_stopped_and_begun_again_makes_the_same_list(
    straight: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.storing.BATCH", 8)
    with closing(open_stores(tmp_path / "library", Interrupted())) as library:
        assert ingest(PAGES, library, SplitSettings(), Hints()).stopped
    assert read_into(tmp_path / "library", PAGES) == straight
