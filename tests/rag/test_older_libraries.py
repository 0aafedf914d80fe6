"""Libraries of older formats, kept as they were made: each is brought up to date with everything in it."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rag.backends import standing
from rag.backends.catalogue import SqliteCatalogue
from rag.backends.catalogue_schema import SCHEMA_VERSION
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


def unpacked(name: str, folder: Path) -> Path:
    with tarfile.open(KEPT / f"{name}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / name


@pytest.mark.parametrize("name", sorted(file.name.partition(".")[0] for file in KEPT.glob("*.tar.gz")))
def test_a_library_of_an_older_format_is_opened_with_everything_in_it_and_nothing_embedded_anew(
    name: str, tmp_path: Path
) -> None:
    folder = unpacked(name, tmp_path)
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
    assert kept("format") == set(MIGRATIONS) == set(range(1, FORMAT))
    assert kept("catalogue") >= set(range(4, SCHEMA_VERSION))  # those before are in `format-1` and in test_catalogue
    assert kept("postgres") == set(range(4, SCHEMA_VERSION))  # there was none before


def kept(kind: str) -> set[int]:
    return {int(file.name.partition("-")[2].partition(".")[0]) for file in KEPT.glob(f"{kind}-*")}


def test_a_later_place_of_publication_is_found_in_an_older_catalogue_by_its_day(tmp_path: Path) -> None:
    folder = unpacked("catalogue-4", tmp_path)
    with closing(SqliteCatalogue(folder / "catalogue.sqlite")) as catalogue:
        (market,) = catalogue.elsewhere(Query("", since=date(2024, 3, 6), until=date(2024, 3, 6)))
        assert [place.newspaper for place in catalogue.standings([market])[market].places] == ["临澜日报", "临澜晚报"]
        assert catalogue.elsewhere(Query("", since=date(2024, 3, 7))) == ()
        assert catalogue.faults() == []


@pytest.mark.parametrize(
    "query",
    [
        Query("", since=MARKET_DAY),
        Query("", until=MARKET_DAY),
        Query("", MARKET_DAY, MARKET_DAY),
        Query("", newspaper="晚报"),
    ],
)
def test_bounds_are_answered_from_an_index_that_holds_later_places_alone(query: Query, tmp_path: Path) -> None:
    plans: list[str] = []
    with closing(SqliteCatalogue(tmp_path / "catalogue.sqlite")) as catalogue:

        def explained(statement: str, values: Sequence[str]) -> list[tuple[str, ...]]:
            plans.extend(row[3] for row in catalogue._rows(f"EXPLAIN QUERY PLAN {statement}", values))
            return []

        standing.elsewhere(explained, query)
    assert all("INDEX prints_elsewhere" in plan for plan in plans), plans
    assert plans
