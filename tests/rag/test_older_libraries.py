"""Libraries of older formats, kept as they were made: each is brought up to date with everything in it."""

from __future__ import annotations

import json
import tarfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rag.doctor import examine
from rag.embedder import Floats
from rag.errors import LibraryMismatch
from rag.manifest import FORMAT, MIGRATIONS, read_manifest
from rag.records import Query
from tests.fakes import HashEmbedder
from tests.rag.library_of import open_stores
from tests.samples import MARKET, article

MARKET_DAY = date(2024, 3, 5)
KEPT = Path(__file__).parent / "libraries"


class NoEmbedder(HashEmbedder):
    """Embeds questions alone."""

    def encode_passages(self, texts: object) -> Floats:
        """Refuse."""
        raise AssertionError("passages were embedded anew")


def unpacked(number: int, folder: Path) -> Path:
    with tarfile.open(KEPT / f"format-{number}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / f"format-{number}"


@pytest.mark.parametrize("number", sorted(MIGRATIONS))
def test_a_library_of_an_older_format_is_opened_with_everything_in_it_and_nothing_embedded_anew(
    number: int, tmp_path: Path
) -> None:
    folder = unpacked(number, tmp_path)
    with closing(open_stores(folder, NoEmbedder())) as library:
        manifest = read_manifest(folder)
        assert manifest is not None
        assert (manifest.format, json.loads((folder / "library.json").read_text("utf-8"))["format"]) == (FORMAT, FORMAT)
        bridge, market = article(), article("菜市场开张", MARKET, day=MARKET_DAY, page="3")
        assert [one.id for one in library.articles()] == [bridge.id, market.id]
        (origin,) = library.article(bridge.id).origin
        copy = library.source_copy(origin)
        assert copy is not None
        assert copy.read_text("utf-8") == "临澜大桥\n"
        found = library.search(Query("摊位增加到多少个", since=MARKET_DAY), 5)
        assert [{entry.passage_id[:16] for entry in ranking.entries} for ranking in found] == [{market.id}] * 3
        assert library.catalogue.pending() == ()
        library.remove([market.id])
    with closing(open_stores(folder, HashEmbedder())) as library:
        assert examine(library) == ()


def test_a_library_of_a_newer_format_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    row = {"format": FORMAT + 1, "embedding": "x", "news": 1}
    (tmp_path / "library.json").write_text(json.dumps(row), "utf-8")
    with pytest.raises(LibraryMismatch, match=f"format {FORMAT + 1}"):
        read_manifest(tmp_path)
    assert json.loads((tmp_path / "library.json").read_text("utf-8")) == row


def test_every_older_format_has_a_library_kept_for_it() -> None:
    assert {int(file.name.partition("-")[2].partition(".")[0]) for file in KEPT.iterdir()} == set(range(1, FORMAT))
