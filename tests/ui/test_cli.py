import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pytest
from typer.testing import CliRunner

from tests.fakes_assistant import FakeAssistant
from ui.cli import app
from ui.commands import asking

HEAVY = ("langchain", "chromadb", "gradio", "torch", "onnxruntime", "tantivy", "pydantic", "opencc", "numpy")
COMMANDS = ("ingest", "articles", "search", "ask", "chat", "serve", "status", "list", "show", "rm")


def baoda(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant()
    monkeypatch.setattr(asking, "open_for", lambda library: fake)
    return fake


def run(arguments: Sequence[str], typed: str = "") -> str:
    result = CliRunner().invoke(app, list(arguments), input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_help_names_every_command() -> None:
    said = run(["--help"])
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_library_and_prints_json(command: str) -> None:
    said = run([command, "--help"])
    assert "--library" in said
    assert "--json" in said


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"import sys, ui.cli; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_help_answers_at_once(tmp_path: Path) -> None:
    started = perf_counter()
    assert baoda("--help", folder=tmp_path).returncode == 0
    assert perf_counter() - started < 3  # half a second on an idle machine


def test_a_missing_library_ends_in_one_sentence_and_code_1(tmp_path: Path) -> None:
    ended = baoda("ask", "谁？", "--library", "nowhere", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == [
        "baoda: There is no library in nowhere; make one with: baoda ingest PATH --library nowhere"
    ]


def test_wrong_usage_ends_with_code_2(tmp_path: Path) -> None:
    ended = baoda("ask", "谁？", "--since", "gestern", folder=tmp_path)
    assert ended.returncode == 2
    assert "2025年1月22日" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_search_prints_one_json_line_a_hit(desk: FakeAssistant) -> None:
    rows = [json.loads(line) for line in run(["search", "大桥", "-k", "2", "--json"]).splitlines()]
    assert [row["rank"] for row in rows] == [1, 2]
    assert desk.filters[0]["k"] == 2


def test_ask_prints_one_json_line(desk: FakeAssistant) -> None:
    row = json.loads(run(["ask", "何时通车？", "--json"]))
    assert row["citations"][0]["title"] == "青岚大桥主塔封顶"


def test_ask_passes_every_option_on(desk: FakeAssistant) -> None:
    run(
        "ask 何时通车？ --as-of 2031-03-05 --since 20310301 --until 2031年3月4日 --newspaper 青岚日报 "
        "--mode extract --strictness strict".split()
    )
    assert {name: str(value) for name, value in desk.filters[0].items()} == {
        "as_of": "2031-03-05",
        "since": "2031-03-01",
        "until": "2031-03-04",
        "newspaper": "青岚日报",
        "within": "()",
        "mode": "extract",
        "strictness": "strict",
    }


def test_chat_hands_the_earlier_turns_to_a_follow_up(desk: FakeAssistant) -> None:
    run(["chat"], typed="大桥何时通车？\n\n那市长呢？\n")
    assert [len(history) for history in desk.histories] == [0, 1]
    assert desk.histories[1][0].question == "大桥何时通车？"


def test_chat_prints_one_json_line_an_answer(desk: FakeAssistant) -> None:
    rows = [json.loads(line) for line in run(["chat", "--json"], typed="何时通车？\n市长是谁？\n").splitlines()]
    assert [row["refused"] for row in rows] == [False, True]


def test_a_search_without_hits_prints_nothing_on_stdout(desk: FakeAssistant) -> None:
    assert run(["search", "没有的词"]) == ""


@pytest.mark.parametrize("command", ["ask", "search"])
def test_articles_to_read_may_be_named(command: str, desk: FakeAssistant) -> None:
    run([command, "大桥何时通车", "--within", "a1", "--within", "a2", "--json"])
    assert desk.filters[-1]["within"] == ["a1", "a2"]
