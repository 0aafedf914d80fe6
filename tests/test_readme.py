"""What the README says is what happens: every command and every line of Python in it is run."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.build import open_embedder
from rag.settings import EmbeddingSettings
from rag.settings_table import markdown_table
from tests.readme import READMES, ROOT, blocks, commands, settings_table

ENGLISH, CHINESE = READMES
NOT_RUN = {"make test"}  # it is what runs this
SERVING = {"make run"}


def test_the_table_of_settings_is_that_of_the_code() -> None:
    assert [settings_table(readme) for readme in READMES] == [markdown_table()] * 2


def test_both_readmes_have_the_same_commands_code_and_sections() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert blocks(ENGLISH, "python") == blocks(CHINESE, "python")
    assert [line.count("#") for line in _headings(ENGLISH)] == [line.count("#") for line in _headings(CHINESE)]


def _headings(readme: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", readme.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [line for line in text.splitlines() if line.startswith("#")]


def test_every_file_that_the_readmes_link_to_is_there() -> None:
    for readme in READMES:
        links = re.findall(r"\]\((?!http)([^)#]+)", readme.read_text("utf-8"))
        assert links
        assert all((ROOT / link).exists() for link in links), links


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder to run the tour in: the examples are there, the library is not yet."""
    folder = tmp_path_factory.mktemp("tour")
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "eval").symlink_to(ROOT / "eval")
    (folder / "models").mkdir()
    (folder / "models" / "my-model").symlink_to(open_embedder(EmbeddingSettings()).folder)
    yield folder


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BAODA_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {**kept, "PATH": path, "BAODA_LIBRARY": str(folder / "library"), "OPENAI_API_KEY": "unused"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_command_of_the_tour_ends_well(tour: Path) -> None:
    for command in commands(ENGLISH):
        if command in NOT_RUN | SERVING:
            continue
        _run(command, tour)
    for code in blocks(ENGLISH, "python"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tour, env=_environment(tour), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert "[1]" in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_commands_named_between_the_lines_end_well(tour: Path) -> None:
    _run("baoda ingest examples/pages", tour)
    assert "46.2公里" in _run("echo 临澜轨道交通2号线全长多少公里？ | baoda chat", tour)
    first, second, *_ = (json.loads(line)["id"] for line in _run("baoda list --json", tour).splitlines())
    assert "。" in _run(f"baoda show {first}", tour)
    _run(f"baoda rm {second}", tour)
    assert second not in _run("baoda list --json", tour)
    assert "BAODA_CHAT_MODEL" in _run("baoda settings", tour)
    assert "--strictness" in _run("baoda ask --help", tour)
    _run("baoda --help", tour)
    _run(f"make -C {ROOT} setup", tour)


def _run(command: str, folder: Path) -> str:
    """Run the command in the folder's environment and return what it printed; it must end well."""
    done = subprocess.run(
        command, shell=True, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_make_run_answers_a_question_and_serves_the_page(tmp_path: Path) -> None:
    port = _free_port()
    library = f"LIBRARY={tmp_path / 'library'}"
    asked = subprocess.run(
        ["make", "run", library, "ASK=2号线首日客运量是多少？"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert asked.returncode == 0, asked.stderr
    assert "21.7万人次" in asked.stdout
    serving = subprocess.Popen(
        ["make", "run", library, f"PORT={port}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        assert _page(f"http://127.0.0.1:{port}/", serving).startswith(b"<!")
    finally:
        os.killpg(serving.pid, signal.SIGINT)
        serving.communicate(timeout=60)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _page(address: str, process: subprocess.Popen[bytes]) -> bytes:
    """Return the page as soon as the server has it."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                page: bytes = response.read()
                return page
        except OSError:
            time.sleep(0.5)
    raise AssertionError(process.communicate()[0])
