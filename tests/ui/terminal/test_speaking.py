from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.records import Answer
from tests.fakes_assistant import REMOTE, FakeAssistant, bridge_answer
from ui.terminal.speaking import announced, speak


def test_the_pieces_are_printed_in_their_order_and_the_citations_after_them(capsys: pytest.CaptureFixture[str]) -> None:
    answer = speak(FakeAssistant().stream("何时通车？"))
    said = capsys.readouterr().out
    assert said.startswith(answer.marked + "\n")
    assert said.index("[2] 《青岚日报》") > len(answer.marked)


def test_an_answer_that_replaces_its_pieces_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    answer = bridge_answer()

    def broken_off() -> Iterator[str | Answer]:
        yield "青岚大桥预计"
        yield answer

    speak(broken_off())
    assert capsys.readouterr().out.startswith(f"青岚大桥预计\n\n{answer.marked}\n")


def test_the_words_that_answer_are_bold_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    answer = replace(bridge_answer(), short="2032年10月")
    pieces: list[str | Answer] = [answer.marked, answer]
    speak(pieces)
    assert capsys.readouterr().out.startswith("青岚大桥计划于\x1b[1m2032年10月\x1b[0m通车。")


def test_nothing_but_the_answer_goes_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    speak(FakeAssistant().stream("何时通车？"))
    assert "\x1b" not in capsys.readouterr().out


def test_what_leaves_the_machine_is_said_before_the_answer_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    stream = FakeAssistant().stream("远程：何时通车？")
    first = next(announced(stream, set()))
    assert isinstance(first, str)
    assert REMOTE.text in capsys.readouterr().err
    speak(FakeAssistant().stream("远程：何时通车？"))
    shown = capsys.readouterr()
    assert (shown.err.count(REMOTE.text), shown.out.count(REMOTE.text)) == (1, 0)


def test_what_was_told_before_is_not_told_again(capsys: pytest.CaptureFixture[str]) -> None:
    speak(FakeAssistant().stream("远程：何时通车？"), {REMOTE})
    shown = capsys.readouterr()
    assert REMOTE.text not in shown.err + shown.out
