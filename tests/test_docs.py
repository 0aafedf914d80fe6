"""The programs in docs/api.md are run against a server, and docs/deploy.md names what there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.readme import ROOT, blocks
from tests.ui.api.serving import TOKEN, Server, served

API = ROOT / "docs" / "api.md"
DEPLOY = ROOT / "docs" / "deploy.md"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("docs") / "library", token=TOKEN) as running:
        yield running.ready()


def _environment(server: Server) -> dict[str, str]:
    return {**os.environ, "BAODA_URL": server.url, "BAODA_TOKEN": TOKEN}


def test_every_python_program_of_the_page_runs(server: Server) -> None:
    for code in blocks(API, "python"):
        done = subprocess.run(
            [sys.executable, "-c", code], env=_environment(server), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_every_curl_line_of_the_page_is_answered(server: Server) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    lines = [line for block in blocks(API, "bash") for line in block.splitlines()]
    assert len(lines) >= 6
    for line in lines:
        failing = line.replace("curl -s", "curl --fail-with-body -s", 1)
        done = subprocess.run(
            failing, shell=True, cwd=ROOT, env=_environment(server), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_every_door_of_the_document_stands_on_the_page(server: Server) -> None:
    text = API.read_text("utf-8") + DEPLOY.read_text("utf-8")
    for path in server.client.get("/openapi.json").json()["paths"]:
        plain = re.sub(r"/\{.*", "", path)
        assert plain in text, path


def test_every_metric_that_the_page_names_is_there(server: Server) -> None:
    given = server.client.get("/metrics").text
    for name in set(re.findall(r"`(baoda_\w+)`", DEPLOY.read_text("utf-8"))):
        assert name in given, name


def test_every_setting_that_the_page_names_is_there() -> None:
    settings = (ROOT / "README.md").read_text("utf-8")
    for name in set(re.findall(r"BAODA_[A-Z]+(?:_[A-Z]+)*", DEPLOY.read_text("utf-8"))):
        assert f"`{name}`" in settings, name


def test_links_lead_somewhere() -> None:
    for page in (API, DEPLOY):
        links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8"))
        assert all((page.parent / link).exists() for link in links)
