"""Programs with folders of their own share one library: catalogue in PostgreSQL, vectors on a Chroma server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from rag import indexes
from rag.build import open_library
from rag.errors import LibraryBusy
from rag.library import Library
from rag.records import Query
from rag.settings import CatalogueSettings, ChromaSettings, IngestSettings, Settings
from tests.chroma_server import running_chroma
from tests.postgres_server import POSTGRES, postgres_server
from tests.samples import MARKET, article, passages

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)"),
]


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Library, Library]]:
    monkeypatch.setattr(indexes, "_BETWEEN_LOOKS", 0.0)
    with running_chroma(tmp_path / "vectors") as chroma, postgres_server() as postgres:
        shared = Settings(
            ingest=IngestSettings(wait=1.0),
            chroma=ChromaSettings(url=chroma.url),
            catalogue=CatalogueSettings(url=SecretStr(postgres.database())),
        )
        one, other = (
            open_library(shared.model_copy(update={"library": tmp_path / name}), create=True) for name in ("a", "b")
        )
        yield one, other
        one.close()
        other.close()


def test_what_one_machine_stores_and_removes_the_other_finds_and_loses(two: tuple[Library, Library]) -> None:
    one, other = two
    one.add([article(), article("菜市场开张", MARKET)], passages)
    rankings = {ranking.index: ranking for ranking in other.search(Query("菜市场摊位"), 3)}
    market = {passage.id for passage in passages(article("菜市场开张", MARKET))}
    assert set(rankings) == {"dense", "words", "bigrams"}
    assert all(ranking.entries[0].passage_id in market for ranking in rankings.values())
    other.remove([article("菜市场开张", MARKET).id])
    assert all(
        entry.passage_id not in market for ranking in one.search(Query("菜市场"), 9) for entry in ranking.entries
    )
    assert (one.status().pending, one.contents().articles) == (0, 1)


def test_one_machine_writes_at_a_time(two: tuple[Library, Library]) -> None:
    one, other = two
    with one.writing(), pytest.raises(LibraryBusy, match="Another program is writing"):
        other.add([article()], passages)
    other.add([article()], passages)
    assert one.contents().articles == 1
