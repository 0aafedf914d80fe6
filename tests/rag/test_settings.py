"""Settings: flag > variable > file > default."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.records import Strictness
from rag.settings import load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_flag_beats_a_variable_beats_the_file_beats_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().answer.strictness is Strictness.NORMAL
    Path("baoda.toml").write_text('[answer]\nstrictness = "loose"\nsentences = 2\n', "utf-8")
    assert load_settings().answer.strictness is Strictness.LOOSE
    monkeypatch.setenv("BAODA_ANSWER_STRICTNESS", "strict")
    assert load_settings().answer.strictness is Strictness.STRICT
    assert load_settings(answer={"strictness": "normal"}).answer.strictness is Strictness.NORMAL
    assert load_settings(answer={"strictness": "normal"}).answer.sentences == 2


def test_a_group_s_setting_with_an_underscore_has_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAODA_CHAT_BASE_URL", "http://127.0.0.1:1/v1")
    assert load_settings().chat.base_url == "http://127.0.0.1:1/v1"


def test_a_bad_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAODA_ANSWER_STRICTNESS", "severe")
    with pytest.raises(SettingsError, match=r"answer\.strictness.*BAODA_ANSWER_STRICTNESS.*'severe'"):
        load_settings()


def test_an_unknown_setting_in_the_file_is_named() -> None:
    Path("baoda.toml").write_text("[chat]\nmodle = 'x'\n", "utf-8")
    with pytest.raises(SettingsError, match=r"chat\.modle"):
        load_settings()


def test_a_damaged_file_is_named() -> None:
    Path("baoda.toml").write_text("[chat\n", "utf-8")
    with pytest.raises(SettingsError, match=r"baoda\.toml"):
        load_settings()


def test_an_answer_that_fills_the_chat_model_s_context_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"at most half of chat\.context"):
        load_settings(chat={"tokens": 3000, "context": 4096})
