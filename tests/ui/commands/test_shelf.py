"""Looking at a library: quick, without models and indexes, and with everything that is known of an article."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library
from rag.manifest import prepare_folder
from rag.records import Origin
from tests.samples import MemoryIndex, article, passages
from ui.cli import app

HEAVY = ("chromadb", "tantivy", "onnxruntime", "torch", "rjieba", "langchain_core")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one article that was read from two files, of which one is kept."""
    folder, page = tmp_path / "library", tmp_path / "one.pdf"
    page.write_bytes(b"%PDF-1.4")
    prepare_folder(folder, "model-a")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model-a")
    with opened.holding() as hold:
        origin = (Origin("one.pdf", 1, 9, copy=hold(page)), Origin("four.txt", 2, 5))
        opened.add([replace(article(), origin=origin)], passages)
    opened.close()
    return folder


def printed(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("command", ["status", "list"])
def test_looking_at_a_library_loads_no_model_and_no_index(library: Path, command: str) -> None:
    code = (
        "import sys; from ui.cli import app; "
        f"app(['{command}', '--json', '--library', {str(library)!r}], standalone_mode=False); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert "临澜日报" in said[0]
    assert said[-1] == "[]"


def test_an_article_is_shown_with_all_its_files_and_the_one_that_is_kept(library: Path) -> None:
    row = json.loads(printed("show", article().id, "--library", library, "--json"))
    assert [(one["file"], one["first_line"]) for one in row["origins"]] == [("one.pdf", 1), ("four.txt", 2)]
    assert Path(row["origins"][0]["copy"]).read_bytes() == b"%PDF-1.4"
    assert row["origins"][1]["copy"] is None
    assert "source kept in" in printed("show", article().id, "--library", library)


def test_the_status_counts_the_bytes_of_kept_files(library: Path) -> None:
    row = json.loads(printed("status", "--library", library, "--json"))
    assert {"store": "sources", "bytes": 8, "passages": None} in row["sizes"]
    assert (row["embedding_model"], row["pending"]) == ("model-a", 0)
