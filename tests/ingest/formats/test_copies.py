"""Which files the library keeps: PDFs and scans unless told otherwise, and of an archive its members."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.formats.copies import keeper
from ingest.pipeline import ingest
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library
from rag.manifest import prepare_folder
from rag.settings import IngestSettings, KeepSource, SplitSettings
from tests.samples import MemoryIndex

PAGES = Path(__file__).parents[3] / "examples" / "pages"
PAGE = PAGES / "linlan-2024-03-04-p1.txt"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        (KeepSource.AUTO, ["a.pdf", "b.JPG"]),
        (KeepSource.ALWAYS, ["a.pdf", "b.JPG", "c.txt"]),
        (KeepSource.NEVER, []),
    ],
)
def test_the_setting_says_what_is_kept(policy: KeepSource, kept: list[str]) -> None:
    asked: list[str] = []

    def hold(file: Path) -> str:
        asked.append(file.name)
        return "0a"

    keep = keeper(policy, hold)
    names = [keep(Path(name)) for name in ("a.pdf", "b.JPG", "c.txt", "d.zip", "e.tar.gz")]
    assert asked == kept
    assert [name for name in names if name] == ["0a"] * len(kept)


def test_of_an_archive_its_members_are_kept(library: Library, tmp_path: Path) -> None:
    packed = tmp_path / "pages.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(PAGE, "march/one.txt")
    ingest([packed], library, SplitSettings(), Hints(), limits=IngestSettings(keep_source=KeepSource.ALWAYS))
    copies = {library.source_copy(origin) for article in library.articles() for origin in article.origin}
    (kept,) = copies
    assert kept
    assert kept.read_bytes() == PAGE.read_bytes()


def test_text_is_not_kept_unless_asked_for(library: Library) -> None:
    ingest([PAGE], library, SplitSettings(), Hints())
    assert all(not origin.copy for article in library.articles() for origin in article.origin)
