"""An ingest that is cut short by Ctrl-C or killed: the next run goes on, and nothing is missing or there twice."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.chroma_index import ChromaIndex
from rag.backends.tantivy_index import TantivyIndex
from rag.library import Library
from rag.records import Article
from tests.fakes import HashEmbedder

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
FILES, EACH = 120, 3
# The command itself over the real stores; only the model is a stand-in, slow enough to be met at work. A parent that
# runs in the background hands down that SIGINT is ignored.
COMMAND = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import rag.build.models
from tests.fakes import HashEmbedder
class Slow(HashEmbedder):
    def encode_passages(self, texts):
        time.sleep(0.3)
        return super().encode_passages(texts)
rag.build.models.open_embedder = lambda *_, **__: Slow()
from ui.cli import main
main()
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(FILES):
        rows = []
        for at in range(EACH):
            words = "".join(chr(0x4E00 + (number * 7919 + at * 271 + place * 104729) % 6000) for place in range(150))
            rows.append({"doc_id": f"{number}-{at}", "title": f"简报第{number}期之{at}", "text": f"{words}。"})
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{number:03}.jsonl").write_text(lines, "utf-8")
    return folder


def begin(pages: Path, library: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, "ingest", str(pages), "--library", str(library), "--json"]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def cut_short(pages: Path, library: Path, how: signal.Signals) -> tuple[int, str, str]:
    """Send the signal as soon as something is stored; return code, stdout and stderr."""
    running = begin(pages, library)
    deadline = time.monotonic() + 120
    while stored(library) == 0:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.send_signal(how)
    out, said = running.communicate(timeout=60)
    return running.returncode, out, said


def stored(library: Path) -> int:
    file = library / "catalogue.sqlite"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are being made
            return 0


def finish(pages: Path, library: Path) -> list[dict[str, int]]:
    running = begin(pages, library)
    out, said = running.communicate(timeout=240)
    assert running.returncode == 0, said
    return [json.loads(line) for line in out.splitlines()]


def held(folder: Path) -> tuple[list[Article], set[str], set[str], int]:
    indexes = (ChromaIndex(folder / "chroma", HashEmbedder()), TantivyIndex(folder / "tantivy"))
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite")
    with closing(Library(folder, catalogue, indexes, HashEmbedder.fingerprint)) as library:
        return list(library.articles()), indexes[0].ids(), indexes[1].ids(), len(catalogue.pending())


@pytest.fixture(scope="module")
def uninterrupted(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("straight") / "library"
    finish(pages, library)
    return library


def test_ctrl_c_ends_with_a_report_and_code_130_and_the_next_run_goes_on(
    pages: Path, uninterrupted: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    code, out, said = cut_short(pages, library, signal.SIGINT)
    reported = [json.loads(line) for line in out.splitlines()]
    assert code == 130
    assert "Traceback" not in said
    assert 0 < len(reported) <= FILES
    assert 0 < stored(library) < FILES * EACH
    again = finish(pages, library)
    assert sum(row["unchanged"] for row in again) > 0
    assert held(library) == held(uninterrupted)


def test_an_ingest_that_is_killed_is_carried_on_by_the_next_one(
    pages: Path, uninterrupted: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    code, _, _ = cut_short(pages, library, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert stored(library) < FILES * EACH
    finish(pages, library)
    assert held(library) == held(uninterrupted)
    assert not list((library / "sources").glob("held-*"))
