"""Several programs on one library: many read, one writes, a second writer waits, and nobody is told a wrong thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.doctor import examine
from rag.protocols import Standing
from rag.reader import SentenceReader
from rag.records import Mode, Strictness
from rag.settings import Settings
from tests.fakes import HashEmbedder
from tests.rag.library_of import library_of, open_stores
from tests.samples import MARKET, article, passages
from tests.torture import write_pages

CHECKOUT = Path(__file__).parents[2]
BOTH = (article(), article("菜市场开张", MARKET))
# The command itself over the real stores; only the model is a stand-in. Chroma writes its graph every few rows.
COMMAND = """
import rag.build.models, ingest.storing
from rag.backends import chroma_graph
from tests.fakes import HashEmbedder
rag.build.models.open_embedder = lambda *_, **__: HashEmbedder()
chroma_graph.SYNCED = 20
ingest.storing.BATCH = 4
from ui.cli import main
main()
"""
# Opens the library anew and anew, as questions from a terminal do, until the file says that it is enough.
READING = """
import sys, pathlib
from contextlib import closing
from rag.backends import chroma_graph
from rag.records import Query
from tests.rag.library_of import open_stores
chroma_graph.SYNCED = 20
folder, enough = map(pathlib.Path, sys.argv[1:])
times = 0
while not enough.exists():
    with closing(open_stores(folder)) as library:
        for text in ("简报", "渡轮"):
            dense, *_ = library.search(Query(text), 20)
            found = library.passages([entry.passage_id for entry in dense.entries])
        times += 1
print(times)
"""


def baoda(*arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    )


def ended_well(running: subprocess.Popen[str]) -> str:
    out, said = running.communicate(timeout=240)
    assert running.returncode == 0, said
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library_of(tmp_path / "library", BOTH).close()
    return tmp_path / "library"


@pytest.mark.slow
def test_readers_that_come_and_go_while_one_writes_see_a_whole_library(folder: Path, tmp_path: Path) -> None:
    pages, enough = tmp_path / "pages", tmp_path / "enough"
    pages.mkdir()
    write_pages(pages)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READING, str(folder), str(enough)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        ended_well(baoda("ingest", pages, "--library", folder, "--json"))
    finally:
        enough.touch()
        times = [int(ended_well(reader)) for reader in readers]
    assert min(times) > 1
    with closing(open_stores(folder)) as library:
        assert library.contents().articles == 2 + 96
        assert examine(library) == ()


@pytest.mark.slow
def test_two_ingests_at_once_are_both_done(folder: Path, tmp_path: Path) -> None:
    halves = [tmp_path / "one", tmp_path / "two"]
    pages = tmp_path / "pages"
    pages.mkdir()
    write_pages(pages)
    for number, file in enumerate(sorted(pages.iterdir())):
        halves[number % 2].mkdir(exist_ok=True)
        file.rename(halves[number % 2] / file.name)
    running = [baoda("ingest", half, "--library", folder, "--json") for half in halves]
    reports = [json.loads(line) for one in running for line in ended_well(one).splitlines()]
    assert sum(file["added"] for file in reports) == 96
    with closing(open_stores(folder)) as library:
        assert library.contents().articles == 2 + 96
        assert examine(library) == ()


@pytest.mark.slow
def test_an_open_library_finds_what_the_command_line_adds_and_no_more_what_it_removes(
    folder: Path, tmp_path: Path
) -> None:
    later = {"title": "候鸟飞抵岚湖", "text": "监测员记录到第一批白琵鹭，共37只。", "date": "2031-03-03"}
    (tmp_path / "later.json").write_text(json.dumps([later], ensure_ascii=False), "utf-8")
    with closing(open_stores(folder)) as library:
        serving = _assistant(library)
        assert not any("白琵鹭" in hit.passage.text for hit in serving.search("白琵鹭有多少只"))
        ended_well(baoda("ingest", tmp_path / "later.json", "--library", folder))
        assert "白琵鹭" in serving.search("白琵鹭有多少只")[0].passage.text
        gone = serving.search("白琵鹭有多少只")[0].passage.article_id
        ended_well(baoda("rm", gone, "--library", folder))
        assert not any("白琵鹭" in hit.passage.text for hit in serving.search("白琵鹭有多少只"))


@pytest.mark.slow
def test_a_second_writer_gives_up_with_a_sentence_after_the_time_that_is_set(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "later.json").write_text('[{"title": "候鸟", "text": "白琵鹭37只。"}]', "utf-8")
    with closing(open_stores(folder)) as library, library.writing():
        began = time.monotonic()
        running = baoda("ingest", tmp_path / "later.json", "--library", folder, BAODA_INGEST_WAIT="2")
        _, said = running.communicate(timeout=120)
        assert time.monotonic() - began > 2
    assert running.returncode == 1
    assert "Another program is writing" in said
    assert "Traceback" not in said


def _assistant(library: object) -> Assistant:
    return Assistant(library, SentenceReader(HashEmbedder(), 3), None, Settings())  # type: ignore[arg-type]


@pytest.fixture
def vanishing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """An assistant whose articles another program removes as soon as they are found."""
    other = open_stores(folder)
    library = open_stores(folder)
    plain = library.standings

    def standings(article_ids: Sequence[str]) -> object:
        found: dict[str, Standing] = dict(plain(article_ids))
        held = {one.id for one in other.articles()}
        other.remove([article_id for article_id in dict.fromkeys(article_ids) if article_id in held])
        return found

    monkeypatch.setattr(library, "standings", standings)
    yield _assistant(library)
    library.close()
    other.close()


@pytest.mark.parametrize("question", ["临澜大桥总投资多少？", "有多少篇关于临澜大桥的报道？"])
def test_an_article_that_is_removed_during_an_answer_does_not_break_it(vanishing: Assistant, question: str) -> None:
    answer = vanishing.ask(question, mode=Mode.EXTRACT, strictness=Strictness.LOOSE)
    assert answer.text
    again = vanishing.ask(question, mode=Mode.EXTRACT)
    assert again.text


def test_a_passage_that_only_an_index_still_has_is_no_hit(folder: Path) -> None:
    with closing(open_stores(folder)) as library:
        stale = article("渡轮复航", ("渡轮昨日复航，班次恢复到每天十二班。",))
        for index in library.indexes:
            index.add(passages(stale))
        hits = _assistant(library).search("渡轮每天多少班")
        assert {hit.passage.article_id for hit in hits} <= {one.id for one in BOTH}


def test_an_article_that_goes_while_articles_are_counted_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_stores(folder)) as library, closing(open_stores(folder)) as other:
        plain = library.printed

        def printed(query: object) -> object:
            found = plain(query)  # type: ignore[arg-type]
            other.remove([BOTH[0].id])
            return found

        monkeypatch.setattr(library, "printed", printed)
        answer = _assistant(library).ask("有多少篇提到沈牧野的报道？", mode=Mode.EXTRACT)
        assert answer.text
