from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eval.__main__ import app
from eval.cases import load_cases
from eval.drafting.drafts import read_drafts
from ingest.splitter import split
from rag.build import open_assistant
from rag.errors import BaodaError
from rag.feedback import Feedback, Rating
from rag.records import Strictness
from rag.settings import load_settings
from tests.chat_server import ChatServer, Reply
from tests.fakes import HashEmbedder
from tests.samples import article

ROOT = Path(__file__).parents[2]


def _eval(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eval", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def _inside(*arguments: str) -> Result:
    """Run a command in this process, where the models' libraries are loaded once."""
    return CliRunner().invoke(app, list(arguments))


def _told(done: Result) -> str:
    """Return the one sentence that a command ended with."""
    assert isinstance(done.exception, BaodaError), done.output
    return str(done.exception)


def _figures(run: Path) -> dict[str, float]:
    kept = json.loads((run / "metrics.json").read_text("utf-8"))
    return {name: found["mean"] for name, found in kept["figures"].items()}


def _write(file: Path, rows: Sequence[object]) -> None:
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_a_bad_gold_file_ends_in_one_sentence(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    done = _eval("run", str(gold), "--out", str(tmp_path / "run"))
    assert done.returncode == 1
    assert f"{gold}:1: the question has no qid" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_comparing_what_is_no_run_ends_in_one_sentence(tmp_path: Path) -> None:
    done = _eval("compare", str(tmp_path), str(tmp_path))
    assert done.returncode == 1
    assert "holds no run; make one with: baoda eval run" in done.stderr


@pytest.mark.slow
def test_a_dataset_is_run_kept_gone_on_with_and_compared(tmp_path: Path) -> None:
    folder, run, cache = tmp_path / "bridges", tmp_path / "run", tmp_path / "cache"
    folder.mkdir()
    _write(
        folder / "corpus.jsonl",
        [
            {"doc_id": "d1", "title": "大桥合龙", "text": "澜江大桥昨日合龙。大桥全长3.2公里。", "date": "2024-03-05"},
            {"doc_id": "d2", "title": "渡船停航", "text": "因大雾，渡船停航一天。", "date": "2024-03-06"},
        ],
    )
    length = {"qid": "a", "question": "澜江大桥全长多少公里？", "answers": ["3.2公里"], "gold_doc_ids": ["d1"]}
    ferry = {"qid": "b", "question": "渡船为什么停航？", "answers": ["大雾"], "gold_doc_ids": ["d2"]}
    _write(folder / "questions.jsonl", [length, ferry])
    options = ("--out", str(run), "--cache", str(cache))
    done = _eval("run", str(folder), *options)
    assert done.returncode == 0, done.stderr
    assert (run / "run.trec").read_text("utf-8").startswith("a Q0 d1 1 ")
    assert (run / "qrels.trec").read_text("utf-8") == "a 0 d1 1\nb 0 d2 1\n"
    figures = _figures(run)
    assert (figures["Hit@1"], figures["literal quotes"]) == (1.0, 1.0)
    before = (run / "metrics.json").read_bytes()
    assert _eval("run", str(folder), *options).returncode == 1  # a run is not written over unasked
    assert _eval("run", str(folder), *options, "--resume").returncode == 0
    assert (run / "metrics.json").read_bytes() == before
    compared = _eval("compare", str(run), str(run))
    assert compared.returncode == 0, compared.stderr
    assert "2 questions in both" in compared.stdout


def _pages(folder: Path) -> Path:
    page = folder / "page.txt"
    page.write_text(
        "临澜日报 2024年3月4日 星期一 第1版\n\n澜江大桥合龙\n\n"
        "本报讯（记者 程一帆）澜江大桥昨日合龙。大桥全长3.2公里，总投资18.6亿元，设六条车道。\n",
        "utf-8",
    )
    return page


LENGTH = {"qid": "a", "question": "澜江大桥全长多少公里？", "answers": ["3.2公里"], "gold_titles": ["澜江大桥合龙"]}


@pytest.mark.slow
def test_two_runs_of_the_same_thing_give_the_same_figures_and_rankings(tmp_path: Path) -> None:
    gold, pages = tmp_path / "gold.jsonl", _pages(tmp_path)
    _write(gold, [LENGTH, {"qid": "b", "question": "大桥的设计师是谁？", "answerable": False}])
    kept: list[dict[str, object]] = []
    for name, workers in (("one", "1"), ("two", "2")):
        run = tmp_path / name
        options = ("--pages", str(pages), "--out", str(run), "--cache", str(tmp_path / "cache"), "--workers", workers)
        done = _inside("run", str(gold), *options)
        assert done.exit_code == 0, done.output
        metrics = json.loads((run / "metrics.json").read_text("utf-8"))
        kept.append(metrics | {"times_ms": None, "run": (run / "run.trec").read_text("utf-8")})
    assert kept[0] == kept[1]
    assert (tmp_path / "one" / "report.html").is_file()


@pytest.mark.slow
def test_the_gate_holds_fails_and_takes_floors_anew(tmp_path: Path) -> None:
    gold, floors, pages = tmp_path / "gold.jsonl", tmp_path / "floors.json", _pages(tmp_path)
    _write(gold, [LENGTH])
    options = ("--gold", str(gold), "--floors", str(floors), "--pages", str(pages), "--cache", str(tmp_path / "cache"))
    assert "write them with: baoda eval check --write" in _told(_inside("check", *options))
    assert _inside("check", *options, "--write").exit_code == 0
    assert _inside("check", *options).exit_code == 0
    _write(gold, [LENGTH | {"answers": ["5公里"]}])
    failed = _inside("check", *options)
    assert failed.exit_code == 1
    assert "gold in answer fell by 1.000" in failed.output
    assert "澜江大桥全长多少公里" in failed.output
    assert "say why with --because" in _told(_inside("check", *options, "--write"))
    assert _inside("check", *options, "--write", "--because", "the gold was wrong").exit_code == 0
    assert json.loads(floors.read_text("utf-8"))["lowered"][0]["because"] == "the gold was wrong"
    assert _inside("check", *options).exit_code == 0


@pytest.mark.slow
def test_a_chat_model_judges_when_it_is_asked_to_and_its_agreement_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold, run = tmp_path / "gold.jsonl", tmp_path / "run"
    _write(gold, [LENGTH])
    with ChatServer([Reply(['{"correct": true, ', '"faithful": false}'])]) as server:
        monkeypatch.setenv("BAODA_CHAT_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "unused")
        options = ("--pages", str(_pages(tmp_path)), "--out", str(run), "--judge", "openai:judge")
        done = _inside("run", str(gold), *options)
        assert done.exit_code == 0, done.output
        assert len(server.requests) == 1
    figures = _figures(run)
    assert (figures["gold in answer"], figures["judge: correct"], figures["judge: faithful"]) == (1.0, 1.0, 0.0)
    kept = json.loads((run / "metrics.json").read_text("utf-8"))["judge"]
    assert (kept["judge"], kept["count"], kept["share"]) == ("openai:judge", 1, 1.0)
    assert "openai:judge judged 1 answers" in (run / "report.html").read_text("utf-8")


def test_pages_that_cannot_be_read_are_no_run(tmp_path: Path) -> None:
    gold, pages = tmp_path / "gold.jsonl", tmp_path / "pages"
    _write(gold, [LENGTH])
    pages.mkdir()
    (pages / "broken.pdf").write_bytes(b"no pdf")
    told = _told(_inside("run", str(gold), "--pages", str(pages), "--out", str(tmp_path / "run")))
    assert "could not all be read" in told
    assert "broken.pdf" in told


def test_drafts_and_cases_come_of_a_library(tmp_path: Path) -> None:
    library, drafts, gold = tmp_path / "library", tmp_path / "drafts.jsonl", tmp_path / "gold.jsonl"
    settings = load_settings(library=library)
    with open_assistant(library, settings, create=True, embedder=HashEmbedder()) as assistant:
        assistant.library.add([article()], lambda one: split(one, settings.split))
        answer = assistant.ask("临澜大桥全长多少公里？", strictness=Strictness.LOOSE)
        assistant.library.keep_feedback(Feedback.of(Rating.GOOD, "临澜大桥全长多少公里？", answer))
    made = _inside("draft", str(drafts), "--library", str(library), "--count", "3")
    assert made.exit_code == 0, made.output
    assert {draft.gold_titles for draft in read_drafts(drafts) if draft.answerable} == {("临澜大桥主桥合龙",)}
    done = _inside("from-feedback", str(gold), "--library", str(library))
    assert "1 ratings = 1 cases" in done.output
    assert load_cases(gold)[0].question == "临澜大桥全长多少公里？"
