"""The command line over the example pages: real files, real stores, the real embedding model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner, Result

from ui.cli import app

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parents[2] / "examples" / "pages"
COMMAND = (sys.executable, "-c", "from ui.cli import main; main()")
CHECKOUT = Path(__file__).parents[2]


def baoda(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "library"
    result = baoda("ingest", PAGES, "--newspaper", "临澜日报", "--library", folder, "--json")
    assert result.exit_code == 0, result.output
    assert all(json.loads(line)["added"] >= 8 for line in result.stdout.splitlines())
    return folder


def test_articles_are_read_without_a_library(tmp_path: Path) -> None:
    read = rows(baoda("articles", PAGES, "--json"))
    assert len(read) >= 24
    promised = {"title", "kicker", "kind", "dateline", "authors", "date", "page", "paragraphs", "origin"}
    assert all(promised <= row.keys() for row in read)


def test_ingesting_twice_adds_nothing(library: Path) -> None:
    again = rows(baoda("ingest", PAGES, "--newspaper", "临澜日报", "--library", library, "--json"))
    assert [(row["added"], row["updated"]) for row in again] == [(0, 0)] * len(again)


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_kept(tmp_path: Path) -> None:
    page = next(iter(sorted(PAGES.glob("*.txt"))))
    (tmp_path / "broken.txt").write_bytes(bytes(range(256)) * 8)
    result = baoda("ingest", page, tmp_path / "broken.txt", "--library", tmp_path / "library", "--json")
    good, broken = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1
    assert good["added"] >= 8
    assert "broken.txt" in broken["failed"][0]


def test_every_listed_article_can_be_shown_by_the_beginning_of_its_id(library: Path) -> None:
    listed = rows(baoda("list", "--library", library, "--json"))
    shown = rows(baoda("show", str(listed[0]["id"])[:10], "--library", library, "--json"))
    assert [{key: row[key] for key in ("id", "places", "title", "kind")} for row in shown] == [
        {key: value for key, value in listed[0].items() if key != "version"}
    ]


def test_a_search_keeps_to_its_number_and_its_dates(library: Path) -> None:
    hits = rows(baoda("search", "2号线", "-k", "3", "--since", "20240305", "--library", library, "--json"))
    assert 0 < len(hits) <= 3
    assert all(str(hit["date"]) >= "2024-03-05" for hit in hits)


def test_every_quote_of_an_answer_stands_literally_in_its_article(library: Path) -> None:
    (answer,) = rows(baoda("ask", "轨道交通2号线全长多少公里？", "--library", library, "--json"))
    citations = answer["citations"]
    assert isinstance(citations, list)
    assert citations
    for citation in citations:
        (article,) = rows(baoda("show", citation["article_id"], "--library", library, "--json"))
        assert citation["quote"] in "\n".join(map(str, article["paragraphs"]))  # type: ignore[call-overload]


def test_an_answer_for_a_person_ends_with_its_sources(library: Path) -> None:
    result = baoda("ask", "轨道交通2号线全长多少公里？", "--library", library)
    assert result.exit_code == 0
    assert "\n[1] 《临澜日报》2024-03-0" in result.stdout


def test_the_status_counts_what_the_list_shows(library: Path) -> None:
    (status,) = rows(baoda("status", "--library", library, "--json"))
    assert status["articles"] == len(rows(baoda("list", "--library", library, "--json")))
    assert status["first_date"] == "2024-03-04"


def test_a_removed_article_is_gone_from_the_list_and_from_searches(tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert baoda("ingest", next(iter(sorted(PAGES.glob("*.txt")))), "--library", library).exit_code == 0
    first = rows(baoda("search", "2号线", "--library", library, "--json"))[0]["article_id"]
    rows(baoda("rm", str(first), "--library", library, "--json"))
    assert first not in [row["id"] for row in rows(baoda("list", "--library", library, "--json"))]
    assert first not in [row["article_id"] for row in rows(baoda("search", "2号线", "--library", library, "--json"))]


def test_a_closed_pipe_ends_quietly(library: Path) -> None:
    listing = subprocess.Popen(
        [*COMMAND, "list", "--json", "--library", str(library)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout
    assert listing.stderr
    listing.stdout.close()
    listing.wait(60)
    assert listing.stderr.read() == b""
    listing.stderr.close()


def test_ctrl_c_ends_the_server_with_code_130(library: Path) -> None:
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--json", "--library", str(library)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    assert server.stderr
    address = json.loads(server.stdout.readline())["url"]
    while not (page := _page(address)):
        time.sleep(0.1)
    assert "报答" in page
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 130
    assert "Traceback" not in server.stderr.read()
    server.stdout.close()
    server.stderr.close()


def _page(address: str) -> str:
    """Return the page, or nothing while the server is warming up."""
    try:
        with urlopen(address) as page:
            text: str = page.read().decode()
            return text
    except HTTPError as error:
        assert error.code == 503
        error.close()
        return ""
