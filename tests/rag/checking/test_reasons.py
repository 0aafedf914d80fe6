"""Every reason of the check has its English form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rag.checking.reasons import in_english
from rag.chinese import HAN

ROOT = Path(__file__).parents[3] / "rag"
FILES = [ROOT / "verify.py", *sorted((ROOT / "checking").glob("*.py"))]
# A reason is a Chinese literal that is returned or given to a Check.
_REASON = re.compile(r"(?:return f|UNSUPPORTED, |SUPPORTED, |UNCHECKED, )\"([^\"]*[\u4e00-\u9fff][^\"]*)\"")


def reasons() -> list[str]:
    return [match[1] for file in FILES for match in _REASON.finditer(file.read_text("utf-8"))]


def test_there_are_reasons_to_put_into_english() -> None:
    assert len(reasons()) >= 15


@pytest.mark.parametrize("reason", reasons())
def test_a_reason_has_an_english_form(reason: str) -> None:
    filled = re.sub(r"\{[^}]*\}", "X", reason)
    if filled.endswith("的“X”"):
        filled += "丢失了"
    assert not re.search(f"[{HAN}]", in_english(filled))


def test_names_and_printed_words_stay() -> None:
    assert in_english("“3.6公里”不在所引段落中") == "“3.6公里” is not in the cited passages"


def test_a_figure_that_is_said_hundreds_of_times_is_one_statement_to_check() -> None:
    from rag.checking.alignment import Line
    from rag.checking.contexts import contexts
    from rag.checking.facts import facts

    body = "，".join(["图为3.5%"] * 300)
    line = Line(body, body, None, facts(body, None), None)
    assert len(line.facts) == 300
    assert len(contexts([line])) <= 5  # the first and the last have fewer neighbours
