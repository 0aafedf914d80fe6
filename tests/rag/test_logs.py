"""Log lines: one JSON object each, with the request's id, without texts and keys at the default level."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import logs
from rag.errors import SettingsError
from rag.protocols import ChatWriter
from rag.settings import LogLevel, LogSettings
from tests.rag.telling import QUESTION, Made, Script


class Lines(io.StringIO):
    """A stream whose lines are rows."""

    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    stream = Lines()
    logs.start_logging(LogSettings(), stream)
    yield stream
    logs.stop_logging()


def test_a_line_is_one_json_object_with_time_level_event_request_and_facts(lines: Lines) -> None:
    with logs.request("abc-1"):
        logs.event("stored", articles=3, stages={"write": 1.23456})
    (row,) = lines.rows()
    assert str(row.pop("time")).endswith("+00:00")
    assert row == {"level": "info", "event": "stored", "request": "abc-1", "articles": 3, "stages": {"write": 1.235}}


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a\nb", "编号", '"'])
def test_an_id_that_could_forge_a_line_is_replaced_by_a_new_one(given: str) -> None:
    with logs.request(given) as chosen:
        assert len(chosen) == 16
        assert chosen != given
        with logs.request() as inner:
            assert inner == chosen
    assert logs.request_id() == ""


@pytest.mark.parametrize(
    "secret",
    [
        "postgresql://baoda:geheim77@db:5432/paper",
        "Bearer geheim77geheim",
        "sk-geheim77geheim77",
        "https://x.example/v1?api_key=geheim77",
    ],
)
def test_keys_and_passwords_never_reach_a_line(lines: Lines, secret: str) -> None:
    logs.event("opened", address=secret)
    assert "geheim77" not in lines.getvalue()
    assert "***" in lines.getvalue()


@pytest.mark.parametrize(
    "writer", [None, Script("大桥全长3.2公里。[1]"), Script("大桥全", fails="sk-geheim77geheim77 is no key")]
)
def test_at_the_default_level_no_word_of_question_articles_or_answer_is_logged(
    made: Made, lines: Lines, writer: ChatWriter | None
) -> None:
    made(writer).ask(QUESTION)
    made(evidence=0.0).ask("市场几点关门？")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in lines.getvalue())
    assert "geheim" not in lines.getvalue()


def test_every_answer_is_one_line_with_its_outcome_and_stages(made: Made, lines: Lines) -> None:
    with logs.request("r1"):
        made(Script("大桥全长3.2公里。[1]")).ask(QUESTION)
        made(evidence=0.0).ask(QUESTION)
    first, second = lines.rows()
    assert (first["event"], first["request"], first["mode"], first["refused"]) == ("answer", "r1", "llm", False)
    assert list(first["stages"]) == ["understand", "retrieve", "read", "write", "verify"]  # type: ignore[call-overload]
    assert (second["refused"], second["citations"]) == (True, 0)


def test_questions_without_a_request_around_them_get_an_id_each(made: Made, lines: Lines) -> None:
    made().ask(QUESTION)
    made().ask(QUESTION)
    first, second = (row["request"] for row in lines.rows())
    assert first
    assert first != second


def test_an_answer_that_the_reader_left_is_logged_as_stopped(made: Made, lines: Lines) -> None:
    stream = made(Script("大桥", "全长3.2公里。[1]")).stream(QUESTION)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert [row["event"] for row in lines.rows()] == ["answer stopped"]


def test_an_error_is_logged_by_its_kind(made: Made, lines: Lines) -> None:
    from rag.records import Mode

    with pytest.raises(SettingsError):
        made().ask(QUESTION, mode=Mode.LLM)
    (row,) = lines.rows()
    assert (row["event"], row["level"], row["error"]) == ("no answer", "warning", "SettingsError")


def test_debug_adds_the_texts(made: Made) -> None:
    stream = Lines()
    logs.start_logging(LogSettings(level=LogLevel.DEBUG), stream)
    made().ask(QUESTION)
    logs.stop_logging()
    assert QUESTION in [row.get("text") for row in stream.rows()]


def test_lines_go_to_the_file_that_is_set_and_a_wrong_one_is_said(tmp_path: Path) -> None:
    logs.start_logging(LogSettings(file=tmp_path / "baoda.log"))
    logs.event("stored")
    logs.stop_logging()
    assert json.loads((tmp_path / "baoda.log").read_text("utf-8"))["event"] == "stored"
    with pytest.raises(SettingsError, match=r"log\.file.*name another"):
        logs.start_logging(LogSettings(file=tmp_path / "none" / "baoda.log"))
    assert logging.getLogger("baoda").handlers == []
